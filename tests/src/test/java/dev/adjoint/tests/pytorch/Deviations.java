package dev.adjoint.tests.pytorch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where we differ from PyTorch on purpose, as docs/tensors.md says at its end. What is said to be refused has to be, and what
 * is said to be computed too. Deviations in values (ties, NaN) do not occur in the cases.
 */
final class Deviations {
  private static final Set<String> TRUTH_ARITHMETIC = Set.of("add", "mul", "maximum", "minimum", "add_", "mul_");
  private static final Set<String> TRUTH_SUBTRACTION = Set.of("sub", "sub_", "subNumber", "rsubNumber");
  private static final Set<String> OF_TRUTH_HERE =
      Set.of("floor", "ceil", "round", "argmax", "argmin", "argmaxAll", "argminAll");
  private static final Set<String> OF_WHOLES_HERE = Set.of("gelu", "softplus", "softmax", "logSoftmax");

  /**
   * Names of nodes of operations that consist of others, here or in PyTorch: which of them is last is an implementation's
   * affair. From the name here to those of PyTorch.
   */
  private static final Map<String, Map<String, Set<String>>> NAMES = Map.ofEntries(
      Map.entry("matmul", Map.of("BmmBackward0", Set.of("TransposeBackward0", "UnsafeViewBackward0"),
          "SqueezeBackward3", Set.of("SqueezeBackward4"), "ViewBackward0", Set.of("UnsafeViewBackward0"),
          "UnsafeViewBackward0", Set.of("CloneBackward0", "TransposeBackward0"))),
      Map.entry("linear", Map.of("SqueezeBackward3", Set.of("SqueezeBackward4"),
          "ViewBackward0", Set.of("UnsafeViewBackward0"))),
      // A quotient by a number is DivBackward0 in Python, DivBackward1 inside of PyTorch.
      Map.entry("crossEntropy", Map.of("DivBackward0", Set.of("DivBackward1"),
          "NllLoss2DBackward0", Set.of("ViewBackward0"))),
      Map.entry("nllLoss", Map.of("NllLoss2DBackward0", Set.of("ViewBackward0"))),
      Map.entry("take", Map.of("IndexSelectBackward0", Set.of("IndexBackward0"),
          "ViewBackward0", Set.of("IndexBackward0", "SelectBackward0"))),
      Map.entry("maskedSelect", Map.of("IndexSelectBackward0", Set.of("MaskedSelectBackward0"))),
      // Each piece is a view of its own here.
      Map.entry("split", Map.of("SliceBackward0", Set.of("SplitBackward0"))),
      Map.entry("unbind", Map.of("SelectBackward0", Set.of("UnbindBackward0"))),
      // Norms but the Euclidean consist of powers and sums here.
      Map.entry("norm", Map.of("WhereBackward0", Set.of("LinalgVectorNormBackward0"),
          "ViewBackward0", Set.of("LinalgVectorNormBackward0"), "SumBackward0", Set.of("LinalgVectorNormBackward0"),
          "SumBackward1", Set.of("LinalgVectorNormBackward0"), "MaxBackward0", Set.of("LinalgVectorNormBackward0"),
          "MinBackward0", Set.of("LinalgVectorNormBackward0"))),
      // A scalar is a vector of one element for a moment.
      Map.entry("gather", Map.of("ViewBackward0", Set.of("GatherBackward0"))),
      Map.entry("cumsum", Map.of("ViewBackward0", Set.of("CumsumBackward0"))),
      Map.entry("softmax", Map.of("ViewBackward0", Set.of("SoftmaxBackward0"))),
      Map.entry("logSoftmax", Map.of("ViewBackward0", Set.of("LogSoftmaxBackward0"))),
      // One image is a batch of one for a moment.
      Map.entry("maxPool2d", Map.of("SqueezeBackward1", Set.of("MaxPool2DWithIndicesBackward0"))),
      Map.entry("maxPool2dWithIndices", Map.of("SqueezeBackward1", Set.of("MaxPool2DWithIndicesBackward0"))),
      Map.entry("avgPool2d", Map.of("SqueezeBackward1", Set.of("AvgPool2DBackward0"))),
      // A view that would be the tensor itself is the tensor.
      Map.entry("t", Map.of("none", Set.of("TBackward0"))),
      Map.entry("squeeze", Map.of("none", Set.of("SqueezeBackward1"))),
      // FillBackward0 before version 2.
      Map.entry("fill_", Map.of("FillBackward0", Set.of("FillBackward2"))),
      Map.entry("zero_", Map.of("FillBackward0", Set.of("ZeroBackward0"))),
      // A float32 tensor and a float64 one meet in float64 and are copied back.
      Map.entry("add_", Map.of("CopyBackwards", Set.of("AddBackward0"))),
      Map.entry("sub_", Map.of("CopyBackwards", Set.of("SubBackward0"))),
      Map.entry("mul_", Map.of("CopyBackwards", Set.of("MulBackward0"))),
      Map.entry("div_", Map.of("CopyBackwards", Set.of("DivBackward0"))));

  private Deviations() {}

  static boolean sameName(String op, String here, String there) {
    return here.equals(there) || NAMES.getOrDefault(op, Map.of()).getOrDefault(here, Set.of()).contains(there);
  }

  private static List<String> types(JsonNode line) {
    return line.get("in").valueStream().map(operand -> operand.get("d").textValue()).toList();
  }

  /** Whether we compute what PyTorch refuses. */
  static boolean onlyHere(JsonNode line) {
    String op = line.get("op").textValue();
    List<String> types = types(line);
    String type = types.isEmpty() ? "" : types.getFirst();
    return OF_TRUTH_HERE.contains(op) && type.equals("bool")
        || OF_WHOLES_HERE.contains(op) && !type.startsWith("f")
        || TRUTH_SUBTRACTION.contains(op) && types.contains("bool") && !types.equals(List.of("bool", "bool"))
            && !(op.equals("sub_") && type.equals("bool"));
  }

  /** Whether we refuse what PyTorch computes. */
  static boolean onlyThere(JsonNode line) {
    String op = line.get("op").textValue();
    List<String> types = types(line);
    return switch (op) {
      case "sign", "square" -> types.getFirst().equals("bool");
      case "pow" -> types.equals(List.of("i64", "i64"))
          && line.get("in").get(1).get("v").valueStream().anyMatch(v -> v.longValue() < 0);
      case "copy_" -> !types.get(0).startsWith("f") && types.get(1).startsWith("f");
      case "narrow" -> line.get("o").get("start").intValue() < 0;
      case "cat" -> Golden.ints(line.get("in").get(0).get("s")).length == 1;
      default -> TRUTH_ARITHMETIC.contains(op) && types.equals(List.of("bool", "bool"));
    };
  }
}
