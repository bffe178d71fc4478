package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.ir.ArrayKernel;
import dev.adjoint.processor.ir.Value;
import java.util.List;
import java.util.stream.Collectors;

/** The Javadoc of the generated interface: what is computed, the shapes, what is accumulated, what is thrown. */
final class ApiDocs {
  private ApiDocs() {}

  static String gradient(ApiSignature s, boolean tape) {
    var text = new StringBuilder("The value of " + method(s) + " and its gradient. Adjoint arrays are newly allocated, in the shape of "
        + "their parameters.\n\n");
    params(s, text);
    if (tape) {
      tape(s, text);
    }
    return text.append("@return the value, and one derivative for each differentiated parameter\n").toString();
  }

  static String kernel(ApiSignature s) {
    var text = new StringBuilder(method(s) + " of each element; tensors broadcast, and the result has their type.\n\n");
    for (Value p : s.params) {
      text.append("@param ").append(p.name()).append(p.type().isFloating() ? " the values of this parameter" : " for all elements")
          .append(!p.type().isFloating() || s.wrt.contains(p) ? "\n" : ", constant\n");
    }
    return text.append("@return the values\n").toString();
  }

  static String kernel(ApiSignature s, ArrayKernel kernel) {
    var text = new StringBuilder(method(s) + " over the elements of tensors, in row-major order. Outputs are changed in place, which is "
        + "recorded; none of them may share elements with another operand.\n\n");
    for (ArrayKernel.Param p : kernel.params()) {
      text.append("@param ").append(p.value().name()).append(switch (p.role()) {
        case INPUT -> " read";
        case OUTPUT -> " an output";
        case NUMBER -> " a tensor with one element";
        case UNIFORM -> " a number";
      }).append(p.how() == null ? p.wrt() ? "\n" : ", constant\n" : "; its adjoint: " + p.how() + "\n");
    }
    return text.append("@throws IllegalArgumentException if devices or types differ, or an output shares elements with an operand\n")
        .toString();
  }

  static String tracked(ApiSignature s) {
    var text = new StringBuilder("The value of " + method(s) + " as the result of one node of the graph that operations on "
        + "tensors record; its derivative is the generated one, and can be differentiated itself. Arrays are copied; tensors must "
        + "not be changed in place before the backward pass.\n\n");
    params(s, text);
    return text.append("@return the value\n").toString();
  }

  static String gradientRecord(ApiSignature s) {
    var text = new StringBuilder("A value of " + method(s) + " and its gradient.\n\n@param value the value\n");
    components(s, s.wrt, text, "the derivative of the value with respect to ");
    return text.toString();
  }

  static String vjp(ApiSignature s, boolean tape) {
    var text = new StringBuilder("Reverse mode for " + method(s) + ": the product of a seed with the Jacobian. ");
    if (!s.hasSeed()) {
      text.setLength(0);
      text.append("Reverse mode for ").append(method(s)).append(
          ", which writes into its array parameters. On entry the buffers hold the adjoints of what these contain after "
              + "the method, on return those of what they contained before. ");
    } else if (!s.arrays.isEmpty()) {
      text.append("Adjoints of arrays are added to the buffers. ");
    }
    text.append("If the method throws, so does this, and the buffers are untouched.\n\n");
    params(s, text);
    if (s.hasSeed()) {
      text.append("@param ").append(s.name("seed")).append(" the adjoint of the result")
          .append(s.result.isArray() ? ", in its shape\n" : "\n");
    }
    for (Value a : s.arrays) {
      text.append("@param ").append(s.name(a.name() + "Adjoint")).append(" the buffer for the adjoint of {@code ")
          .append(a.name()).append("}, in its shape; the same buffer for the same array\n");
    }
    if (tape) {
      tape(s, text);
    }
    if (!s.scalars.isEmpty()) {
      text.append("@return ").append(s.result == null ? "" : "the value, and ").append("the adjoints of the scalar parameters\n");
    } else if (s.result != null) {
      text.append("@return the value\n");
    }
    if (!s.arrays.isEmpty()) {
      text.append("@throws IllegalArgumentException if a buffer does not fit its parameter; nothing is written then\n");
    }
    return text.toString();
  }

  static String vjpRecord(ApiSignature s) {
    var text = new StringBuilder("What reverse mode of " + method(s) + " gives besides the adjoints of arrays.\n\n");
    if (s.result != null) {
      text.append("@param value the value\n");
    }
    components(s, s.scalars, text, "the adjoint of ");
    return text.toString();
  }

