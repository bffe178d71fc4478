package dev.adjoint.runtime.backend.device;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.spi.BinaryOp;
import dev.adjoint.runtime.backend.spi.CompareOp;
import dev.adjoint.runtime.backend.spi.ElementKernel;
import dev.adjoint.runtime.backend.spi.Elementwise;
import dev.adjoint.runtime.backend.spi.Operand;
import dev.adjoint.runtime.backend.spi.Scalar;
import dev.adjoint.runtime.backend.spi.TernaryOp;
import dev.adjoint.runtime.backend.spi.UnaryOp;
import dev.adjoint.runtime.backend.spi.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Elementwise functions: {@code elementwise.c} around one function of {@code real.c}, {@code int64.c} or {@code boolean.c}.
 * Contiguous elements are loaded and stored four at a time, others one by one.
 */
final class DeviceElementwise implements Elementwise {

  /** What is applied here beyond the operations of the interface. */
  private enum Choice {
    /** One of two elements. */
    WHERE,
    /** The element itself, in another type. */
    CAST
  }

  /** What {@link KernelKey} does not say about a program. */
  private record Form(List<DType> operands, String expression, DType functions) {}

  @Override
  public void unary(UnaryOp op, View x, View out) {
    DType dtype = out.dtype();
    require(op, dtype, switch (op) {
      case NOT -> dtype == DType.BOOL;
      case NEG, ABS, SIGN, SQUARE, RELU -> dtype != DType.BOOL;
      case EXP, EXPM1, LOG, LOG1P, SQRT, RSQRT, RECIPROCAL, SIN, COS, TAN, TANH, SIGMOID, ERF, GELU, SOFTPLUS, FLOOR,
          CEIL, ROUND -> dtype.isFloating();
    });
    apply(op, dtype, _ -> new Form(List.of(dtype), call(op, 1), dtype), out, x);
  }

  /**
   * {@inheritDoc}
   *
   * @throws ArithmeticException for {@link BinaryOp#REMAINDER} of int64 if a divisor is 0; nothing is written then
   */
  @Override
  public void binary(BinaryOp op, Operand a, Operand b, View out) {
    DType dtype = out.dtype();
    require(op, dtype, switch (op) {
      case AND, OR, XOR -> dtype == DType.BOOL;
      case ADD, SUB, MUL, POW, REMAINDER, MAX, MIN -> dtype != DType.BOOL;
      case DIV, ATAN2, SEED_MUL, SEED_DIV, TANH_PULL, SIGMOID_PULL, RELU_PULL, GELU_PULL, SOFTPLUS_PULL, SQRT_PULL ->
          dtype.isFloating();
    });
    if (op == BinaryOp.REMAINDER && dtype == DType.INT64 && out.numel() > 0) {
      requireDivisors(b);
    }
    apply(op, dtype, _ -> new Form(List.of(dtype, dtype), call(op, 2), dtype), out, a, b);
  }

  private static void requireDivisors(Operand divisor) {
    boolean zero = switch (divisor) {
      case Scalar scalar -> scalar.integer() == 0;
      case View view -> IntegerBounds.containsZero(view);
    };
    if (zero) {
      throw new ArithmeticException("REMAINDER of int64 by zero");
    }
  }

  @Override
  public void ternary(TernaryOp op, View a, Operand b, Operand c, View out) {
    DType dtype = out.dtype();
    require(op, dtype, switch (op) {
      case ADD_MUL, LERP, CLAMP, WITHIN -> dtype != DType.BOOL;
      case ADD_DIV -> dtype.isFloating();
    });
    apply(op, dtype, _ -> new Form(List.of(dtype, dtype, dtype), call(op, 3), dtype), out, a, b, c);
  }

  @Override
  public void compare(CompareOp op, View a, Operand b, View out) {
    DType dtype = a.dtype();
    String sign = switch (op) {
      case EQ -> "==";
      case NE -> "!=";
      case LT -> "<";
      case LE -> "<=";
      case GT -> ">";
      case GE -> ">=";
    };
    apply(op, dtype, _ -> new Form(List.of(dtype, dtype), "v0 " + sign + " v1 ? 1 : 0", dtype), out, a, b);
  }

  @Override
  public void where(View condition, Operand a, Operand b, View out) {
    DType dtype = out.dtype();
    apply(Choice.WHERE, dtype, _ -> new Form(List.of(DType.BOOL, dtype, dtype), "v0 ? v1 : v2", dtype), out, condition, a,
        b);
  }

  /** {@code out = (type of out) x}. */
  void cast(View x, View out) {
    apply(Choice.CAST, x.dtype(), k -> new Form(List.of(k.from()), conversion(k.from(), k.to()), k.from()), out, x);
  }

