package dev.adjoint.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.adjoint.processor.ir.ArrayKernel;
import dev.adjoint.processor.ir.ArrayKernel.Role;
import dev.adjoint.processor.ir.Generated;
import dev.adjoint.processor.ir.Type;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes a kernel over arrays: the operation on tensors, and the class with its C, the method itself and its derivative. */
final class ArrayKernelWriter {
  private static final TypeName OBJECTS = Types.name(Type.Ref.of("java.lang", "Object").array());

  private final Generated.Kernels shape;
  private final Generated.OverArrays of;
  private final List<ArrayKernel.Param> params;
  private final String name;

  ArrayKernelWriter(Generated.Kernels shape, Generated.OverArrays of, String name) {
    this.shape = shape;
    this.of = of;
    this.params = of.kernel().params();
    this.name = name;
  }

  MethodSpec operation() {
    TypeName tensor = Types.name(Type.TENSOR);
    var spec = MethodSpec.methodBuilder(of.method()).addJavadoc("$L", of.javadoc()).addModifiers(Modifier.PUBLIC, Modifier.STATIC);
    List<CodeBlock> uniforms = new ArrayList<>();
    List<CodeBlock> tensors = new ArrayList<>();
    for (ArrayKernel.Param p : params) {
      boolean uniform = p.role() == Role.UNIFORM;
      spec.addParameter(uniform ? Types.name(p.value().type()) : tensor, p.value().name());
      (uniform ? uniforms : tensors).add(CodeBlock.of("$L", p.value().name()));
    }
    return spec.addStatement("$T.run(new $L($L), $L)", Types.name(RuntimeNames.TENSOR_KERNELS), name, CodeBlock.join(uniforms, ", "),
        CodeBlock.join(tensors, ", ")).build();
  }

  TypeSpec implementation() {
    ArrayKernelPrinter.Printed printed = ArrayKernelPrinter.print(of.kernel());
    var type = TypeSpec.classBuilder(name).addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .superclass(Types.name(RuntimeNames.ARRAY_KERNEL));
    type.addField(FieldSpec.builder(String.class, "SOURCE", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .initializer(KernelWriter.text(printed.source())).build());
    var constructor = MethodSpec.constructorBuilder();
    List<CodeBlock> parameters = new ArrayList<>();
    for (ArrayKernel.Param p : params) {
      parameters.add(parameter(p));
      if (p.role() == Role.UNIFORM) {
        type.addField(Types.name(p.value().type()), p.value().name(), Modifier.PRIVATE, Modifier.FINAL);
        constructor.addParameter(Types.name(p.value().type()), p.value().name());
      }
    }
    List<CodeBlock> sites = printed.sites().stream().map(s -> CodeBlock.of("$S", s)).toList();
    Type real = params.stream().map(p -> p.value().type().innermost()).filter(Type::isFloating).findFirst().orElseThrow();
    constructor.addStatement("super($S, $L, SOURCE, new $T[] {$L}, $L, $L)",
        String.join("_", shape.origin().names()) + "_" + of.method(), real == Type.DOUBLE, String.class,
        CodeBlock.join(sites, ", "), of.kernel().sums().size(), CodeBlock.join(parameters, ",\n"));
    params.stream().filter(p -> p.role() == Role.UNIFORM)
        .forEach(p -> constructor.addStatement("this.$1L = $1L", p.value().name()));
    type.addMethod(constructor.build()).addMethod(value()).addMethod(adjoint());
    new PieceWriter(shape, of, arguments()).write(type);
    return type.build();
  }

  private static CodeBlock parameter(ArrayKernel.Param p) {
    String name = p.value().name();
    TypeName element = Types.name(p.value().type().innermost());
    return switch (p.role()) {
      case INPUT -> CodeBlock.of("input($S, $T.class, $L)", name, element, p.wrt());
      case OUTPUT -> CodeBlock.of("output($S, $T.class, $L, $L)", name, element, p.wrt(), p.kept());
      case NUMBER -> CodeBlock.of("number($S, $T.class)", name, element);
      case UNIFORM -> CodeBlock.of("uniform($S, $L)", name, name);
    };
  }

  /** The method's arguments: arrays and numbers of tensors from what is given, the others from fields. */
  private List<CodeBlock> arguments() {
    List<CodeBlock> args = new ArrayList<>();
    int next = 0;
    for (ArrayKernel.Param p : params) {
      Type type = p.value().type();
      args.add(switch (p.role()) {
        case INPUT, OUTPUT -> CodeBlock.of("($T) arrays[$L]", Types.name(type), next++);
        case NUMBER -> CodeBlock.of("(($T) arrays[$L])[0]", Types.name(type.array()), next++);
        case UNIFORM -> CodeBlock.of("$L", p.value().name());
      });
    }
    return args;
  }

  private MethodSpec value() {
    return MethodSpec.methodBuilder("value").addAnnotation(Override.class).addModifiers(Modifier.PUBLIC)
        .addParameter(OBJECTS, "arrays")
        .addStatement("$T.$L($L)", Types.name(shape.origin()), of.method(), CodeBlock.join(arguments(), ", ")).build();
  }

  private MethodSpec adjoint() {
    List<CodeBlock> args = arguments();
    var after = CodeBlock.builder();
    int next = 0;
    int component = 0;
    for (ArrayKernel.Param p : params) {
      Type type = p.value().type();
      if (p.role() == Role.NUMBER) {
        after.addStatement("(($T) adjoints[$L])[0] = r.$L()", Types.name(type.array()), next, of.components().get(component++));
      } else if (p.wrt()) {
        args.add(CodeBlock.of("($T) adjoints[$L]", Types.name(type), next));
      }
      next += p.role() == Role.UNIFORM ? 0 : 1;
    }
    CodeBlock call = CodeBlock.of("$T.$L($L)", Types.name(shape.derivatives()), of.vjp(), CodeBlock.join(args, ", "));
    return MethodSpec.methodBuilder("adjoint").addAnnotation(Override.class).addModifiers(Modifier.PUBLIC)
        .addParameter(OBJECTS, "arrays").addParameter(OBJECTS, "adjoints")
        .addStatement(of.components().isEmpty() ? CodeBlock.of("$L", call) : CodeBlock.of("var r = $L", call))
        .addCode(after.build()).build();
  }
}
