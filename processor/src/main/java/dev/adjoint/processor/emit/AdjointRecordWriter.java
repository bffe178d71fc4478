package dev.adjoint.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.adjoint.processor.ir.Generated;
import dev.adjoint.processor.ir.NewName;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.lang.model.element.Modifier;

/** Writes the class of adjoints and tangents of a record: a record of its differentiated components, with vector operations. */
public final class AdjointRecordWriter {
  private static final TypeName COMPONENTS = Types.name(RuntimeNames.COMPONENTS);

  private final Generated.AdjointRecord shape;
  private final Parts.Tuple tuple;
  private final Function<Type.Ref, Type.Ref> adjointOf;
  private final ClassName self;
  private final TypeName origin;
  private final List<Parts.Part> parts;

  private AdjointRecordWriter(Generated.AdjointRecord shape, Parts.Tuple tuple, Function<Type.Ref, Type.Ref> adjointOf) {
    this.shape = shape;
    this.tuple = tuple;
    this.adjointOf = adjointOf;
    this.self = Types.className(shape.name());
    this.origin = Types.name(tuple.type());
    this.parts = ((Parts.Tuple) tuple.held()).parts().stream().filter(AdjointRecordWriter::isDifferentiated).toList();
  }

  /**
   * The file.
   *
   * @param isPublic whether the record is visible everywhere
   * @param adjointOf the class of adjoints of a record
   */
  public static JavaFile emit(Generated.AdjointRecord shape, boolean isPublic, Function<Type.Ref, Type.Ref> adjointOf) {
    return switch (shape.parts()) {
      case Parts.Sum sum -> new AdjointSumWriter(shape, sum, adjointOf).file(isPublic);
      case Parts.Tuple tuple -> new AdjointRecordWriter(shape, tuple, adjointOf).file(isPublic);
      case Parts.One one -> throw new IllegalArgumentException("no adjoints of " + one);
      case Parts.Cell cell -> throw new IllegalArgumentException("no adjoints of " + cell);
      case Parts.Columns columns -> throw new IllegalArgumentException("no adjoints of " + columns);
    };
  }

  private static boolean isDifferentiated(Parts.Part part) {
    return !part.constant() && part.parts().isDifferentiable();
  }

  private JavaFile file(boolean isPublic) {
    var constructor = MethodSpec.constructorBuilder();
    parts.forEach(p -> constructor.addParameter(type(p.parts()), p.adjointName()));
    String name = String.join(".", tuple.type().names());
    var type = TypeSpec.recordBuilder(self)
        .addJavadoc("An adjoint or tangent of {@link $L}: a number for each number that is differentiated.\n\n", name);
    parts.forEach(p -> type.addJavadoc("@param $L the part that belongs to {@code $L}\n", p.adjointName(), p.name()));
    type.recordConstructor(constructor.build())
        .addSuperinterface(ParameterizedTypeName.get(Types.className(RuntimeNames.TANGENT_VECTOR), self));
    GeneratedFile.mark(type, isPublic);
    type.addMethod(plus()).addMethod(scale()).addMethod(dot()).addMethod(size()).addMethod(flatten()).addMethod(unflatten());
    if (tuple.object()) {
      new ObjectMembers(self, origin, tuple.parts().stream().filter(AdjointRecordWriter::isDifferentiated).toList(), this::type, unused("object"))
          .declare(type);
    } else {
      type.addMethod(of()).addMethod(zero()).addMethod(flattenRecord()).addMethod(unflattenRecord()).addMethod(addTo());
    }
    return GeneratedFile.of(shape.name().pkg(), type);
  }

  private TypeName type(Parts p) {
    return switch (p) {
      case Parts.One one -> Types.name(one.type());
      case Parts.Cell cell -> throw new IllegalStateException("a field that is not held");
      case Parts.Tuple tuple -> Types.name(adjointOf.apply(tuple.type()));
      case Parts.Sum sum -> Types.name(adjointOf.apply(sum.type()));
      case Parts.Columns columns -> com.palantir.javapoet.ArrayTypeName.of(type(columns.element()));
    };
  }

  private static boolean isNumber(Parts.Part part) {
    return part.parts() instanceof Parts.One one && one.type().isFloating();
  }

