package dev.adjoint.processor.source;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.source.typing.TypingException;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/**
 * Objects that are taken apart: fields and methods; {@link Construction} makes them.
 *
 * <p>Invariant: the class of such a value is known exactly, so that the method that a call runs is, too. A field that may be
 * assigned is an array of one that all references to the object share.
 */
final class Instances {
  private final Body body;

  Instances(Body body) {
    this.body = body;
  }

  /** The receiver; in a constructor with the fields as they are now. */
  Value self() {
    return body.construction.isUnderway() ? body.construction.self() : body.self;
  }

  /** The object of a class that is known which a value is, taken apart; null for any other value. */
  Bundle object(Value value) {
    Bundle whole = value == null ? null : body.ssa.bundle(value);
    Bundle exact = body.variants.exact(body.variants.variants(value));
    Bundle bundle = exact == null ? whole : exact;
    return bundle != null && bundle.parts() instanceof Parts.Tuple t && t.object() ? bundle : null;
  }

  /** How a value is taken apart that is an object or an array of objects; null for any other. */
  Parts parts(Value value) {
    Bundle bundle = body.ssa.bundle(value);
    return bundle != null && isOfObjects(bundle.parts()) ? bundle.parts() : null;
  }

  static boolean isOfObjects(Parts parts) {
    return switch (parts) {
      case null -> false;
      case Parts.One p -> false;
      case Parts.Cell p -> false;
      case Parts.Sum p -> p.object();
      case Parts.Tuple p -> p.object();
      case Parts.Columns p -> isOfObjects(p.element());
    };
  }

  /** How objects that the code of this file makes are taken apart; null where they are not. */
  Parts ofOwn(TypeMirror mirror) {
    TypeMirror type = body.concrete(mirror);
    Parts parts = TypeGraph.innermost(type) instanceof DeclaredType d && isOwn((TypeElement) d.asElement()) ? body.reading.hierarchies.of(type) : null;
    return isOfObjects(parts) && !isKept(parts) ? parts : null;
  }

  /** How objects of exactly a class are taken apart that the code of this file makes; null where they are not. */
  Parts.Tuple made(TypeMirror mirror) {
    TypeMirror type = body.concrete(mirror);
    Parts.Tuple parts = type instanceof DeclaredType d && isOwn((TypeElement) d.asElement()) ? body.reading.hierarchies.made(type) : null;
    return parts == null || isKept(parts) ? null : parts;
  }

  boolean isOwn(TypeElement element) {
    return body.reading.hierarchies.isOwn(element);
  }

  private boolean isKept(Parts parts) {
    Parts inner = parts.innermost();
    return inner instanceof Parts.Tuple && body.reading.kept.containsKey(inner.type().toString());
  }

  /** The parts of what an expression gives, where that is an object; tried out, because only lowering tells. */
  Parts tried(ExpressionTree tree, TypeMirror type) {
    if (tree == null || tree.getKind() == Tree.Kind.NULL_LITERAL) {
      return ofOwn(type);
    }
    if (!isPossible(type)) {
      return null;
    }
    Parts[] found = {null};
    try {
      body.ssa.branch(() -> found[0] = parts(body.expressions.lower(tree, type)));
    } catch (Refusal | TypingException e) {
      return null;
    }
    return found[0];
  }

  /** Whether a call passes objects that are taken apart. */
  boolean areGiven(MethodInvocationTree tree, ExecutableElement method) {
    return method.getParameters().stream().anyMatch(p -> isPossible(p.asType()))
        && tree.getArguments().stream().anyMatch(a -> isPossible(body.typing.typeOf(a, body.env))
            && a.getKind() != Tree.Kind.NULL_LITERAL && tried(a, body.typing.typeOf(a, body.env)) != null);
  }

  /** The parts of what {@code c ? a : b} gives. */
  Parts triedEither(ConditionalExpressionTree tree, TypeMirror type) {
    boolean isNull = CountedFor.strip(tree.getTrueExpression()).getKind() == Tree.Kind.NULL_LITERAL;
    Parts one = tried(isNull ? tree.getFalseExpression() : tree.getTrueExpression(), type);
    return isNull ? one : widened(one, type);
  }

