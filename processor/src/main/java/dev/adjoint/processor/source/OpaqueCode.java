package dev.adjoint.processor.source;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Code;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.source.typing.Typing.Symbol;
import java.util.List;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/** Code that is emitted as it is written: fields, object creation, lambdas, whole inactive statements. */
final class OpaqueCode {
  /** A field whose receiver has been evaluated; {@code receiver} is null for a static one. */
  record FieldAccess(VariableElement field, Value receiver, Type type) {}

  private final Body body;

  OpaqueCode(Body body) {
    this.body = body;
  }

  /** {@code this}; an outer instance cannot be named from the generated class. */
  Value self(ExpressionTree tree, TypeMirror type) {
    boolean inner = body.anonymous != null && isSame(type, body.anonymous);
    Value self = inner || body.anonymous == null ? body.instances.self() : body.outer;
    if (self == null || !inner && !isSame(type, body.owner.asType())) {
      throw new Refusal(Message.UNSUPPORTED, tree, "the instance of an outer class");
    }
    return self;
  }

  private boolean isSame(TypeMirror a, TypeMirror b) {
    return body.reading.types.isSameType(body.reading.types.erasure(a), body.reading.types.erasure(b));
  }

  FieldAccess field(ExpressionTree tree, Symbol.Field symbol) {
    VariableElement field = symbol.field();
    Type type = body.type(symbol.type(), tree);
    if (accessor(field) == null && body.members.isOutOfReach(field)) {
      throw new Refusal(Message.PRIVATE_FIELD, tree, field.getSimpleName().toString());
    }
    if (field.getModifiers().contains(Modifier.STATIC)) {
      return new FieldAccess(field, null, type);
    }
    return switch (tree) {
      case ParenthesizedTree t -> field(t.getExpression(), symbol);
      case MemberSelectTree t -> new FieldAccess(field, body.expressions.lower(t.getExpression()), type);
      default -> new FieldAccess(field, receiver(tree, (TypeElement) field.getEnclosingElement()), type);
    };
  }

  /** The method that stands for a record's private component field, when it is the one that javac makes; else null. */
  private ExecutableElement accessor(VariableElement field) {
    var owner = (TypeElement) field.getEnclosingElement();
    if (owner.getKind() != ElementKind.RECORD || field.getModifiers().contains(Modifier.STATIC)
        || !IrTypes.accessible(owner, body.home())) {
      return null;
    }
    return owner.getRecordComponents().stream()
        .filter(c -> c.getSimpleName().equals(field.getSimpleName())).map(RecordComponentElement::getAccessor)
        .filter(a -> body.reading.elements.getOrigin(a) == Elements.Origin.MANDATED
            || body.reading.trees.getTree(a) == null).findFirst().orElse(null);
  }

  /** The receiver of an unqualified instance member. */
  Value receiver(Tree tree, TypeElement declaring) {
    Value receiver = receiverOrNull(declaring);
    if (receiver == null) {
      throw new Refusal(Message.UNSUPPORTED, tree, "the instance of an outer class");
    }
    return receiver;
  }

  /** As above, null where it is not at hand. */
  Value receiverOrNull(TypeElement declaring) {
    if (body.anonymous != null && inherits((TypeElement) body.reading.types.asElement(body.anonymous), declaring)) {
      return body.instances.self();
    }
    return inherits(body.owner, declaring) ? body.anonymous != null ? body.outer : body.instances.self() : null;
  }

  boolean inherits(TypeElement type, TypeElement declaring) {
    var types = body.reading.types;
    return types.isSubtype(types.erasure(type.asType()), types.erasure(declaring.asType()));
  }

  Value readField(ExpressionTree tree, Symbol.Field symbol) {
    Value value = read(field(tree, symbol), tree);
    FunctionValue function = body.functions.constant(symbol.field());
    if (function != null) {
      body.known.put(value, function);
    }
    return value;
  }

  Value read(FieldAccess access, Tree tree) {
    boolean isFinal = access.field().getModifiers().contains(Modifier.FINAL);
    boolean safe = access.receiver() == null || access.receiver() == body.self;
    // What is read of a field was lost on its way there, so that this place is never the one to name.
    String name = access.field().getSimpleName().toString();
    Op.Reason reason = isFinal ? Body.reason(Message.ACTIVE_REFERENCE, tree.toString(), IrTypes.shortName(access.type()))
        : Body.reason(Message.CONSTANT_FIELD, name);
    return body.emit(value(access), access.type(), isFinal && safe ? Op.Effect.PURE : Op.Effect.READS, reason, tree);
  }

