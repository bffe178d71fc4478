package dev.adjoint.runtime.profile;

import java.util.Arrays;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * The Flight Recorder's view of an event. Off until a recording's settings turn it on: a program that is recorded for another
 * reason would pay a fifth of the time of small operations for it. It has no threshold, and stack traces, which would cost more than most
 * operations, are off by themselves.
 */
@Name("dev.adjoint.Operation")
@Label("Operation")
@Category("Adjoint")
@Description("An operation on tensors, a node of backward or a labelled block")
@StackTrace(false)
@Enabled(false)
final class OperationEvent extends Event implements FlightSpan {
  @Label("Operation")
  @Description("Name of the operation, of the node or of the block")
  String operation;

  @Label("Kind")
  @Description("operation, backward or block")
  String kind;

  @Label("Input Shapes")
  String inputShapes;

  @Label("Allocated")
  @Description("Bytes allocated for tensors, inner events included")
  @DataAmount
  long allocated;

  @Label("Allocated by Itself")
  @Description("Bytes allocated for tensors, inner events not included")
  @DataAmount
  long selfAllocated;

  @Override
  public void end(Profiler.Event event) {
    end();
    if (shouldCommit()) {
      operation = event.name;
      kind = event.kind.text();
      inputShapes = Arrays.toString(event.inputs);
      allocated = event.totalBytes();
      selfAllocated = event.selfBytes;
      commit();
    }
  }

}
