package dev.adjoint.processor.source;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.source.typing.Local;
import dev.adjoint.processor.source.typing.Typing.Symbol;
import java.util.HashSet;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/**
 * Copies source text into a {@link Snippet} for another class of the same package: locals become operands, type names are
 * marked for importing, unqualified members are qualified.
 *
 * <p>Invariant: trees are visited in the order of their text, so that the text between two replacements is copied as it is.
 */
final class Verbatim extends TreeScanner<Void, Void> {
  private final Body body;
  private final Snippet snippet;
  private final String source;
  private final PrivateAccess hidden;
  private final Set<String> inner = new HashSet<>();
  private int copied;
  private boolean inType;

  Verbatim(Body body, Snippet snippet) {
    this.body = body;
    this.snippet = snippet;
    this.hidden = new PrivateAccess(body, snippet, this);
    this.source = body.reading.places.text(body.unit);
  }

  void write(Tree tree) {
    copied = body.reading.places.start(tree, body.unit);
    int end = body.reading.places.end(tree, body.unit);
    scan(tree, null);
    String rest = source.substring(copied, end);
    snippet.text(rest.endsWith(";") ? rest.substring(0, rest.length() - 1) : rest);
    copied = end;
  }

  /** Copies a part of what is being replaced. */
  void part(Tree tree) {
    copied = body.reading.places.start(tree, body.unit);
    int end = body.reading.places.end(tree, body.unit);
    scan(tree, null);
    snippet.text(source.substring(copied, end));
    copied = end;
  }

  /** Whether the first name of an expression is declared in the code that is copied. */
  boolean isInner(Tree tree) {
    return switch (tree) {
      case IdentifierTree t -> inner.contains(t.getName().toString());
      case MemberSelectTree t -> isInner(t.getExpression());
      case MethodInvocationTree t -> isInner(t.getMethodSelect());
      case ArrayAccessTree t -> isInner(t.getExpression());
      case ParenthesizedTree t -> isInner(t.getExpression());
      default -> false;
    };
  }

  /** The operator of a compound assignment without its {@code =}. */
  String operator(CompoundAssignmentTree tree) {
    String between = source.substring(body.reading.places.end(tree.getVariable(), body.unit),
        body.reading.places.start(tree.getExpression(), body.unit));
    return between.substring(0, between.indexOf('=')).strip();
  }

  void replace(Tree tree, Runnable by) {
    int start = body.reading.places.start(tree, body.unit);
    if (start < copied) {
      throw new Refusal(Message.UNSUPPORTED, tree, "this code");
    }
    snippet.text(source.substring(copied, start));
    by.run();
    copied = body.reading.places.end(tree, body.unit);
  }

  private void type(Tree tree) {
    boolean before = inType;
    inType = true;
    scan(tree, null);
    inType = before;
  }

  @Override
  public Void visitIdentifier(IdentifierTree tree, Void unused) {
    String name = tree.getName().toString();
    if (inner.contains(name)) {
      return null;
    }
    if (inType) {
      typeName(tree, body.typing.resolveType(tree));
      return null;
    }
    Local local = body.env.lookup(name);
    if (local != null) {
      Value kept = body.read(body.variable(local), tree);
      // What is kept as a primitive was written for a box.
      Value value = kept.type().isPrimitive() && !local.type().getKind().isPrimitive()
          ? body.conversions.convert(kept, Conversions.box((Type.Primitive) kept.type()), tree) : kept;
      replace(tree, () -> snippet.operand(value));
      return null;
    }
    switch (body.typing.symbolOf(tree, body.env)) {
      case Symbol.Field s -> {
        if (!hidden.read(tree)) {
          member(tree, s.field());
        }
      }
      case Symbol.TypeName s -> typeName(tree, s.type());
      case Symbol.This s -> {
        Value self = body.opaque.self(tree, s.type());
        replace(tree, () -> snippet.operand(self));
      }
      case Symbol.Super s -> throw new Refusal(Message.UNSUPPORTED, tree, "super");
      case Symbol.LocalVar s -> throw new IllegalStateException("not in scope: " + name);
      case Symbol.PackageName s -> { }
    }
    return null;
  }

  private void typeName(IdentifierTree tree, TypeMirror type) {
    if (!type.getKind().isPrimitive() && !tree.getName().contentEquals("var")) {
      body.type(type, tree);
      Element element = body.reading.types.asElement(type);
      if (!(element instanceof TypeElement t)) {
        throw new Refusal(Message.UNSUPPORTED, tree, "a type variable");
      }
      replace(tree, () -> snippet.type(IrTypes.ref(t)));
    }
  }

  private void member(Tree tree, Element member) {
    var declaring = (TypeElement) member.getEnclosingElement();
    if (member.getModifiers().contains(Modifier.STATIC)) {
      replace(tree, () -> snippet.type(IrTypes.ref(declaring)).text("." + member.getSimpleName()));
    } else {
      Value self = body.opaque.receiver(tree, declaring);
      replace(tree, () -> snippet.operand(self).text("." + member.getSimpleName()));
    }
  }

