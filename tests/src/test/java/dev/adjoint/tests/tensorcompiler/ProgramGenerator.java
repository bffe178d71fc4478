package dev.adjoint.tests.tensorcompiler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Random methods on tensors: operations on shapes that fit, loops with known and unknown trip counts, jumps, branches on
 * items, helpers of the same class and of another one, recursion, reassignment, {@code detach}. Values stay bounded. No operation
 * gives back its operand itself, which would be one tensor under two names: its adjoint may then be another sum than the graph's.
 */
final class ProgramGenerator {
  private static final int[] MATRIX = {2, 3};
  private static final int[] VECTOR = {3};
  private static final int[][] RESULTS = {MATRIX, VECTOR, {}};
  private static final int DEPTH = 3;

  /** A program: a class with a method {@code f} and its helpers, and another class that it calls. */
  record Program(String name, String text, String other, boolean mixed, PackedParameters packed) {}

  private record Term(String text, int[] shape) {}

  private record Variable(String name, int[] shape) {}

  private final Random random;
  private final StringBuilder out = new StringBuilder();
  private final List<Variable> scope = new ArrayList<>();
  private String name;
  private boolean mixed;
  private boolean inHelper;
  private int loops;
  private int names;
  private String indent = "";

  private final TensorArrayStatements arrays;

  ProgramGenerator(long seed) {
    random = new Random(seed);
    arrays = new TensorArrayStatements(random);
  }

  /**
   * A program {@code f(Tensor x, Tensor y, double a, double[] c, int n)}: x is a matrix, y a vector, c has three elements, n
   * is at most 3.
   *
   * @param mixed whether a and c are differentiated as well, and numbers are made of tensors and tensors of numbers;
   *     otherwise only tensors carry derivatives
   */
  Program program(String called, boolean withNumbers) {
    name = called;
    mixed = withNumbers;
    String constant = mixed ? "" : "@NonDifferentiable ";
    var members = new StringBuilder();
    String f = method("  @Differentiable static Tensor f(Tensor x, Tensor y, " + constant + "double a, " + constant
        + "double[] c, int n) {\n", List.of(new Variable("x", MATRIX), new Variable("y", VECTOR)), false, 6, null);
    members.append(f);
    members.append(method("  static Tensor helper(Tensor p, Tensor q, double a) {\n", List.of(), true, 3, "q"));
    members.append(method("  static Tensor again(Tensor p, int n, double a) {\n", List.of(), true, 1, "n"));
    String other = "class " + name + "Other {\n"
        + method("  @Differentiable static Tensor g(Tensor p, Tensor q, " + constant + "double a) {\n", List.of(), true, 2, "q")
        + "}\n";
    PackedParameters packed = PackedParameters.any(random);
    return new Program(name, "class " + name + " {\n" + members + packed.members(f) + "}\n", other, mixed, packed);
  }

  /** A helper reads each parameter once, and then a copy of its value, so that its adjoint is one sum. */
  private String method(String head, List<Variable> parameters, boolean helper, int statements, String second) {
    out.setLength(0);
    scope.clear();
    arrays.clear();
    scope.addAll(parameters);
    inHelper = helper;
    names = 0;
    loops = 0;
    indent = "    ";
    out.append(head);
    if (helper) {
      line("Tensor u = p." + pick("tanh", "sin", "neg", "copy") + "();");
      scope.add(new Variable("u", MATRIX));
      if ("q".equals(second)) {
        line("Tensor w = q." + pick("cos", "sigmoid", "abs") + "();");
        scope.add(new Variable("w", VECTOR));
      } else {
        line("if (n <= 0) {");
        line("  return u;");
        line("}");
        line("u = again(" + bounded(fit(term(2), MATRIX)).text() + ", n - 1, a);");
      }
    } else if (mixed) {
      line("double s = a;");
      line("double[] v = new double[3];");
    }
    block(statements);
    int[] shape = helper ? MATRIX : RESULTS[random.nextInt(RESULTS.length)];
    line("return " + bounded(fit(term(DEPTH), shape)).text() + ";");
    out.append("  }\n");
    return out.toString();
  }

