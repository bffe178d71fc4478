import dev.adjoint.annotations.DerivativeOf;
import dev.adjoint.annotations.Differentiable;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Tensor;

class TensorRule {
  static final class Library {
    static Tensor f(Tensor x, double a) {
      return x.mul(a);
    }

    static Tensor g(Tensor x) {
      return x.neg();
    }

    static String name(Tensor x) {
      return x.toString();
    }
  }

  @DerivativeOf(type = Library.class, method = "f", wrt = "x")
  // expect: AD301 at "readsWhatIsNotThere"
  static Tensor readsWhatIsNotThere(double b, Tensor seed) {
    return seed.mul(b);
  }

  @DerivativeOf(type = Library.class, method = "f", wrt = "x", mode = DerivativeOf.Mode.JVP)
  // expect: AD301 at "readsAnotherType"
  static Tensor readsAnotherType(float a, Tensor tangent) {
    return tangent.mul(a);
  }

  @DerivativeOf(type = Library.class, method = "f", wrt = "a")
  // expect: AD301 at "yieldsAnotherType"
  static Tensor yieldsAnotherType(Tensor x, Tensor seed) {
    return seed.mul(x);
  }

  @DerivativeOf(type = Library.class, method = "f", wrt = "a", mode = DerivativeOf.Mode.JVP)
  // expect: AD301 at "hasNoTangent"
  static Tensor hasNoTangent() {
    return null;
  }

  @DerivativeOf(type = Library.class, method = "g", wrt = "x")
  // expect: AD301 at "shapeOfNothing"
  static Tensor shapeOfNothing(Shape yShape, Tensor seed) {
    return seed.neg().reshape(yShape);
  }

  @DerivativeOf(type = Library.class, method = "g", wrt = "x", mode = DerivativeOf.Mode.JVP)
  // expect: AD301 at "hidden"
  private static Tensor hidden(Tensor tangent) {
    return tangent.neg();
  }

  @DerivativeOf(type = Library.class, method = "g", wrt = "x", mode = DerivativeOf.Mode.LINEAR)
  static Tensor first(Tensor seed) {
    return seed.neg();
  }

  @DerivativeOf(type = Library.class, method = "g", wrt = "x")
  // expect: AD303 at "second"
  static Tensor second(Tensor seed) {
    return seed.neg();
  }

  @DerivativeOf(type = Library.class, method = "name", wrt = "x")
  // expect: AD304 at "ofWhatIsNoTensor"
  static Tensor ofWhatIsNoTensor(String seed) {
    return null;
  }

  @Differentiable
  static Tensor h(Tensor x) {
    return x.mul(2);
  }
}
