package dev.adjoint.processor.source;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Code;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.source.typing.Typing.Symbol;
import dev.adjoint.processor.source.typing.TypingException;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.Name;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;

/**
 * Private members in code that is copied: each place is rewritten to go through the member's handle. What cannot be typed where
 * it stands, because a lambda or a local class declares it, is looked at by name only.
 */
final class PrivateAccess {
  private final Body body;
  private final Snippet snippet;
  private final Verbatim text;

  PrivateAccess(Body body, Snippet snippet, Verbatim text) {
    this.body = body;
    this.snippet = snippet;
    this.text = text;
  }

  /** Rewrites a read of a private field; answers false, having done nothing, for any other name. */
  boolean read(ExpressionTree tree) {
    Symbol.Field symbol = field(tree);
    if (symbol == null) {
      return false;
    }
    Object constant = symbol.field().getConstantValue();
    if (constant != null && !Expressions.constantType(constant).isFloating()) {
      // A label of a switch has to stay a constant.
      Value value = body.ssa.constant(Expressions.constantType(constant), constant, body.span(tree));
      text.replace(tree, () -> snippet.operand(value));
      return true;
    }
    Code.PrivateField handle = handle(tree, symbol);
    Type type = body.type(symbol.type(), tree);
    text.replace(tree, () -> {
      PrivateMembers.open(snippet.text("("), handle, type);
      if (!handle.isStatic()) {
        if (tree instanceof MemberSelectTree s) {
          text.part(s.getExpression());
        } else {
          snippet.operand(body.opaque.receiver(tree, (TypeElement) symbol.field().getEnclosingElement()));
        }
      }
      snippet.text("))");
    });
    return true;
  }

  /** Rewrites a statement that assigns to a private field; answers false, having done nothing, for any other expression. */
  boolean write(ExpressionTree tree) {
    ExpressionTree target = target(tree);
    Symbol.Field symbol = target == null ? null : field(target);
    if (symbol == null) {
      return false;
    }
    Code.PrivateField handle = handle(target, symbol);
    Type type = body.type(symbol.type(), target);
    if (!(tree instanceof AssignmentTree) && !type.isPrimitive() && !type.equals(Type.STRING)) {
      throw refusal(target, symbol);
    }
    Value receiver = handle.isStatic() ? null : receiver(target, symbol);
    text.replace(tree, () -> {
      PrivateMembers.openSet(snippet, handle, receiver).text("(").type(type).text(") (");
      switch (tree) {
        case AssignmentTree t -> text.part(t.getExpression());
        case CompoundAssignmentTree t -> {
          PrivateMembers.get(snippet, handle, type, receiver).text(" " + text.operator(t) + " (");
          text.part(t.getExpression());
          snippet.text(")");
        }
        default -> PrivateMembers.get(snippet, handle, type, receiver).text(isIncrement(tree) ? " + 1" : " - 1");
      }
      snippet.text("))");
    });
    return true;
  }

  /** Refuses an assignment to a private field whose value is used. */
  void notAssigned(ExpressionTree target) {
    Symbol.Field symbol = field(target);
    if (symbol != null) {
      throw refusal(target, symbol);
    }
  }

  /** The variable that an expression assigns to, or null. */
  private static ExpressionTree target(ExpressionTree tree) {
    return switch (tree) {
      case AssignmentTree t -> t.getVariable();
      case CompoundAssignmentTree t -> t.getVariable();
      case UnaryTree t when isIncrement(t) || isDecrement(t) -> t.getExpression();
      default -> null;
    };
  }

  private static boolean isIncrement(Tree tree) {
    return tree.getKind() == Tree.Kind.PREFIX_INCREMENT || tree.getKind() == Tree.Kind.POSTFIX_INCREMENT;
  }

  private static boolean isDecrement(Tree tree) {
    return tree.getKind() == Tree.Kind.PREFIX_DECREMENT || tree.getKind() == Tree.Kind.POSTFIX_DECREMENT;
  }

  /** A receiver that may be written twice. */
  private Value receiver(ExpressionTree target, Symbol.Field symbol) {
    if (target instanceof IdentifierTree) {
      return body.opaque.receiver(target, (TypeElement) symbol.field().getEnclosingElement());
    }
    if (target instanceof MemberSelectTree s && s.getExpression() instanceof IdentifierTree i
        && body.typing.symbolOf(i, body.env) instanceof Symbol.This self) {
      return body.opaque.self(i, self.type());
    }
    throw refusal(target, symbol);
  }

  /** The private field that a name means, or null. */
  private Symbol.Field field(ExpressionTree tree) {
    if (tree instanceof ParenthesizedTree t) {
      return field(t.getExpression());
    }
    if (!(tree instanceof IdentifierTree) && !(tree instanceof MemberSelectTree)) {
      return null;
    }
    if (text.isInner(tree)) {
      if (tree instanceof MemberSelectTree s && privateFields(s.getIdentifier()).findAny().isPresent()) {
        throw new Refusal(Message.PRIVATE_FIELD, tree, s.getIdentifier().toString());
      }
      return null;
    }
    try {
      return body.typing.symbolOf(tree, body.env) instanceof Symbol.Field s && s.field() != null
          && !IrTypes.accessible(s.field(), body.home()) ? s : null;
    } catch (TypingException e) {
      return null;
    }
  }

