package dev.adjoint.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Code;
import dev.adjoint.processor.ir.Generated;
import dev.adjoint.processor.ir.NewName;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Modifier;

/**
 * How a generated class reaches private members of the user's: a constant handle for each, found when the class is
 * initialized, so that HotSpot compiles what goes through it as plain access. A private method gets a method around its handle as well, since {@code invokeExact} declares every exception.
 *
 * <p>Invariant: no variable or type that the class names has the name of a constant, and no other method that of a method
 * here.
 */
final class Handles {
  private static final ClassName HANDLES = ClassName.get("java.lang.invoke", "MethodHandles");
  private static final ClassName LOOKUP = HANDLES.nestedClass("Lookup");
  private static final ClassName VAR_HANDLE = ClassName.get("java.lang.invoke", "VarHandle");
  private static final ClassName METHOD_HANDLE = ClassName.get("java.lang.invoke", "MethodHandle");
  private static final ClassName METHOD_TYPE = ClassName.get("java.lang.invoke", "MethodType");
  /** A part in a nested class inherits these, which would hide a method of the class around it. */
  private static final List<String> OBJECT = List.of("clone", "equals", "finalize", "getClass", "hashCode", "notify",
      "notifyAll", "toString", "wait");

  private final Map<Code.Piece, String> constants = new LinkedHashMap<>();
  private final Map<Code.PrivateMethod, String> methods = new LinkedHashMap<>();
  private final Set<String> takenConstants = new HashSet<>();
  private final Set<String> takenMethods = new HashSet<>(OBJECT);

  /** Handles for all private members that the methods of a class name, in the order in which they name them. */
  Handles(Generated.Class shape) {
    if (shape.methods().stream().noneMatch(m -> names(m.body().body()))) {
      return;
    }
    shape.functionals().forEach(f -> takenConstants.add(f.constant()));
    for (Generated.Method m : shape.methods()) {
      takenMethods.add(m.name());
      takenConstants.addAll(Reserved.in(m.body(), shape));
      m.body().params().forEach(this::avoid);
      avoid(m.body().body());
    }
    shape.records().forEach(r -> takenMethods.add(r.name()));
    shape.methods().forEach(m -> collect(m.body().body()));
  }

  /** The constant of a member. */
  String constant(Code.Piece member) {
    return constants.get(member);
  }

  /** The method that calls a private one. */
  String method(Code.PrivateMethod method) {
    return methods.get(method);
  }

  Set<String> constants() {
    return Set.copyOf(constants.values());
  }

  Set<String> methods() {
    return Set.copyOf(methods.values());
  }

  /** Adds the constants and the block that sets them. */
  void declare(TypeSpec.Builder type) {
    if (constants.isEmpty()) {
      return;
    }
    var found = CodeBlock.builder().beginControlFlow("try");
    var lookups = new LinkedHashMap<Type.Ref, String>();
    for (Code.Piece member : constants.keySet()) {
      lookups.computeIfAbsent(owner(member), owner -> {
        String name = lookups.isEmpty() ? "lookup" : "lookup" + (lookups.size() + 1);
        found.addStatement("$T $L =$W$T.privateLookupIn($T.class, $T.lookup())", LOOKUP, name, HANDLES, erased(owner), HANDLES);
        return name;
      });
    }
    constants.forEach((member, constant) -> {
      TypeName handle = member instanceof Code.PrivateField ? VAR_HANDLE : METHOD_HANDLE;
      type.addField(FieldSpec.builder(handle, constant, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL).build());
      found.addStatement("$L =$W$L.$L", constant, lookups.get(owner(member)), search(member));
    });
    type.addStaticBlock(found.nextControlFlow("catch ($T e)", ReflectiveOperationException.class)
        .addStatement("throw new $T(e)", ExceptionInInitializerError.class).endControlFlow().build());
  }

  private static Type.Ref owner(Code.Piece member) {
    return switch (member) {
      case Code.PrivateField f -> f.owner();
      case Code.PrivateMethod m -> m.owner();
      case Code.Text t -> throw notAMember(t);
      case Code.Operand o -> throw notAMember(o);
      case Code.TypeName t -> throw notAMember(t);
    };
  }

