package dev.adjoint.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Type;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javax.lang.model.element.Modifier;

/**
 * What a class of adjoints has for the objects that it belongs to: their numbers as a vector, and a vector's numbers put into
 * an object's fields. Private fields are reached by constant handles.
 */
final class ObjectMembers {
  private static final ClassName HANDLES = ClassName.get("java.lang.invoke", "MethodHandles");
  private static final ClassName VAR_HANDLE = ClassName.get("java.lang.invoke", "VarHandle");

  private final ClassName self;
  private final TypeName origin;
  private final List<Parts.Part> parts;
  private final Function<Parts, TypeName> adjoint;
  private final String object;

  /**
   * For one class.
   *
   * @param parts the differentiated fields
   * @param adjoint the type of the adjoint of a field
   * @param " + object + " a name that no field has
   */
  ObjectMembers(ClassName self, TypeName origin, List<Parts.Part> parts, Function<Parts, TypeName> adjoint, String object) {
    this.object = object;
    this.self = self;
    this.origin = origin;
    this.parts = parts;
    this.adjoint = adjoint;
  }

  void declare(TypeSpec.Builder type) {
    handles(type);
    type.addMethod(of()).addMethod(zero()).addMethod(flatten());
    if (parts.stream().allMatch(ObjectMembers::isWritable)) {
      type.addMethod(put()).addMethod(unflatten());
    }
  }

  private void handles(TypeSpec.Builder type) {
    var found = CodeBlock.builder().beginControlFlow("try");
    boolean any = false;
    for (Parts.Part p : parts) {
      if (p.handle() != null) {
        any = true;
        type.addField(FieldSpec.builder(VAR_HANDLE, constant(p), Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL).build());
        TypeName owner = Types.raw(p.handle().owner());
        found.addStatement("$L =$W$T.privateLookupIn($T.class, $T.lookup())$W.findVarHandle($T.class, $S, $T.class)", constant(p), HANDLES,
            owner, HANDLES, owner, p.name(), Types.raw(p.handle().type()));
      }
    }
    if (any) {
      type.addStaticBlock(found.nextControlFlow("catch ($T e)", ReflectiveOperationException.class)
          .addStatement("throw new $T(e)", ExceptionInInitializerError.class).endControlFlow().build());
    }
  }

  private static String constant(Parts.Part part) {
    return "FIELD_" + part.name().replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
  }

  private CodeBlock read(Parts.Part p) {
    return p.handle() == null ? CodeBlock.of("$L.$L", object, p.name())
        : CodeBlock.of("($T) $L.get($L)", Types.name(p.parts().type()), constant(p), object);
  }

  private static Parts content(Parts.Part part) {
    return part.parts() instanceof Parts.Cell cell ? cell.content() : part.parts();
  }

  /** Whether a vector's numbers can be put into the field: it can be assigned, or is an array, or an object with such fields. */
  private static boolean isWritable(Parts.Part part) {
    return switch (part.parts()) {
      // an object gets the numbers itself, whether or not another one could be assigned
      case Parts.Cell p when p.content() instanceof Parts.Tuple t && t.object() -> isWritable(t);
      case Parts.Cell p -> !(p.content() instanceof Parts.Columns || p.content() instanceof Parts.Sum);
      case Parts.One p -> p.type().isArray();
      case Parts.Tuple p -> p.object() && isWritable(p);
      case Parts.Sum p -> false;
      case Parts.Columns p -> false;
    };
  }

  private static boolean isWritable(Parts.Tuple object) {
    return object.parts().stream().allMatch(p -> p.constant() || !p.parts().isDifferentiable() || isWritable(p));
  }

  private MethodSpec of() {
    return MethodSpec.methodBuilder("of").addModifiers(Modifier.PUBLIC, Modifier.STATIC).returns(self)
        .addJavadoc("The numbers in the fields of an object as a vector; arrays are shared.\n\n@param " + object + " the object\n"
            + "@return its differentiated fields\n").addParameter(origin, object)
        .addStatement("return new $T($L)", self, parts.stream().map(p -> content(p) instanceof Parts.Tuple t
            ? CodeBlock.of("$T.of($L)", adjoint.apply(t), read(p)) : read(p)).collect(CodeBlock.joining(", "))).build();
  }

  private MethodSpec zero() {
    return MethodSpec.methodBuilder("zero").addModifiers(Modifier.PUBLIC, Modifier.STATIC).returns(self)
        .addJavadoc("Zero, in the shape of an object.\n\n@param " + object + " the object\n@return zeros\n").addParameter(origin, object)
        .addStatement("return of($L).scale(0)", object).build();
  }

  private MethodSpec flatten() {
    return MethodSpec.methodBuilder("flatten").addModifiers(Modifier.PUBLIC, Modifier.STATIC).returns(Types.name(Type.DOUBLE.array()))
        .addJavadoc("All differentiated numbers of an object, in the order of its fields: the\nvariables of an optimizer.\n\n"
            + "@param " + object + " the object\n@return a new array\n").addParameter(origin, object)
        .addStatement("return of($L).flatten()", object).build();
  }

  private MethodSpec unflatten() {
    return MethodSpec.methodBuilder("unflatten").addModifiers(Modifier.PUBLIC, Modifier.STATIC).returns(origin)
        .addJavadoc("Puts other numbers into the fields of an object; arrays keep their identity.\n\n@param " + object + " the object\n"
            + "@param values its numbers, as {@code flatten} gives them\n@return the object\n")
        .addParameter(origin, object).addParameter(Types.name(Type.DOUBLE.array()), "values")
        .addStatement("of($L).unflatten(values, 0).put($L)", object, object).addStatement("return $L", object).build();
  }

  private MethodSpec put() {
    var spec = MethodSpec.methodBuilder("put").addModifiers(Modifier.PUBLIC)
        .addJavadoc("Puts these numbers into the fields of an object; arrays are copied into those that are there.\n\n"
            + "@param " + object + " an object of this shape\n").addParameter(origin, object);
    for (Parts.Part p : parts) {
      switch (content(p)) {
        case Parts.Tuple t when t.object() -> spec.addStatement("$L.put($L)", p.adjointName(), p.handle() == null ? read(p)
            : CodeBlock.of("($L)", read(p)));
        case Parts.Tuple t -> write(spec, p, CodeBlock.of("$L.in($L)", p.adjointName(), read(p)));
        case Parts.One one when one.type().isArray() -> spec.addStatement("$T.copy($L, $L)",
            AdjointRecordWriter.vectors(p), p.adjointName(), read(p));
        case Parts content -> write(spec, p, CodeBlock.of("$L", p.adjointName()));
      }
    }
    return spec.build();
  }

  private void write(MethodSpec.Builder spec, Parts.Part p, CodeBlock value) {
    if (p.handle() == null) {
      spec.addStatement("$L.$L = $L", object, p.name(), value);
    } else {
      spec.addStatement("$L.set($L, $L)", constant(p), object, value);
    }
  }
}
