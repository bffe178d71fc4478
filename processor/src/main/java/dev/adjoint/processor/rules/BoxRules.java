package dev.adjoint.processor.rules;

import dev.adjoint.processor.ir.Type;
import java.util.List;

/** Rules of the static methods of {@code Double}, {@code Float} and the other box classes that take primitives. */
final class BoxRules {
  private BoxRules() {}

  static Rule find(String owner, String method, List<Type> parameters) {
    if (!parameters.stream().allMatch(Type::isPrimitive) || parameters.isEmpty() || method.equals("valueOf")
        || method.equals("toString")) {
      return null;
    }
    if (parameters.stream().noneMatch(Type::isFloating)) {
      return new Rule.Inactive(simple(owner) + "." + method);
    }
    return switch (method) {
      case "max", "min" -> MathRules.find(method, parameters);
      case "sum" -> new Rule.Smooth("sum", List.of(Exprs.SEED, Exprs.SEED), false);
      case "isNaN", "isInfinite", "isFinite", "compare" -> new Rule.Inactive(simple(owner) + "." + method);
      case "hashCode", "doubleToLongBits", "doubleToRawLongBits", "floatToIntBits", "floatToRawIntBits",
          "floatToFloat16" -> new Rule.Lost(simple(owner) + "." + method);
      default -> null;
    };
  }

  private static String simple(String owner) {
    return owner.substring(owner.lastIndexOf('.') + 1);
  }
}
