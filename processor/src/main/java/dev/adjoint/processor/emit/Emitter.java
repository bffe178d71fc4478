package dev.adjoint.processor.emit;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Generated;
import dev.adjoint.processor.ir.Guard;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Type;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import javax.lang.model.element.Modifier;

/**
 * From the shape of a generated class to a Java file. The text is a function of its argument alone, byte for byte, and
 * compiles without a warning.
 */
public final class Emitter {
  /** Lines of 100 columns less the comment's frame. */
  private static final int TYPE_WIDTH = 97;
  static final int MEMBER_WIDTH = 95;

  private final Generated.Class shape;
  private final int limit;
  private final Consumer<Generated.Method> written;
  private final Handles handles;

  private Emitter(Generated.Class shape, int limit, Consumer<Generated.Method> written) {
    this.shape = new Generated.Class(shape.name(), shape.origin(), shape.isPublic(), shape.javadoc(), shape.records(),
        shape.functionals(), shape.tracked(), shape.jacobians(), shape.chains(),
            shape.methods().stream().map(Emitter::lowered).toList(), shape.dispatch());
    this.limit = limit;
    this.written = written;
    this.handles = new Handles(this.shape);
  }

  /** The file of a generated class. */
  public static JavaFile emit(Generated.Class shape) {
    return emit(shape, Outline.LIMIT);
  }

  /**
   * The file of a generated class.
   *
   * @param limit the bytes of bytecode above which a method is cut into several
   */
  public static JavaFile emit(Generated.Class shape, int limit) {
    return new Emitter(shape, limit, m -> { }).file();
  }

  /**
   * The file of a generated class.
   *
   * @param written gets each method as it is written, when what was too long has been cut
   */
  public static JavaFile emit(Generated.Class shape, Consumer<Generated.Method> written) {
    return new Emitter(shape, Outline.LIMIT, written).file();
  }

  private static Generated.Method lowered(Generated.Method m) {
    return new Generated.Method(m.name(), m.isPublic(), m.javadoc(), m.record(), m.varargs(), Guard.lowered(m.body()));
  }

  private JavaFile file() {
    var name = Types.className(shape.name());
    var type = TypeSpec.classBuilder(name)
        .addJavadoc("$L", wrapped(shape.javadoc(), TYPE_WIDTH))
        .addModifiers(Modifier.FINAL);
    GeneratedFile.mark(type, shape.isPublic());
    boolean adapts = shape.dispatch().implementations().stream().flatMap(i -> i.methods().stream()).anyMatch(m -> quotes(m.body().body()));
    if (adapts || shape.methods().stream().anyMatch(m -> quotes(m.body().body()))) {
      // What is quoted from the user's method had its warnings there.
      type.addAnnotation(AnnotationSpec.builder(SuppressWarnings.class).addMember("value",
          "{\"cast\", \"deprecation\", \"rawtypes\", \"removal\", \"unchecked\"}").build());
    }
    shape.functionals().forEach(f -> type.addField(functional(f)));
    shape.chains().forEach(c -> type.addField(chain(c)));
    var dispatch = new DispatchWriter(shape, this::body);
    dispatch.constants(type);
    handles.declare(type);
    type.addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
    var taken = new HashSet<String>();
    shape.methods().forEach(m -> taken.add(m.name()));
    shape.tracked().forEach(t -> taken.add(t.name()));
    shape.jacobians().forEach(j -> taken.add(j.name()));
    shape.records().forEach(r -> taken.add(r.name()));
    shape.dispatch().dispatched().forEach(d -> taken.add(d.name()));
    shape.dispatch().implementations().forEach(i -> taken.add(i.name()));
    taken.addAll(handles.methods());
    for (Generated.Method m : shape.methods()) {
      var parts = Outline.apply(m, shape, taken, limit);
      type.addMethod(method(parts.method()));
      parts.plain().forEach(p -> type.addMethod(method(p)));
      for (Outline.Group g : parts.groups()) {
        var nested = TypeSpec.classBuilder(g.name()).addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
            .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
        g.methods().forEach(p -> nested.addMethod(method(p)));
        type.addType(nested.build());
      }
    }
    for (Generated.Jacobian j : shape.jacobians()) {
      type.addMethod(new JacobianWriter(j).method(false, wrapped(j.javadoc().getFirst(), MEMBER_WIDTH)));
      type.addMethod(new JacobianWriter(j).method(true, wrapped(j.javadoc().getLast(), MEMBER_WIDTH)));
    }
    shape.tracked().forEach(t -> type.addMethod(new TrackedWriter(shape, t).method(wrapped(t.javadoc(), MEMBER_WIDTH))));
    handles.define(type);
    dispatch.types(type);
    shape.records().forEach(r -> type.addType(record(r)));
    return GeneratedFile.of(shape.name().pkg(), type);
  }

  private MethodSpec method(Generated.Method m) {
    written.accept(m);
    var spec = MethodSpec.methodBuilder(m.name())
        .addModifiers(m.isPublic() ? Modifier.PUBLIC : Modifier.PRIVATE, Modifier.STATIC);
    if (m.javadoc() != null) {
      spec.addJavadoc("$L", wrapped(m.javadoc(), MEMBER_WIDTH));
    }
    body(m, m.record() == null ? null : Lowering.nested(shape.name(), m.record()), spec);
    return spec.build();
  }

  /** Adds parameters, result and body of a method. */
  private void body(Generated.Method m, Type.Ref record, MethodSpec.Builder spec) {
    Function function = m.body();
    spec.returns(record != null ? Types.name(record)
        : function.results().isEmpty() ? TypeName.VOID : Types.name(function.results().getFirst()));
    var lowering = new Lowering(function, shape.origin(), shape.name());
    var body = lowering.body(function, record);
    ArrayLiterals.apply(body);
    var parameters = lowering.parameters(function);
    Scopes.apply(body, parameters, Reserved.in(function, shape, handles));
    for (Var p : parameters) {
      spec.addParameter(ParameterSpec.builder(Types.name(p.type), p.name).build());
    }
    spec.varargs(m.varargs());
    spec.addCode(StatementWriter.write(body, handles));
  }