  static String jvp(ApiSignature s) {
    var text = new StringBuilder("Forward mode for " + method(s)
        + ": the product of the Jacobian with a tangent. Where the method writes into an array, the array's tangent is "
        + "updated in place.\n\n");
    params(s, text);
    for (Value w : s.wrt) {
      text.append("@param ").append(s.name(w.name() + "Tangent")).append(" the tangent of {@code ").append(w.name())
          .append(w.type().isArray() ? "}, in its shape\n" : "}\n");
    }
    if (s.result != null) {
      text.append(s.hasSeed() ? "@return the value and its tangent\n" : "@return the value\n");
    }
    return text.toString();
  }

  static String jvpRecord(ApiSignature s) {
    return "A value of " + method(s) + " and its tangent.\n\n@param value the value\n@param tangent the directional derivative\n";
  }

  /** @param buffers whether adjoints of arrays are added to the caller's */
  static String hvp(ApiSignature s, boolean buffers, boolean tape) {
    var text = new StringBuilder("Second derivatives of " + method(s) + ": the product of its Hessian with a tangent, and its "
        + "gradient, by forward over reverse mode. ");
    text.append(!buffers ? "Arrays are newly allocated, in the shape of their parameters.\n\n"
        : "Derivatives with respect to arrays are added to the buffers. If the method throws, so does this, and the buffers are "
            + "untouched.\n\n");
    params(s, text);
    for (Value w : s.wrt) {
      text.append("@param ").append(s.name(w.name() + "Tangent")).append(" the tangent of {@code ").append(w.name())
          .append(w.type().isArray() ? "}, in its shape\n" : "}\n");
    }
    if (buffers) {
      for (Value a : s.arrays) {
        text.append("@param ").append(s.name(a.name() + "Gradient")).append(" the buffer for the gradient with respect to {@code ")
            .append(a.name()).append("}, in its shape; the same buffer for the same array\n");
      }
      for (Value a : s.arrays) {
        text.append("@param ").append(s.name(a.name() + "Hvp")).append(" the buffer for the rows of {@code ")
            .append(a.name()).append("} of the product, likewise\n");
      }
    }
    if (tape) {
      tape(s, text);
    }
    text.append(buffers && s.scalars.isEmpty() ? "@return the value\n" : "@return the value, the gradient and the product\n");
    if (buffers) {
      text.append("@throws IllegalArgumentException if a buffer does not fit its parameter; nothing is written then\n");
    }
    return text.toString();
  }

  static String hvpRecord(ApiSignature s) {
    var text = new StringBuilder("A value of " + method(s)
        + ", its gradient, and the product of its Hessian with a tangent.\n\n@param value the value\n");
    for (Value w : s.wrt) {
      text.append("@param ").append(w.name()).append("Gradient the derivative of the value with respect to {@code ")
          .append(w.name()).append("}\n");
    }
    for (Value w : s.wrt) {
      text.append("@param ").append(w.name()).append("Hvp the rows of {@code ").append(w.name()).append("} of the product\n");
    }
    return text.toString();
  }

  static String hessian(ApiSignature s) {
    var text = new StringBuilder("The matrix of second derivatives of " + method(s) + ", exactly symmetric. ");
    if (s.wrt.size() > 1) {
      text.append("Rows and columns of a parameter stand together, in the order ")
          .append(s.wrt.stream().map(w -> "{@code " + w.name() + "}").collect(Collectors.joining(", "))).append(". ");
    }
    if (s.arrays.stream().anyMatch(a -> a.type().rank() > 1)) {
      text.append("The cells of an array of arrays follow each other row by row. ");
    }
    text.append("The method runs once for each row; arrays that it is given are left as they are.\n\n");
    params(s, text);
    return text.append("@return a new matrix, a row for each number of the differentiated parameters\n").toString();
  }

  static String taylor(ApiSignature s, Value variable) {
    var text = new StringBuilder("Taylor coefficients of " + method(s) + " in {@code " + variable.name()
        + "}: derivatives divided by factorials.\n\n");
    params(s, text);
    text.append("@param ").append(s.name("order")).append(" the highest order, 0 or more\n");
    return text.append("@return for each order k up to that one, the k-th derivative divided by k!\n")
        .append("@throws IllegalArgumentException if the order is negative\n").toString();
  }

  static String taylorAlongCurve(ApiSignature s, Value variable) {
    var text = new StringBuilder("Taylor coefficients of " + method(s) + " where {@code " + variable.name()
        + "} is a function of another variable.\n\n");
    for (Value p : s.params) {
      text.append("@param ").append(p.name()).append(p == variable ? " the Taylor coefficients of that function, from order 0 on\n"
          : " as the method's" + (s.wrt.contains(p) ? "\n" : ", constant\n"));
    }
    return text.append("@return those of the result, as many\n")
        .append("@throws IllegalArgumentException if there is no coefficient\n").toString();
  }

