package dev.adjoint.processor.emit;

import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Type;
import java.util.Map;
import java.util.Set;

/** Which of Java's functions on numbers kernels have, and under what name in their C. */
final class KernelFunctions {
  private static final Set<String> MATH = Set.of("java.lang.Math", "java.lang.StrictMath");

  /** Functions that C has with Java's meaning, up to the last bits. */
  private static final Set<String> SAME = Set.of("sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "exp",
      "expm1", "log", "log10", "log1p", "sqrt", "cbrt", "hypot", "atan2", "fma", "floor", "ceil", "rint");

  /** Functions whose special cases differ: the runtime's header of kernels has them. */
  private static final Map<String, String> OWN = Map.of("pow", "j_pow", "max", "j_max", "min", "j_min", "signum", "j_signum",
      "copySign", "copysign", "clamp", "j_clamp", "toRadians", "j_radians", "toDegrees", "j_degrees", "round", "j_round");

  private KernelFunctions() {}

  /** The C function, or null if kernels have none. */
  static String name(Op.Intrinsic op) {
    String owner = op.owner().qualifiedName();
    String name = op.name();
    Type type = op.args().isEmpty() ? op.result().type() : op.args().getFirst().type();
    if (owner.startsWith("dev.adjoint.annotations") && name.equals("detach")) {
      return "";
    }
    if (owner.equals("java.lang.Double") || owner.equals("java.lang.Float")) {
      return switch (name) {
        case "isNaN" -> "j_isnan";
        case "isInfinite" -> "j_isinf";
        case "isFinite" -> "j_isfinite";
        case "max" -> suffixed("j_max", type);
        case "min" -> suffixed("j_min", type);
        default -> null;
      };
    }
    if (!MATH.contains(owner)) {
      return null;
    }
    if (name.equals("abs")) {
      return type.isFloating() ? "fabs" : suffixed("j_abs", type);
    }
    if (SAME.contains(name)) {
      return name;
    }
    String own = OWN.get(name);
    return own == null || name.equals("clamp") && !type.isFloating() ? null
        : name.equals("copySign") ? own : suffixed(own, type);
  }

  private static String suffixed(String name, Type type) {
    return name + "_" + type;
  }
}