  /** Sets every element. */
  void fill(View out, Scalar value) {
    DType dtype = out.dtype();
    apply(Choice.CAST, dtype, _ -> new Form(List.of(dtype), conversion(dtype, dtype), dtype), out, value);
  }

  private static String conversion(DType from, DType to) {
    if (from == to) {
      return "v0";
    }
    return switch (to) {
      case FLOAT32, FLOAT64 -> "(" + Elements.c(to) + ") v0";
      case INT64 -> from.isFloating() ? "real_to_int64(v0)" : "(int64) v0";
      case BOOL -> "v0 != 0 ? 1 : 0";
    };
  }

  private static void require(Enum<?> op, DType dtype, boolean defined) {
    if (!defined) {
      throw Elements.noKernel(op.name(), dtype);
    }
  }

  private static String call(Enum<?> operation, int operands) {
    return "op_" + operation.name() + "(v0" + (operands > 1 ? ", v1" : "") + (operands > 2 ? ", v2" : "") + ")";
  }

  private static KernelSource source(KernelKey key, Form form) {
    var definitions = new ArrayList<String>();
    int count = form.operands.size();
    definitions.add("OPERANDS " + count);
    for (int i = 0; i < count; i++) {
      definitions.add("E" + i + " " + Elements.c(form.operands.get(i)));
    }
    definitions.add("R " + Elements.c(key.to()));
    definitions.add("APPLY " + form.expression);
    String name = Elements.name(key.operation(), key.from()) + (key.from() == key.to() ? "" : "_" + key.to().text());
    return new KernelSource(name, List.of(Elements.functions(form.functions), "strided.h", "elementwise.c"),
        Elements.definitions(form.functions, definitions.toArray(String[]::new)));
  }

  private static void apply(Enum<?> operation, DType from, Function<KernelKey, Form> form, View out,
      Operand... operands) {
    if (out.numel() == 0) {
      return;
    }
    boolean flat = aligned(out);
    View[] views = new View[operands.length + 1];
    for (int i = 0; i < operands.length; i++) {
      if (operands[i] instanceof View view) {
        views[i] = view;
        flat &= isOne(view) || aligned(view);
      }
    }
    views[operands.length] = out;
    Accelerator accelerator = DeviceStorage.of(out).accelerator();
    Strided strided = flat ? null : Strided.of(views);
    if (strided != null && strided.rank() > Strided.MAX_RANK) {
      applyToSlices(operation, from, form, out, operands);
      return;
    }
    var kernel = accelerator.kernel(new KernelKey(operation, from, out.dtype(), flat ? "flat" : "strided"),
        key -> source(key, form.apply(key)));
    var launch = new Launch(accelerator, kernel);
    for (Operand operand : operands) {
      switch (operand) {
        case View view -> launch.reads(view, flat && isOne(view)).number(view.dtype(), Scalar.of(0));
        case Scalar scalar -> launch.nothing().of(-1).number(from, scalar);
      }
    }
    launch.writes(out);
    if (flat) {
      launch.of(out.numel()).run(accelerator.grid((out.numel() + 3) / 4));
    } else {
      launch.struct(strided.struct(operation.name())).run(accelerator.grid(out.numel()));
    }
  }

  /** Whether every element is the same one. */
  static boolean isOne(View view) {
    for (int d = 0; d < view.rank(); d++) {
      if (view.size(d) != 1 && view.stride(d) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether elements lie one after the other from where four can be loaded at once. */
  static boolean aligned(View view) {
    return view.contiguous() && view.offset() % 4 == 0;
  }

  @Override
  public void kernel(ElementKernel kernel, View[] operands, View out) {
    KernelProgram.forward(kernel, operands, out);
  }

  @Override
  public void kernelPull(ElementKernel kernel, View[] operands, View seed, View[] adjoints) {
    KernelProgram.backward(kernel, operands, seed, adjoints);
  }

  private static void applyToSlices(Enum<?> operation, DType from, Function<KernelKey, Form> form, View out,
      Operand... operands) {
    for (int i = 0; i < out.size(0); i++) {
      Operand[] slices = operands.clone();
      for (int k = 0; k < slices.length; k++) {
        slices[k] = slices[k] instanceof View view ? slice(view, i) : slices[k];
      }
      apply(operation, from, form, slice(out, i), slices);
    }
  }

  private static View slice(View view, int i) {
    int[] strides = view.strides();
    return new View(view.storage(), view.offset() + i * strides[0], view.shape().without(0),
        Arrays.copyOfRange(strides, 1, strides.length));
  }
}
