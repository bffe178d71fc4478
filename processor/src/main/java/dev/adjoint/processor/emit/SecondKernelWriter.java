package dev.adjoint.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.adjoint.processor.ir.Generated;
import dev.adjoint.processor.ir.Type;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/**
 * Writes what differentiates a kernel's adjoint again: a kernel of the same operands, the seed and one direction for each
 * differentiated operand.
 */
final class SecondKernelWriter {
  private static final TypeName ROW = Types.name(Type.DOUBLE.array());
  private static final TypeName ROWS = Types.name(Type.DOUBLE.array().array());

  private final Generated.Kernels shape;
  private final Generated.Kernel kernel;
  private final String name;
  private final List<Generated.Component> uniforms;

  /** @param first the simple name of the kernel's class */
  SecondKernelWriter(Generated.Kernels shape, Generated.Kernel kernel, String first) {
    this.shape = shape;
    this.kernel = kernel;
    this.name = first + "Second";
    this.uniforms = kernel.params().stream().filter(p -> !p.type().isFloating()).toList();
  }

  /** The method of the kernel that gives it. */
  MethodSpec method() {
    return MethodSpec.methodBuilder("second").addAnnotation(Override.class).addModifiers(Modifier.PUBLIC)
        .returns(Types.name(RuntimeNames.ELEMENT_KERNEL))
        .addStatement("return new $L($L)", name,
            uniforms.stream().map(p -> CodeBlock.of("$L", p.name())).collect(CodeBlock.joining(", "))).build();
  }

  /** Its class. */
  TypeSpec type() {
    var type = TypeSpec.classBuilder(name).addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .superclass(Types.name(RuntimeNames.ELEMENT_KERNEL));
    var constructor = MethodSpec.constructorBuilder();
    List<CodeBlock> parameters = new ArrayList<>();
    List<CodeBlock> wrt = new ArrayList<>();
    int directions = 0;
    for (int i = 0; i < kernel.params().size(); i++) {
      boolean element = kernel.params().get(i).type().isFloating();
      parameters.add(element ? CodeBlock.of("null") : CodeBlock.of("$L", kernel.params().get(i).name()));
      if (element) {
        wrt.add(CodeBlock.of("$L", kernel.wrt().get(i)));
        directions += kernel.wrt().get(i) ? 1 : 0;
      }
    }
    parameters.add(CodeBlock.of("null"));
    wrt.add(CodeBlock.of("true"));
    for (int i = 0; i < directions; i++) {
      parameters.add(CodeBlock.of("null"));
      wrt.add(CodeBlock.of("false"));
    }
    constructor.addStatement("super($S, $L, SOURCE, new boolean[] {$L}, new $T[] {$L})",
        String.join("_", shape.origin().names()) + "_" + kernel.method() + "_second", kernel.type() == Type.DOUBLE,
        CodeBlock.join(wrt, ", "), Object.class, CodeBlock.join(parameters, ", "));
    type.addField(FieldSpec.builder(String.class, "SOURCE", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .initializer(KernelWriter.text(kernel.second().source())).build());
    for (Generated.Component p : uniforms) {
      type.addField(Types.name(p.type()), p.name(), Modifier.PRIVATE, Modifier.FINAL);
      constructor.addParameter(Types.name(p.type()), p.name()).addStatement("this.$L = $L", p.name(), p.name());
    }
    return type.addMethod(constructor.build()).addMethod(value(directions)).addMethod(adjoint(directions)).build();
  }

  private int elements() {
    return kernel.params().size() - uniforms.size();
  }

  private CodeBlock call(int directions) {
    List<CodeBlock> args = new ArrayList<>();
    int row = 0;
    for (Generated.Component p : kernel.params()) {
      args.add(!p.type().isFloating() ? CodeBlock.of("this.$L", p.name())
          : CodeBlock.of(kernel.type() == Type.FLOAT ? "(float) rows[$L][i]" : "rows[$L][i]", row++));
    }
    for (int k = 0; k <= directions; k++) {
      args.add(CodeBlock.of("rows[$L][i]", row++));
    }
    return CodeBlock.of("var r = $T.$L($L)", Types.name(shape.derivatives()), kernel.second().method(), CodeBlock.join(args, ", "));
  }

  private MethodSpec value(int directions) {
    return MethodSpec.methodBuilder("value").addAnnotation(Override.class).addModifiers(Modifier.PUBLIC)
        .addParameter(TypeName.INT, "n").addParameter(ROWS, "rows").addParameter(ROW, "values")
        .beginControlFlow("for (int i = 0; i < n; i++)").addStatement(call(directions))
        .addStatement("values[i] = rows[$L][i] * r.$L()", elements(), kernel.second().tangent()).endControlFlow().build();
  }

  private MethodSpec adjoint(int directions) {
    var code = CodeBlock.builder().beginControlFlow("for (int i = 0; i < n; i++)").addStatement(call(directions));
    int row = 0;
    int next = 0;
    for (int i = 0; i < kernel.params().size(); i++) {
      if (kernel.params().get(i).type().isFloating()) {
        if (kernel.wrt().get(i)) {
          code.addStatement("adjoints[$L][i] = seeds[i] * r.$L()", row, kernel.second().adjointTangents().get(next++));
        }
        row++;
      }
    }
    code.addStatement("adjoints[$L][i] = seeds[i] * r.$L()", row, kernel.second().tangent());
    return MethodSpec.methodBuilder("adjoint").addAnnotation(Override.class).addModifiers(Modifier.PUBLIC)
        .addParameter(TypeName.INT, "n").addParameter(ROWS, "rows").addParameter(ROW, "seeds").addParameter(ROWS, "adjoints")
        .addCode(code.endControlFlow().build()).build();
  }
}