  private Stream<VariableElement> privateFields(Name name) {
    return nest(IrTypes.outermost(body.owner)).flatMap(t -> ElementFilter.fieldsIn(t.getEnclosedElements()).stream())
        .filter(f -> f.getSimpleName().equals(name) && f.getModifiers().contains(Modifier.PRIVATE));
  }

  private static Stream<TypeElement> nest(TypeElement type) {
    return Stream.concat(Stream.of(type),
        ElementFilter.typesIn(type.getEnclosedElements()).stream().flatMap(PrivateAccess::nest));
  }

  private Code.PrivateField handle(ExpressionTree tree, Symbol.Field symbol) {
    Code.PrivateField handle = body.members.field(symbol.field());
    boolean effect = handle != null && handle.isStatic() && tree instanceof MemberSelectTree s && !isName(s.getExpression());
    if (handle == null || effect) {
      throw refusal(tree, symbol);
    }
    return handle;
  }

  private static boolean isName(ExpressionTree tree) {
    return tree instanceof IdentifierTree || tree instanceof MemberSelectTree s && isName(s.getExpression());
  }

  private static Refusal refusal(Tree tree, Symbol.Field symbol) {
    return new Refusal(Message.PRIVATE_FIELD, tree, symbol.field().getSimpleName().toString());
  }

  /** Rewrites the call of a private method; answers false, having done nothing, for any other call. */
  boolean call(MethodInvocationTree tree, ExecutableElement method) {
    if (method == null || IrTypes.accessible(method, body.home())
        || !method.getModifiers().contains(Modifier.PRIVATE) && !(tree.getMethodSelect() instanceof IdentifierTree)) {
      return false;
    }
    Code.PrivateMethod caller = body.members.method(method);
    if (caller == null || method.getReturnType().getKind() == TypeKind.TYPEVAR) {
      throw new Refusal(Message.PRIVATE_METHOD, tree, body.reading.ir.readable(method));
    }
    text.replace(tree, () -> {
      snippet.piece(caller).text("(");
      if (!caller.isStatic()) {
        if (tree.getMethodSelect() instanceof MemberSelectTree s) {
          text.part(s.getExpression());
        } else {
          snippet.operand(body.opaque.receiver(tree, (TypeElement) method.getEnclosingElement()));
        }
        snippet.text(tree.getArguments().isEmpty() ? "" : ", ");
      }
      arguments(tree.getArguments());
    });
    return true;
  }

  /** The method that a qualified call means, or null when that cannot be told here. */
  ExecutableElement method(MethodInvocationTree tree) {
    if (text.isInner(tree.getMethodSelect())) {
      return null;
    }
    try {
      return body.typing.methodOf(tree, body.env);
    } catch (TypingException e) {
      return null;
    }
  }

  /** Rewrites the call of a private constructor; answers false, having done nothing, for any other creation. */
  boolean create(NewClassTree tree) {
    ExecutableElement constructor;
    try {
      constructor = tree.getEnclosingExpression() != null ? null : body.typing.constructorOf(tree, body.env);
    } catch (TypingException e) {
      return false;
    }
    if (constructor == null || !constructor.getModifiers().contains(Modifier.PRIVATE)) {
      return false;
    }
    var owner = (TypeElement) constructor.getEnclosingElement();
    Code.PrivateMethod caller = body.members.method(constructor);
    if (caller == null || tree.getClassBody() != null || !owner.getTypeParameters().isEmpty()) {
      throw new Refusal(Message.PRIVATE_METHOD, tree, body.reading.ir.readable(constructor));
    }
    text.replace(tree, () -> {
      snippet.piece(caller).text("(");
      arguments(tree.getArguments());
    });
    return true;
  }

  private void arguments(List<? extends ExpressionTree> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      snippet.text(i == 0 ? "" : ", ");
      text.part(arguments.get(i));
    }
    snippet.text(")");
  }

  /** Refuses a reference to a private method. */
  void notReferred(MemberReferenceTree tree) {
    ExpressionTree qualifier = tree.getQualifierExpression();
    if (!(qualifier instanceof IdentifierTree) || text.isInner(qualifier)) {
      return;
    }
    var type = switch (body.typing.symbolOf(qualifier, body.env)) {
      case Symbol.TypeName s -> s.type();
      case Symbol.This s -> s.type();
      case Symbol.LocalVar s -> s.local().type();
      case Symbol.Field s -> s.type();
      case Symbol.Super s -> null;
      case Symbol.PackageName s -> null;
    };
    boolean creates = tree.getMode() == MemberReferenceTree.ReferenceMode.NEW;
    if (type != null && body.reading.types.asElement(type) instanceof TypeElement t
        && t.getEnclosedElements().stream().filter(e -> e.getModifiers().contains(Modifier.PRIVATE))
            .anyMatch(e -> creates ? e.getKind() == ElementKind.CONSTRUCTOR
                : e.getKind() == ElementKind.METHOD && e.getSimpleName().equals(tree.getName()))) {
      throw new Refusal(Message.PRIVATE_METHOD, tree, tree.getName().toString());
    }
  }
}
