package dev.adjoint.tests.random;

import java.util.Random;

/**
 * Statements on a sealed interface of records, one of them around an array, an enum and a narrower interface: locals, one that may be null,
 * an array, helpers, methods that are dispatched, switches with patterns and guards. What they compute stays of moderate size.
 */
final class SealedStatements {
  /** The types and what is called with them. */
  static final String HELPERS = """
        sealed interface Sort permits Dot, Span, Data, Mark, Deep {
          double size();

          default Sort next(double by) {
            return this;
          }

          default double twice(double k) {
            return Math.sin(2 * k * size());
          }
        }

        record Dot(double at) implements Sort {
          public double size() {
            return Math.tanh(at);
          }

          public Sort next(double by) {
            return new Span(at * 0.5, by, 2);
          }
        }

        record Span(double from, double to, int k) implements Sort {
          Span {
            k = k & 3;
          }

          public double size() {
            return Math.sin(to - from);
          }

          public Sort next(double by) {
            return k == 0 ? new Dot(from) : k == 1 ? Mark.HIGH : new Pit(new Dot(to), Math.sin(by));
          }
        }

        record Data(double[] z) implements Sort {
          public double size() {
            return Math.tanh(z[0] * z[1]);
          }

          public Sort next(double by) {
            double[] c = z.clone();
            c[1] = Math.sin(by);
            return new Data(c);
          }

          public double twice(double k) {
            return Math.cos(k) * z[3];
          }
        }

        enum Mark implements Sort {
          LOW, HIGH;

          public double size() {
            return ordinal() * 0.5;
          }
        }

        sealed interface Deep extends Sort permits Pit, Well {}

        record Pit(Dot dot, double depth) implements Deep {
          public double size() {
            return dot.size() * Math.cos(depth);
          }
        }

        record Well(float w) implements Deep {
          public double size() {
            return w * 0.5;
          }
        }

        static Sort chosen(Sort s, double by) {
          return switch (s) {
            case Dot(double at) when at > by -> new Well((float) Math.sin(at));
            case Dot d -> d.next(by);
            case Span(var f, var t, int k) when t > f -> new Span(Math.sin(by), f, k + 1);
            case Span p -> new Pit(new Dot(p.to()), p.from());
            case Data(double[] z) -> z[2] > 0 ? new Data(z) : new Dot(Math.sin(z[2]));
            case Pit(Dot(var at), var depth) -> new Dot(Math.sin(at + depth * by));
            case Well w -> Mark.LOW;
            case Mark m -> m == Mark.LOW ? new Dot(by) : m;
          };
        }

        static Sort walked(Sort[] z, Sort s, int k) {
          return k <= 0 ? s : walked(z, chosen(z[k & 3], s.size()), k - 1);
        }

      """;

  /** The locals that the statements use. */
  static final String LOCALS = """
          Sort sa = new Dot(x), sb = new Span(u, y, n), sn = null;
          Sort[] ss = {sa, new Data(new double[] {x, y, u, 0.5}), sb, Mark.HIGH};
      """;

  private final Random random;
  private final FunctionStatements.Parts parts;
  private final String index;

  /** @param index an index from 0 to 3 */
  SealedStatements(Random random, String index, FunctionStatements.Parts parts) {
    this.random = random;
    this.index = index;
    this.parts = parts;
  }

  /** A statement. */
  String next() {
    String to = random.nextBoolean() ? "sa" : "sb";
    String target = parts.target();
    return switch (random.nextInt(12)) {
      case 0 -> to + " = " + value() + ";";
      case 1 -> to + " = " + parts.condition() + " ? " + value() + " : " + value() + ";";
      case 2 -> "ss[" + index + "] = " + value() + ";";
      case 3 -> "sn = " + parts.condition() + " ? null : " + value() + ";";
      case 4 -> "switch (sn) { case null -> " + to + " = " + value() + "; case Dot(double e) -> " + target + " = Math.sin(e); case Sort e -> "
          + target + " = e.size() * 0.5; }";
      case 5 -> "if (" + to + " instanceof Span(var e, double g, _) && e > g) { " + target + " = Math.sin(e - g); } else { " + to + " = "
          + value() + "; }";
      case 6 -> "for (Sort e : ss) { if (e instanceof Mark) continue; " + to + " = e.next(" + parts.number() + "); }";
      case 7 -> target + " = " + to + ".twice(" + parts.number() + ") + 0.5 * ss[" + index + "].size();";
      case 8 -> target + " = switch ((Sort) " + value() + ") { case Deep e -> e.twice(" + parts.number() + "); case Data(var e) when e[1] > 0 -> e[1] * 0.5; "
          + "case Sort e -> e.size(); };";
      case 9 -> "if (((Sort) " + value() + ") instanceof Data(double[] e)) { e[" + index + "] = Math.tanh(" + to + ".size()); }";
      case 10 -> random.nextBoolean() ? "ss = ss.clone();" : "if (" + to + " instanceof Deep) { " + target + " = ((Deep) " + to + ").size(); }";
      default -> parts.array() + "[" + index + "] = Math.tanh(" + value() + ".size());";
    };
  }

  private String value() {
    return switch (random.nextInt(9)) {
      case 0 -> "sa";
      case 1 -> "ss[" + index + "]";
      case 2 -> "chosen(sb, " + parts.number() + ")";
      case 3 -> "sa.next(" + parts.number() + ")";
      case 4 -> "walked(ss, sa, " + random.nextInt(4) + ")";
      case 5 -> "new Span(" + parts.number() + ", " + parts.number() + ", " + random.nextInt(9) + ")";
      case 6 -> "new Data(" + parts.array() + ")";
      case 7 -> "new Pit(new Dot(" + parts.number() + "), " + parts.number() + ")";
      default -> "new Dot(" + parts.number() + ")";
    };
  }
}
