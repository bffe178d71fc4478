package dev.adjoint.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.adjoint.processor.ir.Generated;
import dev.adjoint.processor.ir.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.lang.model.element.Modifier;

/** Writes the class of a class's kernels: for each an operation on tensors, its C, and the loops that run it in Java. */
public final class KernelWriter {
  private static final TypeName ROW = Types.name(Type.DOUBLE.array());
  private static final TypeName ROWS = Types.name(Type.DOUBLE.array().array());

  private static final int LONGEST_CONSTANT = 20_000;

  private final Generated.Kernels shape;

  private KernelWriter(Generated.Kernels shape) {
    this.shape = shape;
  }

  /** The file. */
  public static JavaFile emit(Generated.Kernels shape) {
    return new KernelWriter(shape).file();
  }

  private JavaFile file() {
    var type = TypeSpec.classBuilder(Types.className(shape.name())).addJavadoc("$L", shape.javadoc())
        .addModifiers(Modifier.FINAL)
        .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
    GeneratedFile.mark(type, shape.isPublic());
    for (int i = 0; i < shape.kernels().size(); i++) {
      Generated.Kernel kernel = shape.kernels().get(i);
      String name = capitalized(kernel.method()) + "Kernel" + (isOverloaded(kernel) ? i : "");
      type.addMethod(operation(kernel, name));
      type.addType(implementation(kernel, name));
      if (kernel.second() != null) {
        type.addType(new SecondKernelWriter(shape, kernel, name).type());
      }
    }
    for (int i = 0; i < shape.arrays().size(); i++) {
      Generated.OverArrays kernel = shape.arrays().get(i);
      boolean overloaded = shape.arrays().stream().filter(k -> k.method().equals(kernel.method())).count() > 1
          || shape.kernels().stream().anyMatch(k -> k.method().equals(kernel.method()));
      var writer = new ArrayKernelWriter(shape, kernel, capitalized(kernel.method()) + "Arrays" + (overloaded ? i : ""));
      type.addMethod(writer.operation());
      type.addType(writer.implementation());
    }
    return GeneratedFile.of(shape.name().pkg(), type);
  }

  private boolean isOverloaded(Generated.Kernel kernel) {
    return shape.kernels().stream().filter(k -> k.method().equals(kernel.method())).count() > 1;
  }

  private static String capitalized(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  private static boolean isTensor(Generated.Component p) {
    return p.type().isFloating();
  }

  private MethodSpec operation(Generated.Kernel kernel, String name) {
    TypeName tensor = Types.name(Type.TENSOR);
    var spec = MethodSpec.methodBuilder(kernel.method()).addJavadoc("$L", kernel.javadoc())
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC).returns(tensor);
    List<CodeBlock> uniforms = new ArrayList<>();
    List<CodeBlock> tensors = new ArrayList<>();
    for (Generated.Component p : kernel.params()) {
      spec.addParameter(isTensor(p) ? tensor : Types.name(p.type()), p.name());
      (isTensor(p) ? tensors : uniforms).add(CodeBlock.of("$L", p.name()));
    }
    return spec.addStatement("return $T.apply(new $L($L), $L)", Types.name(RuntimeNames.TENSOR_KERNELS), name,
        CodeBlock.join(uniforms, ", "), CodeBlock.join(tensors, ", ")).build();
  }

