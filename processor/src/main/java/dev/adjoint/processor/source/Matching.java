package dev.adjoint.processor.source;

import com.sun.source.tree.AnyPatternTree;
import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.DeconstructionPatternTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.PatternTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.source.typing.Env;
import dev.adjoint.processor.source.typing.Local;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * Lowers patterns, JLS 14.30. Of a value that is taken apart the class is known, or its number is, and components are its leaves; of
 * any other value it is asked and they are read as the code is written, and both are constants.
 *
 * <p>A pattern's variable is in scope where the pattern has matched and nowhere else (JLS 6.3), so that what it holds elsewhere does
 * not matter, and a record in it is never null.
 */
final class Matching {
  /**
   * A pattern on a value.
   *
   * @param test whether the value matches
   * @param bind assigns the pattern's variables; where {@code test} does not hold it may fail unless it is safe
   * @param safe whether {@code bind} may run where the value does not match
   */
  record Match(Value test, Runnable bind, boolean safe) {}

  private final Body body;

  Matching(Body body) {
    this.body = body;
  }

  /** {@code e instanceof T}, {@code e instanceof T t}, {@code e instanceof R(…)}, JLS 15.20.2. */
  Value instanceOf(InstanceOfTree tree) {
    Value value = body.expressions.lower(tree.getExpression());
    TypeMirror type = body.typing.typeOf(tree.getExpression(), body.env);
    if (tree.getPattern() == null) {
      return test(value, type, body.typing.resolveType(tree.getType()), false, tree);
    }
    Env inner = body.typing.whenTrue(tree, body.env);
    if (tree.getPattern() instanceof BindingPatternTree p && isOpaque(value)) {
      return castOf(p, value, inner, tree);
    }
    Match match = match(tree.getPattern(), value, type, inner, false, tree);
    bind(match, tree);
    return match.test();
  }

  /** Assigns the pattern's variables, if the value matches. */
  private void bind(Match match, Tree tree) {
    if (match.safe() || Boolean.TRUE.equals(body.ssa.constantOf(match.test()))) {
      match.bind().run();
    } else {
      Ssa.Branch matched = body.ssa.branch(match.bind());
      body.ssa.merge(match.test(), matched, body.ssa.branch(() -> { }), body.span(tree));
    }
  }

  /** A type pattern on an object: the variable is the cast value, or null where it does not match. */
  private Value castOf(BindingPatternTree pattern, Value value, Env inner, Tree tree) {
    Local local = local(pattern.getVariable(), inner);
    Type type = body.type(local == null ? body.typing.resolveType(pattern.getVariable().getType()) : local.type(), tree);
    Op.Reason reason = reason(tree, value);
    Value test = body.emit(new Snippet().operand(value).text(" instanceof ").type(type), Type.BOOLEAN, Op.Effect.PURE, reason, tree);
    if (local != null) {
      var cast = new Snippet().operand(value).text(" instanceof ").type(type).text(" ? (").type(type).text(") ").operand(value)
          .text(" : null");
      assign(local, body.emit(cast, type, Op.Effect.PURE, reason, tree), tree);
    }
    return test;
  }

  /**
   * A pattern on a value.
   *
   * @param type the value's static type
   * @param inner the environment where the pattern matches
   * @param nested whether it stands in a record pattern, where a type pattern may match null
   */
  Match match(PatternTree pattern, Value given, TypeMirror type, Env inner, boolean nested, Tree tree) {
    Bundle bundle = body.ssa.bundle(given);
    // a record in an expression of the interface's type
    Value value = bundle != null && bundle.parts() instanceof Parts.Tuple && body.parts(type) instanceof Parts.Sum sum
        ? body.ssa.whole(body.sums.as(bundle, sum, tree)) : given;
    return switch (pattern) {
      case BindingPatternTree p -> binding(p, value, type, inner, nested, tree);
      case DeconstructionPatternTree p -> components(p, value, type, inner, tree);
      case AnyPatternTree p -> new Match(yes(tree), () -> { }, true);
      default -> throw new Refusal(Message.UNSUPPORTED, pattern, "this pattern");
    };
  }

  private Match binding(BindingPatternTree pattern, Value value, TypeMirror type, Env inner, boolean nested, Tree tree) {
    TypeMirror named = body.typing.resolveType(pattern.getVariable().getType());
    Value test = named == null ? yes(tree) : test(value, type, named, nested, tree);
    Local local = local(pattern.getVariable(), inner);
    if (local == null) {
      return new Match(test, () -> { }, true);
    }
    boolean total = named == null || isTotal(type, named);
    return new Match(test, () -> assign(local, total ? value : as(value, named, tree), tree), total || !isOpaque(value));
  }

