/**
 * Sources that are written and compiled while a benchmark runs: bodies too long to keep in a file, classes of many
 * methods. Needs the processor on the class path; imports nothing of this project.
 */
package dev.adjoint.benchmarks.compiled;
