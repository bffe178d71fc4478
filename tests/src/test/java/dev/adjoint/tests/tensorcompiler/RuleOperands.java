package dev.adjoint.tests.tensorcompiler;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.array.Form;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Arguments for each operation that has rules: its receiver first, float64, away from kinks, with broadcasting. */
final class RuleOperands {
  private static final int[][][] BROADCASTS = {
      {{2, 3}, {2, 3}}, {{2, 3}, {3}}, {{3}, {2, 3}}, {{2, 1}, {1, 3}}, {{}, {2, 2}}, {{2, 2}, {}}, {{0, 3}, {3}}};
  private static final int[][] SHAPES = {{2, 3}, {}, {0, 2}};

  private final Generator generator = new Generator(77);
  private final Map<String, List<Object[]>> table = new LinkedHashMap<>();

  /** The table, by {@link TensorRule#signature}. */
  static Map<String, List<Object[]>> table() {
    var operands = new RuleOperands();
    operands.arithmetic();
    operands.functions();
    operands.creation();
    operands.reductions();
    operands.products();
    operands.views();
    operands.indexing();
    return operands.table;
  }

  private void add(String signature, Object... arguments) {
    table.computeIfAbsent(signature, k -> new ArrayList<>()).add(arguments);
  }

  private Tensor normal(int... shape) {
    return generator.normal(DType.FLOAT64, Shape.of(shape));
  }

  private Tensor positive(int... shape) {
    return generator.uniform(DType.FLOAT64, Shape.of(shape)).mul(1.5).add(0.5);
  }

  /** Both signs, at least 0.3 from each other and 0.15 from 0. */
  private Tensor distinct(int... shape) {
    int n = Shape.of(shape).numel();
    return generator.permutation(n).to(DType.FLOAT64).sub((n / 2) - 0.5).mul(0.3).reshape(shape).copy();
  }

  private Tensor truth(int... shape) {
    return generator.uniform(DType.FLOAT64, Shape.of(shape)).lt(0.5);
  }

  private static Tensor index(long... values) {
    return Tensor.of(values);
  }

  private static int[] ints(int... values) {
    return values;
  }

  private void arithmetic() {
    for (int[][] shapes : BROADCASTS) {
      int[] a = shapes[0];
      int[] b = shapes[1];
      for (String name : List.of("add", "sub", "mul", "div", "atan2")) {
        add(name + "(Tensor)", normal(a), positive(b));
      }
      for (String name : List.of("maximum", "minimum", "remainder")) {
        add(name + "(Tensor)", distinct(a), distinct(b).add(0.07));
      }
      add("pow(Tensor)", positive(a), normal(b));
      add("addScaled(double, Tensor)", normal(a), -1.25, normal(b));
    }
    // float32 meets float64; one tensor twice.
    Tensor twice = positive(3);
    for (String name : List.of("add", "sub", "mul", "div", "atan2", "pow", "maximum", "minimum", "remainder")) {
      add(name + "(Tensor)", positive(2, 3).to(DType.FLOAT32), positive(3));
      add(name + "(Tensor)", positive(3), positive(2, 3).to(DType.FLOAT32));
      add(name + "(Tensor)", positive(2, 3).to(DType.FLOAT32), positive());
      add(name + "(Tensor)", positive().to(DType.FLOAT32), positive(2, 3));
    }
    for (String name : List.of("add", "sub", "mul", "div", "atan2", "pow")) {
      add(name + "(Tensor)", twice, twice);
    }
    add("addScaled(double, Tensor)", positive(2, 3).to(DType.FLOAT32), -1.25, positive(3));
    add("addScaled(double, Tensor)", positive(3), -1.25, positive(2, 3).to(DType.FLOAT32));
    for (int[] shape : SHAPES) {
      for (String name : List.of("add", "sub", "rsub", "mul")) {
        add(name + "(double)", normal(shape), 0.75);
        add(name + "(long)", normal(shape), 3L);
      }
      add("div(double)", normal(shape), -0.75);
      add("rdiv(double)", positive(shape), 2.5);
      add("remainder(double)", distinct(shape), 0.71);
      add("remainder(double)", distinct(shape), -0.71);
      add("remainder(long)", distinct(shape), 2L);
      add("neg()", normal(shape));
      for (double exponent : new double[] {-2, -0.5, 0, 0.5, 1, 2, 3.25}) {
        add("pow(double)", positive(shape), exponent);
      }
      for (long exponent : new long[] {-3, 0, 1, 2, 4}) {
        add("pow(long)", normal(shape), exponent);
      }
    }
  }

