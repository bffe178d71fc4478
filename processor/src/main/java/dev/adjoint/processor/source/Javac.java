package dev.adjoint.processor.source;

import com.sun.source.util.Trees;
import dev.adjoint.processor.diagnostic.Message;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import javax.annotation.processing.ProcessingEnvironment;

/**
 * The compiler behind a processing environment. Build tools wrap the environment (Gradle to watch the filer, IntelliJ IDEA
 * in a proxy), and {@link Trees} takes javac's own only.
 */
public final class Javac {
  private final ProcessingEnvironment environment;
  private final Trees trees;

  private Javac(ProcessingEnvironment environment, Trees trees) {
    this.environment = environment;
    this.trees = trees;
  }

  /** This environment does not lead to javac; the message says what to do. */
  public static final class Missing extends Exception {
    private static final long serialVersionUID = 1L;

    private Missing(Message message, String argument) {
      super(message.format(argument));
    }
  }

  /** Finds javac behind an environment. */
  public static Javac behind(ProcessingEnvironment given) throws Missing {
    ProcessingEnvironment candidate = given;
    for (int depth = 0; candidate != null && depth < 8; depth++) {
      try {
        return new Javac(candidate, Trees.instance(candidate));
      } catch (IllegalArgumentException e) {
        candidate = unwrapped(candidate);
      } catch (LinkageError e) {
        throw new Missing(Message.NO_TREES, "");
      }
    }
    String name = given.getClass().getName();
    throw new Missing(name.startsWith("org.eclipse.") ? Message.NO_TREES : Message.WRAPPED_ENVIRONMENT, name);
  }

  private static ProcessingEnvironment unwrapped(ProcessingEnvironment wrapper) {
    ProcessingEnvironment inner = byIntelliJ(wrapper);
    return inner != null && inner != wrapper ? inner : delegate(wrapper);
  }

  /** The way that JetBrains documents for processors that need javac's own environment. */
  private static ProcessingEnvironment byIntelliJ(ProcessingEnvironment wrapper) {
    try {
      Class<?> wrappers = wrapper.getClass().getClassLoader().loadClass("org.jetbrains.jps.javac.APIWrappers");
      return (ProcessingEnvironment) wrappers.getDeclaredMethod("unwrap", Class.class, Object.class)
          .invoke(null, ProcessingEnvironment.class, wrapper);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return null;
    }
  }

  /** The environment that a wrapper, or a proxy's handler, holds in a field. */
  private static ProcessingEnvironment delegate(ProcessingEnvironment wrapper) {
    Object holder = Proxy.isProxyClass(wrapper.getClass()) ? Proxy.getInvocationHandler(wrapper) : wrapper;
    for (Class<?> c = holder.getClass(); c != null; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        try {
          if (!field.getType().isPrimitive() && field.trySetAccessible()
              && field.get(holder) instanceof ProcessingEnvironment found && found != wrapper) {
            return found;
          }
        } catch (IllegalAccessException e) {
          continue;
        }
      }
    }
    return null;
  }

  /** javac's own environment. */
  public ProcessingEnvironment environment() {
    return environment;
  }

  /** Where spans are; new for each round. */
  public Places places() {
    return new Places(trees);
  }

  /** A reader for one round. */
  public SourceReader reader(Places places, Rules rules, boolean debug) {
    return new SourceReader(environment, trees, places, rules, debug);
  }
}
