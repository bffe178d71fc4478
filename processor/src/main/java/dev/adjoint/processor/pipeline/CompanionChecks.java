package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.analysis.Aliases;
import dev.adjoint.processor.analysis.CallEffects;
import dev.adjoint.processor.analysis.Checks;
import dev.adjoint.processor.analysis.Memory;
import dev.adjoint.processor.diagnostic.Diagnostics;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Unit;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** Refuses a residual or a step that cannot be differentiated, or that changes what it is evaluated at. */
final class CompanionChecks {
  private CompanionChecks() {}

  /** @param functions the class's methods as they are differentiated */
  static void run(Unit.Implicit implicit, java.util.function.Function<String, Function> functions, Diagnostics diagnostics) {
    Function f = functions.apply(implicit.companion().key());
    List<Boolean> wrt = new ArrayList<>();
    for (int i = 0; i < f.params().size(); i++) {
      wrt.add(i == 0 || implicit.callee().wrt().get(implicit.arguments().get(i - 1)));
    }
    Function differentiated = new Function(f.key(), f.name(), f.params(), wrt, f.results(), f.body(), f.span());
    Checks.run(differentiated, functions, diagnostics);
    var memory = new Memory(f, new Aliases(f), new CallEffects(functions));
    for (Value p : f.params()) {
      if (p.type().isArray() && !memory.neverWrittenDeep(p)) {
        diagnostics.report(Message.IMPLICIT, f.span(), implicit.callee().name(), implicit.isRoot() ? "@ImplicitRoot" : "@FixedPoint",
            implicit.companion().name() + " writes its parameter " + p.name() + ", and is evaluated there again");
      }
    }
  }
}