  private static boolean isFloat(Parts.Part part) {
    return part.parts() instanceof Parts.One one && one.type() == Type.FLOAT;
  }

  /** The class that has the operations on a part. */
  static TypeName vectors(Parts.Part part) {
    boolean tensors = part.parts() instanceof Parts.One one && one.type().innermost().isTensor();
    return tensors ? Types.name(RuntimeNames.TENSOR_VECTORS) : COMPONENTS;
  }

  private interface Term {
    CodeBlock of(Parts.Part part);
  }

  private CodeBlock all(Term term) {
    return parts.stream().map(term::of).collect(CodeBlock.joining(", "));
  }

  private MethodSpec.Builder method(String name, boolean isStatic, TypeName returns, String javadoc) {
    var spec = MethodSpec.methodBuilder(name).addModifiers(Modifier.PUBLIC).returns(returns);
    if (isStatic) {
      spec.addModifiers(Modifier.STATIC);
    } else if (javadoc == null) {
      spec.addAnnotation(Override.class);
    }
    if (javadoc != null) {
      spec.addJavadoc("$L", javadoc);
    }
    return spec;
  }

  /** The record's own numbers as a vector. */
  private MethodSpec of() {
    return method("of", true, self, "The numbers of a record as a vector; arrays are shared.\n\n@param value the record\n"
        + "@return its differentiated components\n").addParameter(origin, "value")
        .addStatement("return new $T($L)", self, all(p -> own(p.parts(), CodeBlock.of("value.$L()", p.name())))).build();
  }

  private CodeBlock own(Parts p, CodeBlock value) {
    return switch (p) {
      case Parts.One one -> value;
      case Parts.Cell cell -> throw new IllegalStateException("a field that is not held");
      case Parts.Tuple tuple -> CodeBlock.of("$T.of($L)", type(tuple), value);
      case Parts.Sum sum -> CodeBlock.of("$T.of($L)", type(sum), value);
      case Parts.Columns columns -> CodeBlock.of("$T.map($L, $T[]::new, e -> $L)", COMPONENTS, value, type(columns.element()),
          own(columns.element(), CodeBlock.of("e")));
    };
  }

  private MethodSpec zero() {
    return method("zero", true, self, "Zero, in the shape of a record.\n\n@param like the record\n@return zeros\n")
        .addParameter(origin, "like").addStatement("return of(like).scale(0)").build();
  }

  private MethodSpec plus() {
    String other = unused("other");
    return method("plus", false, self, null).addParameter(self, other).addStatement("return new $T($L)", self,
        all(p -> isNumber(p) ? CodeBlock.of("$L + $L.$L", p.adjointName(), other, p.adjointName())
            : CodeBlock.of("$T.plus($L, $L.$L)", vectors(p), p.adjointName(), other, p.adjointName()))).build();
  }

  private MethodSpec scale() {
    String factor = unused("factor");
    return method("scale", false, self, null).addParameter(TypeName.DOUBLE, factor).addStatement("return new $T($L)", self,
        all(p -> isFloat(p) ? CodeBlock.of("(float) ($L * $L)", p.adjointName(), factor) : isNumber(p) ? CodeBlock.of("$L * $L", p.adjointName(), factor)
            : CodeBlock.of("$T.scale($L, $L)", vectors(p), p.adjointName(), factor))).build();
  }

  private MethodSpec dot() {
    String other = unused("other");
    CodeBlock sum = parts.stream().map(p -> isFloat(p) ? CodeBlock.of("(double) $L * $L.$L", p.adjointName(), other, p.adjointName())
        : isNumber(p) ? CodeBlock.of("$L * $L.$L", p.adjointName(), other, p.adjointName())
        : CodeBlock.of("$T.dot($L, $L.$L)", vectors(p), p.adjointName(), other, p.adjointName())).collect(CodeBlock.joining(" + "));
    return method("dot", false, TypeName.DOUBLE, null).addParameter(self, other).addStatement("return $L", sum).build();
  }

  private MethodSpec size() {
    long numbers = parts.stream().filter(AdjointRecordWriter::isNumber).count();
    var terms = new ArrayList<CodeBlock>();
    if (numbers > 0) {
      terms.add(CodeBlock.of("$L", numbers));
    }
    parts.stream().filter(p -> !isNumber(p)).forEach(p -> terms.add(CodeBlock.of("$T.size($L)", vectors(p), p.adjointName())));
    return method("size", false, TypeName.INT, null).addStatement("return $L", CodeBlock.join(terms, " + ")).build();
  }

