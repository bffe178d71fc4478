package dev.adjoint.processor.analysis;

import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Calls that have written none of their arguments when they throw: those of methods of the same class whose text shows it.
 * What is recursive or stands in another class is not known.
 */
final class CleanCalls {
  private final java.util.function.Function<String, Function> functions;
  private final Map<String, Boolean> known = new HashMap<>();
  private final Set<String> open = new HashSet<>();

  CleanCalls(java.util.function.Function<String, Function> functions) {
    this.functions = functions;
  }

  boolean test(Op.Call call) {
    if (!(call.callee() instanceof Callee.Local local) || !open.add(local.key())) {
      return false;
    }
    Boolean is = known.get(local.key());
    if (is == null) {
      is = Interruptions.throwsFirst(functions.apply(local.key()), this::test);
      known.put(local.key(), is);
    }
    open.remove(local.key());
    return is;
  }
}
