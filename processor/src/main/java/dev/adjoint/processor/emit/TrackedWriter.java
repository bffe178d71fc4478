package dev.adjoint.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.adjoint.processor.ir.Generated;
import dev.adjoint.processor.ir.Type;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The method that runs a differentiated method as one node of the tensors' graph. */
final class TrackedWriter {
  private final Generated.Class shape;
  private final Generated.Tracked tracked;

  TrackedWriter(Generated.Class shape, Generated.Tracked tracked) {
    this.shape = shape;
    this.tracked = tracked;
  }

  MethodSpec method(String javadoc) {
    TypeName tensor = Types.name(Type.TENSOR);
    var spec = MethodSpec.methodBuilder(tracked.name()).addJavadoc("$L", javadoc)
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC).returns(tensor);
    var kept = new ArrayList<String>();
    for (Generated.Component p : tracked.params()) {
      spec.addParameter(Types.name(p.type()), p.name());
      kept.add(p.type().isArray() ? unused(p.name() + "Value") : p.name());
    }
    for (int i = 0; i < kept.size(); i++) {
      Generated.Component p = tracked.params().get(i);
      if (p.type().isArray()) {
        // The caller may change its array before the reverse sweep.
        spec.addStatement("$T $L = $L.clone()", Types.name(p.type()), kept.get(i), p.name());
      }
    }
    String tape = unused("tape");
    String seed = unused("seed");
    List<CodeBlock> operands = new ArrayList<>();
    List<CodeBlock> constants = new ArrayList<>();
    List<CodeBlock> detached = new ArrayList<>();
    List<CodeBlock> plain = new ArrayList<>();
    for (int i = 0; i < kept.size(); i++) {
      boolean isTensor = tracked.params().get(i).type().isTensor();
      if (tracked.wrt().get(i)) {
        operands.add(CodeBlock.of("$L", kept.get(i)));
      } else if (isTensor) {
        constants.add(CodeBlock.of("$L", kept.get(i)));
      }
      detached.add(tracked.wrt().get(i) ? CodeBlock.of("$L.detach()", kept.get(i)) : CodeBlock.of("$L", kept.get(i)));
      plain.add(CodeBlock.of("$L", kept.get(i)));
    }
    detached.add(CodeBlock.of("$L", tape));
    plain.add(CodeBlock.of("$L", seed));
    if (tracked.tape()) {
      plain.add(CodeBlock.of("new $T()", Types.name(RuntimeNames.TAPE)));
    }
    TypeName array = ArrayTypeName.of(tensor);
    var code = CodeBlock.builder()
        .add("return $T.call($S, new $T {$L}, new $T {$L},\n", Types.name(RuntimeNames.TRACKED_METHOD), tracked.node(), array,
            CodeBlock.join(operands, ", "), array, CodeBlock.join(constants, ", "))
        .indent().indent()
        .add("$L -> $L($L),\n", tape, tracked.forward(), CodeBlock.join(detached, ", "))
        .add(reverse(array, operands.size(), seed, tape))
        .add("$L -> {\n", seed).indent()
        .addStatement("$T $L = $L($L)", Types.name(Lowering.nested(shape.name(), tracked.record())), unused("r"), tracked.adjoint(),
            CodeBlock.join(plain, ", "))
        .addStatement("return new $T {$L}", array, components())
        .unindent().add("});\n").unindent().unindent();
    return spec.addCode(code.build()).build();
  }

  /** One adjoint comes back as the result, several on the tape. */
  private CodeBlock reverse(TypeName array, int count, String seed, String tape) {
    if (count == 1) {
      return CodeBlock.of("($L, $L) -> new $T {$L($L, $L)},\n", seed, tape, array, tracked.reverse(), seed, tape);
    }
    return CodeBlock.builder().add("($L, $L) -> {\n", seed, tape).indent()
        .addStatement("$L($L, $L)", tracked.reverse(), seed, tape)
        .addStatement("return $T.adjoints($L, $L)", Types.name(RuntimeNames.TRACKED_METHOD), tape, count)
        .unindent().add("},\n").build();
  }

  private CodeBlock components() {
    Generated.Record record = shape.records().stream().filter(r -> r.name().equals(tracked.record())).findFirst()
        .orElseThrow();
    return record.components().stream().skip(1).map(c -> CodeBlock.of("$L.$L()", unused("r"), c.name()))
        .collect(CodeBlock.joining(", "));
  }

  private String unused(String wish) {
    String name = wish;
    for (int n = 2; isTaken(name); n++) {
      name = wish + n;
    }
    return name;
  }

  private boolean isTaken(String name) {
    return tracked.params().stream().anyMatch(p -> p.name().equals(name));
  }
}
