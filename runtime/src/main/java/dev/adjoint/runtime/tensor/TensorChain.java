package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Form;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.Backend;
import dev.adjoint.runtime.backend.spi.ElementProgram;
import dev.adjoint.runtime.backend.spi.View;
import java.util.ArrayList;
import java.util.List;

/**
 * Elementwise operations of generated code whose intermediate results nobody else reads: one pass over the elements where the
 * backend has it, with the same bits as the operations one by one, which are run otherwise.
 *
 * <p>Which functions of elements the operations are, they say themselves: they are run once on tensors that only write down what is
 * asked of their backend. One pass it is where every operation's result has the shape and the type of all: no operand is
 * converted, an operation on operands that are smaller than the result is not done on repeated elements, and
 * {@link TensorAdjoints#fit} has nothing to sum up.
 */
public final class TensorChain {
  /** The operations: from the operands, tensors and forms, to the results, tensors, forms and shapes. */
  @FunctionalInterface
  public interface Body {
    /** Runs them. */
    Object[] run(Object[] operands);
  }

  /**
   * What they are.
   *
   * @param program null if they are more than elementwise functions
   * @param results for each result its register; -1 for the form and -2 for the shape
   * @param leaves for each step the operands that it depends on
   */
  private record Traced(ElementProgram program, int[] results, int[][] leaves) {}

  private static final int FORM = -1;
  private static final int SHAPE = -2;
  private static final Traced NONE = new Traced(null, null, null);

  private final Body body;
  /** For float32 and for float64; null if not known yet. Two threads may find out at once, and find the same. */
  private volatile Traced single;
  private volatile Traced twice;

  private final int[] last;

  private TensorChain(Body body, int[] last) {
    this.body = body;
    this.last = last;
  }

  /**
   * Operations that are run on tensors of any shape and type.
   *
   * @param last the positions of operands that nobody else has or reads afterwards: after the one pass their memory is given back
   */
  public static TensorChain of(Body body, int... last) {
    return new TensorChain(body, last.clone());
  }

  /** The result of operations that have one. */
  public Tensor only(Object... operands) {
    return (Tensor) all(operands)[0];
  }

  /** The results, as the operations have them. */
  public Object[] all(Object... operands) {
    Object[] results = pass(operands);
    return results != null ? results : body.run(operands);
  }

  /** The results of one pass, or null. */
  private Object[] pass(Object[] operands) {
    Tensor first = (Tensor) operands[0];
    if (first == null || !first.dtype().isFloating()) {
      return null;
    }
    Backend backend = Ops.backend(first);
    DType dtype = first.dtype();
    Shape shape = first.shape();
    int tensors = 0;
    boolean even = true;
    for (Object operand : operands) {
      if (operand instanceof Tensor t) {
        if (t.dtype() != dtype || Ops.backend(t) != backend || !t.device().equals(first.device()) || Ops.tracks(t)) {
          return null;
        }
        tensors++;
        if (!t.shape().equals(shape)) {
          even = false;
          shape = common(shape, t.shape());
          if (shape == null) {
            return null;
          }
        }
      } else if (operand == null) {
        return null;
      }
    }
    for (Object operand : operands) {
      if (operand instanceof Form form && (form.dtype() != dtype || !form.shape().equals(shape))) {
        return null;
      }
    }
    Traced traced = traced(dtype, shape, operands, tensors);
    if (traced.program() == null || !even && !fills(traced, operands, shape)) {
      return null;
    }
    return run(traced, backend, operands, tensors, shape);
  }

  private static Shape common(Shape a, Shape b) {
    try {
      return Shape.broadcast("chain", a, b);
    } catch (IllegalArgumentException e) {
      // The operations themselves say what is wrong.
      return null;
    }
  }

  private Object[] run(Traced traced, Backend backend, Object[] operands, int tensors, Shape shape) {
    var views = new View[tensors];
    for (int i = 0, k = 0; i < operands.length; i++) {
      if (operands[i] instanceof Tensor t) {
        views[k++] = t.view().expand(shape);
      }
    }
    ElementProgram program = traced.program();
    if (!backend.elementwise().takesChain(program, views)) {
      return null;
    }
    var outs = new View[program.results().size()];
    Tensor like = (Tensor) operands[0];
    for (int i = 0; i < outs.length; i++) {
      outs[i] = Ops.reserveLike(like, shape);
    }
    var event = Ops.begin("chain", like);
    backend.elementwise().chain(program, views, outs);
    Ops.end(event);
    for (int position : last) {
      ((Tensor) operands[position]).view().storage().release();
    }
    var results = new Object[traced.results().length];
    for (int i = 0; i < results.length; i++) {
      int register = traced.results()[i];
      results[i] = register == FORM ? new Form(like.dtype(), shape, like.device())
          : register == SHAPE ? shape : new Tensor(outs[program.results().indexOf(register)]);
    }
    return results;
  }

  /** Whether every step's result has the whole shape, though not every operand has. */
  private static boolean fills(Traced traced, Object[] operands, Shape shape) {
    for (int[] leaves : traced.leaves()) {
      Shape own = Shape.SCALAR;
      for (int leaf : leaves) {
        own = common(own, ((Tensor) operands[leaf]).shape());
      }
      if (!shape.equals(own)) {
        return false;
      }
    }
    return true;
  }

  private Traced traced(DType dtype, Shape shape, Object[] operands, int tensors) {
    Traced known = dtype == DType.FLOAT32 ? single : twice;
    if (known == null) {
      known = GradMode.withoutGrad(() -> trace(dtype, shape, operands, tensors));
      if (dtype == DType.FLOAT32) {
        single = known;
      } else {
        twice = known;
      }
    }
    return known;
  }

  private Traced trace(DType dtype, Shape shape, Object[] operands, int tensors) {
    var trace = new ChainTrace(shape, dtype);
    Object[] stands = operands.clone();
    var positions = new ArrayList<Integer>();
    for (int i = 0; i < stands.length; i++) {
      if (stands[i] instanceof Tensor) {
        stands[i] = trace.operand();
        positions.add(i);
      }
    }
    try {
      Object[] values = body.run(stands);
      int[] results = new int[values.length];
      var wanted = new ArrayList<Integer>();
      for (int i = 0; i < values.length; i++) {
        results[i] = values[i] instanceof Tensor t ? trace.register(t) : values[i] instanceof Form ? FORM : SHAPE;
        if (results[i] >= 0 && !wanted.contains(results[i])) {
          wanted.add(results[i]);
        }
        if (results[i] >= 0 && results[i] < tensors) {
          // An operation has given back an operand.
          return NONE;
        }
      }
      ElementProgram program = trace.program(tensors, wanted);
      return new Traced(program, results, leaves(program, positions));
    } catch (RuntimeException e) {
      // What is wrong with the operands, the operations say when they are run on them.
      return NONE;
    }
  }

  private static int[][] leaves(ElementProgram program, List<Integer> positions) {
    var of = new ArrayList<java.util.SortedSet<Integer>>();
    positions.forEach(p -> of.add(new java.util.TreeSet<>(List.of(p))));
    var leaves = new int[program.steps().size()][];
    for (int i = 0; i < leaves.length; i++) {
      var own = new java.util.TreeSet<Integer>();
      for (ElementProgram.Argument a : program.steps().get(i).arguments()) {
        if (a instanceof ElementProgram.Register r) {
          own.addAll(of.get(r.index()));
        }
      }
      of.add(own);
      leaves[i] = own.stream().mapToInt(Integer::intValue).toArray();
    }
    return leaves;
  }
}