  /** The value as one of a type that it is known to have. */
  private Value as(Value value, TypeMirror type, Tree tree) {
    Bundle bundle = body.ssa.bundle(value);
    if (bundle != null && bundle.parts() instanceof Parts.Sum) {
      return body.sums.narrowed(bundle, type, tree);
    }
    return isOpaque(value) ? body.opaque.cast(value, body.type(type, tree), tree) : value;
  }

  private void assign(Local local, Value value, Tree tree) {
    boolean primitive = value.type().isPrimitive();
    Bundle object = body.instances.object(value);
    if (object != null && !body.instances.isOf(object, local.type())) {
      // not reached: the class of the object is known
      Type other = body.type(local.type(), tree);
      Variable none = body.ssa.declarePattern(local.name(), other, body.apart(local.type()));
      body.bindPattern(local.declaration(), none);
      body.assign(none, body.ssa.constant(other, null, body.span(tree)), tree);
      return;
    }
    boolean variants = object == null && body.variants.variants(value) != null;
    Parts parts = isOpaque(value) || primitive ? null : object != null ? object.parts()
        : variants ? body.ssa.bundle(value).parts() : body.parts(local.type());
    Type type = body.type(local.type(), tree);
    Value given = primitive && !type.isPrimitive() && value.type().equals(Conversions.unboxed(type)) ? value
        : body.conversions.convert(value, type, tree);
    Variable variable = body.ssa.declarePattern(local.name(), given.type().isPrimitive() ? given.type() : type, parts);
    body.bindPattern(local.declaration(), variable);
    if (parts != null && parts.isObject()) {
      Bundle bundle = body.records.bundle(given, parts, tree);
      body.ssa.assign(variable, new Bundle(parts, bundle.leaves(), yes(tree)));
    } else {
      body.assign(variable, given, tree);
    }
  }

  /** The variable of a pattern as typing has it; null for one without a name. */
  private static Local local(VariableTree tree, Env inner) {
    return tree.getName().isEmpty() ? null : inner.lookup(tree.getName().toString());
  }

  private Match components(DeconstructionPatternTree pattern, Value value, TypeMirror type, Env inner, Tree tree) {
    TypeMirror record = body.typing.recordPattern(pattern, type);
    var element = (TypeElement) ((DeclaredType) record).asElement();
    List<? extends RecordComponentElement> components = element.getRecordComponents();
    components.forEach(c -> isRead(c, pattern));
    Value head = test(value, type, record, false, tree);
    if (!isOpaque(value)) {
      return conjunction(head, pattern, inner, tree, parts(value, record, components, tree), types(record, components));
    }
    boolean total = true;
    for (int i = 0; i < components.size(); i++) {
      total &= isTotal(pattern.getNestedPatterns().get(i), types(record, components).get(i));
    }
    if (total) {
      return new Match(head, () -> conjunction(head, pattern, inner, tree, read(value, type, record, components, tree),
          types(record, components)).bind().run(), false);
    }
    // the components of what does not match cannot be asked
    Variable matches = body.ssa.temporary(Type.BOOLEAN);
    Ssa.Branch is = body.ssa.branch(() -> {
      Match inside = conjunction(yes(tree), pattern, inner, tree, read(value, type, record, components, tree),
          types(record, components));
      bind(inside, tree);
      body.ssa.assign(matches, inside.test());
    });
    Ssa.Branch other = body.ssa.branch(() -> body.ssa.assign(matches, no(tree)));
    body.ssa.merge(head, is, other, body.span(tree));
    return new Match(body.read(matches, tree), () -> { }, true);
  }

  /** Java wraps what an accessor throws in a MatchException; those that javac makes throw nothing. */
  private void isRead(RecordComponentElement component, Tree tree) {
    if (body.records.accessed(component.getAccessor()) == null) {
      throw new Refusal(Message.PATTERN_ACCESSOR, tree, body.reading.ir.readable(component.getAccessor()));
    }
  }

  private List<TypeMirror> types(TypeMirror record, List<? extends RecordComponentElement> components) {
    return components.stream().map(c -> body.concrete(body.reading.types.asMemberOf((DeclaredType) record, c))).toList();
  }

  /** The components of a record that is taken apart. */
  private List<Value> parts(Value value, TypeMirror record, List<? extends RecordComponentElement> components, Tree tree) {
    Bundle bundle = body.ssa.bundle(as(value, record, tree));
    Value known = body.ssa.whole(new Bundle(bundle.parts(), bundle.leaves(), yes(tree)));
    return components.stream().map(c -> body.records.component(known, c.getSimpleName().toString(), tree)).toList();
  }

