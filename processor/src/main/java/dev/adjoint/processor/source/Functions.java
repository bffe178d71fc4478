package dev.adjoint.processor.source;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.source.typing.Env;
import dev.adjoint.processor.source.typing.Local;
import dev.adjoint.processor.source.typing.Referent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * Functions as values, JLS 15.13 and 15.27. A lambda or method reference is a {@link FunctionValue} whose token holds the
 * code as it is written; that code stays where the token goes into code that is emitted as written.
 */
final class Functions {
  private final Body body;

  Functions(Body body) {
    this.body = body;
  }

  /** Whether the type is an interface with a function type. */
  boolean isFunctional(TypeMirror type) {
    return type.getKind() == TypeKind.DECLARED && ((DeclaredType) type).asElement().getKind() == ElementKind.INTERFACE
        && body.typing.functionType(type) != null;
  }

  /** The token of a lambda or method reference. */
  Value token(ExpressionTree tree, TypeMirror target) {
    FunctionValue function = make(tree, target);
    int mark = body.ssa.mark();
    Value token;
    try {
      token = body.opaque.verbatim(tree, body.concrete(target));
    } catch (Refusal e) {
      body.ssa.rollback(mark);
      token = standIn(body.type(target, tree), e, tree);
    }
    if (function != null) {
      body.ssa.resultsSince(mark, body.known::disposable);
      body.known.put(token, function);
    }
    return token;
  }

  /** A value for a function that only its calls are made of; where anything else uses it, that is refused. */
  Value standIn(Type type, Refusal refusal, Tree tree) {
    Value token = body.emit(new Snippet().text("(").type(type).text(") null"), type, Op.Effect.PURE,
        Body.reason(Message.LAMBDA), tree);
    body.known.disposable(token);
    body.known.refuse(token, refusal);
    return token;
  }

  /** The function that an expression is, without its token where it is a lambda; null when it is not known. */
  FunctionValue of(ExpressionTree tree, TypeMirror target) {
    return switch (tree) {
      case ParenthesizedTree t -> of(t.getExpression(), target);
      case LambdaExpressionTree t -> make(t, target);
      case MemberReferenceTree t -> make(t, target);
      default -> body.known.get(body.expressions.lower(tree, target));
    };
  }

  /** The function that a constant of the class is, by its initialiser; null for another field. */
  FunctionValue constant(VariableElement field) {
    boolean fixed = field.getModifiers().containsAll(Set.of(Modifier.STATIC, Modifier.FINAL))
        && field.getEnclosingElement().equals(body.owner) && isFunctional(field.asType());
    if (!fixed || !(body.reading.trees.getTree(field) instanceof VariableTree tree)) {
      return null;
    }
    Env env = body.env;
    Value self = body.self;
    int mark = body.ssa.mark();
    body.env = Env.EMPTY;
    body.self = null;
    try {
      boolean function = tree.getInitializer() instanceof LambdaExpressionTree || tree.getInitializer() instanceof MemberReferenceTree;
      FunctionValue made = function ? make(tree.getInitializer(), field.asType()) : null;
      return made == null || made.captured().isEmpty() ? made : null;
    } finally {
      body.ssa.rollback(mark);
      body.env = env;
      body.self = self;
    }
  }

  private FunctionValue make(ExpressionTree tree, TypeMirror target) {
    if (target == null || body.typing.functionType(target) == null) {
      return null;
    }
    TypeMirror type = body.concrete(target);
    return tree instanceof LambdaExpressionTree lambda ? lambda(lambda, type) : reference((MemberReferenceTree) tree, type);
  }

  /** The place of code that is read now. */
  Shape.Place place() {
    return new Shape.Place(body.place, body.typing, body.unit, body.method, body.bindings, body.env, body.anonymous);
  }

  /** A key for code inside this body. */
  String key(Tree tree) {
    return body.place + "$" + body.reading.places.start(tree, body.unit);
  }

