package dev.adjoint.tests.tensorcompiler;

import dev.adjoint.examples.tensormethods.Attention;
import dev.adjoint.examples.tensormethods.AttentionDerivatives;
import dev.adjoint.examples.tensormethods.Recurrent;
import dev.adjoint.examples.tensormethods.RecurrentDerivatives;
import dev.adjoint.examples.tensormethods.TensorDoubling;
import dev.adjoint.examples.tensormethods.TensorDoublingDerivatives;
import dev.adjoint.examples.tensormethods.TinyLoss;
import dev.adjoint.examples.tensormethods.TinyLossDerivatives;
import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tape.Tape;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * An annotated method of the examples with what was generated for it, its constant arguments bound.
 *
 * @param node the name of the node that a tracked call makes
 * @param operands the differentiated tensors
 * @param constants the other tensors
 * @param method the method itself, of the operands
 * @param vjp of operands and seed: the value, then the adjoints
 * @param gradient of the operands, as vjp with a seed of 1; null where the result has several elements
 * @param jvp of operands and tangents: the value, then its tangent
 * @param tracked the method as a node
 * @param forward the forward half on a tape
 * @param reverse the reverse half of seed and tape
 */
record TensorProgram(String name, String node, List<Tensor> operands, List<Tensor> constants,
    Function<List<Tensor>, Tensor> method, BiFunction<List<Tensor>, Tensor, List<Tensor>> vjp,
    Function<List<Tensor>, List<Tensor>> gradient, BiFunction<List<Tensor>, List<Tensor>, List<Tensor>> jvp,
    Function<List<Tensor>, Tensor> tracked, BiFunction<List<Tensor>, Tape, Tensor> forward,
    BiFunction<Tensor, Tape, List<Tensor>> reverse) {

  static List<TensorProgram> all(DType dtype) {
    return List.of(doubling(dtype), tinyLoss(dtype), attention(dtype), recurrent(dtype, 1), recurrent(dtype, 5),
        recurrent(dtype, 0));
  }

  /** What a reverse half with several adjoints left on the tape, the last on top; null stands for zero. */
  private static List<Tensor> pop(Tape tape, int count) {
    var adjoints = new Tensor[count];
    for (int i = count - 1; i >= 0; i--) {
      adjoints[i] = (Tensor) tape.popRef();
    }
    return Arrays.asList(adjoints);
  }

  static TensorProgram doubling(DType dtype) {
    var g = new Generator(11);
    return new TensorProgram("doubling", "DoubledBackward", List.of(g.normal(dtype, Shape.of(3))), List.of(),
        x -> TensorDoubling.doubled(x.get(0)),
        (x, s) -> {
          var r = TensorDoublingDerivatives.doubledVjp(x.get(0), s);
          return List.of(r.value(), r.x());
        },
        null,
        (x, t) -> {
          var r = TensorDoublingDerivatives.doubledJvp(x.get(0), t.get(0));
          return List.of(r.value(), r.tangent());
        },
        x -> TensorDoublingDerivatives.doubledTracked(x.get(0)),
        (x, tape) -> TensorDoublingDerivatives.doubledForward(x.get(0), tape),
        (s, tape) -> List.of(TensorDoublingDerivatives.doubledReverse(s, tape)));
  }

  static TensorProgram tinyLoss(DType dtype) {
    var g = new Generator(12);
    Tensor in = g.normal(dtype, Shape.of(6, 20));
    Tensor ideal = g.normal(dtype, Shape.of(6, 4));
    List<Tensor> weights = List.of(g.normal(dtype, Shape.of(9, 20)), g.normal(dtype, Shape.of(9)),
        g.normal(dtype, Shape.of(4, 9)), g.normal(dtype, Shape.of(4)));
    return new TensorProgram("TinyModel's loss", "LossBackward", weights, List.of(in, ideal),
        w -> TinyLoss.loss(in, w.get(0), w.get(1), w.get(2), w.get(3), ideal),
        (w, s) -> {
          var r = TinyLossDerivatives.lossVjp(in, w.get(0), w.get(1), w.get(2), w.get(3), ideal, s);
          return List.of(r.value(), r.w1(), r.b1(), r.w2(), r.b2());
        },
        w -> {
          var r = TinyLossDerivatives.lossGradient(in, w.get(0), w.get(1), w.get(2), w.get(3), ideal);
          return List.of(r.value(), r.w1(), r.b1(), r.w2(), r.b2());
        },
        (w, t) -> {
          var r = TinyLossDerivatives.lossJvp(in, w.get(0), w.get(1), w.get(2), w.get(3), ideal,
              t.get(0), t.get(1), t.get(2), t.get(3));
          return List.of(r.value(), r.tangent());
        },
        w -> TinyLossDerivatives.lossTracked(in, w.get(0), w.get(1), w.get(2), w.get(3), ideal),
        (w, tape) -> TinyLossDerivatives.lossForward(in, w.get(0), w.get(1), w.get(2), w.get(3), ideal, tape),
        (s, tape) -> {
          TinyLossDerivatives.lossReverse(s, tape);
          return pop(tape, 4);
        });
  }

  static TensorProgram attention(DType dtype) {
    var g = new Generator(13);
    Tensor hidden = Attention.future(4);
    Shape square = Shape.of(6, 6);
    List<Tensor> operands = List.of(g.normal(dtype, Shape.of(2, 4, 6)), g.normal(dtype, square), g.normal(dtype, square),
        g.normal(dtype, square), g.normal(dtype, square));
    return new TensorProgram("attention", "BlockBackward", operands, List.of(hidden),
        x -> Attention.block(x.get(0), x.get(1), x.get(2), x.get(3), x.get(4), 2, hidden),
        (x, s) -> {
          var r = AttentionDerivatives.blockVjp(x.get(0), x.get(1), x.get(2), x.get(3), x.get(4), 2, hidden, s);
          return List.of(r.value(), r.x(), r.queries(), r.keys(), r.values(), r.output());
        },
        null,
        (x, t) -> {
          var r = AttentionDerivatives.blockJvp(x.get(0), x.get(1), x.get(2), x.get(3), x.get(4), 2, hidden,
              t.get(0), t.get(1), t.get(2), t.get(3), t.get(4));
          return List.of(r.value(), r.tangent());
        },
        x -> AttentionDerivatives.blockTracked(x.get(0), x.get(1), x.get(2), x.get(3), x.get(4), 2, hidden),
        (x, tape) -> AttentionDerivatives.blockForward(x.get(0), x.get(1), x.get(2), x.get(3), x.get(4), 2, hidden, tape),
        (s, tape) -> {
          AttentionDerivatives.blockReverse(s, tape);
          return pop(tape, 5);
        });
  }

  /** @param length of the sequence */
  static TensorProgram recurrent(DType dtype, int length) {
    var g = new Generator(14);
    Tensor in = g.normal(dtype, Shape.of(length, 2));
    List<Tensor> operands = List.of(g.normal(dtype, Shape.of(2, 3)), g.normal(dtype, Shape.of(3, 3)),
        g.normal(dtype, Shape.of(3)), g.normal(dtype, Shape.of(3)));
    double target = 0.7;
    return new TensorProgram("recurrent of length " + length, "LossBackward", operands, List.of(in),
        x -> Recurrent.loss(in, x.get(0), x.get(1), x.get(2), x.get(3), target),
        (x, s) -> {
          var r = RecurrentDerivatives.lossVjp(in, x.get(0), x.get(1), x.get(2), x.get(3), target, s);
          return List.of(r.value(), r.w(), r.u(), r.b(), r.v());
        },
        x -> {
          var r = RecurrentDerivatives.lossGradient(in, x.get(0), x.get(1), x.get(2), x.get(3), target);
          return List.of(r.value(), r.w(), r.u(), r.b(), r.v());
        },
        (x, t) -> {
          var r = RecurrentDerivatives.lossJvp(in, x.get(0), x.get(1), x.get(2), x.get(3), target,
              t.get(0), t.get(1), t.get(2), t.get(3));
          return List.of(r.value(), r.tangent());
        },
        x -> RecurrentDerivatives.lossTracked(in, x.get(0), x.get(1), x.get(2), x.get(3), target),
        (x, tape) -> RecurrentDerivatives.lossForward(in, x.get(0), x.get(1), x.get(2), x.get(3), target, tape),
        (s, tape) -> {
          RecurrentDerivatives.lossReverse(s, tape);
          return pop(tape, 4);
        });
  }

  @Override
  public String toString() {
    return name + ", " + operands.getFirst().dtype();
  }
}
