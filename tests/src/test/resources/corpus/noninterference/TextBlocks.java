package awkward;

import java.util.List;

/** Text blocks, escapes, unicode escapes in identifiers, string switches, constants of every kind. */
final class TextBlocks {
  static final String TEXT = """
      {
        "name": "\\t \"quoted\"",
        "end": \"""
      }\
      """;
  static final String \u0061bc = "\u0041" + 'c' + 1 + 2L + 3.0f + true + null;
  static final double HEX = 0x1.8p3, BIG = 1e308, SUM = HEX + BIG;
  static final int BITS = 0b1010_1010 ^ 0xFF_EC << 3;

  static int parse(String s) {
    return switch (s) {
      case "a", "b" -> 1;
      case TEXT -> 2;
      default -> {
        for (String line : List.of(s.split("\\n"))) {
          if (line.isBlank()) {
            yield 3;
          }
        }
        yield 4;
      }
    };
  }

  @dev.adjoint.annotations.Differentiable
  static double f(double x) {
    return x * x;
  }
}
