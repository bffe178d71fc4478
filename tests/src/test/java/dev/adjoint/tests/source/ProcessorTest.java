package dev.adjoint.tests.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.processor.AdjointProcessor;
import dev.adjoint.tests.corpus.Compilation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.Completion;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;

/** The processor around the reader: rounds, wrapped environments, classes that wait for others. */
class ProcessorTest {
  private static final String SQUARE = """
      package p;
      final class Square {
        @dev.adjoint.annotations.Differentiable
        static double f(double x) {
          return x * x;
        }
      }
      """;

  @Test
  void aClassThatNamesAGeneratedOneWaits() {
    var result = Compilation.withProcessor(Map.of("p.Square", SQUARE, "p.Early", """
        package p;
        import dev.adjoint.annotations.Differentiable;
        final class Early {
          @Differentiable
          static double g(double x, int n) {
            double slope = SquareDerivatives.fGradient(n).x();
            return x * slope;
          }
          @Differentiable
          static double h(SquareDerivatives.FGradient r, double x) {
            return x * r.value();
          }
        }
        """), "-Xlint:all", "-Werror");
    assertTrue(result.success(), () -> result.diagnostics().toString());
    assertTrue(result.generated().containsKey("p.EarlyDerivatives"));
  }

  @Test
  void aWrappedEnvironmentIsUnwrapped() {
    for (Processor processor : List.of(new Wrapping(false), new Wrapping(true))) {
      var result = Compilation.run(Map.of("p.Square", SQUARE), List.of(processor), List.of());
      assertTrue(result.success(), () -> result.diagnostics().toString());
      assertTrue(result.generated().containsKey("p.SquareDerivatives"));
    }
  }

  @Test
  void anEnvironmentThatLeadsNowhereIsOneMessage() {
    var result = Compilation.run(Map.of("p.Square", SQUARE), List.of(new Wrapping(null)), List.of());
    assertEquals(1, result.diagnostics().size(), () -> result.diagnostics().toString());
    assertTrue(result.diagnostics().getFirst().getMessage(Locale.ROOT).contains("[AD410]"));
  }

  @Test
  void oneBadMethodDoesNotStopAnother() {
    var result = Compilation.withProcessor(Map.of("p.Mixed", """
        package p;
        import dev.adjoint.annotations.Differentiable;
        final class Mixed {
          @Differentiable static double bad(double x) { synchronized (Mixed.class) { x++; } return x; }
          @Differentiable static double good(double x) { return x; }
        }
        """));
    assertTrue(result.generated().get("p.MixedDerivatives").contains("goodVjp"));
    assertEquals(1, result.diagnostics().size(), () -> result.diagnostics().toString());
  }

  /** The processor as a build tool runs it: with a wrapper of one kind or another around its environment. */
  private static final class Wrapping implements Processor {
    private final AdjointProcessor processor = new AdjointProcessor();
    private final Boolean proxy;

    /** True for a proxy, false for a class with a delegate, null for a proxy that hides what is behind it. */
    Wrapping(Boolean proxy) {
      this.proxy = proxy;
    }

    @Override
    public void init(ProcessingEnvironment environment) {
      processor.init(proxy == null ? hiding(environment) : proxy ? proxy(environment) : new Delegating(environment));
    }

    private static ProcessingEnvironment hiding(ProcessingEnvironment environment) {
      Object[] hidden = {environment};
      return proxy(hidden);
    }

    private static ProcessingEnvironment proxy(ProcessingEnvironment environment) {
      return (ProcessingEnvironment) Proxy.newProxyInstance(ProcessorTest.class.getClassLoader(),
          new Class<?>[] {ProcessingEnvironment.class}, (self, method, arguments) -> invoke(environment, method, arguments));
    }

    private static ProcessingEnvironment proxy(Object[] environment) {
      return (ProcessingEnvironment) Proxy.newProxyInstance(ProcessorTest.class.getClassLoader(),
          new Class<?>[] {ProcessingEnvironment.class}, (self, method, arguments) -> invoke(environment[0], method, arguments));
    }

    private static Object invoke(Object target, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
      try {
        return method.invoke(target, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }

    @Override
    public Set<String> getSupportedOptions() {
      return processor.getSupportedOptions();
    }

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return processor.getSupportedAnnotationTypes();
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return processor.getSupportedSourceVersion();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      return processor.process(annotations, round);
    }

    @Override
    public Iterable<? extends Completion> getCompletions(Element element, AnnotationMirror annotation,
        ExecutableElement member, String text) {
      return List.of();
    }
  }

  private record Delegating(ProcessingEnvironment delegate) implements ProcessingEnvironment {
    @Override
    public Map<String, String> getOptions() {
      return delegate.getOptions();
    }

    @Override
    public javax.annotation.processing.Messager getMessager() {
      return delegate.getMessager();
    }

    @Override
    public javax.annotation.processing.Filer getFiler() {
      return delegate.getFiler();
    }

    @Override
    public javax.lang.model.util.Elements getElementUtils() {
      return delegate.getElementUtils();
    }

    @Override
    public javax.lang.model.util.Types getTypeUtils() {
      return delegate.getTypeUtils();
    }

    @Override
    public SourceVersion getSourceVersion() {
      return delegate.getSourceVersion();
    }

    @Override
    public Locale getLocale() {
      return delegate.getLocale();
    }
  }
}