  @Override
  public Void visitMethodInvocation(MethodInvocationTree tree, Void unused) {
    if (tree.getMethodSelect() instanceof IdentifierTree name && !inner.contains(name.getName() + "()")) {
      ExecutableElement method = method(tree, name);
      if (hidden.call(tree, method)) {
        return null;
      }
      member(name, method);
    } else if (!(tree.getMethodSelect() instanceof IdentifierTree)) {
      if (hidden.call(tree, hidden.method(tree))) {
        return null;
      }
      var select = (MemberSelectTree) tree.getMethodSelect();
      scan(select.getExpression(), null);
      tree.getTypeArguments().forEach(this::type);
    }
    return scan(tree.getArguments(), null);
  }

  /** A method of that name in the classes around; overloads differ in nothing that matters here, unless one is private. */
  private ExecutableElement method(MethodInvocationTree call, IdentifierTree tree) {
    for (Element e = body.owner; e instanceof TypeElement t; e = e.getEnclosingElement()) {
      var found = ElementFilter.methodsIn(body.reading.elements.getAllMembers(t)).stream()
          .filter(m -> m.getSimpleName().equals(tree.getName())).toList();
      boolean same = found.size() == 1 || found.stream().allMatch(m -> IrTypes.accessible(m, body.home()));
      if (!found.isEmpty()) {
        return same ? found.getFirst() : body.typing.methodOf(call, body.env);
      }
    }
    throw new Refusal(Message.UNSUPPORTED, tree, "a statically imported method in this place");
  }

  @Override
  public Void visitMemberSelect(MemberSelectTree tree, Void unused) {
    return !inType && hidden.read(tree) ? null : scan(tree.getExpression(), null);
  }

  @Override
  public Void visitMemberReference(MemberReferenceTree tree, Void unused) {
    ExpressionTree qualifier = tree.getQualifierExpression();
    hidden.notReferred(tree);
    if (qualifier instanceof ParameterizedTypeTree) {
      type(qualifier);
    } else {
      scan(qualifier, null);
    }
    return null;
  }

  @Override
  public Void visitVariable(VariableTree tree, Void unused) {
    inner.add(tree.getName().toString());
    Tree type = tree.getType();
    if (type != null && body.reading.places.end(type, body.unit) > body.reading.places.start(type, body.unit)
        && body.reading.places.start(type, body.unit) >= copied) {
      type(type);
    }
    return scan(tree.getInitializer(), null);
  }

  @Override
  public Void visitMethod(MethodTree tree, Void unused) {
    inner.add(tree.getName() + "()");
    type(tree.getReturnType());
    scan(tree.getParameters(), null);
    tree.getThrows().forEach(this::type);
    return scan(tree.getBody(), null);
  }

  @Override
  public Void visitNewClass(NewClassTree tree, Void unused) {
    if (hidden.create(tree)) {
      return null;
    }
    scan(tree.getEnclosingExpression(), null);
    type(tree.getIdentifier());
    scan(tree.getArguments(), null);
    if (tree.getClassBody() != null) {
      tree.getClassBody().getMembers().forEach(m -> {
        if (m instanceof VariableTree v) {
          inner.add(v.getName().toString());
        } else if (m instanceof MethodTree t) {
          inner.add(t.getName() + "()");
        }
      });
      for (Tree member : tree.getClassBody().getMembers()) {
        if (!(member instanceof MethodTree m && m.getName().contentEquals("<init>"))) {
          scan(member, null);
        }
      }
    }
    return null;
  }

  @Override
  public Void visitNewArray(NewArrayTree tree, Void unused) {
    type(tree.getType());
    scan(tree.getDimensions(), null);
    return scan(tree.getInitializers(), null);
  }

  @Override
  public Void visitTypeCast(TypeCastTree tree, Void unused) {
    type(tree.getType());
    return scan(tree.getExpression(), null);
  }

  @Override
  public Void visitInstanceOf(InstanceOfTree tree, Void unused) {
    scan(tree.getExpression(), null);
    if (tree.getPattern() == null) {
      type(tree.getType());
      return null;
    }
    return scan(tree.getPattern(), null);
  }

  @Override
  public Void visitParameterizedType(ParameterizedTypeTree tree, Void unused) {
    type(tree.getType());
    tree.getTypeArguments().forEach(this::type);
    return null;
  }

  @Override
  public Void visitExpressionStatement(ExpressionStatementTree tree, Void unused) {
    return hidden.write(tree.getExpression()) ? null : scan(tree.getExpression(), null);
  }

  @Override
  public Void visitAssignment(AssignmentTree tree, Void unused) {
    notALocal(tree.getVariable());
    return super.visitAssignment(tree, unused);
  }

  @Override
  public Void visitCompoundAssignment(CompoundAssignmentTree tree, Void unused) {
    notALocal(tree.getVariable());
    return super.visitCompoundAssignment(tree, unused);
  }

  @Override
  public Void visitUnary(UnaryTree tree, Void unused) {
    switch (tree.getKind()) {
      case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT -> notALocal(tree.getExpression());
      default -> { }
    }
    return super.visitUnary(tree, unused);
  }

  /** An operand is a value, and so is what a handle gives: nothing can be assigned to it. */
  private void notALocal(ExpressionTree target) {
    hidden.notAssigned(target);
    if (target instanceof IdentifierTree i && !inner.contains(i.getName().toString())
        && body.env.lookup(i.getName().toString()) != null) {
      throw new Refusal(Message.UNSUPPORTED, target, "an assignment to a local here");
    }
  }
}
