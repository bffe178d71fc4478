package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Unit;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The Javadoc of interface methods that take records. */
final class PartsDocs {
  private final String method;
  private final Derivative d;

  PartsDocs(Derivative derivative) {
    this.d = derivative;
    this.method = "{@code " + d.primal().name() + d.entry().signature().params().stream()
        .map(p -> simple(p.parts())).collect(Collectors.joining(", ", "(", ")}"));
  }

  private static String simple(Parts parts) {
    String raw = parts.type().toString().replaceAll("<.*>", "");
    return raw.substring(raw.lastIndexOf('.') + 1);
  }

  private void params(StringBuilder text) {
    for (Unit.Parameter p : d.entry().signature().params()) {
      text.append("@param ").append(p.name()).append(" as the method's").append(p.parts() instanceof Parts.Columns
          ? ", without null elements\n" : "\n");
    }
  }

  private static void tape(StringBuilder text, boolean tape) {
    text.append(tape ? "@param tape where intermediate values are kept; left as it was, and best used again\n" : "");
  }

  String core() {
    return method + " on the parts of its records, for generated code that calls it.\n";
  }

  String tracked() {
    var text = new StringBuilder("The value of " + method + " as the result of one node of the graph that operations on tensors record; "
        + "its derivative is the generated one, and can be differentiated itself. Tensors must not be changed in place before the "
        + "backward pass.\n\n");
    params(text);
    return text.append("@return the value\n").toString();
  }

  String gradient(boolean tape) {
    var text = new StringBuilder("The value of " + method + " and its gradient, newly allocated.\n\n");
    params(text);
    tape(text, tape);
    return text.append("@return the value, and one derivative for each differentiated parameter\n").toString();
  }

  String gradientRecord(List<String> components) {
    return record("A value of " + method + " and its gradient.\n\n", components, "the derivative of the value with respect to ");
  }

  String vjpRecord(List<String> components) {
    return record("What reverse mode of " + method + " gives besides the adjoints of arrays of numbers.\n\n", components,
        "the adjoint of ");
  }

  private static String record(String begin, List<String> components, String what) {
    var text = new StringBuilder(begin);
    for (String c : components) {
      text.append("@param ").append(c).append(c.equals("value") ? " the value\n" : " " + what + "{@code " + c + "}\n");
    }
    return text.toString();
  }

  /** What comes back, if anything does: the value in front where there is one. */
  private static String returned(List<String> components, UnaryOperator<String> what) {
    return components.isEmpty() ? "" : components.stream().map(c -> c.equals("value") ? "the value" : what.apply(c))
        .collect(Collectors.joining(", ", "@return ", "\n"));
  }

  /**
   * Of reverse mode.
   *
   * @param buffers the parameters that are neither the method's nor seed or tape, with what they are
   * @param components the components of the result
   */
  String vjp(boolean tape, boolean seed, Map<String, String> buffers, List<String> components) {
    var text = new StringBuilder("Reverse mode for " + method + ": the product of a seed with the Jacobian. Adjoints of records come "
        + "back in the result; those of arrays of numbers are added to the buffers.\n\n");
    params(text);
    text.append(seed ? "@param seed the adjoint of the result\n" : "");
    buffers.forEach((b, what) -> text.append("@param ").append(b).append(" ").append(what).append("\n"));
    tape(text, tape);
    return text.append(returned(components, c -> "the adjoint of {@code " + c + "}")).toString();
  }

  /** @param tangents the parameters for tangents, with the parameters to which they belong */
  String hvp(Map<String, String> tangents, boolean tape) {
    var text = new StringBuilder("Second derivatives of " + method + ": the product of its Hessian with a tangent, and its gradient, by "
        + "forward over reverse mode, newly allocated.\n\n");
    params(text);
    tangents.forEach((t, of) -> text.append("@param ").append(t).append(" the tangent of {@code ").append(of).append("}\n"));
    tape(text, tape);
    return text.append("@return the value, and for each differentiated parameter its gradient and its part of the product\n").toString();
  }

  String taylor(String number, boolean curve) {
    var text = new StringBuilder("Taylor coefficients of " + method + (curve ? " where {@code " + number + "} is a function of one variable.\n\n"
        : " in {@code " + number + "}: derivatives divided by factorials.\n\n"));
    for (Unit.Parameter p : d.entry().signature().params()) {
      text.append("@param ").append(p.name()).append(curve && p.name().equals(number)
          ? " the Taylor coefficients of that function, from order 0 on\n" : " as the method's\n");
    }
    text.append(curve ? "" : "@param order the last coefficient, 0 or more\n");
    return text.append("@return the coefficients from order 0 on, newly allocated\n").toString();
  }

  String jacobian(boolean sparse) {
    var text = new StringBuilder("The Jacobian of " + method + ": a row for each cell of the result, and columns as the rows of a gradient would stand: "
        + "parameters in the order of declaration, the numbers of a record in the order of {@code flatten} of its adjoint.\n\n");
    params(text);
    text.append(sparse ? "@param pattern every entry that may differ from zero\n" : "");
    return text.append(sparse ? "@return the entries of the pattern, newly allocated\n" : "@return the matrix, newly allocated\n").toString();
  }

  String sparsity() {
    var text = new StringBuilder("Which entries of the Jacobian of " + method + " may differ from zero at this point.\n\n");
    params(text);
    return text.append("@return the pattern\n").toString();
  }

  String sparseJacobian() {
    var text = new StringBuilder("The Jacobian of " + method + ", compressed by its pattern at this point.\n\n");
    params(text);
    return text.append("@return the matrix, newly allocated\n").toString();
  }

  String hessian() {
    var text = new StringBuilder("The Hessian of " + method + ". The rows and columns of a parameter stand together, parameters in the order of "
        + "declaration; those of a record in the order of {@code flatten} of its adjoint.\n\n");
    params(text);
    return text.append("@return the second derivatives with respect to each two of the differentiated numbers, newly allocated\n").toString();
  }

  String hvpRecord(List<String> components) {
    var text = new StringBuilder("A value of " + method + ", its gradient, and the product of its Hessian with a tangent.\n\n");
    for (String c : components) {
      text.append("@param ").append(c).append(c.equals("value") ? " the value\n"
          : c.endsWith("Gradient") ? " the derivative of the value with respect to this parameter\n" : " this parameter's rows of the product\n");
    }
    return text.toString();
  }

  /**
   * Of forward mode.
   *
   * @param tangents the parameters for tangents, with the parameters to which they belong
   * @param components the components of the result
   */
  String jvp(Map<String, String> tangents, List<String> components) {
    var text = new StringBuilder("Forward mode for " + method + ": the product of the Jacobian with a tangent.\n\n");
    params(text);
    tangents.forEach((t, of) -> text.append("@param ").append(t).append(" the tangent of {@code ").append(of).append("}\n"));
    return text.append(returned(components, c -> c.equals("tangent") ? "its tangent" : "the tangent of {@code " + c + "} after the call"))
        .toString();
  }

  String jvpRecord(List<String> components) {
    var text = new StringBuilder("What forward mode of " + method + " gives.\n\n");
    components.forEach(c -> text.append("@param ").append(c).append(switch (c) {
      case "value" -> " the value\n";
      case "tangent" -> " the directional derivative\n";
      default -> " the tangent of {@code " + c + "} after the call\n";
    }));
    return text.toString();
  }
}