  /** How a variable is taken apart that begins with an object of one class and may be given others. */
  Parts widened(Parts first, TypeMirror type) {
    Parts wide = isOfObjects(first) ? ofOwn(type) : null;
    return wide instanceof Parts.Sum sum && Variants.holds(sum, first) ? sum : first;
  }

  /** Whether a reference of that type can be one to an object that is taken apart. */
  boolean isPossible(TypeMirror mirror) {
    return TypeGraph.innermost(mirror) instanceof DeclaredType d && d.asElement() instanceof TypeElement t
        && (t.getKind() == ElementKind.CLASS || t.getKind() == ElementKind.INTERFACE)
        && !IrTypes.packageOf(t).getQualifiedName().toString().startsWith("java.")
        && !t.getQualifiedName().contentEquals(Type.TENSOR.qualifiedName());
  }

  /** An object goes where it cannot be followed; the class is kept whole where that is possible. */
  Refusal escapes(Parts parts, Tree tree) {
    return refused(Message.OBJECT_ESCAPES, parts, tree, "");
  }

  /** Why an object is not taken apart that code makes as it is written; null where it would not be anyway. */
  Op.Reason kept(TypeMirror type) {
    Parts.Tuple parts = body.reading.layouts.object(type);
    return parts == null || !isKept(parts) ? null
        : Body.reason(Message.OBJECT_ESCAPES, IrTypes.shortName(parts.type()), body.reading.kept.get(parts.type().toString()));
  }

  private Refusal refused(Message message, Parts parts, Tree tree, String... more) {
    Parts inner = parts.innermost();
    var arguments = new ArrayList<>(List.of(IrTypes.shortName(parts.type())));
    arguments.addAll(List.of(more));
    var refusal = new Refusal(message, tree, arguments.toArray(String[]::new));
    return refusal.escaping(inner instanceof Parts.Sum sum ? sum.cases().stream().map(c -> c.parts().type().toString()).toList()
        : List.of(inner.type().toString()));
  }

  /** Checks what a variable, field or element of a class is given: an object of that class itself. */
  void check(Parts declared, Bundle given, Tree tree) {
    boolean fits = declared instanceof Parts.Sum sum && sum.object() ? Variants.holds(sum, given.parts())
        : !isOfObjects(declared) || declared.equals(given.parts());
    if (!fits) {
      throw refused(Message.OBJECT_CLASS, declared, tree, IrTypes.shortName(given.parts().type()));
    }
  }

  /** An object that code as it is written gave cannot be taken apart: others may refer to it. */
  Refusal fromOutside(Parts parts, Tree tree) {
    return refused(Message.OBJECT_OPAQUE, parts, tree);
  }

  /** The field of that name of an object; null where the value is none that is taken apart. */
  Value load(Value object, String name, Tree tree) {
    if (body.variants.variants(object) != null && object(object) == null) {
      return body.variants.load(body.variants.variants(object), name, tree);
    }
    Bundle bundle = object(object);
    if (bundle == null) {
      return null;
    }
    body.records.notNull(bundle, tree);
    Slice slice = slice(bundle, name, tree);
    return switch (slice.part().parts()) {
      case Parts.Cell cell -> element(cell, slice, tree);
      case Parts parts -> body.records.part(parts, slice.leaves(), tree);
    };
  }

  /** Whether a field is one that can be assigned. */
  boolean isCell(Value object, String name, Tree tree) {
    Bundle bundle = object(object);
    return bundle != null && slice(bundle, name, tree).part().parts() instanceof Parts.Cell;
  }

