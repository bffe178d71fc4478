package dev.adjoint.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.adjoint.processor.ir.Generated;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Type;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javax.lang.model.element.Modifier;

/**
 * Writes the class of adjoints and tangents of a sealed interface: a record with a component for each of its classes, of which the one
 * that belongs to the value's class is there and the others are null.
 */
final class AdjointSumWriter {
  private static final Set<String> PARAMETERS = Set.of("at", "factor", "into", "like", "one", "other", "value", "values");

  private final Generated.AdjointRecord shape;
  private final Parts.Sum sum;
  private final Function<Type.Ref, Type.Ref> adjointOf;
  private final ClassName self;
  private final TypeName origin;
  /** The classes with adjoints. */
  private final List<Parts.Case> cases;

  AdjointSumWriter(Generated.AdjointRecord shape, Parts.Sum sum, Function<Type.Ref, Type.Ref> adjointOf) {
    this.shape = shape;
    this.sum = sum;
    this.adjointOf = adjointOf;
    this.self = Types.className(shape.name());
    this.origin = Types.raw(sum.type());
    this.cases = sum.cases().stream().filter(c -> c.parts().isDifferentiable()).toList();
  }

  JavaFile file(boolean isPublic) {
    var constructor = MethodSpec.constructorBuilder();
    cases.forEach(c -> constructor.addParameter(adjoint(c), c.name()));
    var type = TypeSpec.recordBuilder(self)
        .addJavadoc("An adjoint or tangent of {@link $L}: that of the class that the value has; the others are null.\n\n",
            String.join(".", sum.type().names()));
    cases.forEach(c -> type.addJavadoc("@param $L where the value is a {@link $L}, what belongs to it, else null\n", c.name(),
        String.join(".", ((Type.Ref) c.parts().type()).names())));
    type.recordConstructor(constructor.build())
        .addSuperinterface(ParameterizedTypeName.get(Types.className(RuntimeNames.TANGENT_VECTOR), self));
    GeneratedFile.mark(type, isPublic);
    type.addMethod(of()).addMethod(zero()).addMethod(plus()).addMethod(scale()).addMethod(dot()).addMethod(size())
        .addMethod(flatten()).addMethod(unflatten()).addMethod(flattenValue()).addMethod(unflattenValue()).addMethod(in())
        .addMethod(check()).addMethod(same());
    return GeneratedFile.of(shape.name().pkg(), type);
  }

  private TypeName adjoint(Parts.Case c) {
    return Types.name(adjointOf.apply((Type.Ref) c.parts().type()));
  }

  private static MethodSpec.Builder method(String name, TypeName returns, String javadoc, Modifier... more) {
    var spec = MethodSpec.methodBuilder(name).addModifiers(Modifier.PUBLIC).addModifiers(more).returns(returns);
    return javadoc == null ? spec.addAnnotation(Override.class) : spec.addJavadoc("$L", javadoc);
  }

  /** A component, where a parameter may have its name. */
  private static String own(Parts.Case c) {
    return PARAMETERS.contains(c.name()) ? "this." + c.name() : c.name();
  }

  private interface Term {
    CodeBlock of(Parts.Case c);
  }

  /** One of these with a term for each class that is there. */
  private CodeBlock each(Term term) {
    return CodeBlock.of("new $T($L)", self, cases.stream()
        .map(c -> CodeBlock.of("$L == null ? null : $L", own(c), term.of(c))).collect(CodeBlock.joining(", ")));
  }

  private MethodSpec of() {
    var spec = method("of", self, "The numbers of a value as a vector; arrays are shared.\n\n@param value the value\n"
        + "@return the differentiated components of its class\n", Modifier.STATIC).addParameter(origin, "value");
    for (Parts.Case c : cases) {
      spec.beginControlFlow("if (value instanceof $T one)", Types.raw((Type.Ref) c.parts().type()))
          .addStatement("return new $T($L)", self, cases.stream()
              .map(d -> d == c ? CodeBlock.of("$T.of(one)", adjoint(c)) : CodeBlock.of("null")).collect(CodeBlock.joining(", ")))
          .endControlFlow();
    }
    return spec.addStatement("return new $T($L)", self,
        cases.stream().map(c -> CodeBlock.of("null")).collect(CodeBlock.joining(", "))).build();
  }

