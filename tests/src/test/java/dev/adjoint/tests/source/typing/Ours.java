package dev.adjoint.tests.source.typing;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.adjoint.processor.source.typing.Env;
import dev.adjoint.processor.source.typing.Local;
import dev.adjoint.processor.source.typing.Typing;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/** Runs {@link Typing} over every body of the first round of annotation processing, where nothing is attributed yet. */
@SupportedAnnotationTypes("*")
final class Ours extends AbstractProcessor {
  private final Map<Observation.Place, Observation> found = new TreeMap<>();
  private final Set<CompilationUnitTree> seen = new HashSet<>();
  private Trees trees;

  Map<Observation.Place, Observation> found() {
    return found;
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latest();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    trees = Trees.instance(processingEnv);
    for (Element root : round.getRootElements()) {
      TreePath path = trees.getPath(root);
      if (path != null && path.getLeaf() instanceof ClassTree tree) {
        seen.add(path.getCompilationUnit());
        read(path, tree, path.getCompilationUnit());
      }
    }
    return false;
  }

  private void read(TreePath path, ClassTree tree, CompilationUnitTree unit) {
    var element = (TypeElement) trees.getElement(path);
    var typing = new Typing(processingEnv, unit, element);
    for (Tree member : tree.getMembers()) {
      var inner = new TreePath(path, member);
      switch (member) {
        case ClassTree nested -> read(inner, nested, unit);
        case MethodTree method when method.getBody() != null -> read((ExecutableElement) trees.getElement(inner), method,
            typing, unit);
        case BlockTree block -> walk(typing, unit).block(block, Env.EMPTY, null);
        case VariableTree field -> {
          Element variable = trees.getElement(inner);
          if (variable.getKind() == ElementKind.FIELD && field.getInitializer() != null) {
            walk(typing, unit).expression(field.getInitializer(), Env.EMPTY, variable.asType());
          }
        }
        default -> { }
      }
    }
  }

  private void read(ExecutableElement element, MethodTree method, Typing outside, CompilationUnitTree unit) {
    Typing typing = outside.in(element);
    Env env = Env.EMPTY;
    for (int i = 0; i < element.getParameters().size(); i++) {
      VariableElement p = element.getParameters().get(i);
      env = env.with(new Local(p.getSimpleName().toString(), p.asType(),
          i < method.getParameters().size() ? method.getParameters().get(i) : null));
    }
    walk(typing, unit).block(method.getBody(), env, element.getReturnType());
  }

  private BodyWalk walk(Typing typing, CompilationUnitTree unit) {
    return new BodyWalk(typing, processingEnv.getTypeUtils(), unit, trees.getSourcePositions(), found);
  }
}