  private String unused(String wish) {
    return NewName.of(wish, this::hasComponent);
  }

  private boolean hasComponent(String name) {
    return parts.stream().anyMatch(p -> p.adjointName().equals(name));
  }

  private MethodSpec flatten() {
    String into = unused("into");
    String at = unused("at");
    String next = unused("next");
    var spec = method("flatten", false, TypeName.INT, null).addParameter(Types.name(Type.DOUBLE.array()), into)
        .addParameter(TypeName.INT, at).addStatement("int $L = $L", next, at);
    for (Parts.Part p : parts) {
      if (isNumber(p)) {
        spec.addStatement("$L[$L++] = $L", into, next, p.adjointName());
      } else {
        spec.addStatement("$L = $T.flatten($L, $L, $L)", next, vectors(p), p.adjointName(), into, next);
      }
    }
    return spec.addStatement("return $L", next).build();
  }

  private MethodSpec unflatten() {
    String values = unused("values");
    String at = unused("at");
    var spec = method("unflatten", false, self, null).addParameter(Types.name(Type.DOUBLE.array()), values)
        .addParameter(TypeName.INT, at);
    var made = new ArrayList<CodeBlock>();
    CodeBlock place = CodeBlock.of("$L", at);
    for (int i = 0; i < parts.size(); i++) {
      Parts.Part p = parts.get(i);
      made.add(isFloat(p) ? CodeBlock.of("(float) $L[$L]", values, place) : isNumber(p) ? CodeBlock.of("$L[$L]", values, place)
          : CodeBlock.of("$T.unflatten($L, $L, $L)", vectors(p), p.adjointName(), values, place));
      place = isNumber(p) ? CodeBlock.of("$L + 1", place) : CodeBlock.of("$L + $T.size($L)", place, vectors(p), p.adjointName());
    }
    return spec.addStatement("return new $T($L)", self, CodeBlock.join(made, ", ")).build();
  }

  private MethodSpec flattenRecord() {
    return method("flatten", true, Types.name(Type.DOUBLE.array()), "All differentiated numbers of a record, in the order of its "
        + "components: the\nvariables of an optimizer.\n\n@param value the record\n@return a new array\n").addParameter(origin, "value")
        .addStatement("return of(value).flatten()").build();
  }

  private MethodSpec unflattenRecord() {
    return method("unflatten", true, origin, "A record with other numbers; what is not differentiated stays.\n\n"
        + "@param like the record\n@param values its numbers, as {@code flatten} gives them\n@return a new record\n")
        .addParameter(origin, "like").addParameter(Types.name(Type.DOUBLE.array()), "values")
        .addStatement("return of(like).unflatten(values, 0).in(like)").build();
  }

  /** The record with the vector's numbers in place of its own: what is not differentiated is taken from the other. */
  private MethodSpec addTo() {
    String like = unused("like");
    return method("in", false, origin, "A record of these numbers; what is not differentiated is the other's.\n\n"
        + "@param " + like + " a record of this shape\n@return a new record\n").addParameter(origin, like)
        .addStatement("return new $T($L)", origin, tuple.parts().stream()
            .map(p -> isDifferentiated(p) ? back(p.parts(), CodeBlock.of("$L", p.adjointName()), CodeBlock.of("$L.$L()", like, p.name()))
                : CodeBlock.of("$L.$L()", like, p.name())).collect(CodeBlock.joining(", "))).build();
  }

  private CodeBlock back(Parts p, CodeBlock value, CodeBlock like) {
    return switch (p) {
      case Parts.One one -> value;
      case Parts.Cell cell -> throw new IllegalStateException("a field that is not held");
      case Parts.Tuple tuple -> CodeBlock.of("$L.in($L)", value, like);
      case Parts.Sum sum -> CodeBlock.of("$L.in($L)", value, like);
      case Parts.Columns columns -> CodeBlock.of("$T.combine($L, $L, $T[]::new, (v, e) -> $L)", COMPONENTS, value, like,
          Types.raw(columns.element().type()), back(columns.element(), CodeBlock.of("v"), CodeBlock.of("e")));
    };
  }
}
