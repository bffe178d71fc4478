package dev.adjoint.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.adjoint.processor.ir.Generated;
import dev.adjoint.processor.ir.NewName;
import dev.adjoint.processor.ir.Type;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes {@code fJacobian}: both modes' products handed to the runtime, which chooses. */
final class JacobianWriter {
  /** Up to this rank the runtime makes zeros of the array's own type. */
  private static final int LAST_TYPED_RANK = 3;

  private final Generated.Jacobian jacobian;

  JacobianWriter(Generated.Jacobian jacobian) {
    this.jacobian = jacobian;
  }

  /** @param sparse whether the last parameter is the pattern of entries */
  MethodSpec method(boolean sparse, String javadoc) {
    var spec = MethodSpec.methodBuilder(jacobian.name()).addJavadoc("$L", javadoc).addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .returns(sparse ? Types.name(RuntimeNames.SPARSE_MATRIX) : Types.name(Type.DOUBLE.array().array()));
    jacobian.params().forEach(p -> spec.addParameter(Types.name(p.type()), p.name()));
    String pattern = unused("pattern");
    if (sparse) {
      spec.addParameter(Types.name(RuntimeNames.SPARSITY), pattern);
    }
    var code = CodeBlock.builder()
        .add("return $T.$L(new $T[] {$L},$L\n", Types.name(RuntimeNames.JACOBIAN), sparse ? "compressed" : "dense", Object.class,
            wrt().stream().map(p -> CodeBlock.of("$L", p.name())).collect(CodeBlock.joining(", ")),
            sparse ? " " + pattern + "," : "")
        .indent().indent().add(forward()).add(reverse()).unindent().unindent();
    return spec.addCode(code.build()).build();
  }

  private List<Generated.Component> wrt() {
    var all = new ArrayList<Generated.Component>();
    for (int i = 0; i < jacobian.params().size(); i++) {
      if (jacobian.wrt().get(i)) {
        all.add(jacobian.params().get(i));
      }
    }
    return all;
  }

  private List<CodeBlock> arguments() {
    var args = new ArrayList<CodeBlock>();
    for (Generated.Component p : jacobian.params()) {
      args.add(jacobian.copies() && p.type().isArray()
          ? CodeBlock.of("$T.deepCopy($L)", Types.name(RuntimeNames.SHADOWS), p.name()) : CodeBlock.of("$L", p.name()));
    }
    return args;
  }

  private CodeBlock forward() {
    String tangents = unused("tangents");
    var args = new ArrayList<>(arguments());
    int k = 0;
    for (Generated.Component p : wrt()) {
      args.add(CodeBlock.of("($T) $L[$L]", Types.name(p.type()), tangents, k++));
    }
    return CodeBlock.of("$L -> $L($L).tangent(),\n", tangents, jacobian.jvp(), CodeBlock.join(args, ", "));
  }

  private CodeBlock reverse() {
    String seed = unused("seed");
    var args = new ArrayList<>(arguments());
    args.add(CodeBlock.of("$L", seed));
    var body = CodeBlock.builder().add("$L -> {\n", seed).indent();
    var results = new ArrayList<CodeBlock>();
    int scalar = 0;
    String record = unused("r");
    for (Generated.Component p : wrt()) {
      if (!p.type().isArray()) {
        results.add(CodeBlock.of("$L.$L()", record, jacobian.components().get(scalar++)));
        continue;
      }
      String buffer = unused(p.name() + "Adjoint");
      TypeName type = Types.name(p.type());
      boolean inFloat = p.type().innermost() == Type.FLOAT;
      var shadows = Types.name(RuntimeNames.SHADOWS);
      body.addStatement(p.type().rank() == 1
          ? CodeBlock.of("$T $L = new $T[$L.length]", type, buffer, Types.name(p.type().elementType()), p.name())
          : inFloat ? CodeBlock.of("$T $L = $T.floatZerosLike($L)", type, buffer, shadows, p.name())
          : p.type().rank() <= LAST_TYPED_RANK ? CodeBlock.of("$T $L = $T.zerosLike($L)", type, buffer, shadows, p.name())
          : CodeBlock.of("$T $L = ($T) $T.zerosLike($L)", type, buffer, type, shadows, p.name()));
      args.add(CodeBlock.of("$L", buffer));
      results.add(CodeBlock.of("$L", buffer));
    }
    body.addStatement(scalar > 0 ? CodeBlock.of("var $L = $L($L)", record, jacobian.vjp(), CodeBlock.join(args, ", "))
        : CodeBlock.of("$L($L)", jacobian.vjp(), CodeBlock.join(args, ", ")));
    return body.addStatement("return new $T[] {$L}", Object.class, CodeBlock.join(results, ", ")).unindent().add("});\n").build();
  }

  private String unused(String wish) {
    return NewName.of(wish, name -> jacobian.params().stream().anyMatch(p -> p.name().equals(name)));
  }
}
