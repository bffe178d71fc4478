package dev.adjoint.processor.analysis;

import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Value;
import java.util.List;

/**
 * How derivatives pass what reverse mode asks of the runtime, for a function that is differentiated again. What is put on a
 * tape is taken off elsewhere, maybe in another function: all of it carries a derivative.
 */
final class ReverseActivity {
  private ReverseActivity() {}

  static void forward(Op.Call op, RuntimeFunction function, Activity activity) {
    List<Value> args = op.args();
    switch (function) {
      case POP_DOUBLE, POP_REF -> activity.vary(op.results().getFirst(), true);
      case PUSH_REF -> activity.vary(args.get(1), true);
      case DEEP_COPY, OWN_ROWS, TAKE_OUT -> activity.vary(op.results().getFirst(), activity.varied(args.getFirst()));
      case ADD_INTO, ADD_STAGE -> activity.vary(args.get(1), activity.varied(args.getFirst()));
      case DEAL_OUT -> activity.vary(args.get(2), activity.varied(args.get(1)));
      case RuntimeFunction other -> { }
    }
  }

  static void backward(Op.Call op, RuntimeFunction function, Activity activity) {
    List<Value> args = op.args();
    switch (function) {
      case POP_REF -> activity.use(op.results().getFirst(), true);
      case PUSH_DOUBLE, PUSH_REF -> activity.use(args.get(1), true);
      case DEEP_COPY, OWN_ROWS, TAKE_OUT -> activity.use(args.getFirst(), activity.useful(op.results().getFirst()));
      case ADD_INTO, ADD_STAGE -> activity.use(args.getFirst(), activity.useful(args.get(1)));
      case DEAL_OUT -> activity.use(args.get(1), activity.useful(args.get(2)));
      case RuntimeFunction other -> { }
    }
  }
}
