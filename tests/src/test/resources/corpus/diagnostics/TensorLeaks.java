import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

class TensorLeaks {
  static Tensor kept;

  @Differentiable
  static Tensor object(Tensor x) {
    // expect: AD004 at "x"
    Object o = x;
    return ((Tensor) o).mul(x);
  }

  @Differentiable
  // expect: AD414 at "Tensor[][]"
  static Tensor[][] returned(Tensor x) {
    return new Tensor[][] {{x, x}};
  }

  record Layers(Tensor first, Tensor[] others) {}

  @Differentiable
  // expect: AD418 at "Layers[] all"
  static Tensor rows(Layers[] all) {
    return all[0].first().mul(all[0].others()[0]);
  }

  @Differentiable
  static Tensor storedInto(@NonDifferentiable Tensor[] all, Tensor x) {
    // expect: AD002 at "all[1] = x.mul(2)"
    all[1] = x.mul(2);
    return all[1].mul(x);
  }

  @Differentiable
  static Tensor printed(Tensor x) {
    Tensor[] all = {x, x};
    // expect: AD001 at "Arrays.hashCode(all)"
    return x.mul(Arrays.hashCode(all));
  }

  @Differentiable
  static Tensor added(Tensor x) {
    var list = new ArrayList<Tensor>();
    // expect: AD001 at "list.add(x)"
    list.add(x);
    return list.get(0).mul(x);
  }

  @Differentiable
  static Tensor kept(Tensor x) {
    // expect: AD003 at "kept = x"
    kept = x;
    return kept.mul(x);
  }

  @Differentiable
  static Tensor captured(Tensor x) {
    // expect: AD011 at "() -> x.mul(2)"
    Supplier<Tensor> twice = () -> x.mul(2);
    return Optional.of(twice).get().get().mul(x);
  }

  @Differentiable
  static Tensor handedOut(Tensor x) {
    // expect: AD017 at "x.toDoubles()"
    return Tensor.of(x.toDoubles()).mul(x);
  }

  @Differentiable
  static Tensor truncated(Tensor x) {
    // expect: AD017 at "x.sum().itemLong()"
    return x.mul(x.sum().itemLong());
  }
}
