package dev.adjoint.tests.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.processor.diagnostic.Diagnostics;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Unit;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.pipeline.Pipeline;
import dev.adjoint.tests.corpus.Compilation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
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

/** Messages that speak of the compiler around the processor, or of a defect inside it. */
class EnvironmentTest {
  private static final Map<String, String> PROGRAM = Map.of("corpus.Any", """
      package corpus;
      final class Any {
        @dev.adjoint.annotations.Differentiable
        static double f(double x) {
          return x * x;
        }
      }
      """);

  @Test
  void aProxyAsIntelliJMakesIsUnwrapped() {
    assertTrue(compile(env -> proxy(forward(env))).success());
  }

  @Test
  void aWrapperAsGradleMakesIsUnwrapped() {
    assertTrue(compile(env -> fake("org.gradle", "ProcessingEnvironment", "env", env)).success());
  }

  @Test
  void anEnvironmentThatHidesJavacIsNamed() {
    assertSaysOnce(compile(env -> {
      Supplier<Object> hidden = () -> env;
      return proxy((proxy, method, arguments) -> method.invoke(hidden.get(), arguments));
    }), "[AD410]");
  }

  @Test
  void aCompilerWithoutTreesIsToldSoOnce() {
    assertSaysOnce(compile(env -> {
      Supplier<ProcessingEnvironment> hidden = () -> env;
      return fake("org.eclipse", "java.util.function.Supplier<javax.annotation.processing.ProcessingEnvironment>", "env.get()", hidden);
    }), "[AD411]");
  }

  private static ProcessingEnvironment proxy(InvocationHandler handler) {
    return (ProcessingEnvironment) Proxy.newProxyInstance(EnvironmentTest.class.getClassLoader(),
        new Class<?>[] {ProcessingEnvironment.class}, handler);
  }

  /** An environment of a foreign package, in which class names can be claimed that this project must not declare. */
  private static ProcessingEnvironment fake(String pkg, String type, String access, Object held) {
    Compilation fake = Compilation.plain(Map.of(pkg + ".Fake", """
        package $pkg;
        import javax.annotation.processing.*;
        public record Fake($type env) implements ProcessingEnvironment {
          public java.util.Map<String, String> getOptions() { return $env.getOptions(); }
          public Messager getMessager() { return $env.getMessager(); }
          public Filer getFiler() { return $env.getFiler(); }
          public javax.lang.model.util.Elements getElementUtils() { return $env.getElementUtils(); }
          public javax.lang.model.util.Types getTypeUtils() { return $env.getTypeUtils(); }
          public javax.lang.model.SourceVersion getSourceVersion() { return $env.getSourceVersion(); }
          public java.util.Locale getLocale() { return $env.getLocale(); }
        }
        """.replace("$pkg", pkg).replace("$type", type).replace("$env", access)));
    assertTrue(fake.success(), fake::problems);
    try {
      return (ProcessingEnvironment) fake.loader().loadClass(pkg + ".Fake").getConstructors()[0].newInstance(held);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anInternalFailureNamesPassAndMethod() {
    Value parameter = new Value(Type.DOUBLE, "x");
    Value undefined = new Value(Type.DOUBLE, "nowhere");
    var function = new Function("corpus.Any#f(double)", "f", List.of(parameter), List.of(true), List.of(Type.DOUBLE),
        Block.of(List.of(), List.of(undefined)), new Span(0, 1, 1, "f"));
    var unit = new Unit(Type.Ref.of("corpus", "Any"), false, List.of(new Unit.Entry(function.key(), true, false, false)),
        Map.of(function.key(), function));
    var diagnostics = new Diagnostics();
    assertTrue(new Pipeline(new Pipeline.Options(true, false)).run(unit, key -> diagnostics).isEmpty());
    assertEquals(1, diagnostics.all().size());
    assertEquals(Message.INTERNAL, diagnostics.all().getFirst().message());
    assertTrue(diagnostics.all().getFirst().text().contains("pass read on method f"), diagnostics.all().getFirst()::text);
  }

  private static void assertSaysOnce(Compilation compilation, String code) {
    assertFalse(compilation.success());
    assertEquals(1, compilation.diagnostics().stream().filter(d -> d.getMessage(null).contains(code)).count(), compilation::problems);
    assertEquals(1, compilation.diagnostics().size(), compilation::problems);
  }

  private static InvocationHandler forward(Object target) {
    return (proxy, method, arguments) -> method.invoke(target, arguments);
  }

  private static Compilation compile(java.util.function.UnaryOperator<ProcessingEnvironment> wrap) {
    Processor inner = Compilation.processor();
    Processor outer = new Processor() {
      @Override
      public Set<String> getSupportedOptions() {
        return inner.getSupportedOptions();
      }

      @Override
      public Set<String> getSupportedAnnotationTypes() {
        return inner.getSupportedAnnotationTypes();
      }

      @Override
      public SourceVersion getSupportedSourceVersion() {
        return inner.getSupportedSourceVersion();
      }

      @Override
      public void init(ProcessingEnvironment env) {
        inner.init(wrap.apply(env));
      }

      @Override
      public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        return inner.process(annotations, round);
      }

      @Override
      public Iterable<? extends Completion> getCompletions(Element element, AnnotationMirror annotation,
          ExecutableElement member, String text) {
        return List.of();
      }
    };
    return Compilation.run(PROGRAM, List.of(outer), List.of());
  }
}
