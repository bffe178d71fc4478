package dev.adjoint.tests.tensorcompiler;

import dev.adjoint.runtime.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The method of a random program once more, called {@code packed}, with its tensors in an array, in a list, or in a record with an array.
 * Their adjoints are those of the method, bit for bit.
 */
enum PackedParameters {
  ARRAY("Tensor[] given", "given[0]", "given[1]"),
  LIST("List<Tensor> given", "given.get(0)", "given.get(1)"),
  RECORD("Packed given", "given.x()", "given.more()[0]");

  private final String parameter;
  private final String x;
  private final String y;

  PackedParameters(String parameter, String x, String y) {
    this.parameter = parameter;
    this.x = x;
    this.y = y;
  }

  static PackedParameters any(Random random) {
    return values()[random.nextInt(values().length)];
  }

  /** The members of the class: the method, made from the text of the other one, and what it needs. */
  String members(String method) {
    String head = "static Tensor f(Tensor x, Tensor y, ";
    int body = method.indexOf("{\n") + 2;
    String types = this == RECORD ? "  record Packed(Tensor x, Tensor[] more) {}\n" : "";
    return types + method.substring(0, body).replace(head, "static Tensor packed(" + parameter + ", ")
        + "    Tensor x = " + x + ";\n    Tensor y = " + y + ";\n" + method.substring(body);
  }

  /** The argument. */
  Object pack(Tensor x, Tensor y, CompiledMethods methods, String owner) {
    return switch (this) {
      case ARRAY -> new Tensor[] {x, y};
      case LIST -> List.of(x, y);
      case RECORD -> {
        try {
          var constructor = methods.type(owner + "$Packed").getDeclaredConstructors()[0];
          constructor.setAccessible(true);
          yield constructor.newInstance(x, new Tensor[] {y});
        } catch (ReflectiveOperationException e) {
          throw new AssertionError(e);
        }
      }
    };
  }

  /** The adjoints of both by {@code packedVjp}; the arguments behind the tensors, the seed, and buffers if there are any. */
  List<Tensor> adjoints(CompiledMethods methods, Object packed, Object[] others, Tensor seed, Object... buffers) {
    var args = new ArrayList<>();
    args.add(packed);
    args.addAll(Arrays.asList(others));
    args.add(seed);
    Tensor[] own = TensorTree.buffer(packed);
    List<Object> result = methods.components("packedVjp",
        Stream.of(args.stream(), own == null ? Stream.empty() : Stream.of((Object) own), Stream.of(buffers)).flatMap(s -> s).toArray());
    return TensorTree.tensors(own != null ? own : result.get(1));
  }
}