  /** The components of an object that is known to be of a record's class. */
  private List<Value> read(Value value, TypeMirror type, TypeMirror record, List<? extends RecordComponentElement> components,
      Tree tree) {
    Value cast = isTotal(type, record) ? value : as(value, record, tree);
    List<TypeMirror> types = types(record, components);
    var values = new ArrayList<Value>();
    for (int i = 0; i < components.size(); i++) {
      Type component = body.reading.ir.of(types.get(i));
      values.add(body.emit("{0}." + components.get(i).getSimpleName() + "()", List.of(cast), component, Op.Effect.READS,
          Body.reason(Message.ACTIVE_REFERENCE, components.get(i).getSimpleName().toString(), IrTypes.shortName(cast.type())), tree));
    }
    return values;
  }

  private Match conjunction(Value head, DeconstructionPatternTree pattern, Env inner, Tree tree, List<Value> components,
      List<TypeMirror> types) {
    Value test = head;
    boolean safe = true;
    var binds = new ArrayList<Match>();
    for (int i = 0; i < components.size(); i++) {
      Match match = match(pattern.getNestedPatterns().get(i), components.get(i), types.get(i), inner, true, tree);
      test = and(test, match.test(), tree);
      safe &= match.safe();
      binds.add(match);
    }
    return new Match(test, () -> binds.forEach(m -> m.bind().run()), safe);
  }

  /** Both conditions, neither of which has an effect. */
  Value and(Value a, Value b, Tree tree) {
    if (Boolean.TRUE.equals(body.ssa.constantOf(b))) {
      return a;
    }
    if (Boolean.TRUE.equals(body.ssa.constantOf(a))) {
      return b;
    }
    Value both = Value.temporary(Type.BOOLEAN);
    body.ssa.add(new Op.Binary(both, Op.BinaryKind.AND, a, b, body.span(tree)));
    return both;
  }

  /** Whether a value is of a type. */
  private Value test(Value value, TypeMirror type, TypeMirror named, boolean nested, Tree tree) {
    boolean total = isTotal(type, named);
    if (value.type().isPrimitive() || nested && total) {
      return yes(tree);
    }
    Bundle bundle = body.ssa.bundle(value);
    if (bundle != null && bundle.parts() instanceof Parts.Sum sum) {
      List<Integer> indices = body.sums.casesOf(sum, body.concrete(named));
      return indices.isEmpty() ? no(tree) : and(nested ? yes(tree) : bundle.present(), body.sums.isAmong(bundle, indices, tree), tree);
    }
    if (body.instances.object(value) != null && !total) {
      return body.instances.isOf(bundle, named) ? bundle.present() : no(tree);
    }
    if (bundle != null && !total) {
      throw new Refusal(Message.UNSUPPORTED, tree, "a pattern of another type for a record");
    }
    if (bundle != null) {
      return bundle.parts().isObject() ? bundle.present() : body.rows.isThere(bundle, tree);
    }
    var code = new Snippet().operand(value).text(" instanceof ").type(body.type(named, tree));
    return body.emit(code, Type.BOOLEAN, Op.Effect.PURE, reason(tree, value), tree);
  }

  private static Op.Reason reason(Tree tree, Value value) {
    return Body.reason(Message.ACTIVE_REFERENCE, tree.toString(), IrTypes.shortName(value.type()));
  }

  /** Whether values of a type match a type pattern, but for null (JLS 14.30.3). */
  private boolean isTotal(TypeMirror type, TypeMirror named) {
    return type.getKind() != TypeKind.NULL && body.reading.types.isSubtype(body.reading.types.erasure(body.concrete(type)),
        body.reading.types.erasure(body.concrete(named)));
  }

  private boolean isTotal(PatternTree pattern, TypeMirror type) {
    return switch (pattern) {
      case AnyPatternTree p -> true;
      case BindingPatternTree p -> {
        TypeMirror named = body.typing.resolveType(p.getVariable().getType());
        yield named == null || type.getKind().isPrimitive() || isTotal(type, named);
      }
      default -> false;
    };
  }

  private boolean isOpaque(Value value) {
    return !value.type().isPrimitive() && body.ssa.bundle(value) == null;
  }

  private Value no(Tree tree) {
    return body.ssa.constant(Type.BOOLEAN, false, body.span(tree));
  }

  private Value yes(Tree tree) {
    return body.ssa.constant(Type.BOOLEAN, true, body.span(tree));
  }
}
