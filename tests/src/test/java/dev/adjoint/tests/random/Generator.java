package dev.adjoint.tests.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Makes valid methods from a seed. Indices are masked into range, values pass through bounded functions, and every loop burns
 * fuel, so that each program ends, lets no exception out and stays of moderate size, whatever it does.
 */
final class Generator {
  private static final String[] ARRAYS = {"a", "b", "c", "p", "q", "m[0]", "m[1]", "m[2]"};
  private static final String[] BOUNDED = {"Math.sin", "Math.cos", "Math.tanh", "Math.atan"};

  private final Random random;
  private final TryStatements tries;
  private final boolean dispatches;
  private int labels;
  private int counters;

  Generator(long seed) {
    this(seed, false);
  }

  /** @param dispatches whether programs call methods of objects whose class is known only when they run, which not every mode has */
  Generator(long seed, boolean dispatches) {
    this.dispatches = dispatches;
    random = new Random(seed);
    tries = new TryStatements(random);
  }

  /** The next program. */
  Program program(String name) {
    labels = 0;
    counters = 0;
    String result = random.nextInt(5) == 0 ? "double[]" : random.nextInt(4) == 0 ? "void" : "double";
    List<Statement> body = block(new Scope(List.of("i0", "n"), List.of("u", "v", "x", "y"), List.of(), false, true), 3, 3 + random.nextInt(5));
    List<Statement> helper = block(new Scope(List.of("k"), List.of("u", "v", "s"), List.of(), true, true), 1, 1 + random.nextInt(3));
    var inputs = new StringBuilder();
    for (int k = 0; k < 2; k++) {
      inputs.append(k == 0 ? "" : ", ").append(k == 1 && random.nextInt(3) == 0 ? sharedInput() : input());
    }
    return new Program(name, result, body, helper, inputs.toString());
  }

  private String input() {
    return "{" + number() + ", " + number() + ", " + array() + ", " + array() + ", " + random.nextInt(4) + "}";
  }

  private String sharedInput() {
    return "shared(" + number() + ", " + number() + ", " + array() + ", " + random.nextInt(4) + ")";
  }

  private String array() {
    return "new double[] {" + number() + ", " + number() + ", " + number() + ", " + number() + "}";
  }

  private String number() {
    return String.format(Locale.ROOT, "%.4f", random.nextDouble() * 3 - 1.5);
  }

  /**
   * What a statement may name.
   *
   * @param ints int variables in scope
   * @param doubles assignable doubles in scope
   * @param loops labels of enclosing loops
   * @param helper whether this is the helper, which has one array and calls nobody
   * @param top whether this is the method's outermost block
   */
  private record Scope(List<String> ints, List<String> doubles, List<String> loops, boolean helper, boolean top) {
    boolean once() {
      return loops.isEmpty() && !helper;
    }

    Scope inner() {
      return new Scope(ints, doubles, loops, helper, false);
    }

    Scope with(String counter, String label) {
      var more = new ArrayList<>(ints);
      if (counter != null) {
        more.add(counter);
      }
      var longer = new ArrayList<>(loops);
      longer.add(label);
      return new Scope(more, doubles, longer, helper, false);
    }

    Scope and(String local) {
      var more = new ArrayList<>(doubles);
      more.add(local);
      return new Scope(ints, more, loops, helper, top);
    }
  }

  private List<Statement> block(Scope scope, int depth, int length) {
    var statements = new ArrayList<Statement>();
    for (int i = 0; i < length; i++) {
      if (random.nextInt(8) == 0) {
        String local = "t" + counters++;
        statements.add(Statement.declaration("double " + local + " = " + (scope.once() ? expression(scope, 2) : bounded(scope)) + ";"));
        scope = scope.and(local);
      } else {
        statements.add(statement(scope, depth));
      }
    }
    return statements;
  }