  void write(FieldAccess access, Value value, Tree tree) {
    Code.PrivateField handle = body.members.field(access.field());
    Snippet snippet = handle == null ? name(access).text(" = ").operand(value)
        : PrivateMembers.openSet(new Snippet(), handle, access.receiver()).operand(value).text(")");
    body.emit(snippet, null, Op.Effect.EFFECT,
        Body.reason(Message.ACTIVE_STORE_TO_FIELD, access.field().getSimpleName().toString()), tree);
  }

  private Snippet value(FieldAccess access) {
    Code.PrivateField handle = accessor(access.field()) != null ? null : body.members.field(access.field());
    return handle == null ? name(access)
        : PrivateMembers.get(new Snippet(), handle, access.type(), access.receiver());
  }

  private Snippet name(FieldAccess access) {
    var snippet = new Snippet();
    if (access.receiver() == null) {
      snippet.type(IrTypes.ref((TypeElement) access.field().getEnclosingElement()));
    } else {
      snippet.operand(access.receiver());
    }
    boolean hidden = !IrTypes.accessible(access.field(), body.home());
    return snippet.text("." + access.field().getSimpleName() + (hidden ? "()" : ""));
  }

  /** A cast between reference types, checked at run time. */
  Value cast(Value value, Type type, Tree tree) {
    return body.emit(new Snippet().text("(").type(type).text(") ").operand(value), type, Op.Effect.READS,
        Body.reason(Message.ACTIVE_REFERENCE, tree.toString(), IrTypes.shortName(type)), tree);
  }

  /** {@code new C(…)}, JLS 15.9. */
  Value create(NewClassTree tree, TypeMirror target) {
    if (tree.getClassBody() != null) {
      return new AnonymousClasses(body).create(tree, target);
    }
    if (isDiamond(tree)) {
      return verbatim(tree, target);
    }
    TypeMirror mirror = body.typing.resolveType(tree.getIdentifier());
    Type type = body.type(mirror, tree.getIdentifier());
    ExecutableElement constructor = body.typing.constructorOf(tree, body.env);
    var element = (TypeElement) constructor.getEnclosingElement();
    boolean inner = element.getNestingKind() == NestingKind.MEMBER && !element.getModifiers().contains(Modifier.STATIC);
    if (tree.getEnclosingExpression() != null || inner) {
      throw new Refusal(Message.UNSUPPORTED, tree, "an instance of an inner class");
    }
    Code.PrivateMethod caller = body.members.method(constructor);
    if (caller == null ? !IrTypes.accessible(constructor, body.home()) : !type.equals(caller.result())) {
      throw new Refusal(Message.PRIVATE_METHOD, tree, body.reading.ir.readable(constructor));
    }
    checkThrown(constructor, tree);
    Snippet snippet = caller == null ? new Snippet().text("new ").type(type) : new Snippet().piece(caller);
    snippet.text("(");
    arguments(tree.getArguments(), constructor, snippet);
    Op.Reason kept = body.instances.kept(mirror);
    return body.emit(snippet.text(")"), type, Op.Effect.EFFECT,
        kept != null ? kept : Body.reason(Message.CALL_WITHOUT_DERIVATIVE, body.reading.ir.readable(constructor)), tree);
  }

  private static boolean isDiamond(NewClassTree tree) {
    return tree.getIdentifier() instanceof com.sun.source.tree.ParameterizedTypeTree p && p.getTypeArguments().isEmpty();
  }

  /** Generated methods declare no checked exception, except that of a throw statement's own type. */
  void checkThrown(ExecutableElement called, Tree tree) {
    var types = body.reading.types;
    for (TypeMirror thrown : called.getThrownTypes()) {
      boolean checked = thrown.getKind() == TypeKind.DECLARED && isChecked(thrown)
          && !body.statements.tries().catches(thrown);
      if (checked) {
        throw new Refusal(Message.CHECKED_EXCEPTION, tree, types.asElement(thrown).getSimpleName().toString());
      }
    }
  }

  boolean isChecked(TypeMirror thrown) {
    return !isKindOf(thrown, "java.lang.RuntimeException") && !isKindOf(thrown, "java.lang.Error");
  }

  private boolean isKindOf(TypeMirror type, String name) {
    return body.reading.types.isSubtype(type, body.reading.elements.getTypeElement(name).asType());
  }

  /** Arguments of an opaque call. Each is a value of its own, except what only its target type gives a type. */
  void arguments(List<? extends ExpressionTree> arguments, ExecutableElement called, Snippet snippet) {
    for (int i = 0; i < arguments.size(); i++) {
      ExpressionTree argument = arguments.get(i);
      snippet.text(i == 0 ? "" : ", ");
      boolean simpleAfter = arguments.subList(i + 1, arguments.size()).stream().allMatch(this::isSimple);
      if (argument instanceof LiteralTree || isPoly(argument) || simpleAfter && isInferred(argument)) {
        new Verbatim(body, snippet).write(argument);
      } else {
        Value value = body.expressions.lower(argument);
        boolean keptUnboxed = value.type().isFloating()
            && !body.typing.typeOf(argument, body.env).getKind().isPrimitive();
        snippet.operand(keptUnboxed
            ? body.conversions.convert(value, Conversions.box((Type.Primitive) value.type()), argument) : value);
      }
    }
  }

