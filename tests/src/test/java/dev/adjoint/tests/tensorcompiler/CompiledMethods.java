package dev.adjoint.tests.tensorcompiler;

import dev.adjoint.tests.corpus.Compilation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A class of annotated methods, compiled with the processor in memory, and what was generated for it, called by name.
 * Overloads are told apart by the number of arguments.
 */
final class CompiledMethods {
  private static final String PACKAGE = "tensors";
  static final String IMPORTS = """
      package tensors;
      import dev.adjoint.annotations.*;
      import dev.adjoint.runtime.array.*;
      import dev.adjoint.runtime.backend.spi.Window;
      import dev.adjoint.runtime.tensor.*;
      import dev.adjoint.runtime.tensor.NeuralNet.Reduction;
      import java.util.*;
      """;

  private final Class<?> original;
  private final Class<?> derivatives;
  private final Compilation compilation;

  private CompiledMethods(Compilation compilation, String name, ClassLoader loader) {
    this.compilation = compilation;
    try {
      original = loader.loadClass(PACKAGE + "." + name);
      derivatives = loader.loadClass(PACKAGE + "." + name + "Derivatives");
    } catch (ClassNotFoundException e) {
      throw new AssertionError(compilation.generated().toString(), e);
    }
  }

  /** What javac and the processor make of a class body; types of the annotations, shapes and tensors are imported. */
  static Compilation compilation(String name, String members, String... options) {
    return Compilation.withProcessor(Map.of(PACKAGE + "." + name, text(name, members)), options);
  }

  /** The source around the members. */
  static String text(String name, String members) {
    return IMPORTS + "class " + name + " {\n" + members + "}\n";
  }

  /** Compiles; fails if there is an error. */
  static CompiledMethods of(String name, String members, String... options) {
    return of(Map.of(name, text(name, members)), options).get(name);
  }

  /** Compiles several classes together, each under its name. */
  static Map<String, CompiledMethods> of(Map<String, String> texts, String... options) {
    var sources = new java.util.TreeMap<String, String>();
    texts.forEach((name, text) -> sources.put(PACKAGE + "." + name, text));
    Compilation compilation = Compilation.withProcessor(sources, options);
    if (!compilation.success()) {
      throw new AssertionError(compilation.problems() + "\n" + texts);
    }
    ClassLoader loader = compilation.loader();
    var compiled = new java.util.TreeMap<String, CompiledMethods>();
    texts.keySet().forEach(name -> compiled.put(name, new CompiledMethods(compilation, name, loader)));
    return compiled;
  }

  /** The source that the processor wrote. */
  String generated() {
    return compilation.generated().get(derivatives.getName());
  }

  /** Calls the user's method. */
  Object call(String name, Object... args) {
    return invoke(original, name, args);
  }

  /** Calls a generated method. */
  Object derivative(String name, Object... args) {
    return invoke(derivatives, name, args);
  }

  /** Whether a method of this name was generated. */
  boolean has(String name) {
    for (Method m : derivatives.getDeclaredMethods()) {
      if (m.getName().equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** The types of a generated method's parameters, without a tape. */
  List<Class<?>> parameters(String name) {
    for (Method m : derivatives.getDeclaredMethods()) {
      List<Class<?>> types = List.of(m.getParameterTypes());
      if (m.getName().equals(name) && !types.getLast().getSimpleName().equals("Tape")) {
        return types;
      }
    }
    throw new AssertionError("no " + name);
  }

  /** A class that was compiled with it or generated for it. */
  Class<?> type(String name) {
    try {
      return original.getClassLoader().loadClass(PACKAGE + "." + name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** Calls a generated method and takes its record apart; a result that is no record is the only component. */
  List<Object> components(String name, Object... args) {
    Object result = invoke(derivatives, name, args);
    var components = new ArrayList<Object>();
    if (!(result instanceof Record)) {
      components.add(result);
      return components;
    }
    for (var component : result.getClass().getRecordComponents()) {
      try {
        component.getAccessor().setAccessible(true);
        components.add(component.getAccessor().invoke(result));
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    }
    return components;
  }

  private static Object invoke(Class<?> type, String name, Object[] args) {
    for (Method m : type.getDeclaredMethods()) {
      if (m.getName().equals(name) && m.getParameterCount() == args.length && !endsWithTape(m, args)) {
        m.setAccessible(true);
        try {
          return m.invoke(null, args);
        } catch (InvocationTargetException e) {
          if (e.getCause() instanceof RuntimeException r) {
            throw r;
          }
          if (e.getCause() instanceof Error r) {
            throw r;
          }
          throw new AssertionError(e.getCause());
        } catch (IllegalAccessException e) {
          throw new AssertionError(e);
        }
      }
    }
    throw new AssertionError("no " + type.getName() + "." + name + " with " + args.length + " parameters");
  }

  /** A method whose last parameter is a tape is another one's variant, unless a tape is given. */
  private static boolean endsWithTape(Method m, Object[] args) {
    int last = args.length - 1;
    return last >= 0 && m.getParameterTypes()[last].getSimpleName().equals("Tape")
        && !(args[last] instanceof dev.adjoint.runtime.tape.Tape);
  }
}
