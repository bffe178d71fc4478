package dev.adjoint.processor.transform.reverse;

import dev.adjoint.processor.ir.Callee;
import java.util.List;

/** How the two halves of a helper that stays a call are called. */
public interface HelperNames {
  /** The forward half of a helper, differentiated with respect to the given arguments. */
  Callee.Generated forward(Callee.Local helper, List<Boolean> wrt);

  /** The reverse half. */
  Callee.Generated reverse(Callee.Local helper, List<Boolean> wrt);

  /** A helper itself, where its parameters were taken apart so that the user's method cannot be called. */
  Callee.Generated primal(Callee.Local helper);

  /** The same for another class's method. */
  Callee.Generated primal(Callee.External method);

  /** The forward half of another class's method. */
  Callee.Generated forward(Callee.External method);

  /** The reverse half. */
  Callee.Generated reverse(Callee.External method);

  /** A user's rule for reverse mode. */
  Callee.Generated rule(Callee.Rule rule);
}
