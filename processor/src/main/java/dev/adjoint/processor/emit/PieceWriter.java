package dev.adjoint.processor.emit;

import com.palantir.javapoet.CodeBlock;
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

/**
 * Writes the methods of a kernel over arrays that run some of its iterations, the one that says how they may be split, and the one for
 * second derivatives.
 */
final class PieceWriter {
  private static final TypeName OBJECTS = Types.name(Type.Ref.of("java.lang", "Object").array());
  private static final TypeName ROW = Types.name(Type.DOUBLE.array());
  private static final TypeName ROWS = Types.name(Type.DOUBLE.array().array());

  private final Generated.Kernels shape;
  private final Generated.OverArrays of;
  private final Generated.PieceMethods methods;
  private final ArrayKernel kernel;
  private final CodeBlock arguments;

  /** @param arguments the method's arguments, made of {@code arrays} */
  PieceWriter(Generated.Kernels shape, Generated.OverArrays of, List<CodeBlock> arguments) {
    this.shape = shape;
    this.of = of;
    this.methods = of.pieces();
    this.kernel = of.kernel();
    this.arguments = CodeBlock.join(arguments, ", ");
  }

  void write(TypeSpec.Builder type) {
    if (methods != null) {
      type.addMethod(split()).addMethod(value()).addMethod(adjoint());
    }
    type.addMethod(second());
    if (of.scratch() != null) {
      type.addMethod(scratch());
    }
  }

  private static MethodSpec.Builder method(String name, TypeName result) {
    return MethodSpec.methodBuilder(name).addAnnotation(Override.class).addModifiers(Modifier.PUBLIC).returns(result)
        .addParameter(OBJECTS, "arrays");
  }

  private MethodSpec split() {
    TypeName split = Types.name(RuntimeNames.SPLIT);
    var where = new ArrayList<CodeBlock>();
    int next = 2 * kernel.counters();
    for (int k = 0; k < kernel.params().size(); k++) {
      if (kernel.params().get(k).role() == Role.UNIFORM) {
        continue;
      }
      where.add(switch (kernel.pieces().apart().get(k)) {
        case OWN -> CodeBlock.of("$T.own()", split);
        case NEAR -> {
          next += 3;
          yield CodeBlock.of("$T.near(r.$L(), r.$L(), r.$L())", split, number(next - 3), number(next - 2), number(next - 1));
        }
        case ANYWHERE -> CodeBlock.of("$T.anywhere()", split);
        case null -> CodeBlock.of("null");
      });
    }
    CodeBlock inner = kernel.counters() == 1 ? CodeBlock.of("1") : CodeBlock.of("r.$L() - (long) r.$L()", number(3), number(2));
    return method("split", split)
        .addStatement("var r = $T.$L($L)", Types.name(shape.derivatives()), methods.places(), arguments)
        .addStatement("return new $T(r.$L(), r.$L(), $L, $L,\n$L)", split, number(0), number(1), inner, kernel.pieces().loops(),
            CodeBlock.join(where, ", ")).build();
  }

  private String number(int index) {
    return methods.numbers().get(index);
  }

  private MethodSpec value() {
    return method("value", TypeName.VOID).addParameter(TypeName.INT, "from").addParameter(TypeName.INT, "to")
        .addStatement("$T.$L($L, from, to)", Types.name(shape.derivatives()), methods.value(), arguments).build();
  }

  private MethodSpec scratch() {
    var args = new ArrayList<CodeBlock>();
    int operand = 0;
    for (ArrayKernel.Param p : kernel.params()) {
      args.add(switch (p.role()) {
        case INPUT, OUTPUT -> CodeBlock.of("lengths[$L]", operand);
        case NUMBER -> CodeBlock.of("0");
        case UNIFORM -> CodeBlock.of("$L", p.value().name());
      });
      operand += p.role() == Role.UNIFORM ? 0 : 1;
    }
    return MethodSpec.methodBuilder("scratch").addAnnotation(Override.class).addModifiers(Modifier.PUBLIC).returns(TypeName.LONG)
        .addParameter(Types.name(Type.INT.array()), "lengths")
        .addStatement("return $T.$L($L)", Types.name(shape.derivatives()), of.scratch(), CodeBlock.join(args, ", ")).build();
  }

  private MethodSpec second() {
    var shadows = CodeBlock.builder();
    var directions = CodeBlock.builder();
    var tangents = CodeBlock.builder();
    int operand = 0;
    for (ArrayKernel.Param p : kernel.params()) {
      if (p.wrt()) {
        boolean array = p.value().type().isArray();
        directions.add(array ? ", tangents[$L]" : ", tangents[$L][0]", operand);
        if (array) {
          shadows.add(", adjoints[$L]", operand);
          tangents.add(", adjointTangents[$L]", operand);
        }
      }
      operand += p.role() == Role.UNIFORM ? 0 : 1;
    }
    if (kernel.second().usesTape()) {
      shadows.add(", new $T()", Types.name(RuntimeNames.TAPE));
    }
    CodeBlock call = CodeBlock.of("$T.$L($L$L$L$L)", Types.name(shape.derivatives()), of.second(), arguments, shadows.build(),
        directions.build(), tangents.build());
    var method = method("adjointTangent", ROW).addParameter(ROWS, "adjoints").addParameter(ROWS, "tangents")
        .addParameter(ROWS, "adjointTangents");
    return of.tangents().isEmpty() ? method.addStatement(call).addStatement("return new double[0]").build()
        : method.addStatement("var r = $L", call).addStatement("return new double[] {$L}",
            of.tangents().stream().map(c -> CodeBlock.of("r.$L()", c)).collect(CodeBlock.joining(", "))).build();
  }

  private MethodSpec adjoint() {
    var args = CodeBlock.builder().add("$L, from, to", arguments);
    int operand = 0;
    int numbers = 0;
    for (ArrayKernel.Param p : kernel.params()) {
      if (p.wrt() && p.value().type().isArray()) {
        args.add(", adjoints[$L]", operand);
      }
      numbers += p.role() == Role.NUMBER ? 1 : 0;
      operand += p.role() == Role.UNIFORM ? 0 : 1;
    }
    if (kernel.pieces().usesTape()) {
      args.add(", new $T()", Types.name(RuntimeNames.TAPE));
    }
    CodeBlock call = CodeBlock.of("$T.$L($L)", Types.name(shape.derivatives()), methods.adjoint(), args.build());
    var method = method("adjoint", ROW).addParameter(ROWS, "adjoints").addParameter(TypeName.INT, "from")
        .addParameter(TypeName.INT, "to");
    return switch (numbers) {
      case 0 -> method.addStatement(call).addStatement("return new double[0]").build();
      case 1 -> method.addStatement("return new double[] {$L}", call).build();
      default -> method.addStatement("var r = $L", call).addStatement("return new double[] {$L}",
          methods.adjoints().stream().map(c -> CodeBlock.of("r.$L()", c)).collect(CodeBlock.joining(", "))).build();
    };
  }
}
