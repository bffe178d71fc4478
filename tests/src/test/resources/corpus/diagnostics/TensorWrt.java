import dev.adjoint.annotations.Differentiable;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.Map;

class TensorWrt {
  @Differentiable(wrt = "w")
  // expect: AD310 at "unknown"
  static Tensor unknown(Tensor x) {
    return x.mul(2);
  }

  @Differentiable(wrt = {"x", "all"})
  // expect: AD311 at "Tensor[][] all"
  static Tensor array(Tensor x, Tensor[][] all) {
    return x.mul(all[0][0]);
  }

  @Differentiable(wrt = {"x", "list"})
  // expect: AD311 at "Map<String, Tensor> list"
  static Tensor list(Tensor x, Map<String, Tensor> list) {
    return x.mul(list.get("w"));
  }

  @Differentiable(wrt = "x")
  static Tensor one(Tensor x, Tensor y) {
    return x.mul(y);
  }
}
