package dev.adjoint.processor.transform.reverse;

import dev.adjoint.processor.analysis.CallEffects;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import java.util.List;

/** The helpers that stay calls, and how their two halves are called. */
public interface HelperNames {
  /** A method of the class as it is differentiated. */
  Function prepared(String key);

  /** Which calls, generated ones too, may change more than their arguments. */
  CallEffects effects();

  /** The forward half of a helper, differentiated with respect to the given arguments. */
  Callee.Generated forward(Callee.Local helper, List<Boolean> wrt);

  /** The reverse half. */
  Callee.Generated reverse(Callee.Local helper, List<Boolean> wrt);

  /** A helper itself, where the user's method cannot be called: its parameters were taken apart, or it is private. */
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
