package dev.adjoint.runtime.dispatch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * For each class of receivers the object that has the derivatives of the method that a call of one method runs, JLS 15.12.4.4.
 *
 * <p>That method's class has a generated class, {@code CDerivatives} for a class {@code C}, and this has a nested class that
 * implements the interface of the derivatives. It is looked for once for each class of receivers; from then on a call costs what a
 * look into a {@link ClassValue} does. Any number of threads may ask at once.
 *
 * @param <D> the interface of the method's derivatives
 */
public final class Implementations<D> {
  private final MethodHandles.Lookup lookup;
  private final Class<D> derivatives;
  private final Class<?> declaring;
  private final String method;
  private final Class<?>[] parameters;

  private final ClassValue<D> byClass = new ClassValue<>() {
    @Override
    protected D computeValue(Class<?> receiver) {
      return find(receiver);
    }
  };

  private final ClassValue<Optional<D>> byImplementation = new ClassValue<>() {
    @Override
    protected Optional<D> computeValue(Class<?> type) {
      return Optional.ofNullable(made(type));
    }
  };

  private Implementations(MethodHandles.Lookup lookup, Class<D> derivatives, Class<?> declaring, String method, Class<?>[] parameters) {
    this.lookup = lookup;
    this.derivatives = derivatives;
    this.declaring = declaring;
    this.method = method;
    this.parameters = parameters;
  }

  /**
   * The implementations of a method.
   *
   * @param <D> the interface of its derivatives
   * @param lookup of the generated class that has the interface
   * @param derivatives the interface
   * @param declaring the class or interface that declares the method
   * @param method its name
   * @param parameters its parameters' erased types
   * @return an object for a constant
   */
  public static <D> Implementations<D> of(MethodHandles.Lookup lookup, Class<D> derivatives, Class<?> declaring, String method,
      Class<?>... parameters) {
    return new Implementations<>(lookup, derivatives, declaring, method, parameters.clone());
  }

  /**
   * What a call on a receiver runs.
   *
   * @param receiver the receiver
   * @return the derivatives of the method that its class has
   * @throws NullPointerException if the receiver is null, as the call would
   * @throws UnsupportedOperationException if the method that the class has is not differentiable
   */
  public D of(Object receiver) {
    return byClass.get(Objects.requireNonNull(receiver).getClass());
  }

  /**
   * The method of the class that declares it, for calls of {@code super}.
   *
   * @return what is not overridden
   */
  public D own() {
    return byImplementation.get(declaring).orElseThrow();
  }

  /**
   * Whether a call runs another method than that of the class which declares it.
   *
   * @param receiver the receiver
   * @return false where it is not overridden
   * @throws NullPointerException if the receiver is null, as the call would
   */
  public boolean overridden(Object receiver) {
    Class<?> type = Objects.requireNonNull(receiver).getClass();
    try {
      return type != declaring && byClass.get(type) != own();
    } catch (UnsupportedOperationException e) {
      // by a method without derivatives: that is an exception where one is wanted
      return true;
    }
  }

  private D find(Class<?> receiver) {
    Method run = null;
    for (Class<?> c = receiver; c != null; c = c.getSuperclass()) {
      Method declared = declared(c);
      run = run == null ? declared : run;
      D found = declared == null ? null : byImplementation.get(c).orElse(null);
      if (found != null) {
        return found;
      }
      if (declared != null && !declared.isBridge()) {
        // the class's own method; one that the compiler has put there for an inherited one leads on
        throw missing(receiver, c);
      }
    }
    Class<?> type = mostSpecific(receiver, null);
    D found = type == null ? null : byImplementation.get(type).orElse(null);
    if (found == null) {
      throw missing(receiver, type != null ? type : run != null ? run.getDeclaringClass() : receiver);
    }
    return found;
  }

  /** The interface whose default method runs where no class has one, or null. */
  private Class<?> mostSpecific(Class<?> receiver, Class<?> before) {
    Class<?> found = before;
    for (Class<?> c = receiver; c != null; c = c.getSuperclass()) {
      for (Class<?> i : c.getInterfaces()) {
        found = declared(i) != null && (found == null || found.isAssignableFrom(i)) ? i : found;
        found = mostSpecific(i, found);
      }
    }
    return found;
  }

  /** The method of that name and with these parameters that a class declares and has a body for, or null. */
  private Method declared(Class<?> type) {
    return Stream.of(type.getDeclaredMethods())
        .filter(m -> m.getName().equals(method) && Arrays.equals(m.getParameterTypes(), parameters))
        .filter(m -> (m.getModifiers() & (Modifier.STATIC | Modifier.ABSTRACT | Modifier.PRIVATE)) == 0)
        .min((a, b) -> Boolean.compare(a.isBridge(), b.isBridge())).orElse(null);
  }

  /** The object that a class's generated class has, or null. */
  private D made(Class<?> type) {
    try {
      Class<?> generated = Class.forName(generatedName(type), true, type.getClassLoader());
      for (Class<?> nested : generated.getDeclaredClasses()) {
        if (derivatives.isAssignableFrom(nested) && !nested.isInterface()) {
          return derivatives.cast(MethodHandles.privateLookupIn(nested, lookup)
              .findConstructor(nested, MethodType.methodType(void.class)).invoke());
        }
      }
      return null;
    } catch (ClassNotFoundException e) {
      return null;
    } catch (IllegalAccessException e) {
      throw new UnsupportedOperationException(generatedName(type) + " is in a package that is not open to "
          + lookup.lookupClass().getModule() + ", whose " + name() + " it implements: add opens "
          + type.getPackageName() + " to the descriptor of " + type.getModule(), e);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("the constructor of a generated class threw an exception", e);
    }
  }

  /** The name of the class that the processor writes for a class: nested ones are joined by underscores. */
  private static String generatedName(Class<?> type) {
    String pkg = type.getPackageName();
    var names = new StringBuilder(type.getSimpleName());
    for (Class<?> c = type.getDeclaringClass(); c != null; c = c.getDeclaringClass()) {
      names.insert(0, c.getSimpleName() + "_");
    }
    return (pkg.isEmpty() ? "" : pkg + ".") + names + "Derivatives";
  }

  private String name() {
    return declaring.getName() + "." + method
        + Stream.of(parameters).map(Class::getTypeName).collect(Collectors.joining(", ", "(", ")"));
  }

  private UnsupportedOperationException missing(Class<?> receiver, Class<?> runs) {
    String why = receiver.isHidden() ? "is a lambda or another class without a name: write a class with a name for it, whose method is annotated"
        : runs.getSimpleName().isEmpty() || runs.isLocalClass()
            ? "runs that of " + runs.getName() + ", which is local or has no name: write a class that is not, whose method is annotated"
        : "runs that of " + runs.getName() + ", which has none: annotate it @Differentiable, and compile it with the processor";
    return new UnsupportedOperationException("There is no derivative of " + name() + " for this receiver: " + receiver.getName() + " " + why);
  }
}
