package dev.adjoint.processor.source;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Op.BinaryKind;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.source.typing.Typing.Symbol;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeMirror;

/** Assignments, JLS 15.26, 15.14.2, 15.15.1: the target's operands, then (compound) its old value, then the right side. */
final class Assignments {
  private final Body body;

  Assignments(Body body) {
    this.body = body;
  }

  /** A variable whose operands have been evaluated. */
  private interface Place {
    Type type();

    /** The type that settles a poly expression on the right. */
    TypeMirror mirror();

    Value load();

    /** Stores a value of the variable's type; answers the value of the assignment. */
    Value store(Value value);
  }

  Value assign(AssignmentTree tree) {
    Place place = place(tree.getVariable(), tree);
    Value right = body.expressions.lower(tree.getExpression(), place.mirror());
    return place.store(body.conversions.convert(right, place.type(), tree.getExpression()));
  }

  Value compound(CompoundAssignmentTree tree) {
    Place place = place(tree.getVariable(), tree);
    Value old = place.load();
    BinaryKind kind = Operators.kind(tree.getKind());
    Value right = body.expressions.lower(tree.getExpression());
    Value value = body.operators.apply(kind, old, tree.getVariable(), right, tree.getExpression(), tree);
    return place.store(body.conversions.convert(value, place.type(), tree));
  }

  Value increment(UnaryTree tree) {
    Place place = place(tree.getExpression(), tree);
    Value old = place.load();
    boolean up = tree.getKind() == Tree.Kind.PREFIX_INCREMENT || tree.getKind() == Tree.Kind.POSTFIX_INCREMENT;
    boolean post = tree.getKind() == Tree.Kind.POSTFIX_INCREMENT || tree.getKind() == Tree.Kind.POSTFIX_DECREMENT;
    Value one = body.ssa.constant(Type.INT, 1, body.span(tree));
    Value value = body.operators.apply(up ? BinaryKind.ADD : BinaryKind.SUB, old, tree, one, tree, tree);
    Value stored = place.store(body.conversions.convert(value, place.type(), tree));
    return post ? old : stored;
  }

  /** Assigns to a local; one that is declared constant is detached. */
  void local(Variable variable, Value value, Tree tree) {
    Value whole = variable.parts == null ? value : body.ssa.whole(body.records.bundle(value, variable.parts, tree));
    body.assign(variable, variable.detached ? detach(whole, tree) : whole, tree);
    body.statements.tries().assigned(variable, tree);
  }

  /** What a parameter that is declared constant has; a null tensor is one that the method does without. */
  Value constant(Value value, Tree tree) {
    return value.type().isTensor() ? detached(RuntimeFunction.TENSOR_CONSTANT, value, tree) : detach(value, tree);
  }

  private Value detached(RuntimeFunction function, Value value, Tree tree) {
    Value detached = Value.temporary(value.type());
    body.ssa.add(new Op.Call(List.of(detached), new Callee.Runtime(function), List.of(value), body.span(tree)));
    return detached;
  }

  Value detach(Value value, Tree tree) {
    Bundle bundle = body.ssa.bundle(value);
    if (bundle != null) {
      List<Value> leaves = bundle.leaves().stream().map(l -> l.type().canBeActive() ? detach(l, tree) : l).toList();
      return body.ssa.whole(new Bundle(bundle.parts(), leaves, bundle.present()));
    }
    if (value.type().isTensor()) {
      return detached(RuntimeFunction.TENSOR_DETACH, value, tree);
    }
    Value detached = Value.temporary(value.type());
    body.ssa.add(new Op.Intrinsic(detached, Type.Ref.of("dev.adjoint.annotations", "Adjoint"), "detach", List.of(value),
        body.span(tree)));
    return detached;
  }

  private Place place(ExpressionTree target, Tree tree) {
    return switch (target) {
      case ParenthesizedTree t -> place(t.getExpression(), tree);
      case ArrayAccessTree t -> element(t, tree);
      default -> switch (body.typing.symbolOf(target, body.env)) {
        case Symbol.LocalVar s -> local(body.variable(s.local()), s.local().type(), tree);
        case Symbol.Field s -> component(s, target, tree);
        case Symbol.TypeName s -> throw new IllegalStateException("assignment to a type");
        case Symbol.PackageName s -> throw new IllegalStateException("assignment to a package");
        case Symbol.This s -> throw new IllegalStateException("assignment to this");
        case Symbol.Super s -> throw new IllegalStateException("assignment to super");
      };
    };
  }

  private Place local(Variable variable, TypeMirror mirror, Tree tree) {
    return place(variable.type, mirror, () -> body.read(variable, tree), value -> {
      local(variable, value, tree);
      return body.ssa.read(variable);
    });
  }

  private Place element(ArrayAccessTree target, Tree tree) {
    Value array = body.expressions.lower(target.getExpression());
    Value index = body.expressions.index(target.getIndex());
    if (body.rows.isRows(array)) {
      TypeMirror rows = body.typing.typeOf(target.getExpression(), body.env);
      return place(array.type().elementType(), ((ArrayType) rows).getComponentType(), () -> body.rows.load(array, index, target),
          value -> {
            body.rows.store(array, index, value, tree);
            return value;
          });
    }
    Type type = array.type().elementType();
    TypeMirror arrayMirror = type.isPrimitive() ? null : body.typing.typeOf(target.getExpression(), body.env);
    TypeMirror mirror = arrayMirror instanceof ArrayType a ? a.getComponentType() : null;
    return place(type, mirror, () -> {
      Value result = Value.temporary(type);
      body.ssa.add(new Op.Load(result, array, index, body.span(target)));
      return result;
    }, value -> {
      body.ssa.add(new Op.Store(array, index, value, body.span(tree)));
      return value;
    });
  }

  /** A field of the record that a constructor makes, or any other field. */
  private Place component(Symbol.Field symbol, ExpressionTree target, Tree tree) {
    String name = symbol.field().getSimpleName().toString();
    Variable component = body.records.field(name);
    Variable field = component != null ? component : body.construction.field(name);
    boolean own = symbol.field().getEnclosingElement().equals(body.owner) && (target instanceof IdentifierTree
        || target instanceof MemberSelectTree s && s.getExpression().toString().equals("this"));
    Value object = field != null && own || symbol.field().getModifiers().contains(Modifier.STATIC) ? null : switch (target) {
      case MemberSelectTree t -> body.instances.evaluated(t.getExpression());
      case ExpressionTree t -> body.instances.self();
    };
    if (body.instances.isReference(object)) {
      if (target instanceof MemberSelectTree s) {
        body.objects.evaluated(s.getExpression());
      }
      return place(body.type(symbol.type(), target), symbol.type(), () -> body.instances.load(object, name, target), value -> {
        body.instances.store(object, name, value, tree);
        return value;
      });
    }
    return field != null && own ? local(field, symbol.type(), tree)
        : field(body.opaque.field(target, symbol), symbol, target, tree);
  }

  private Place field(OpaqueCode.FieldAccess access, Symbol.Field symbol, ExpressionTree target, Tree tree) {
    return place(access.type(), symbol.type(), () -> body.opaque.read(access, target), value -> {
      body.opaque.write(access, value, tree);
      return value;
    });
  }

  private interface Load {
    Value get();
  }

  private static Place place(Type type, TypeMirror mirror, Load load, UnaryOperator<Value> store) {
    return new Place() {
      @Override
      public Type type() {
        return type;
      }

      @Override
      public TypeMirror mirror() {
        return mirror;
      }

      @Override
      public Value load() {
        return load.get();
      }

      @Override
      public Value store(Value value) {
        return store.apply(value);
      }
    };
  }
}