  private void functions() {
    for (int[] shape : SHAPES) {
      for (String name : List.of("exp", "expm1", "sin", "cos", "tan", "tanh", "sigmoid", "erf", "gelu", "softplus", "square")) {
        add(name + "()", normal(shape));
      }
      for (String name : List.of("log", "log1p", "sqrt", "rsqrt", "reciprocal")) {
        add(name + "()", positive(shape));
      }
      for (String name : List.of("abs", "sign", "relu", "floor", "ceil", "round")) {
        add(name + "()", distinct(shape));
      }
      add("clamp(double, double)", distinct(shape), -0.33, 0.62);
      add("maskedFill(Tensor, double)", normal(shape), truth(shape), 0.25);
    }
    add("exp()", normal(3, 2).t());
    Tensor condition = truth(2, 3);
    add("where(Tensor, Tensor, Tensor)", condition, normal(3).to(DType.FLOAT32), normal(2, 3));
    add("where(Tensor, Tensor, Tensor)", condition, normal(3), normal(2, 3).to(DType.FLOAT32));
    add("maskedFill(Tensor, double)", normal(2, 3), truth(3), 0.25);
    int[][][] shapes = {{{2, 3}, {2, 3}, {2, 3}}, {{3}, {2, 3}, {2, 1}}, {{2, 1}, {}, {3}}, {{}, {2}, {2}}};
    for (int[][] s : shapes) {
      add("where(Tensor, Tensor, Tensor)", truth(s[0]), normal(s[1]), normal(s[2]));
    }
  }

  private void creation() {
    add("scalar(double)", 1.5);
    add("full(double, int[])", 1.5, ints(2, 3));
    add("full(DType, double, int[])", DType.FLOAT64, 1.5, ints(2, 3));
    add("full(Form, double)", new Form(DType.FLOAT64, Shape.of(2, 2), Device.cpu()), 1.5);
    add("fullLike(Tensor, double)", normal(2, 3), 1.5);
    add("item()", normal());
    add("item()", normal(1, 1));
  }