  private Statement statement(Scope scope, int depth) {
    // a recursive helper that writes an array has no place in a try body, AD021, nor in what is called there
    if (!tries.mayThrow() && !scope.helper() && random.nextInt(12) == 0) {
      return Statement.line(new FunctionStatements(random, counters++, parts(scope)).next());
    }
    if (!tries.mayThrow() && !scope.helper() && random.nextInt(16) == 0) {
      return Statement.line(new ObjectStatements(random, counters++, parts(scope)).next());
    }
    if (!tries.mayThrow() && !scope.helper() && random.nextInt(9) == 0) {
      return Statement.line(new RecordStatements(random, index(scope), parts(scope)).next());
    }
    if (!tries.mayThrow() && !scope.helper() && random.nextInt(12) == 0) {
      return Statement.line(new SealedStatements(random, index(scope), parts(scope)).next());
    }
    if (!tries.mayThrow() && !scope.helper() && random.nextInt(12) == 0) {
      return Statement.line(new ListStatements(random, counters++, index(scope), parts(scope)).next());
    }
    if (!tries.mayThrow() && !scope.helper() && random.nextInt(10) == 0) {
      return Statement.line(new FieldStatements(random, counters++, parts(scope)).next());
    }
    if (!tries.mayThrow() && !scope.helper() && random.nextInt(12) == 0) {
      return Statement.line(new VariantStatements(random, counters++, parts(scope)).next());
    }
    if (dispatches && !tries.mayThrow() && !scope.helper() && random.nextInt(10) == 0) {
      return Statement.line(new DispatchStatements(random, index(scope), parts(scope)).next());
    }
    if (tries.mayThrow() && random.nextInt(5) == 0) {
      return tries.throwing(parts(scope, depth));
    }
    int kind = random.nextInt(depth > 0 ? 21 : 9);
    return switch (kind) {
      case 0, 1, 2 -> Statement.line(pick(scope.doubles()) + " = " + bounded(scope) + ";");
      case 3 -> Statement.line(pick(scope.doubles()) + assigned(scope, pick(" += ", " -= ", " *= ")) + ";");
      case 4, 5 -> Statement.line(array(scope) + "[" + index(scope) + "]" + assigned(scope, pick(" = ", " = ", " += ", " -= ", " *= ")) + ";");
      case 6 -> scope.helper() ? Statement.line("z[" + index(scope) + "] = " + bounded(scope) + ";") : reference(scope);
      case 7 -> Statement.line(random.nextInt(2) == 0 && !scope.helper() ? "i0 = (i0 + " + pick(scope.ints()) + " + 1) & 3;"
          : pick(scope.doubles()) + " = " + pick(scope.doubles()) + " * 0.75 + " + bounded(scope) + ";");
      case 8 -> scope.helper() ? Statement.line("v = " + bounded(scope) + ";") : call(scope);
      case 9, 10, 11 -> conditional(scope, depth);
      case 12, 13, 14 -> counted(scope, depth);
      case 15, 16 -> loop(scope, depth);
      case 17 -> switched(scope, depth);
      case 18 -> exit(scope);
      case 20 -> tries.statement(parts(scope, depth));
      default -> Statement.line(pick(scope.doubles()) + " = " + condition(scope) + " ? " + bounded(scope) + " : " + bounded(scope) + ";");
    };
  }

  private FunctionStatements.Parts parts(Scope scope) {
    return new FunctionStatements.Parts() {
      @Override
      public String number() {
        return bounded(scope);
      }

      @Override
      public String array() {
        return Generator.this.array(scope);
      }

      @Override
      public String condition() {
        return Generator.this.condition(scope);
      }

      @Override
      public String target() {
        return pick(scope.doubles());
      }
    };
  }

