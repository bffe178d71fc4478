package dev.adjoint.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.adjoint.processor.ir.Generated;
import dev.adjoint.processor.ir.NewName;
import dev.adjoint.processor.ir.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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
    boolean arrays = false;
    for (int i = 0; i < kept.size(); i++) {
      Generated.Component p = tracked.params().get(i);
      if (p.type().isArray()) {
        // The caller may change its array before the reverse sweep.
        spec.addStatement(tracked.parts() ? "$1T $2L = $3L == null ? null : $3L.clone()" : "$T $L = $L.clone()", Types.name(p.type()),
            kept.get(i), p.name());
      }
      arrays |= p.type().isTensors() && !tracked.wrt().get(i);
    }
    String tape = unused("tape");
    String seed = unused("seed");
    List<CodeBlock> operands = new ArrayList<>();
    List<CodeBlock> constants = new ArrayList<>();
    List<CodeBlock> detached = new ArrayList<>();
    List<CodeBlock> plain = new ArrayList<>();
    for (int i = 0; i < kept.size(); i++) {
      Type type = tracked.params().get(i).type();
      boolean isTensor = type.isTensor() || type.isTensors();
      if (tracked.wrt().get(i)) {
        operands.add(CodeBlock.of("$L", kept.get(i)));
      } else if (isTensor) {
        constants.add(CodeBlock.of("$L", kept.get(i)));
      }
      // the elements of an array stay as they are: nothing is recorded there
      detached.add(tracked.wrt().get(i) && type.isTensor() ? CodeBlock.of("$L.detach()", kept.get(i)) : CodeBlock.of("$L", kept.get(i)));
      plain.add(CodeBlock.of("$L", kept.get(i)));
    }
    plain.add(CodeBlock.of("$L", seed));
    List<String> shadows = new ArrayList<>();
    for (int i = 0; i < kept.size(); i++) {
      if (tracked.wrt().get(i) && tracked.params().get(i).type().isArray()) {
        shadows.add(unused(tracked.params().get(i).name() + "Adjoint"));
        detached.add(CodeBlock.of("$L", shadows.getLast()));
        plain.add(CodeBlock.of("$L", again(shadows.getLast())));
      }
    }
    detached.add(CodeBlock.of("$L", tape));
    if (tracked.tape()) {
      plain.add(CodeBlock.of("new $T()", Types.name(RuntimeNames.TAPE)));
    }
    TypeName array = ArrayTypeName.of(tensor);
    List<String> arraysOf = arraysOf(kept);
    String row = unused("operands");
    TypeName rows = Types.name(RuntimeNames.TRACKED_OPERANDS);
    for (int i = 0; i < shadows.size(); i++) {
      spec.addStatement("$T $L = new $T[$L.length]", array, shadows.get(i), tensor, arraysOf.get(i));
    }
    if (!shadows.isEmpty()) {
      spec.addStatement("$1T $2L = $1T.of(new Object[] {$3L})", rows, row, CodeBlock.join(operands, ", "));
    }
    CodeBlock all = shadows.isEmpty() ? CodeBlock.of("new $T {$L}", array, CodeBlock.join(operands, ", ")) : CodeBlock.of("$L.tensors()", row);
    CodeBlock given = arrays ? CodeBlock.of("$T.of(new Object[] {$L}).tensors()", rows, CodeBlock.join(constants, ", "))
        : CodeBlock.of("new $T {$L}", array, CodeBlock.join(constants, ", "));
    int tensors = operands.size() - shadows.size();
    var code = CodeBlock.builder()
        .add("return $T.call($S, $L, $L,\n", Types.name(RuntimeNames.TRACKED_METHOD), tracked.node(), all, given)
        .indent().indent()
        .add("$L -> $L($L),\n", tape, tracked.forward(), CodeBlock.join(detached, ", "))
        .add(reverse(array, tensors, seed, tape, row, shadows))
        .add("$L -> {\n", seed).indent();
    for (int i = 0; i < shadows.size(); i++) {
      code.addStatement("$T $L = new $T[$L.length]", array, again(shadows.get(i)), tensor, arraysOf.get(i));
    }
    if (tracked.record() == null) {
      code.addStatement("$L($L)", tracked.adjoint(), CodeBlock.join(plain, ", "));
    } else {
      code.addStatement("$T $L = $L($L)", Types.name(Lowering.nested(shape.name(), tracked.record())), unused("r"), tracked.adjoint(),
          CodeBlock.join(plain, ", "));
    }
    CodeBlock components = CodeBlock.of("new $T {$L}", array, tracked.record() == null ? CodeBlock.of("") : components());
    code.addStatement("return $L", shadows.isEmpty() ? components
        : adjoints(row, components, shadows.stream().map(this::again).toList()));
    code.unindent().add("});\n").unindent().unindent();
    return spec.addCode(code.build()).build();
  }

  private List<String> arraysOf(List<String> kept) {
    return IntStream.range(0, kept.size()).filter(i -> tracked.wrt().get(i) && tracked.params().get(i).type().isArray())
        .mapToObj(kept::get).toList();
  }

  /** The adjoints of a second backward pass. */
  private String again(String shadow) {
    return unused(shadow + "Again");
  }

  private static CodeBlock adjoints(String row, CodeBlock ofTensors, List<String> shadows) {
    return CodeBlock.of("$L.adjoints($L, $L)", row, ofTensors, String.join(", ", shadows));
  }

  /** One adjoint of a tensor comes back as the result, several on the tape; those of arrays are in the shadows. */
  private CodeBlock reverse(TypeName array, int count, String seed, String tape, String row, List<String> shadows) {
    if (count == 1) {
      CodeBlock one = CodeBlock.of("new $T {$L($L, $L)}", array, tracked.reverse(), seed, tape);
      return CodeBlock.of("($L, $L) -> $L,\n", seed, tape, shadows.isEmpty() ? one : adjoints(row, one, shadows));
    }
    CodeBlock all = CodeBlock.of("$T.adjoints($L, $L)", Types.name(RuntimeNames.TRACKED_METHOD), tape, count);
    return CodeBlock.builder().add("($L, $L) -> {\n", seed, tape).indent()
        .addStatement("$L($L, $L)", tracked.reverse(), seed, tape)
        .addStatement("return $L", shadows.isEmpty() ? all : adjoints(row, all, shadows))
        .unindent().add("},\n").build();
  }

  private CodeBlock components() {
    Generated.Record record = shape.records().stream().filter(r -> r.name().equals(tracked.record())).findFirst()
        .orElseThrow();
    return record.components().stream().skip(1).map(c -> CodeBlock.of("$L.$L()", unused("r"), c.name()))
        .collect(CodeBlock.joining(", "));
  }

  private String unused(String wish) {
    return NewName.of(wish, name -> tracked.params().stream().anyMatch(p -> p.name().equals(name)));
  }
}
