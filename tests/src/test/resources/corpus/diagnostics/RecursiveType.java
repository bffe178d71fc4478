package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class RecursiveType {
  sealed interface Expr permits Num, Add {}

  record Num(double v) implements Expr {}

  record Add(Expr l, Expr r) implements Expr {}

  @Differentiable
  static double f(double x) {
    // expect: AD081 at "new Add(new Num(x), new Num(2))"
    Expr e = new Add(new Num(x), new Num(2));
    return eval(e);
  }

  static double eval(Expr e) {
    return switch (e) {
      case Num(double v) -> v;
      case Add(var l, var r) -> eval(l) + eval(r);
    };
  }
}