  private TryStatements.Parts parts(Scope scope, int depth) {
    return new TryStatements.Parts() {
      @Override
      public List<Statement> body() {
        return block(scope.inner(), depth - 1, 1 + random.nextInt(4));
      }

      @Override
      public String condition() {
        return Generator.this.condition(scope);
      }

      @Override
      public String target() {
        return pick(scope.doubles());
      }

      @Override
      public String value() {
        return bounded(scope);
      }

      @Override
      public String cell(int beyond) {
        return array(scope) + "[" + (beyond == 0 ? index(scope) : "(" + pick(scope.ints()) + " & 3) + " + beyond) + "]";
      }

      @Override
      public String integer() {
        return pick(scope.ints());
      }

      @Override
      public String counter() {
        return scope.helper() ? "k" : "i0";
      }

      @Override
      public boolean calls() {
        return !scope.helper();
      }
    };
  }

  private String assigned(Scope scope, String operator) {
    return operator + (operator.equals(" *= ") ? factor(scope) : bounded(scope));
  }

  private Statement reference(Scope scope) {
    return Statement.line(switch (random.nextInt(9)) {
      case 0 -> "{ double[] s = a; a = b; b = s; }";
      case 1 -> "{ double[] s = m[0]; m[0] = m[2]; m[2] = s; }";
      case 2 -> pick("a", "b", "c") + " = " + pick("p", "q", "m[" + index(scope) + " % 3]") + ";";
      case 3 -> "m[" + random.nextInt(3) + "] = " + pick("a", "b", "c", "p") + ";";
      case 4 -> pick("a", "c") + " = " + array(scope) + ".clone();";
      case 5 -> "System.arraycopy(" + pick("a", "m[1]") + ", " + random.nextInt(2) + ", " + pick("a", "c", "m[1]") + ", " + random.nextInt(2) + ", 3);";
      case 6 -> "java.util.Arrays.fill(" + pick("a", "c", "m[2]") + ", " + bounded(scope) + ");";
      case 7 -> pick("b", "c") + " = new double[] {" + bounded(scope) + ", " + atom(scope) + ", 0.5, " + atom(scope) + "};";
      default -> "c = java.util.Arrays.copyOf(" + array(scope) + ", 4);";
    });
  }

  private Statement call(Scope scope) {
    return Statement.line(pick(scope.doubles()) + " = h(" + bounded(scope) + ", " + array(scope) + ", " + index(scope) + ");");
  }

  private Statement conditional(Scope scope, int depth) {
    var blocks = new ArrayList<List<Statement>>();
    blocks.add(block(scope.inner(), depth - 1, 1 + random.nextInt(3)));
    if (random.nextBoolean()) {
      blocks.add(block(scope.inner(), depth - 1, 1 + random.nextInt(2)));
    }
    return new Statement("if (" + condition(scope) + ")", blocks, "", false);
  }

  private Statement counted(Scope scope, int depth) {
    String i = "i" + ++counters + "_";
    String label = "l" + labels++;
    String head = label + ": for (int " + i + switch (random.nextInt(5)) {
      case 0 -> " = 3; " + i + " >= 0; " + i + "--)";
      case 1 -> " = 0; " + i + " < 6; " + i + " += 2)";
      case 2 -> " = 0; " + i + " <= n; " + i + "++)";
      case 3 -> " = i0; " + i + " < 5 && fuel-- > 0; " + i + "++)";
      default -> " = 0; " + i + " < a.length; " + i + "++)";
    };
    if (scope.helper()) {
      head = label + ": for (int " + i + " = 0; " + i + " < 3; " + i + "++)";
    }
    return Statement.block(head, block(scope.with(i, label), depth - 1, 1 + random.nextInt(4)));
  }

  private Statement loop(Scope scope, int depth) {
    String label = "l" + labels++;
    List<Statement> body = block(scope.with(null, label), depth - 1, 1 + random.nextInt(3));
    String condition = "fuel-- > 0 && (" + condition(scope) + ")";
    if (random.nextInt(3) == 0) {
      return new Statement(label + ": do", List.of(body), " while (" + condition + ");", false);
    }
    return Statement.block(label + ": while (" + condition + ")", body);
  }

