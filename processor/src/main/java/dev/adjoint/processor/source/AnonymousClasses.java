package dev.adjoint.processor.source;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/**
 * Objects of anonymous classes, JLS 15.9.5: one that only overrides methods, of an interface or of classes without state, is
 * known as what it captured. Any other is code as it is written.
 *
 * <p>The methods of an anonymous class have no elements here, because javac would have to attribute the body around it; each
 * is known by one that it overrides.
 */
final class AnonymousClasses {
  private final Body body;

  AnonymousClasses(Body body) {
    this.body = body;
  }

  /** {@code new C() { … }}. */
  Value create(NewClassTree tree, TypeMirror target) {
    var why = new ArrayList<String>();
    FunctionValue object = make(tree, target, why);
    int mark = body.ssa.mark();
    Value token;
    try {
      token = body.opaque.verbatim(tree, target, object != null ? null : Body.reason(Message.ANONYMOUS_CLASS, why.getFirst()));
    } catch (Refusal e) {
      if (object == null) {
        throw e;
      }
      body.ssa.rollback(mark);
      token = body.functions.standIn(body.type(object.shape().type(), tree), e, tree);
    }
    if (object != null) {
      body.ssa.resultsSince(mark, body.known::disposable);
      body.known.put(token, object);
    }
    return token;
  }

  /** The object, or null for one that is not known; then {@code why} says what is in the way. */
  private FunctionValue make(NewClassTree tree, TypeMirror target, List<String> why) {
    TypeMirror written = body.typing.typeOf(tree, body.env, target);
    var methods = new ArrayList<Shape.Overriding>();
    String problem = body.anonymous != null ? "stands inside another one" : supertypes(tree, written);
    for (Tree member : tree.getClassBody().getMembers()) {
      problem = problem != null ? problem : member(tree, member, written, methods);
    }
    problem = problem != null ? problem : shadowed(tree.getClassBody(), written);
    if (problem != null) {
      why.add(problem);
      return null;
    }
    var values = new ArrayList<Value>();
    Shape.Captures captures = body.functions.captures(tree.getClassBody(), false, values, tree);
    return new FunctionValue(new Shape.Anonymous(body.functions.key(tree) + captures.suffix(), body.concrete(written), written,
        body.functions.place(), captures, List.copyOf(methods)), values);
  }

  private String supertypes(NewClassTree tree, TypeMirror written) {
    var element = (TypeElement) ((DeclaredType) written).asElement();
    if (!tree.getArguments().isEmpty()) {
      return "gives its superclass arguments";
    }
    for (TypeElement c = element; !c.getKind().isInterface() && c.getSuperclass().getKind() != TypeKind.NONE;
        c = (TypeElement) ((DeclaredType) c.getSuperclass()).asElement()) {
      String problem = superclass(c);
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  /** What is in the way in a superclass: its constructor would have to be run, its fields to be carried. */
  private String superclass(TypeElement type) {
    String name = String.join(".", IrTypes.ref(type).names());
    if (!(body.reading.trees.getTree(type) instanceof ClassTree tree)) {
      return "extends " + name + ", whose source is not in this compilation";
    }
    boolean inner = type.getEnclosingElement() instanceof TypeElement && !type.getModifiers().contains(Modifier.STATIC);
    for (Tree member : tree.getMembers()) {
      boolean state = switch (member) {
        case VariableTree v -> !v.getModifiers().getFlags().contains(Modifier.STATIC);
        case com.sun.source.tree.BlockTree b -> !b.isStatic();
        default -> false;
      };
      if (state || inner) {
        return "extends " + name + ", which has state of its own";
      }
    }
    for (ExecutableElement constructor : ElementFilter.constructorsIn(type.getEnclosedElements())) {
      MethodTree written = constructor.getParameters().isEmpty() && body.reading.elements.getOrigin(constructor)
          == Elements.Origin.EXPLICIT ? body.reading.trees.getTree(constructor) : null;
      if (written != null && !written.getBody().getStatements().stream().allMatch(AnonymousClasses::isPlainSuper)) {
        return "extends " + name + ", whose constructor does something";
      }
    }
    return null;
  }

  private static boolean isPlainSuper(StatementTree tree) {
    return tree instanceof ExpressionStatementTree s && s.getExpression() instanceof MethodInvocationTree call
        && call.getMethodSelect() instanceof IdentifierTree name && name.getName().contentEquals("super")
        && call.getArguments().isEmpty();
  }

  private String member(NewClassTree tree, Tree member, TypeMirror written, List<Shape.Overriding> methods) {
    if (!(member instanceof MethodTree method)) {
      return "declares more than methods";
    }
    if (method.getName().contentEquals("<init>")) {
      return null;
    }
    if (!method.getTypeParameters().isEmpty() || method.getBody() == null) {
      return "has the generic method " + method.getName();
    }
    List<TypeMirror> parameters = method.getParameters().stream().map(p -> body.typing.resolveType(p.getType())).toList();
    ExecutableElement overridden = overridden(method.getName().toString(), parameters, written);
    if (overridden == null) {
      return "has the method " + method.getName() + ", which overrides none";
    }
    methods.add(new Shape.Overriding(method, overridden, parameters, body.typing.resolveType(method.getReturnType())));
    return null;
  }

  private ExecutableElement overridden(String name, List<TypeMirror> parameters, TypeMirror type) {
    var element = (TypeElement) ((DeclaredType) type).asElement();
    return ElementFilter.methodsIn(body.reading.elements.getAllMembers(element)).stream()
        .filter(m -> m.getSimpleName().contentEquals(name) && !m.getModifiers().contains(Modifier.STATIC)
            && !m.getModifiers().contains(Modifier.PRIVATE) && body.objects.takes(m, (DeclaredType) type, parameters))
        .findFirst().orElse(null);
  }

  /** A name in the body that is both a local around it and a field that it inherits: the field is meant, JLS 6.4.1. */
  private String shadowed(ClassTree tree, TypeMirror type) {
    var element = (TypeElement) ((DeclaredType) type).asElement();
    Set<String> fields = new HashSet<>();
    ElementFilter.fieldsIn(body.reading.elements.getAllMembers(element)).forEach(f -> fields.add(f.getSimpleName().toString()));
    return body.functions.captured(tree).keySet().stream().filter(l -> fields.contains(l.name())).findFirst()
        .map(l -> "inherits the field " + l.name() + ", which hides a local variable").orElse(null);
  }
}
