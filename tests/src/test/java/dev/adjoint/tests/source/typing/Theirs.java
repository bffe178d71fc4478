package dev.adjoint.tests.source.typing;

import com.sun.source.tree.*;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Collects javac's own answers from attributed trees, for the expressions of all bodies outside of local classes. */
final class Theirs extends TreePathScanner<Void, Void> {
  private final Trees trees;
  private final Types types;
  private final Elements elements;
  private final Map<Observation.Place, Observation> found = new TreeMap<>();
  private final Map<Element, Long> locals = new HashMap<>();

  Theirs(Trees trees, Types types, Elements elements) {
    this.trees = trees;
    this.types = types;
    this.elements = elements;
  }

  Map<Observation.Place, Observation> found() {
    return found;
  }

  @Override
  public Void scan(Tree tree, Void p) {
    if (tree instanceof ExpressionTree && getCurrentPath() != null && !isTypeTree(tree)
        && !(getCurrentPath().getLeaf() instanceof MethodInvocationTree call && call.getMethodSelect() == tree)) {
      observe(new TreePath(getCurrentPath(), tree), tree);
    }
    return super.scan(tree, p);
  }

  private static boolean isTypeTree(Tree tree) {
    return switch (tree.getKind()) {
      case PRIMITIVE_TYPE, ARRAY_TYPE, PARAMETERIZED_TYPE, ANNOTATED_TYPE -> true;
      default -> false;
    };
  }

  private void observe(TreePath path, Tree tree) {
    CompilationUnitTree unit = path.getCompilationUnit();
    boolean named = tree instanceof IdentifierTree || tree instanceof MethodInvocationTree
        || tree instanceof NewClassTree n && n.getClassBody() == null
        || tree instanceof MemberSelectTree s && !s.getIdentifier().contentEquals("class");
    Element element = named ? trees.getElement(path) : null;
    if (element instanceof TypeParameterElement) {
      return;
    }
    TypeMirror type = element instanceof PackageElement ? null : trees.getTypeMirror(path);
    found.put(Observation.Place.of(unit, tree, trees.getSourcePositions()),
        Observation.of(isType(element) ? null : type, symbol(tree, element), tree, types));
  }

  private static boolean isType(Element element) {
    return element != null && (element.getKind().isClass() || element.getKind().isInterface());
  }

  private String symbol(Tree tree, Element element) {
    if (element == null) {
      return "";
    }
    String name = element.getSimpleName().toString();
    boolean field = element.getKind().isField();
    if (element instanceof PackageElement) {
      return "package " + element;
    }
    if (name.equals("this") || name.equals("super")) {
      return name;
    }
    // javac's arrays are members of a class of their own; the language gives them Object's clone (JLS 10.7).
    if (element.getEnclosingElement().toString().equals("Array")) {
      return field ? "length" : "java.lang.Object.clone()";
    }
    return field || isType(element) || element.getKind() == ElementKind.METHOD
        || element.getKind() == ElementKind.CONSTRUCTOR
        ? Observation.symbol(element)
        : "local " + name + "@" + locals.getOrDefault(element, -1L);
  }

  @Override
  public Void visitVariable(VariableTree v, Void p) {
    Element element = trees.getElement(getCurrentPath());
    if (element.getKind() == ElementKind.ENUM_CONSTANT) {
      return null;
    }
    if (!element.getKind().isField()) {
      CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
      locals.put(element, trees.getSourcePositions().getStartPosition(unit, v));
      if (element.getKind() == ElementKind.LOCAL_VARIABLE || element.getKind() == ElementKind.RESOURCE_VARIABLE) {
        Object constant = ((javax.lang.model.element.VariableElement) element).getConstantValue();
        found.put(Observation.Place.of(unit, v, trees.getSourcePositions()),
            Observation.of(element.asType(), "constant " + constant, v, types));
      }
    }
    return scan(v.getInitializer(), p);
  }

  @Override
  public Void visitClass(ClassTree tree, Void p) {
    Tree parent = getCurrentPath().getParentPath().getLeaf();
    boolean member = parent instanceof ClassTree || parent instanceof CompilationUnitTree;
    return member ? scan(tree.getMembers(), p) : null;
  }

  @Override
  public Void visitMethod(MethodTree tree, Void p) {
    // A default constructor has no source of its own.
    if (elements.getOrigin(trees.getElement(getCurrentPath())) != Elements.Origin.EXPLICIT) {
      return null;
    }
    scan(tree.getParameters(), p);
    return scan(tree.getBody(), p);
  }

  // What follows leaves out the types that are written within expressions and statements.

  @Override
  public Void visitCompilationUnit(CompilationUnitTree tree, Void p) {
    return scan(tree.getTypeDecls(), p);
  }

  @Override
  public Void visitMethodInvocation(MethodInvocationTree tree, Void p) {
    scan(tree.getMethodSelect(), p);
    return scan(tree.getArguments(), p);
  }

  @Override
  public Void visitMemberSelect(MemberSelectTree tree, Void p) {
    return tree.getIdentifier().contentEquals("class") ? null : super.visitMemberSelect(tree, p);
  }

  @Override
  public Void visitNewClass(NewClassTree tree, Void p) {
    scan(tree.getEnclosingExpression(), p);
    return scan(tree.getArguments(), p);
  }

  @Override
  public Void visitNewArray(NewArrayTree tree, Void p) {
    scan(tree.getDimensions(), p);
    return scan(tree.getInitializers(), p);
  }

  @Override
  public Void visitTypeCast(TypeCastTree tree, Void p) {
    return scan(tree.getExpression(), p);
  }

  @Override
  public Void visitInstanceOf(InstanceOfTree tree, Void p) {
    scan(tree.getExpression(), p);
    return scan(tree.getPattern(), p);
  }

  @Override
  public Void visitDeconstructionPattern(DeconstructionPatternTree tree, Void p) {
    return scan(tree.getNestedPatterns(), p);
  }

  @Override
  public Void visitMemberReference(MemberReferenceTree tree, Void p) {
    return scan(tree.getQualifierExpression(), p);
  }

  @Override
  public Void visitParameterizedType(ParameterizedTypeTree tree, Void p) {
    return null;
  }

  @Override
  public Void visitArrayType(ArrayTypeTree tree, Void p) {
    return null;
  }
}