  private Statement switched(Scope scope, int depth) {
    String tail = random.nextBoolean() ? " break;" : "";
    return Statement.line("switch (" + pick(scope.ints()) + " & 3) { case 0: " + pick(scope.doubles()) + " = " + bounded(scope) + ";" + tail
        + " case 1: case 2: " + array(scope) + "[" + index(scope) + "] = " + bounded(scope) + ";" + (random.nextBoolean() ? " break;" : "")
        + " default: " + pick(scope.doubles()) + " *= " + factor(scope) + "; }");
  }

  private Statement exit(Scope scope) {
    if (scope.loops().isEmpty()) {
      return Statement.line(scope.helper() ? "v = " + bounded(scope) + ";" : "flag = " + condition(scope) + " | flag;");
    }
    String label = pick(scope.loops());
    String jump = switch (random.nextInt(4)) {
      case 0 -> "break;";
      case 1 -> "continue;";
      case 2 -> "break " + label + ";";
      default -> "continue " + label + ";";
    };
    return Statement.line("if (" + condition(scope) + ") { " + pick(scope.doubles()) + " = " + bounded(scope) + "; " + jump + " }");
  }

  private String condition(Scope scope) {
    return switch (random.nextInt(6)) {
      case 0 -> atom(scope) + " > " + number();
      case 1 -> pick(scope.ints()) + " % 2 == 0";
      case 2 -> atom(scope) + " < " + atom(scope) + " + 0.0137";
      case 3 -> atom(scope) + " > " + number() + " && " + atom(scope) + " < " + number();
      case 4 -> atom(scope) + " > " + number() + " || " + pick(scope.ints()) + " > 1";
      default -> scope.helper() ? "k > 0" : random.nextBoolean() ? "flag" : "(" + pick("u", "v") + " = " + bounded(scope) + ") > " + number();
    };
  }

  private String bounded(Scope scope) {
    return switch (random.nextInt(5)) {
      case 0 -> atom(scope) + " * 0." + (1 + random.nextInt(9));
      // a product that is carried from one iteration to the next overflows, and a dead infinity times a zero adjoint is NaN
      case 1 -> scope.once() ? expression(scope, 1) + " * 0.5" : "(" + atom(scope) + " + " + atom(scope) + ") * 0.5";
      default -> factor(scope);
    };
  }

  private String factor(Scope scope) {
    return pick(BOUNDED) + "(" + expression(scope, 2) + ")";
  }

  private String expression(Scope scope, int depth) {
    if (depth == 0) {
      return atom(scope);
    }
    return switch (random.nextInt(7)) {
      case 0, 1 -> "(" + expression(scope, depth - 1) + " * " + expression(scope, depth - 1) + ")";
      case 2 -> "(" + expression(scope, depth - 1) + " + " + expression(scope, depth - 1) + ")";
      case 3 -> "(" + expression(scope, depth - 1) + " - " + pick(scope.ints()) + " * " + atom(scope) + ")";
      case 4 -> "(" + expression(scope, depth - 1) + " / (2 + Math.cos(" + atom(scope) + ")))";
      case 5 -> pick(BOUNDED) + "(" + expression(scope, depth - 1) + ")";
      default -> atom(scope);
    };
  }

  private String atom(Scope scope) {
    return switch (random.nextInt(6)) {
      case 0, 1 -> pick(scope.doubles());
      case 2, 3, 4 -> array(scope) + "[" + index(scope) + "]";
      default -> pick("0.75", "1.25", "-0.5", pick(scope.doubles()));
    };
  }

  private String array(Scope scope) {
    return scope.helper() ? "z" : pick(ARRAYS);
  }

  private String index(Scope scope) {
    return switch (random.nextInt(3)) {
      case 0 -> String.valueOf(random.nextInt(4));
      case 1 -> "(" + pick(scope.ints()) + " + " + random.nextInt(4) + ") & 3";
      default -> pick(scope.ints()) + " & 3";
    };
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String pick(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