  private FunctionValue lambda(LambdaExpressionTree tree, TypeMirror type) {
    var values = new ArrayList<Value>();
    Shape.Captures captures = captures(tree.getBody(), true, values, tree);
    return new FunctionValue(new Shape.Lambda(key(tree) + captures.suffix(), tree, type, place(), captures), values);
  }

  /**
   * What code captures of this body.
   *
   * @param outer whether it sees the same receivers as this body; an anonymous class has one of its own
   * @param values gets the captured values
   */
  Shape.Captures captures(Tree code, boolean outer, List<Value> values, Tree tree) {
    Shape.Slot self = receiver("self", body.instances.self(), values);
    Shape.Slot around = outer ? receiver("outer", body.outer, values) : null;
    var locals = new ArrayList<Shape.Slot>();
    captured(code).forEach((local, variable) -> {
      Value value = body.ssa.read(variable);
      FunctionValue function = value == null ? null : body.known.get(value);
      locals.add(new Shape.Slot(local.name(), local, variable.type, variable.parts, function == null ? null : function.shape()));
      values.addAll(function == null ? captured(variable, tree) : function.captured());
    });
    return new Shape.Captures(self, around, locals);
  }

  private Shape.Slot receiver(String name, Value value, List<Value> values) {
    if (value == null) {
      return null;
    }
    FunctionValue function = body.known.get(value);
    Bundle bundle = body.ssa.bundle(value);
    values.addAll(function != null ? function.captured() : bundle != null ? bundle.leaves() : List.of(value));
    return new Shape.Slot(name, null, value.type(), bundle == null ? null : bundle.parts(),
        function == null ? null : function.shape());
  }

  private List<Value> captured(Variable variable, Tree tree) {
    Value value = body.read(variable, tree);
    return variable.parts == null ? List.of(value) : body.records.leaves(value, variable.parts, tree);
  }

  /** The locals around the code that it names. */
  Map<Local, Variable> captured(Tree code) {
    Map<Local, Variable> found = new LinkedHashMap<>();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitIdentifier(IdentifierTree tree, Void unused) {
        Local local = body.env.lookup(tree.getName().toString());
        if (local != null && local.constant() == null) {
          found.computeIfAbsent(local, body::variable);
        }
        return null;
      }
    }.scan(code, null);
    return found;
  }

  private FunctionValue reference(MemberReferenceTree tree, TypeMirror type) {
    ExecutableType function = body.typing.functionType(type);
    Referent referent = body.typing.referentOf(tree, List.copyOf(function.getParameterTypes()), body.env);
    if (referent == null) {
      return null;
    }
    String key = key(tree) + (type instanceof DeclaredType d && !d.getTypeArguments().isEmpty() ? "<" + type + ">" : "");
    if (referent.kind() != Referent.Kind.BOUND) {
      return new FunctionValue(new Shape.Reference(key, tree, type, place(), null), List.of());
    }
    if (tree.getQualifierExpression() instanceof IdentifierTree name && name.getName().contentEquals("super")) {
      return null;
    }
    Value receiver = body.expressions.lower(tree.getQualifierExpression());
    FunctionValue captured = body.known.get(receiver);
    if (captured != null && body.typing.functionMethod(captured.shape().type()) != null
        && body.typing.functionMethod(captured.shape().type()).getSimpleName().equals(tree.getName())) {
      return captured;
    }
    if (receiver.type().isArray()) {
      // throws where there is none, as the reference does
      body.ssa.add(new Op.ArrayLength(Value.temporary(Type.INT), receiver, body.span(tree)));
    } else if (receiver != body.self) {
      body.emit(new Snippet().type(Type.Ref.of("java.util", "Objects")).text(".requireNonNull(").operand(receiver).text(")"),
          receiver.type(), Op.Effect.READS, Body.reason(Message.ACTIVE_REFERENCE, tree.toString(), IrTypes.shortName(receiver.type())),
          tree);
    }
    return new FunctionValue(new Shape.Reference(key, tree, type, place(), receiver.type()), List.of(receiver));
  }
}
