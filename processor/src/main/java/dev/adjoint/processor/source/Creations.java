package dev.adjoint.processor.source;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Creation of records that are taken apart, their accessors, and arguments. */
final class Creations {
  private final Body body;

  Creations(Body body) {
    this.body = body;
  }

  /** What an accessor that javac makes gives, where its record is taken apart; else null. */
  Value component(MethodInvocationTree tree, ExecutableElement method) {
    String name = body.records.accessed(method);
    if (name == null) {
      return null;
    }
    if (!(tree.getMethodSelect() instanceof MemberSelectTree select)) {
      Value self = body.opaque.receiverOrNull((TypeElement) method.getEnclosingElement());
      return self == null ? null : body.records.component(self, name, tree);
    }
    return body.parts(body.typing.typeOf(select.getExpression(), body.env)) == null ? null
        : accessed(body.expressions.lower(select.getExpression()), name, tree, method, select);
  }

  /** Of a record that is kept whole, the accessor's value. */
  private Value accessed(Value record, String name, MethodInvocationTree tree, ExecutableElement method, MemberSelectTree select) {
    Value component = body.records.component(record, name, tree);
    if (component != null) {
      return component;
    }
    Type type = body.type(body.typing.typeOf(tree, body.env), tree);
    return body.emit("{0}." + name + "()", List.of(record), type, Op.Effect.READS,
        Body.reason(Message.CALL_WITHOUT_DERIVATIVE, body.reading.ir.readable(method)), tree);
  }

  /** {@code new C(…)}: a record that is taken apart, or code as it is written. */
  Value create(NewClassTree tree, TypeMirror target) {
    if (tree.getClassBody() != null || tree.getEnclosingExpression() != null) {
      return body.opaque.create(tree, target);
    }
    TypeMirror mirror = body.concrete(body.typing.typeOf(tree, body.env, target));
    if (!(body.reading.layouts.of(mirror) instanceof Parts.Tuple)) {
      Value known = body.immutables.create(tree, mirror, target);
      Value object = known != null ? known : body.construction.create(tree, mirror, target);
      return object != null ? object : body.opaque.create(tree, target);
    }
    ExecutableElement constructor = body.typing.constructorOf(tree, body.env);
    List<TypeMirror> types = body.typing.constructorTypeOf(tree, body.env, target).getParameterTypes().stream()
        .map(body::concrete).toList();
    boolean packs = constructor.isVarArgs() && body.typing.isVarargsCall(tree, body.env);
    Value made = construct(constructor, (DeclaredType) mirror, types, () -> arguments(tree.getArguments(), types, packs, tree), tree);
    return made != null ? made : body.opaque.create(tree, target);
  }

  /** What a reference to a constructor makes of arguments, where it is a record that is taken apart; null for any other. */
  Value create(ExecutableElement constructor, TypeMirror type, List<Value> given, Tree tree) {
    if (constructor == null || !(body.reading.layouts.of(type) instanceof Parts.Tuple) || !((DeclaredType) type).getTypeArguments().isEmpty()) {
      return null;
    }
    List<TypeMirror> types = constructor.getParameters().stream().map(VariableElement::asType).toList();
    return construct(constructor, (DeclaredType) type, types, () -> {
      var args = new ArrayList<Value>();
      for (int i = 0; i < types.size(); i++) {
        args.add(body.parts(types.get(i)) != null ? given.get(i) : body.conversions.convert(given.get(i), body.type(types.get(i), tree), tree));
      }
      return args;
    }, tree);
  }

  /** What a constructor makes of a record, whose body is a function; null where it cannot be read. */
  private Value construct(ExecutableElement constructor, DeclaredType record, List<? extends TypeMirror> types,
      Supplier<List<Value>> given, Tree tree) {
    var tuple = (Parts.Tuple) body.reading.layouts.of(record);
    if (body.records.isImplicit(constructor)) {
      return body.records.make(tuple, flattened(given.get(), parts(types), tree), tree);
    }
    String key = body.reading.ir.key(constructor);
    boolean readable = IrTypes.outermost(constructor).equals(IrTypes.outermost(body.reading.owner))
        && body.reading.trees.getTree(constructor) != null && !body.reading.unreadable.containsKey(key);
    if (!readable) {
      return null;
    }
    body.opaque.checkThrown(constructor, tree);
    List<Value> args = given.get();
    boolean declared = record.getTypeArguments().isEmpty() && types.stream().noneMatch(Creations::isNumber);
    Source source = new Source.Method(key, constructor);
    var values = new ArrayList<Value>();
    if (declared) {
      body.reading.reach(source, tree);
      values.addAll(flattened(args, parts(types), tree));
    } else {
      var passed = new ArrayList<Source.Passed>();
      for (int i = 0; i < args.size(); i++) {
        body.helpers.pass(args.get(i), types.get(i), passed, values, tree);
      }
      source = Source.Method.of(key, constructor, Layouts.arguments(record), null, passed);
      Op.Reason refused = body.helpers.unreadable(source, record, tree);
      if (refused != null) {
        throw new Refusal(Message.HELPER, tree, refused.arguments().toArray(String[]::new));
      }
    }
    List<Value> results = tuple.leaves().stream().map(l -> Value.temporary(l.type())).toList();
    body.ssa.add(new Op.Call(results, new Callee.Local(source.key(), SourceFunction.name(constructor), true), values, body.span(tree)));
    return body.records.make(tuple, results, tree);
  }

