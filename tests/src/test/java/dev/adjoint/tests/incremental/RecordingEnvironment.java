package dev.adjoint.tests.incremental;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;

/** A processing environment that notes, as Gradle's does, from which elements each file is said to come. */
final class RecordingEnvironment {
  /** The originating elements of each generated file, by its name. */
  final Map<String, List<String>> origins = new TreeMap<>();

  /** Wraps javac's environment. */
  ProcessingEnvironment around(ProcessingEnvironment javac) {
    Filer filer = proxy(Filer.class, (self, method, arguments) -> {
      if (method.getName().startsWith("create")) {
        List<String> elements = List.of((Element[]) arguments[arguments.length - 1]).stream().map(Element::toString).toList();
        origins.put(String.valueOf(arguments[0]), elements);
      }
      return invoke(javac.getFiler(), method, arguments);
    });
    return proxy(ProcessingEnvironment.class,
        new Wrapper(javac, (self, method, arguments) -> method.getName().equals("getFiler") ? filer : invoke(javac, method, arguments)));
  }

  /** Holds javac's environment in a field, as wrappers do. */
  private record Wrapper(ProcessingEnvironment delegate, InvocationHandler handler) implements InvocationHandler {
    @Override
    public Object invoke(Object self, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
      return handler.invoke(self, method, arguments);
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(RecordingEnvironment.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static Object invoke(Object target, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
