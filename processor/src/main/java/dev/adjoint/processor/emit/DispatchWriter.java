package dev.adjoint.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.adjoint.processor.ir.Generated;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** Writes what calls go through whose receiver's class is not known: interfaces of derivatives, and their implementations. */
final class DispatchWriter {
  private final Generated.Class shape;
  private final BodyWriter bodies;
  private final Map<Generated.Dispatched, String> constants = new HashMap<>();

  /** Adds a method's parameters, result and body. */
  interface BodyWriter {
    void write(Generated.Method method, Type.Ref record, MethodSpec.Builder into);
  }

  DispatchWriter(Generated.Class shape, BodyWriter bodies) {
    this.shape = shape;
    this.bodies = bodies;
    Set<String> taken = new HashSet<>();
    shape.functionals().forEach(f -> taken.add(f.constant()));
    shape.chains().forEach(c -> taken.add(c.constant()));
    for (Generated.Dispatched d : shape.dispatch().dispatched()) {
      String name = d.constant();
      while (!taken.add(name)) {
        name += "_";
      }
      constants.put(d, name);
    }
  }

  /** Adds the constants from which the objects for the receivers' classes come. */
  void constants(TypeSpec.Builder type) {
    for (Generated.Dispatched d : shape.dispatch().dispatched()) {
      TypeName of = Types.name(Lowering.nested(shape.name(), d.name()));
      ClassName all = Types.className(RuntimeNames.IMPLEMENTATIONS);
      var args = CodeBlock.builder().add("\n    $T.lookup(), $T.class, $T.class, $S", ClassName.get("java.lang.invoke", "MethodHandles"), of,
          Types.raw(d.self()), d.method());
      d.params().forEach(p -> args.add(", $L", literal(p)));
      type.addField(FieldSpec.builder(ParameterizedTypeName.get(all, of), constants.get(d), Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
          .initializer("$T.of($L)", all, args.build()).build());
    }
  }

  private static CodeBlock literal(Type type) {
    return CodeBlock.of("$T" + "[]".repeat(type.rank()) + ".class", Types.raw(type.innermost()));
  }

  /** Adds the interfaces and the implementations. */
  void types(TypeSpec.Builder type) {
    shape.dispatch().dispatched().forEach(d -> type.addType(dispatched(d)));
    shape.dispatch().implementations().forEach(i -> type.addType(implementation(i)));
  }

  private TypeSpec dispatched(Generated.Dispatched d) {
    TypeName of = Types.name(Lowering.nested(shape.name(), d.name()));
    String method = Types.raw(d.self()) + "#" + d.method();
    var type = TypeSpec.interfaceBuilder(d.name()).addModifiers(Modifier.PUBLIC)
        .addJavadoc("$L", Emitter.wrapped("The method that a call of {@link " + method + "} runs for receivers of one class, and its "
            + "derivatives. The generated class of that class has an object of this interface.\n", Emitter.MEMBER_WIDTH));
    type.addMethod(MethodSpec.methodBuilder("of").addModifiers(Modifier.PUBLIC, Modifier.STATIC).returns(of)
        .addJavadoc("$L", Emitter.wrapped("That of a receiver's class.\n\n@param self the receiver\n@return what it runs\n"
            + "@throws UnsupportedOperationException if it runs a method that has no derivatives\n", Emitter.MEMBER_WIDTH))
        .addParameter(Types.name(d.self()), "self").addStatement("return $L.of(self)", constants.get(d)).build());
    if (d.isOpen()) {
      type.addMethod(MethodSpec.methodBuilder("own").addModifiers(Modifier.PUBLIC, Modifier.STATIC).returns(of)
          .addJavadoc("That of the class itself, for calls of {@code super}.\n\n@return what the method that is not overridden is\n")
          .addStatement("return $L.own()", constants.get(d)).build());
      type.addMethod(MethodSpec.methodBuilder("overridden").addModifiers(Modifier.PUBLIC, Modifier.STATIC).returns(TypeName.BOOLEAN)
          .addJavadoc("Whether a receiver's class has a method of its own.\n\n@param self the receiver\n@return false for the method itself\n")
          .addParameter(Types.name(d.self()), "self").addStatement("return $L.overridden(self)", constants.get(d)).build());
    }
    for (Generated.Method m : d.methods()) {
      var spec = MethodSpec.methodBuilder(m.name()).addModifiers(Modifier.PUBLIC, Modifier.ABSTRACT)
          .addJavadoc("$L", Emitter.wrapped(m.javadoc(), Emitter.MEMBER_WIDTH))
          .returns(m.record() != null ? Types.name(Lowering.nested(Lowering.nested(shape.name(), d.name()), m.record()))
              : m.body().results().isEmpty() ? TypeName.VOID : Types.name(m.body().results().getFirst()));
      int n = 0;
      for (Value p : m.body().params()) {
        spec.addParameter(Types.name(p.type()), p.name() == null ? "p" + n : p.name());
        n++;
      }
      type.addMethod(spec.build());
    }
    d.records().forEach(r -> type.addType(record(r)));
    return type.build();
  }

  private static TypeSpec record(Generated.Record r) {
    var constructor = MethodSpec.constructorBuilder();
    r.components().forEach(c -> constructor.addParameter(Types.name(c.type()), c.name()));
    return TypeSpec.recordBuilder(r.name()).addModifiers(Modifier.PUBLIC, Modifier.STATIC).addJavadoc("$L", r.javadoc())
        .recordConstructor(constructor.build()).build();
  }

  private TypeSpec implementation(Generated.Implementation i) {
    var type = TypeSpec.classBuilder(i.name()).addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .addJavadoc("$L", Emitter.wrapped(i.javadoc(), Emitter.MEMBER_WIDTH)).addSuperinterface(Types.name(i.of()));
    for (Generated.Method m : i.methods()) {
      var spec = MethodSpec.methodBuilder(m.name()).addModifiers(Modifier.PUBLIC).addAnnotation(Override.class);
      bodies.write(m, m.record() == null ? null : Lowering.nested(i.of(), m.record()), spec);
      type.addMethod(spec.build());
    }
    return type.build();
  }
}