  /** Whether it is a number in a box. */
  private static boolean isNumber(TypeMirror type) {
    return Set.of("java.lang.Double", "java.lang.Float").contains(type.toString());
  }

  /** {@code this(…)} in a constructor of a record. */
  Value delegated(MethodInvocationTree tree, ExecutableElement constructor) {
    if (body.construction.isUnderway()) {
      body.construction.delegated(tree, constructor);
      return null;
    }
    if (body.immutables.isConstructing()) {
      body.immutables.delegated(tree, constructor);
      return null;
    }
    List<TypeMirror> types = constructor.getParameters().stream().map(p -> body.concrete(p.asType())).toList();
    boolean packs = constructor.isVarArgs() && body.typing.isVarargsCall(tree, body.env);
    var record = (DeclaredType) body.concrete(constructor.getEnclosingElement().asType());
    Value made = body.reading.layouts.of(record) instanceof Parts.Tuple
        ? construct(constructor, record, types, () -> arguments(tree.getArguments(), types, packs, tree), tree) : null;
    if (made == null) {
      throw new Refusal(Message.UNSUPPORTED, tree, "this constructor");
    }
    body.records.delegate(made, tree);
    return null;
  }

  /** For each type how its values are taken apart, or null. */
  private List<Parts> parts(List<? extends TypeMirror> types) {
    var parts = new ArrayList<Parts>();
    types.forEach(t -> parts.add(body.parts(t)));
    return parts;
  }

  /**
   * Arguments with those that are taken apart replaced by their leaves.
   *
   * @param parts for each argument how, or null
   */
  List<Value> flattened(List<Value> args, List<Parts> parts, Tree tree) {
    var all = new ArrayList<Value>();
    for (int i = 0; i < args.size(); i++) {
      if (parts.get(i) == null) {
        all.add(args.get(i));
      } else {
        all.addAll(body.records.leaves(args.get(i), parts.get(i), tree));
      }
    }
    return all;
  }

  /** The arguments as the parameters' types, variable ones packed into an array. */
  List<Value> arguments(MethodInvocationTree tree, ExecutableElement method) {
    return arguments(tree, method, List.of());
  }

  /** As above; what rules have for the parameters, where that is not empty, says which boxes are opened. */
  List<Value> arguments(MethodInvocationTree tree, ExecutableElement method, List<Type> ruled) {
    boolean packs = method.isVarArgs() && body.typing.isVarargsCall(tree, body.env);
    List<TypeMirror> types = new ArrayList<>(method.getParameters().stream().map(
        p -> body.reading.signatures.parts(p) != null ? p.asType() : body.reading.types.erasure(p.asType())).toList());
    int first = ruled.size() - types.size();
    for (int i = Math.max(first, 0); i < ruled.size(); i++) {
      if (ruled.get(i).isArray() && types.get(i - first).getKind() != TypeKind.ARRAY) {
        types.set(i - first, body.typing.typeOf(tree.getArguments().get(i - first), body.env));
      }
      if (ruled.get(i).isFloating() && !types.get(i - first).getKind().isPrimitive()) {
        types.set(i - first, body.reading.types.getPrimitiveType(ruled.get(i) == Type.FLOAT ? TypeKind.FLOAT : TypeKind.DOUBLE));
      }
    }
    return arguments(tree.getArguments(), types, packs, tree);
  }

  List<Value> arguments(List<? extends ExpressionTree> given, List<? extends TypeMirror> types, boolean packs, Tree tree) {
    var values = new ArrayList<Value>();
    for (int i = 0; i < types.size(); i++) {
      TypeMirror type = types.get(i);
      if (packs && i == types.size() - 1) {
        values.add(body.arrays.filled(body.type(type, tree), ((ArrayType) type).getComponentType(),
            given.subList(i, given.size()), tree));
      } else {
        values.add(body.expressions.lowerTo(given.get(i), type));
      }
    }
    return values;
  }
}
