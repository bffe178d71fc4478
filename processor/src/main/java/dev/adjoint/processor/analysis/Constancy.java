package dev.adjoint.processor.analysis;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** The floating values of a method that carry no derivative, and why. */
public final class Constancy {
  private Constancy() {}

  /**
   * A value without a derivative.
   *
   * @param definition where it is computed, null for a parameter
   * @param varied whether it does depend on a differentiated parameter, so that nothing depends on it
   */
  public record Inactive(Value value, Op definition, boolean varied) {}

  /** Parameters and computed values, in program order; literals are not among them. */
  public static List<Inactive> of(Function f) {
    var activity = new Activity(f, new Aliases(f));
    var found = new ArrayList<Inactive>();
    for (Value p : f.params()) {
      note(p, null, activity, found);
    }
    walk(f.body(), activity, found);
    return found;
  }

  private static void walk(Block block, Activity activity, List<Inactive> found) {
    for (Op op : block.ops()) {
      if (!(op instanceof Op.Const)) {
        Ops.results(op).forEach(v -> note(v, op, activity, found));
      }
      Ops.blocks(op).forEach(b -> walk(b, activity, found));
    }
  }

  private static void note(Value v, Op definition, Activity activity, List<Inactive> found) {
    if (v.type().canBeActive() && !activity.active(v)) {
      found.add(new Inactive(v, definition, activity.varied(v)));
    }
  }
}
