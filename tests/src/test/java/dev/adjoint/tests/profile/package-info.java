/** The profiler: nesting, sums, the table's text, traces, Flight Recorder events. Times come from a hand-set clock. */
package dev.adjoint.tests.profile;