  private void reductions() {
    Tensor x = normal(2, 3, 2);
    for (String name : List.of("sum", "mean", "norm", "max", "min", "var", "std")) {
      add(name + "()", distinct(2, 3, 2).add(0.01));
      add(name + "()", distinct(2, 3).add(0.01).t());
      if (!name.equals("var") && !name.equals("std")) {
        add(name + "()", positive());
      }
    }
    for (int[] dims : new int[][] {{}, {0}, {-1}, {0, 2}, {2, 0, 1}}) {
      for (boolean keepDim : new boolean[] {false, true}) {
        for (String name : List.of("sum", "mean", "norm", "logsumexp", "var", "std")) {
          add(name + "(boolean, int[])", x, keepDim, dims);
        }
        for (double p : new double[] {0, 0.5, 1, 1.5, 2, 3, -1, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
          add("norm(double, boolean, int[])", distinct(2, 3, 2).add(0.01), p, keepDim, dims);
        }
      }
      for (String name : List.of("sum", "mean", "logsumexp")) {
        add(name + "(int[])", x, dims);
      }
    }
    for (int dim : new int[] {0, 1, -1}) {
      for (String name : List.of("max", "min")) {
        add(name + "(int)", distinct(2, 3, 2), dim);
        add(name + "(int)", distinct(2, 3, 2).permute(2, 0, 1), dim);
        for (boolean keepDim : new boolean[] {false, true}) {
          add(name + "(int, boolean)", distinct(2, 3, 2), dim, keepDim);
          add(name + "(int, boolean)", distinct(), Math.min(dim, 0), keepDim);
        }
      }
      for (String name : List.of("softmax(int)", "logSoftmax(int)", "cumsum(int)")) {
        add(name, x, dim);
        add(name, x.transpose(0, 1), dim);
      }
    }
    add("softmax(int)", normal(), 0);
    add("logSoftmax(int)", normal(), 0);
    add("cumsum(int)", normal(), 0);
    for (int[] shape : new int[][] {{2, 3, 2}, {3, 2}, {2, 1, 2}, {1}, {}, {1, 3, 1}}) {
      add("sumTo(Shape)", x, Shape.of(shape));
    }
  }

  private void products() {
    int[][][] shapes = {{{2, 3}, {3, 4}}, {{3}, {3}}, {{2, 3}, {3}}, {{3}, {3, 4}}, {{2, 2, 3}, {3, 4}}, {{2, 3}, {2, 3, 4}},
        {{2, 1, 2, 3}, {3, 3, 2}}, {{2, 2, 3}, {3}}, {{3}, {2, 3, 4}}, {{2, 0}, {0, 3}}};
    for (int[][] s : shapes) {
      add("matmul(Tensor)", normal(s[0]), normal(s[1]));
    }
    add("mm(Tensor)", normal(3, 2).t(), normal(3, 4));
    add("dot(Tensor)", normal(3), normal(3));
    add("linear(Tensor, Tensor)", normal(2, 3), normal(4, 3), normal(4));
    add("linear(Tensor, Tensor)", normal(3), normal(4, 3), normal(4));
    add("linear(Tensor, Tensor)", normal(2, 2, 3), normal(4, 3), normal(4));
  }

  private void views() {
    Tensor x = normal(2, 3, 2);
    add("reshape(int[])", x, ints(3, -1));
    add("reshape(int[])", x.transpose(0, 2), ints(3, 4));
    add("reshape(Shape)", x, Shape.of(12));
    add("viewAs(int[])", x, ints(6, 2));
    add("flatten()", x.transpose(0, 1));
    add("flatten(int, int)", x, 0, 1);
    add("squeeze()", normal(1, 3, 1));
    add("squeeze(int)", normal(1, 3, 1), -1);
    add("squeeze(int)", normal(1, 3, 1), 1);
    add("unsqueeze(int)", x, -1);
    add("t()", normal(2, 3));
    add("t()", normal(3));
    add("transpose(int, int)", x, 0, -1);
    add("permute(int[])", x, ints(2, 0, 1));
    add("permute(int[])", x, ints(-1, 0, -2));
    add("expand(int[])", normal(3, 1), ints(2, -1, 4));
    add("expand(int[])", normal(), ints(2, 3));
    add("expand(Shape)", normal(1, 3), Shape.of(2, 3));
    add("select(int, int)", x, 1, -1);
    add("select(int, int)", x.transpose(0, 1), -3, 1);
    add("get(int)", x, -1);
    add("get(int, int[])", x, 1, ints(-1, 0));
    add("get(int, int[])", x.transpose(0, 1), -1, ints(1));
    add("get(int, int[])", x, 0, ints());
    add("slice(int, int, int)", x, 1, 1, 3);
    add("slice(int, int, int)", x, -2, -2, 100);
    add("slice(int, int, int)", x, 1, 2, 1);
    add("slice(int, int, int, int)", x, 1, 0, 3, 2);
    add("slice(int, int, int, int)", x.permute(1, 2, 0), 0, -100, 3, 2);
    add("narrow(int, int, int)", x, 1, 1, 2);
    add("copy()", x.transpose(0, 2));
    add("contiguous()", x.transpose(0, 2));
    add("contiguous()", x);
    add("to(DType)", x, DType.FLOAT64);
    add("to(DType)", x.to(DType.FLOAT32), DType.FLOAT64);
    add("to(Device)", x, Device.cpu());
  }

  private void indexing() {
    Tensor x = normal(3, 4);
    Tensor rows = Tensor.of(new long[][] {{0, 2, 1, 1}, {2, 2, 0, 1}});
    add("gather(int, Tensor)", x, 0, rows);
    add("indexSelect(int, Tensor)", x, 1, index(3, 0, 3));
    add("take(Tensor)", x, index(2, 0, 2, 1));
    add("take(Tensor)", x, Tensor.of(new long[][] {{1, 1}, {0, 2}}));
    add("maskedSelect(Tensor)", x, x.gt(0));
    add("scatterAdd(int, Tensor, Tensor)", x, 0, rows, normal(2, 4));
    add("indexAdd(int, Tensor, Tensor)", x, 1, index(3, 0, 3), normal(3, 3));
  }
}