  static String tangent(ApiSignature s) {
    return "Forward mode for " + method(s) + " with tangents in double, for generated code that calls it.\n";
  }

  static String forward(ApiSignature s) {
    return "The forward half of reverse mode for " + method(s) + ", for generated code that calls it: the value, with what the "
        + "reverse half needs left on the tape.\n";
  }

  /** @param sparse whether a pattern of entries is given */
  static String jacobian(ApiSignature s, boolean sparse) {
    var text = new StringBuilder("The Jacobian of " + method(s) + ": a row for each cell of the result, a column for each number of the "
        + "differentiated parameters. ");
    if (s.wrt.size() > 1) {
      text.append("Columns of a parameter stand together, in the order ")
          .append(s.wrt.stream().map(w -> "{@code " + w.name() + "}").collect(Collectors.joining(", "))).append(". ");
    }
    text.append(sparse ? "Columns, or rows, that have no entry in common are computed together. "
        : "Computed by forward or by reverse mode, whichever takes less. ");
    text.append("The method runs several times; arrays that it is given are left as they are.\n\n");
    params(s, text);
    if (sparse) {
      text.append("@param ").append(s.name("pattern")).append(" every entry that may differ from zero\n");
    }
    return text.append("@return a new matrix\n").toString();
  }

  static String sparsity(ApiSignature s) {
    var text = new StringBuilder("Which entries of the Jacobian of " + method(s) + " may differ from zero, on the way that the method takes here: "
        + "those whose column the row depends on. It is also the pattern elsewhere, as long as conditions and indices are the same. "
        + "Arrays that the method is given are left as they are.\n\n");
    params(s, text);
    return text.append("@return a row for each cell of the result, a column for each number of the differentiated parameters\n").toString();
  }

  static String sparseJacobian(ApiSignature s) {
    var text = new StringBuilder("The Jacobian of " + method(s) + " in the pattern that it has here. Columns, or rows, that have no entry in "
        + "common are computed together. Where the pattern stays the same, {@code " + s.primal.name() + "Sparsity} need be called "
        + "only once, and {@code " + s.primal.name() + "Jacobian} with what it returns.\n\n");
    params(s, text);
    return text.append("@return a new matrix\n").toString();
  }

  static String vjpTangent(ApiSignature s) {
    return "The tangent of reverse mode for " + method(s) + ", for the kernel's second derivatives.\n";
  }

  static String range(ApiSignature s, boolean adjoint) {
    return (adjoint ? "Reverse mode for some iterations of " : "Some iterations of ") + method(s)
        + ", for several threads: those of the outer parallel loop from {@code from} to before {@code to}.\n";
  }

  static String places(ApiSignature s) {
    return "The bounds of the parallel loops of " + method(s) + ", and how far from it an iteration reads.\n";
  }

  static String scratch(ApiSignature s) {
    return "How many numbers a device keeps for the adjoint of an iteration of " + method(s)
        + "; of arrays the length is given.\n";
  }

  static String halfTangent(ApiSignature s, String half) {
    return "The tangent of the " + half + " half of reverse mode for " + method(s) + ", for generated code that calls it.\n";
  }

  static String reverse(ApiSignature s) {
    return "The reverse half for " + method(s) + ": takes from the tape what the forward half left there.\n";
  }

  private static String method(ApiSignature s) {
    return "{@code " + s.primal.name() + "("
        + s.params.stream().map(p -> simple(p.type().toString())).collect(Collectors.joining(", ")) + ")}";
  }

  private static String simple(String type) {
    String raw = type.replaceAll("<.*>", "");
    return raw.substring(raw.lastIndexOf('.') + 1);
  }

  private static void params(ApiSignature s, StringBuilder text) {
    for (Value p : s.params) {
      text.append("@param ").append(p.name()).append(" as the method's").append(s.wrt.contains(p) ? "\n" : ", constant\n");
    }
  }

  private static void tape(ApiSignature s, StringBuilder text) {
    text.append("@param ").append(s.name("tape")).append(" where intermediate values are kept; left as it was, and best used again\n");
  }

  private static void components(ApiSignature s, List<Value> values, StringBuilder text, String what) {
    List<String> names = s.components(values);
    int values0 = names.size() - values.size();
    for (int i = 0; i < values.size(); i++) {
      text.append("@param ").append(names.get(values0 + i)).append(' ').append(what).append("{@code ")
          .append(values.get(i).name()).append("}\n");
    }
  }
}