  private MethodSpec zero() {
    return method("zero", self, "Zero, in the shape of a value.\n\n@param like the value\n@return zeros\n", Modifier.STATIC)
        .addParameter(origin, "like").addStatement("return of(like).scale(0)").build();
  }

  private MethodSpec plus() {
    return method("plus", self, null).addParameter(self, "other").addStatement("same(other)")
        .addStatement("return $L", each(c -> CodeBlock.of("$L.plus(other.$L)", own(c), c.name()))).build();
  }

  private MethodSpec scale() {
    return method("scale", self, null).addParameter(TypeName.DOUBLE, "factor")
        .addStatement("return $L", each(c -> CodeBlock.of("$L.scale(factor)", own(c)))).build();
  }

  private CodeBlock chosen(Term term, CodeBlock none) {
    var code = CodeBlock.builder();
    cases.forEach(c -> code.add("$L != null ? $L : ", own(c), term.of(c)));
    return code.add(none).build();
  }

  private MethodSpec dot() {
    return method("dot", TypeName.DOUBLE, null).addParameter(self, "other").addStatement("same(other)")
        .addStatement("return $L", chosen(c -> CodeBlock.of("$L.dot(other.$L)", own(c), c.name()), CodeBlock.of("0"))).build();
  }

  private MethodSpec size() {
    return method("size", TypeName.INT, null)
        .addStatement("return $L", chosen(c -> CodeBlock.of("$L.size()", own(c)), CodeBlock.of("0"))).build();
  }

  private MethodSpec flatten() {
    return method("flatten", TypeName.INT, null).addParameter(Types.name(Type.DOUBLE.array()), "into")
        .addParameter(TypeName.INT, "at")
        .addStatement("return $L", chosen(c -> CodeBlock.of("$L.flatten(into, at)", own(c)), CodeBlock.of("at"))).build();
  }

  private MethodSpec unflatten() {
    return method("unflatten", self, null).addParameter(Types.name(Type.DOUBLE.array()), "values")
        .addParameter(TypeName.INT, "at")
        .addStatement("return $L", each(c -> CodeBlock.of("$L.unflatten(values, at)", own(c)))).build();
  }

  private MethodSpec flattenValue() {
    return method("flatten", Types.name(Type.DOUBLE.array()), "All differentiated numbers of a value, in the order of its class's "
        + "components: the\nvariables of an optimizer.\n\n@param value the value\n@return a new array\n", Modifier.STATIC)
        .addParameter(origin, "value").addStatement("return of(value).flatten()").build();
  }

  private MethodSpec unflattenValue() {
    return method("unflatten", origin, "A value of the same class with other numbers; what is not differentiated stays.\n\n"
        + "@param like the value\n@param values its numbers, as {@code flatten} gives them\n@return a new value\n", Modifier.STATIC)
        .addParameter(origin, "like").addParameter(Types.name(Type.DOUBLE.array()), "values")
        .addStatement("return of(like).unflatten(values, 0).in(like)").build();
  }

  private MethodSpec in() {
    var spec = method("in", origin, "A value of these numbers; what is not differentiated is the other's.\n\n"
        + "@param like a value of the class that this belongs to\n@return a new value\n").addParameter(origin, "like")
        .addStatement("check(like)");
    for (Parts.Case c : cases) {
      spec.beginControlFlow("if (like instanceof $T one)", Types.raw((Type.Ref) c.parts().type()))
          .addStatement("return $L.in(one)", own(c)).endControlFlow();
    }
    return spec.addStatement("return like").build();
  }

  private MethodSpec check() {
    return method("check", TypeName.VOID, "Sees to it that this belongs to the class of a value.\n\n@param value the value\n"
        + "@throws IllegalArgumentException if it belongs to another class\n").addParameter(origin, "value")
        .addStatement("same(of(value))").build();
  }

  private MethodSpec same() {
    CodeBlock differs = cases.stream().map(c -> CodeBlock.of("($L == null) != (other.$L == null)", own(c), c.name()))
        .collect(CodeBlock.joining(" || "));
    return MethodSpec.methodBuilder("same").addModifiers(Modifier.PRIVATE).addParameter(self, "other")
        .beginControlFlow("if ($L)", differs)
        .addStatement("throw new $T($S)", IllegalArgumentException.class,
            "adjoints of two classes of " + String.join(".", sum.type().names()))
        .endControlFlow().build();
  }
}
