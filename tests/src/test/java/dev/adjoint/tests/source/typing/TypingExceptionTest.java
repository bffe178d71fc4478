package dev.adjoint.tests.source.typing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.adjoint.processor.source.typing.Env;
import dev.adjoint.processor.source.typing.Typing;
import dev.adjoint.processor.source.typing.TypingException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be typed is said with its innermost tree, and whether a class to be generated may be missing. */
class TypingExceptionTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "1 + 2                         | int",
      "NotYet.f(1) + 2               | deferrable: no such name: NotYet",
      "2 * new NotYet(1).f()         | deferrable: no such type: NotYet",
      "(NotYet) null                 | deferrable: no such type: NotYet",
      "later.f(1)                    | deferrable: its type does not exist: later",
      "lateResult()                  | deferrable: its type does not exist: lateResult()",
      "undeclared + 1                | deferrable: no such variable: undeclared",
      "Math.sin(1, 2)                | deferrable: no applicable method: Math.sin(1, 2)",
      "Math                          | unknown: a type, where a value is expected: Math",
      "x -> 1                        | unknown: a lambda or method reference without a target type: (x)->1",
      "true * 2                      | unknown: an operator that does not apply: true * 2"
  })
  void whatCannotBeTypedIsSaidWithItsTree(String expression, String expected) {
    assertEquals(expected, answer(expression));
  }

  private static String answer(String expression) {
    String[] answer = new String[1];
    var source = new SimpleJavaFileObject(URI.create("string:///T.java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return "class T { NotYet later; NotYet lateResult() { return null; }"
            + " Object asked() { return " + expression + "; } }";
      }
    };
    var task = ToolProvider.getSystemJavaCompiler()
        .getTask(null, null, new DiagnosticCollector<>(), List.of("-proc:only"), null, List.of(source));
    task.setProcessors(List.of(new Asker(answer)));
    task.call();
    return answer[0];
  }

  @SupportedAnnotationTypes("*")
  private static final class Asker extends AbstractProcessor {
    private final String[] answer;

    Asker(String[] answer) {
      this.answer = answer;
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latest();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      for (Element root : round.getRootElements()) {
        TreePath path = Trees.instance(processingEnv).getPath(root);
        for (var member : ((ClassTree) path.getLeaf()).getMembers()) {
          if (member instanceof MethodTree method && method.getName().contentEquals("asked")) {
            var result = (ReturnTree) method.getBody().getStatements().getFirst();
            var typing = new Typing(processingEnv, path.getCompilationUnit(), (TypeElement) root);
            answer[0] = ask(typing, result.getExpression());
          }
        }
      }
      return false;
    }

    private static String ask(Typing typing, ExpressionTree e) {
      try {
        return typing.typeOf(e, Env.EMPTY).toString();
      } catch (TypingException problem) {
        return (problem.deferrable() ? "deferrable: " : "unknown: ") + problem.reason() + ": " + problem.tree();
      }
    }
  }
}