  private static CodeBlock search(Code.Piece member) {
    return switch (member) {
      case Code.PrivateField f -> CodeBlock.of("$L($T.class,$W$S,$W$T.class)",
          f.isStatic() ? "findStaticVarHandle" : "findVarHandle", erased(f.owner()), f.name(), erased(f.type()));
      case Code.PrivateMethod m when m.isConstructor() -> CodeBlock.of("findConstructor($T.class,$W$L)",
          erased(m.owner()), methodType(TypeName.VOID, m.params()));
      case Code.PrivateMethod m -> CodeBlock.of("$L($T.class,$W$S,$W$L)", m.isStatic() ? "findStatic" : "findVirtual",
          erased(m.owner()), m.name(), methodType(m.result() == null ? TypeName.VOID : erased(m.result()), m.params()));
      case Code.Text t -> throw notAMember(t);
      case Code.Operand o -> throw notAMember(o);
      case Code.TypeName t -> throw notAMember(t);
    };
  }

  private static IllegalArgumentException notAMember(Code.Piece piece) {
    return new IllegalArgumentException("no member: " + piece);
  }

  private static CodeBlock methodType(TypeName result, List<Type> params) {
    var code = CodeBlock.builder().add("$T.methodType($T.class", METHOD_TYPE, result);
    params.forEach(p -> code.add(",$W$T.class", erased(p)));
    return code.add(")").build();
  }

  /** Adds the methods that call private ones. */
  void define(TypeSpec.Builder type) {
    methods.forEach((m, name) -> type.addMethod(caller(m, name)));
  }

  private MethodSpec caller(Code.PrivateMethod m, String name) {
    var spec = MethodSpec.methodBuilder(name).addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .addJavadoc("$L", "Calls the private " + (m.isConstructor() ? "constructor of " : "method " + m.name() + " of ")
            + String.join(".", m.owner().names()) + ".\n")
        .returns(m.result() == null ? TypeName.VOID : Types.name(m.result())).varargs(m.varargs());
    var arguments = CodeBlock.builder();
    if (!m.isStatic()) {
      spec.addParameter(Types.name(m.owner()), "self");
      arguments.add("self");
    }
    for (int i = 0; i < m.params().size(); i++) {
      spec.addParameter(Types.name(m.params().get(i)), "a" + i);
      arguments.add(i == 0 && m.isStatic() ? "" : ", ").add("a$L", i);
    }
    spec.beginControlFlow("try");
    if (m.result() == null) {
      spec.addStatement("$L.invokeExact($L)", constant(m), arguments.build());
    } else {
      spec.addStatement("return ($T) $L.invokeExact($L)", Types.name(m.result()), constant(m), arguments.build());
    }
    // The method declares no checked exception.
    return spec.nextControlFlow("catch ($T | $T e)", RuntimeException.class, Error.class).addStatement("throw e")
        .nextControlFlow("catch ($T e)", Throwable.class).addStatement("throw new $T(e)", AssertionError.class)
        .endControlFlow().build();
  }

  private static boolean names(Block block) {
    return block.ops().stream().anyMatch(op -> op instanceof Op.Opaque o && o.code().pieces().stream()
        .anyMatch(p -> p instanceof Code.PrivateField || p instanceof Code.PrivateMethod)
        || Ops.blocks(op).stream().anyMatch(Handles::names));
  }

  private void avoid(Block block) {
    block.params().forEach(this::avoid);
    for (Op op : block.ops()) {
      Ops.results(op).forEach(this::avoid);
      Ops.blocks(op).forEach(this::avoid);
    }
  }

  private void avoid(Value value) {
    if (value.name() != null) {
      takenConstants.add(value.name());
    }
  }

  private void collect(Block block) {
    for (Op op : block.ops()) {
      if (op instanceof Op.Opaque o) {
        o.code().pieces().forEach(this::collect);
      }
      Ops.blocks(op).forEach(this::collect);
    }
  }

  private void collect(Code.Piece piece) {
    switch (piece) {
      case Code.PrivateField f -> constants.computeIfAbsent(f, k -> NewName.add(constantName(f.name()), takenConstants));
      case Code.PrivateMethod m -> {
        String owner = m.owner().names().getLast();
        String name = m.isConstructor() ? "new" + owner : m.name();
        constants.computeIfAbsent(m, k -> NewName.add(constantName(name), takenConstants));
        methods.computeIfAbsent(m, k -> NewName.add(name, takenMethods));
      }
      case Code.Text t -> { }
      case Code.Operand o -> { }
      case Code.TypeName t -> { }
    }
  }

  /** {@code stepSize} becomes {@code STEP_SIZE}; a name without small letters stays. */
  private static String constantName(String name) {
    return name.replaceAll("(?<=[\\p{Ll}\\d])(?=\\p{Lu})", "_").toUpperCase(Locale.ROOT);
  }

  private static TypeName erased(Type type) {
    return type instanceof Type.Array a ? ArrayTypeName.of(erased(a.element())) : Types.raw(type);
  }
}