  private TypeSpec implementation(Generated.Kernel kernel, String name) {
    var constructor = MethodSpec.constructorBuilder();
    var type = TypeSpec.classBuilder(name).addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .superclass(Types.name(RuntimeNames.ELEMENT_KERNEL));
    List<CodeBlock> all = new ArrayList<>();
    List<CodeBlock> wrt = new ArrayList<>();
    for (int i = 0; i < kernel.params().size(); i++) {
      Generated.Component p = kernel.params().get(i);
      if (isTensor(p)) {
        all.add(CodeBlock.of("null"));
        wrt.add(CodeBlock.of("$L", kernel.wrt().get(i)));
      } else {
        type.addField(Types.name(p.type()), p.name(), Modifier.PRIVATE, Modifier.FINAL);
        constructor.addParameter(Types.name(p.type()), p.name());
        all.add(CodeBlock.of("$L", p.name()));
      }
    }
    String unique = String.join("_", shape.origin().names()) + "_" + kernel.method();
    constructor.addStatement("super($S, $L, SOURCE, new boolean[] {$L}, new $T[] {$L})", unique,
        kernel.type() == Type.DOUBLE, CodeBlock.join(wrt, ", "), Object.class, CodeBlock.join(all, ", "));
    kernel.params().stream().filter(p -> !isTensor(p))
        .forEach(p -> constructor.addStatement("this.$L = $L", p.name(), p.name()));
    type.addField(FieldSpec.builder(String.class, "SOURCE", Modifier.PRIVATE, Modifier.STATIC,
        Modifier.FINAL).initializer(text(kernel.source())).build());
    type.addMethod(constructor.build()).addMethod(value(kernel)).addMethod(adjoint(kernel));
    if (kernel.second() != null) {
      type.addMethod(new SecondKernelWriter(shape, kernel, name).method());
    }
    return type.build();
  }

  /** A text block, JLS 3.10.6; of text that no constant can hold (JVMS 4.4.7), several. */
  static CodeBlock text(String source) {
    if (source.length() <= LONGEST_CONSTANT) {
      return CodeBlock.of("\"\"\"\n$L\"\"\"", source.replace("\\", "\\\\").replace("\"\"\"", "\\\"\"\""));
    }
    List<CodeBlock> parts = new ArrayList<>();
    for (int from = 0; from < source.length();) {
      int to = source.length() - from <= LONGEST_CONSTANT ? source.length()
          : source.lastIndexOf('\n', from + LONGEST_CONSTANT) + 1;
      parts.add(text(source.substring(from, to)));
      from = to;
    }
    return CodeBlock.of("$T.join($S, $L)", String.class, "", CodeBlock.join(parts, ", "));
  }

  /** The method's arguments for element i: tensors' elements from the rows, the others from fields. */
  private static CodeBlock arguments(Generated.Kernel kernel) {
    List<CodeBlock> args = new ArrayList<>();
    int row = 0;
    for (Generated.Component p : kernel.params()) {
      args.add(!isTensor(p) ? CodeBlock.of("this.$L", p.name())
          : kernel.type() == Type.FLOAT ? CodeBlock.of("(float) rows[$L][i]", row++) : CodeBlock.of("rows[$L][i]", row++));
    }
    return CodeBlock.join(args, ", ");
  }

  private MethodSpec value(Generated.Kernel kernel) {
    return MethodSpec.methodBuilder("value").addAnnotation(Override.class).addModifiers(Modifier.PUBLIC)
        .addParameter(TypeName.INT, "n").addParameter(ROWS, "rows").addParameter(ROW, "values")
        .beginControlFlow("for (int i = 0; i < n; i++)")
        .addStatement("values[i] = $T.$L($L)", Types.name(shape.origin()), kernel.method(), arguments(kernel))
        .endControlFlow().build();
  }

  private MethodSpec adjoint(Generated.Kernel kernel) {
    var code = CodeBlock.builder().addStatement("$T tape = new $T()", Types.name(RuntimeNames.TAPE), Types.name(RuntimeNames.TAPE))
        .beginControlFlow("for (int i = 0; i < n; i++)")
        .addStatement("var r = $T.$L($L, $L, tape)", Types.name(shape.derivatives()), kernel.vjp(), arguments(kernel),
            kernel.type() == Type.FLOAT ? "(float) seeds[i]" : "seeds[i]");
    int next = 0;
    int row = 0;
    for (int k = 0; k < kernel.params().size(); k++) {
      if (!isTensor(kernel.params().get(k))) {
        continue;
      }
      if (kernel.wrt().get(k)) {
        code.addStatement("adjoints[$L][i] = r.$L()", row, kernel.components().get(next++));
      }
      row++;
    }
    return MethodSpec.methodBuilder("adjoint").addAnnotation(Override.class).addModifiers(Modifier.PUBLIC)
        .addParameter(TypeName.INT, "n").addParameter(ROWS, "rows").addParameter(ROW, "seeds")
        .addParameter(ROWS, "adjoints").addCode(code.endControlFlow().build()).build();
  }
}
