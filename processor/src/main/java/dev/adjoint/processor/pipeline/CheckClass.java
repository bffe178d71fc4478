package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.diagnostic.Diagnostics;
import dev.adjoint.processor.ir.Generated;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Unit;
import dev.adjoint.processor.source.Requests;
import java.util.ArrayList;
import java.util.Map;
import javax.lang.model.util.Types;

/**
 * The class with the checks that {@code @Differentiable(check = true)} asks for. It stands beside the derivatives and not among
 * them, so that an application may leave it out, and needs no test framework.
 */
final class CheckClass {
  private CheckClass() {}

  /**
   * The class, or null where no check is asked for.
   *
   * @param requests by the method's key
   * @param diagnostics by the method's key; methods with errors have no derivatives to check
   */
  static Generated.Checks of(Unit unit, Type.Ref derivatives, Map<String, Requests> requests, Map<String, Diagnostics> diagnostics,
      Types types) {
    var checks = new ArrayList<Generated.Check>();
    for (Unit.Entry entry : unit.entries()) {
      Requests wanted = requests.get(entry.key());
      Diagnostics problems = diagnostics.get(entry.key());
      if (wanted.check() && !problems.hasErrors()
          && wanted.isCheckable(types, unit.functions().get(entry.key()).span(), problems)) {
        checks.add(new Generated.Check(wanted.method().getSimpleName().toString(), wanted.parameters(), wanted.wrt(),
            wanted.checkPoints()));
      }
    }
    return checks.isEmpty() ? null
        : new Generated.Checks(ApiNames.checkClass(unit.owner()), unit.owner(), derivatives, unit.isPublic(), checks);
  }
}