  /** Assigns a field that is a cell. */
  void store(Value object, String name, Value value, Tree tree) {
    if (object(object) == null) {
      body.variants.store(body.variants.variants(object), name, value, tree);
      return;
    }
    Bundle bundle = object(object);
    body.records.notNull(bundle, tree);
    Slice slice = slice(bundle, name, tree);
    var cell = (Parts.Cell) slice.part().parts();
    Value stored = slice.part().constant() && value.type().isDifferentiable() ? body.assignments.detach(value, tree) : value;
    Value zero = body.ssa.constant(Type.INT, 0, body.span(tree));
    if (cell.content() instanceof Parts.One) {
      body.ssa.add(new Op.Store(slice.leaves().getFirst(), zero, stored, body.span(tree)));
    } else {
      body.rows.store(body.ssa.whole(new Bundle(cell.row(), slice.leaves())), zero, stored, tree);
    }
  }

  private Value element(Parts.Cell cell, Slice slice, Tree tree) {
    Value zero = body.ssa.constant(Type.INT, 0, body.span(tree));
    if (!(cell.content() instanceof Parts.One one)) {
      return body.rows.load(body.ssa.whole(new Bundle(cell.row(), slice.leaves())), zero, tree);
    }
    var content = new Value(one.type(), slice.part().name());
    body.ssa.add(new Op.Load(content, slice.leaves().getFirst(), zero, body.span(tree)));
    return content;
  }

  private record Slice(Parts.Part part, List<Value> leaves) {}

  private Slice slice(Bundle bundle, String name, Tree tree) {
    int from = 0;
    for (Parts.Part part : ((Parts.Tuple) bundle.parts()).parts()) {
      int n = part.parts().leaves().size();
      if (part.name().equals(name)) {
        return new Slice(part, bundle.leaves().subList(from, from + n));
      }
      from += n;
    }
    throw escapes(bundle.parts(), tree);
  }

  /** Whether two references are to the same object; null where that cannot be told. */
  Value same(Value a, Value b, Tree tree) {
    Bundle x = object(a);
    Bundle y = object(b);
    if (isReference(a) && isReference(b) && (x == null || y == null)) {
      return body.variants.same(a, b, tree);
    }
    if (x == null || y == null) {
      return null;
    }
    if (!x.parts().equals(y.parts())) {
      // of different classes: the same only where both are none
      return body.matching.and(body.records.not(x.present(), tree), body.records.not(y.present(), tree), tree);
    }
    int cell = Variants.cell(x.parts());
    if (cell < 0) {
      return null;
    }
    Value same = Value.temporary(Type.BOOLEAN);
    body.ssa.add(new Op.Binary(same, Op.BinaryKind.EQ, x.leaves().get(cell), y.leaves().get(cell), body.span(tree)));
    return same;
  }

  // ------------------------------------------------------------------------------------------------------ methods

  /** The receiver of a call where that is an object that is taken apart; null for any other call. */
  Value receiver(MethodInvocationTree tree, ExecutableElement method) {
    if (method.getModifiers().contains(Modifier.STATIC) || !(method.getEnclosingElement() instanceof TypeElement owner)
        || owner.getKind() == ElementKind.RECORD || owner.getKind() == ElementKind.ENUM) {
      return null;
    }
    Value receiver = switch (tree.getMethodSelect()) {
      case MemberSelectTree s when PlainCalls.isSuper(s.getExpression()) -> self();
      case MemberSelectTree s -> evaluated(s.getExpression());
      default -> self() != null && body.opaque.inherits(body.owner, owner) ? self() : null;
    };
    return isReference(receiver) ? receiver : null;
  }

  /** Whether a value is an object that is taken apart, of whichever class. */
  boolean isReference(Value value) {
    return object(value) != null || body.variants.variants(value) != null;
  }

  /** The value of a receiver, where it can be an object; whoever wants it later gets the same. */
  Value evaluated(ExpressionTree tree) {
    boolean literal = tree instanceof MemberSelectTree s && s.getIdentifier().contentEquals("class");
    if (literal || body.applications.isName(tree) || !isPossible(body.typing.typeOf(tree, body.env))
        || !isPlain(tree) && !isElement(tree) && ofOwn(body.typing.typeOf(tree, body.env)) == null) {
      return null;
    }
    body.objects.evaluated(tree);
    Value value = body.expressions.lower(tree);
    body.objects.evaluated(tree, value);
    return value;
  }