  /** A generic call, whose type arguments may be settled by the parameter it is passed to. */
  private boolean isInferred(ExpressionTree tree) {
    if (!(tree instanceof MethodInvocationTree call) || !Assigned.in(List.of(tree)).isEmpty()) {
      return false;
    }
    ExecutableElement method = body.typing.methodOf(call, body.env);
    return call.getTypeArguments().isEmpty() && !method.getTypeParameters().isEmpty()
        && method.getReturnType() instanceof DeclaredType type && !type.getTypeArguments().isEmpty();
  }

  /** Whether it does not matter when the expression is evaluated. */
  private boolean isSimple(ExpressionTree tree) {
    return tree instanceof LiteralTree || tree instanceof IdentifierTree || isPoly(tree) || isInferred(tree);
  }

  private static boolean isPoly(ExpressionTree tree) {
    return switch (tree) {
      case ParenthesizedTree t -> isPoly(t.getExpression());
      case LambdaExpressionTree t -> true;
      case MemberReferenceTree t -> true;
      case NewClassTree t -> t.getClassBody() != null || isDiamond(t);
      default -> false;
    };
  }

  /** A call as it is written, of a type that is known; null when that is void. */
  Value asWritten(ExpressionTree tree, TypeMirror type, Op.Reason reason) {
    return asWritten(tree, type, reason, tree);
  }

  /** As above; {@code place} is what stands in the way of a derivative. */
  Value asWritten(ExpressionTree tree, TypeMirror type, Op.Reason reason, Tree place) {
    var snippet = new Snippet();
    new Verbatim(body, snippet).write(tree);
    return body.emit(snippet, type.getKind() == TypeKind.VOID ? null : body.type(type, tree), Op.Effect.EFFECT, reason, place);
  }

  /** An expression as it is written; locals become operands. */
  Value verbatim(ExpressionTree tree, TypeMirror target) {
    return verbatim(tree, target, null);
  }

  /** As above; {@code why} is what stands in the way of a derivative, null for what the expression is. */
  Value verbatim(ExpressionTree tree, TypeMirror target, Op.Reason why) {
    TypeMirror mirror = tree instanceof LambdaExpressionTree || tree instanceof MemberReferenceTree ? target
        : body.typing.typeOf(tree, body.env, target);
    if (mirror == null) {
      throw new Refusal(Message.UNSUPPORTED, tree, "a lambda without a target type");
    }
    boolean function = tree instanceof LambdaExpressionTree || tree instanceof MemberReferenceTree;
    var snippet = new Snippet();
    if (function) {
      // Of its own type wherever it stands, a receiver too.
      snippet.text("((").type(body.type(mirror, tree)).text(") ");
    }
    new Verbatim(body, snippet).write(tree);
    snippet.text(function ? ")" : "");
    // What a lambda will do to what it captured, it may do from here on.
    Op.Effect effect = tree instanceof MemberSelectTree ? Op.Effect.PURE : Op.Effect.EFFECT;
    Message message = tree instanceof LambdaExpressionTree ? Message.LAMBDA : Message.ACTIVE_REFERENCE;
    Op.Reason reason = why != null ? why : message == Message.LAMBDA ? Body.reason(message)
        : Body.reason(message, body.reading.places.text(body.unit).substring(body.span(tree).start(), body.span(tree).end()),
            mirror.toString());
    return body.emit(snippet, body.type(mirror, tree), effect, reason, tree);
  }

  /**
   * A statement as it is written, when nothing in it differs for derivatives: it leaves by no jump, assigns no local of the
   * method, and touches no floating value. Answers false, having done nothing, when that does not hold.
   */
  boolean statement(StatementTree tree, Op.Reason reason) {
    if (!body.jumps.exits(tree).isEmpty()
        || Assigned.in(List.of(tree)).stream().anyMatch(name -> body.variable(name) != null)) {
      return false;
    }
    int mark = body.ssa.mark();
    var snippet = new Snippet();
    try {
      new Verbatim(body, snippet).write(tree);
    } catch (Refusal e) {
      body.ssa.rollback(mark);
      return false;
    }
    if (snippet.operands().stream().anyMatch(v -> v.type().canBeActive())) {
      return false;
    }
    body.emit(snippet, null, Op.Effect.EFFECT, reason, tree);
    return true;
  }
}
