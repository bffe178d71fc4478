/**
 * Where the time of tensor programs goes: a scope that records operations, nodes of backward and labelled blocks; their
 * averages as a table; traces for Chrome and events for the JDK's Flight Recorder.
 *
 * <p>Nothing is recorded, and next to nothing spent, while no {@link dev.adjoint.runtime.profile.Profiler} is open and
 * no Flight Recorder recording runs. May import {@code java.*} and the package {@code array}. Only
 * {@code FlightRecording} and {@code OperationEvent} may import {@code jdk.jfr}, and only {@code Recorder} may name
 * {@code FlightRecording}: that module may be absent.
 */
package dev.adjoint.runtime.profile;