  /** Javadoc in lines of limited width; a break goes to the last space that fits. */
  static String wrapped(String javadoc, int width) {
    var out = new StringBuilder();
    for (String line : javadoc.lines().toList()) {
      String rest = line;
      while (rest.length() > width && rest.lastIndexOf(' ', width) > 0) {
        int space = rest.lastIndexOf(' ', width);
        out.append(rest, 0, space).append('\n');
        rest = (line.startsWith("@") ? "    " : "") + rest.substring(space + 1);
      }
      out.append(rest).append('\n');
    }
    return out.toString();
  }

  private static boolean quotes(Block block) {
    return block.ops().stream()
        .anyMatch(op -> op instanceof Op.Opaque || Ops.blocks(op).stream().anyMatch(Emitter::quotes));
  }

  private TypeSpec record(Generated.Record r) {
    var constructor = MethodSpec.constructorBuilder();
    boolean isPublic = shape.methods().stream()
        .anyMatch(m -> m.isPublic() && (r.name().equals(m.record()) || returns(m, r.name())));
    for (Generated.Component c : r.components()) {
      constructor.addParameter(Types.name(c.type()), c.name());
    }
    return TypeSpec.recordBuilder(r.name()).addJavadoc("$L", wrapped(r.javadoc(), MEMBER_WIDTH))
        .addModifiers(isPublic ? Modifier.PUBLIC : Modifier.PRIVATE).recordConstructor(constructor.build()).build();
  }

  private boolean returns(Generated.Method m, String record) {
    return m.body().results().contains(Lowering.nested(shape.name(), record));
  }

  private FieldSpec chain(Generated.Chain c) {
    var args = CodeBlock.builder();
    for (int i = 0; i < c.body().params().size(); i++) {
      args.add(i == 0 ? "($T) x[$L]" : ", ($T) x[$L]", Types.name(c.body().params().get(i).type()), i);
    }
    boolean single = c.body().results().getFirst().isTensor();
    var last = new StringBuilder();
    c.last().forEach(i -> last.append(", ").append(i));
    TypeName type = Types.name(RuntimeNames.TENSOR_CHAIN);
    return FieldSpec.builder(type, c.constant(), Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .initializer(single ? "$T.of(\n    x -> new Object[] {$L($L)}$L)" : "$T.of(\n    x -> $L($L)$L)", type, c.body().name(),
            args.build(), last)
        .build();
  }

  private FieldSpec functional(Generated.Functional f) {
    TypeName vector = Types.name(Type.DOUBLE.array());
    var value = MethodSpec.methodBuilder(RuntimeNames.VALUE).addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC).returns(TypeName.DOUBLE).addParameter(vector, "x")
        .addStatement("return $T.$L(x)", Types.name(f.owner()), f.method()).build();
    var check = RuntimeNames.of(RuntimeFunction.CHECK_BUFFER);
    var gradient = MethodSpec.methodBuilder(RuntimeNames.GRADIENT).addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC).returns(TypeName.DOUBLE).addParameter(vector, "x").addParameter(vector, "gradient")
        .addStatement("$T.$L($S, $S, x, gradient)", Types.name(check.owner()), check.name(), f.method(), "x")
        .addStatement("$T.fill(gradient, 0.0)", ClassName.get("java.util", "Arrays"))
        .addStatement("return $T.$L(x, 1.0, gradient)", Types.className(shape.name()), f.vjp()).build();
    TypeName type = Types.name(f.hvp() == null ? RuntimeNames.SCALAR_FUNCTION : RuntimeNames.TWICE_DIFFERENTIABLE_FUNCTION);
    var members = TypeSpec.anonymousClassBuilder("").addSuperinterface(type).addMethod(value).addMethod(gradient);
    if (f.hvp() != null) {
      members.addMethod(hvp(f)).addMethod(MethodSpec.methodBuilder(RuntimeNames.HESSIAN).addAnnotation(Override.class)
          .addModifiers(Modifier.PUBLIC).returns(Types.name(Type.DOUBLE.array().array())).addParameter(vector, "x")
          .addStatement("return $T.$L(x)", Types.className(shape.name()), f.hessian()).build());
    }
    var body = members.build();
    return FieldSpec.builder(type, f.constant(), Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
        .addJavadoc("$L", "{@code " + f.method() + "} as an object, for whoever takes functions.\n")
        .initializer(CodeBlock.of("$L", body)).build();
  }

  private MethodSpec hvp(Generated.Functional f) {
    var spec = MethodSpec.methodBuilder(RuntimeNames.HVP).addAnnotation(Override.class).addModifiers(Modifier.PUBLIC)
        .returns(TypeName.DOUBLE);
    var check = RuntimeNames.of(RuntimeFunction.CHECK_BUFFER);
    List.of("x", "tangent", "gradient", "product").forEach(p -> spec.addParameter(Types.name(Type.DOUBLE.array()), p));
    for (String buffer : List.of("gradient", "product")) {
      spec.addStatement("$T.$L($S, $S, x, $L)", Types.name(check.owner()), check.name(), f.method(), "x", buffer);
    }
    for (String buffer : List.of("gradient", "product")) {
      spec.addStatement("$T.fill($L, 0.0)", ClassName.get("java.util", "Arrays"), buffer);
    }
    return spec.addStatement("return $T.$L(x, tangent, gradient, product)", Types.className(shape.name()), f.hvp()).build();
  }
}