  private void line(String text) {
    out.append(indent).append(text).append('\n');
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private void block(int statements) {
    int visible = scope.size();
    String before = indent;
    for (int i = 0; i < statements; i++) {
      statement();
    }
    // The body of a method keeps its variables for the result.
    if (!before.equals("    ")) {
      while (scope.size() > visible) {
        scope.removeLast();
      }
    }
  }

  private void nested(String head, int statements) {
    line(head + " {");
    indent += "  ";
    block(statements);
    indent = indent.substring(2);
  }

  private void statement() {
    boolean deep = indent.length() > 8;
    switch (random.nextInt(mixed && !inHelper ? 13 : 9)) {
      case 0, 1 -> {
        Term t = bounded(term(DEPTH));
        String fresh = "t" + names++;
        line("Tensor " + fresh + " = " + t.text() + ";");
        scope.add(new Variable(fresh, t.shape()));
      }
      case 2, 3 -> assign();
      case 4 -> {
        if (deep) {
          assign();
          return;
        }
        nested("if (" + condition() + ")", 1 + random.nextInt(2));
        if (random.nextBoolean()) {
          line("} else {");
          indent += "  ";
          block(1 + random.nextInt(2));
          indent = indent.substring(2);
        }
        line("}");
      }
      case 5 -> counted(deep);
      case 6 -> unknown(deep);
      case 7, 8 -> {
        if (inHelper) {
          assign();
        } else if (indent.equals("    ") && random.nextInt(3) == 0) {
          String fresh = "t" + names++;
          arrays.statements(fresh, () -> bounded(fit(term(2), MATRIX)).text()).forEach(this::line);
          scope.add(new Variable(fresh, MATRIX));
        } else {
          call();
        }
      }
      default -> numbers();
    }
  }

  private void assign() {
    Variable v = variable();
    Term t = random.nextInt(6) == 0 ? choice(v.shape()) : bounded(fit(term(DEPTH), v.shape()));
    line(v.name() + " = " + t.text() + ";");
  }

  private Term choice(int[] shape) {
    return new Term(condition() + " ? " + bounded(fit(term(1), shape)).text() + " : " + bounded(fit(term(2), shape)).text(),
        shape);
  }

  private void counted(boolean deep) {
    if (deep || inHelper) {
      assign();
      return;
    }
    String i = "i" + loops++;
    nested("for (int " + i + " = 0; " + i + " < n; " + i + "++)", 1);
    indent += "  ";
    if (random.nextInt(4) == 0) {
      line("if (" + condition() + ") {");
      line("  " + pick("break", "continue") + ";");
      line("}");
    }
    block(1 + random.nextInt(2));
    indent = indent.substring(2);
    line("}");
  }

  private void unknown(boolean deep) {
    if (deep) {
      assign();
      return;
    }
    String k = "k" + loops++;
    Variable v = variable();
    line("int " + k + " = 0;");
    nested("while (" + k + " < 3 && " + v.name() + ".norm().item() > " + k + " * 0.2)", 1 + random.nextInt(2));
    indent += "  ";
    line(k + "++;");
    indent = indent.substring(2);
    line("}");
  }

  private void call() {
    String number = mixed ? "s" : "a";
    Supplier<String> matrix = () -> bounded(fit(term(2), MATRIX)).text();
    String called = switch (random.nextInt(4)) {
      case 0 -> "helper(" + matrix.get() + ", " + bounded(fit(term(2), VECTOR)).text() + ", " + number + ")";
      case 1 -> name + "Other.g(" + matrix.get() + ", " + bounded(fit(term(2), VECTOR)).text() + ", " + number + ")";
      case 2 -> "again(" + matrix.get() + ", n, " + number + ")";
      // The same tensor for both.
      default -> {
        Variable v = variable();
        yield "helper(" + fit(new Term(v.name(), v.shape()), MATRIX).text() + ", "
            + fit(new Term(v.name(), v.shape()), VECTOR).text() + ", " + number + ")";
      }
    };
    String fresh = "t" + names++;
    line("Tensor " + fresh + " = " + called + ";");
    scope.add(new Variable(fresh, MATRIX));
  }

  /** Numbers of tensors and tensors of numbers. */
  private void numbers() {
    int k = random.nextInt(3);
    switch (random.nextInt(6)) {
      case 0 -> line("s = Math.sin(s + c[" + k + "] * " + bounded(term(2)).text() + ".mean().item());");
      case 1 -> line("v[" + k + "] += " + bounded(term(2)).text() + ".sum().item() * s;");
      case 2 -> line("c[" + k + "] = Math.cos(v[" + (k + 1) % 3 + "] - a);");
      case 3 -> {
        line("for (int j = 0; j < c.length; j++) {");
        line("  s += Math.tanh(c[j]) * " + fit(term(1), VECTOR).text() + ".get(j).item() * 0.1;");
        line("}");
      }
      default -> {
        Variable v = variable();
        Term t = fit(term(1), v.shape());
        line(v.name() + " = " + bounded(new Term(switch (random.nextInt(5)) {
          case 0 -> t.text() + ".mul(s)";
          case 1 -> t.text() + ".add(v[" + k + "])";
          case 2 -> t.text() + ".addScaled(c[" + k + "], " + v.name() + ")";
          case 3 -> t.text() + ".mul(Tensor.scalar(a))";
          default -> "Tensor.fullLike(" + v.name() + ", s).sub(" + t.text() + ")";
        }, v.shape())).text() + ";");
      }
    }
  }

  private String condition() {
    return switch (random.nextInt(mixed && !inHelper ? 5 : inHelper ? 2 : 4)) {
      case 0 -> variable().name() + ".sum().item() > " + (random.nextInt(5) - 2) * 0.1;
      case 1 -> variable().name() + ".detach().mean().item() < 0.05";
      case 2, 3 -> "n > " + random.nextInt(3);
      default -> "s > 0.3";
    };
  }

  private Variable variable() {
    return scope.get(random.nextInt(scope.size()));
  }

  private Term bounded(Term t) {
    return new Term(t.text() + switch (random.nextInt(5)) {
      case 0 -> ".tanh()";
      case 1 -> ".sin()";
      case 2 -> ".sigmoid()";
      case 3 -> ".clamp(-1.5, 1.5)";
      default -> ".mul(0.25).tanh()";
    }, t.shape());
  }

  private static String shape(int[] shape) {
    return Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", ", "Shape.of(", ")"));
  }

  /** The same in another shape: by broadcasting if that can be, else by its mean. */
  private static Term fit(Term t, int[] shape) {
    if (Arrays.equals(t.shape(), shape)) {
      return t;
    }
    boolean broadcasts = t.shape().length <= shape.length;
    for (int d = 1; broadcasts && d <= t.shape().length; d++) {
      int size = t.shape()[t.shape().length - d];
      broadcasts = size == 1 || size == shape[shape.length - d];
    }
    return new Term(t.text() + (broadcasts ? "" : ".mean()") + ".expand(" + shape(shape) + ")", shape);
  }

  private Term term(int depth) {
    if (depth == 0 || random.nextInt(8) == 0) {
      Variable v = variable();
      return new Term(v.name(), v.shape());
    }
    Term t = term(depth - 1);
    return switch (random.nextInt(7)) {
      case 0, 1 -> new Term(t.text() + "." + pick("tanh()", "sin()", "cos()", "sigmoid()", "relu()", "abs()", "square()",
          "neg()", "gelu()", "erf()", "softplus()", "tanh().exp()", "sigmoid().log()", "square().add(1).sqrt()", "copy()",
          "mul(0.7)", "add(0.3)", "rsub(1)", "div(1.5)", "mul(3)", "pow(2)", "clamp(-0.4, 0.9)", "mul(a)", "sub(a)",
          "detach().mul(0.5)", "square().add(0.5).reciprocal()"), t.shape());
      case 2, 3 -> {
        Term u = fit(term(depth - 1), t.shape());
        yield new Term(switch (random.nextInt(4)) {
          case 0 -> "Tensor.where(" + t.text() + ".gt(0.1), " + t.text() + ", " + u.text() + ")";
          case 1 -> t.text() + ".addScaled(0.3, " + u.text() + ")";
          default -> t.text() + "." + pick("add", "sub", "mul", "maximum", "minimum", "mul") + "(" + u.text() + ")";
        }, t.shape());
      }
      case 4 -> reduction(t);
      case 5 -> view(t);
      default -> product(t, depth);
    };
  }

  private Term reduction(Term t) {
    int rank = t.shape().length;
    if (rank == 0 || random.nextInt(5) == 0) {
      return new Term(t.text() + "." + pick("sum()", "mean()", "norm()", "max()", "min()"), new int[0]);
    }
    int dim = random.nextInt(rank);
    if (random.nextInt(3) == 0) {
      return new Term(t.text() + "." + pick("softmax", "logSoftmax", "cumsum") + "(" + dim + ")", t.shape());
    }
    boolean keep = random.nextBoolean();
    if (random.nextInt(4) == 0) {
      String call = switch (random.nextInt(3)) {
        case 0 -> pick("max", "min") + "(" + dim + ", true).values()";
        case 1 -> t.shape()[dim] > 1 ? "var(true, " + dim + ")" : "mean(true, " + dim + ")";
        default -> "norm(" + pick("1", "3") + ", true, " + dim + ")";
      };
      int[] one = t.shape().clone();
      one[dim] = 1;
      return new Term(t.text() + "." + call, one);
    }
    int[] kept = t.shape().clone();
    kept[dim] = 1;
    int[] shape = keep ? kept : without(t.shape(), dim);
    return new Term(t.text() + "." + pick("sum", "mean", "logsumexp") + "(" + keep + ", " + dim + ")", shape);
  }

  private static int[] without(int[] shape, int dim) {
    var rest = new int[shape.length - 1];
    System.arraycopy(shape, 0, rest, 0, dim);
    System.arraycopy(shape, dim + 1, rest, dim, rest.length - dim);
    return rest;
  }

  private Term view(Term t) {
    int rank = t.shape().length;
    int count = Arrays.stream(t.shape()).reduce(1, (a, b) -> a * b);
    if (rank == 0) {
      return new Term(t.text() + ".unsqueeze(0)", new int[] {1});
    }
    int dim = random.nextInt(rank);
    int size = t.shape()[dim];
    int[] changed = t.shape().clone();
    return switch (random.nextInt(6)) {
      case 0 -> new Term(t.text() + (rank == 1 ? ".unsqueeze(1)" : "") + ".reshape(-1)", new int[] {count});
      case 1 -> new Term(t.text() + ".select(" + dim + ", " + random.nextInt(size) + ")", without(t.shape(), dim));
      case 2 -> {
        changed[dim] = 1;
        yield new Term(t.text() + ".narrow(" + dim + ", " + random.nextInt(size) + ", 1)", changed);
      }
      case 3 -> {
        changed[dim] = 2;
        yield new Term(t.text() + ".indexSelect(" + dim + ", Tensor.of(" + random.nextInt(size) + "L, " + random.nextInt(size)
            + "L))", changed);
      }
      case 4 -> {
        changed[dim] = (size + 1) / 2;
        yield new Term(t.text() + ".slice(" + dim + ", 0, " + size + ", 2)", changed);
      }
      default -> rank == 2 ? new Term(t.text() + ".t()", new int[] {t.shape()[1], t.shape()[0]})
          : new Term(t.text() + ".narrow(0, 0, " + size + ")", t.shape());
    };
  }

  private Term product(Term t, int depth) {
    if (t.shape().length != 2) {
      return new Term(t.text() + ".mul(" + t.text() + ")", t.shape());
    }
    if (random.nextBoolean()) {
      return new Term(t.text() + ".matmul(" + t.text() + ".t())", new int[] {t.shape()[0], t.shape()[0]});
    }
    Term u = fit(term(depth - 1), new int[] {t.shape()[1], 2});
    return new Term(t.text() + ".matmul(" + u.text() + ")", new int[] {t.shape()[0], 2});
  }
}