  /** Whether it is an element of an array of objects that is taken apart, also of a class of another file. */
  private boolean isElement(ExpressionTree tree) {
    return tree instanceof ArrayAccessTree element && isPlain(element.getExpression())
        && body.rows.isRows(body.expressions.lower(element.getExpression()));
  }

  /** Whether it does not matter how often the expression is evaluated. */
  private static boolean isPlain(ExpressionTree tree) {
    return switch (tree) {
      case ParenthesizedTree t -> isPlain(t.getExpression());
      case IdentifierTree t -> true;
      case MemberSelectTree t -> isPlain(t.getExpression());
      default -> false;
    };
  }

  /** A call on an object that is taken apart runs the method that its class has; null when it has no result. */
  Value call(MethodInvocationTree tree, ExecutableElement method, Value receiver, TypeMirror target) {
    Bundle bundle = object(receiver);
    boolean fixed = tree.getMethodSelect() instanceof MemberSelectTree s && PlainCalls.isSuper(s.getExpression());
    if (tree.getMethodSelect() instanceof MemberSelectTree s && !fixed) {
      body.objects.evaluated(s.getExpression());
    }
    if (bundle == null) {
      return body.variants.call(tree, method, body.variants.variants(receiver), target);
    }
    ExecutableElement runs = fixed ? method : implementation(method, (Parts.Tuple) bundle.parts());
    if (runs == null || !body.helpers.isReadable(runs)) {
      throw escapes(bundle.parts(), tree);
    }
    body.opaque.checkThrown(runs, tree);
    List<Value> args = body.helpers.arguments(tree, runs, target);
    body.records.notNull(bundle, tree);
    return body.helpers.call(runs, body.helpers.bindings(tree, target), receiver, args, tree);
  }

  /** The method of an exact class that a call of a method runs; null where there is none at hand. */
  ExecutableElement implementation(ExecutableElement method, Parts.Tuple parts) {
    TypeElement exact = body.reading.elements.getTypeElement(parts.type().qualifiedName());
    if (method.getModifiers().contains(Modifier.PRIVATE)) {
      return method;
    }
    List<ExecutableElement> all = ElementFilter.methodsIn(body.reading.elements.getAllMembers(exact)).stream()
        .filter(m -> m.getSimpleName().equals(method.getSimpleName()) && !m.getModifiers().contains(Modifier.ABSTRACT))
        .filter(m -> m.equals(method) || body.reading.elements.overrides(m, method, exact)).toList();
    return all.stream().filter(m -> all.stream().noneMatch(o -> o != m && body.reading.elements.overrides(o, m, exact)))
        .findFirst().orElse(null);
  }

  /** A cast or test of an object whose class is known: whether it is of a type. */
  boolean isOf(Bundle bundle, TypeMirror type) {
    TypeElement exact = body.reading.elements.getTypeElement(((Parts.Tuple) bundle.parts()).type().qualifiedName());
    return body.reading.types.isSubtype(exact.asType(), body.reading.types.erasure(type));
  }

  /**
   * How the result of a method is taken apart; null where it is not. Where each return gives the receiver, it is of that class.
   *
   * @param receiver how that is taken apart, or null
   */
  Parts result(ExecutableElement method, TypeMirror type, Parts receiver) {
    if (type.getKind() == TypeKind.VOID || Annotated.has(method, "Differentiable") && receiver == null) {
      return null;
    }
    return isOfObjects(receiver) && returnsReceiver(method) ? receiver : ofOwn(type);
  }

  private boolean returnsReceiver(ExecutableElement method) {
    MethodTree tree = body.reading.trees.getTree(method);
    return tree != null && tree.getBody() != null && SourceFunction.returns(tree.getBody()).stream()
        .allMatch(r -> r instanceof IdentifierTree name && name.getName().contentEquals("this"));
  }
}
