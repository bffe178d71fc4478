package dev.adjoint.runtime.check;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A method and its generated derivatives behind one form: inputs are the differentiated parameters, outputs the result, if it is
 * floating, and the content of the differentiated arrays after the call.
 */
final class CheckedMethod {
  private final MethodHandles.Lookup lookup;
  private final Class<?>[] parameters;
  private final boolean[] wrt;
  private final MethodHandle primal;
  private final MethodHandle vjp;
  private final MethodHandle jvp;
  private final Class<?> result;

  CheckedMethod(MethodHandles.Lookup lookup, Class<?> owner, Class<?> derivatives, String name, boolean[] wrt,
      Class<?>[] parameters) {
    this.lookup = lookup;
    this.parameters = parameters.clone();
    this.wrt = wrt.clone();
    Method method = method(owner, name, parameters);
    result = method.getReturnType();
    try {
      MethodHandles.Lookup inside = Modifier.isPrivate(method.getModifiers()) ? MethodHandles.privateLookupIn(owner, lookup) : lookup;
      primal = inside.unreflect(method).asFixedArity();
      var reverse = new ArrayList<>(List.of(parameters));
      if (hasSeed()) {
        reverse.add(result);
      }
      var forward = new ArrayList<>(List.of(parameters));
      for (int i = 0; i < parameters.length; i++) {
        if (wrt[i]) {
          forward.add(parameters[i]);
          if (parameters[i].isArray()) {
            reverse.add(parameters[i]);
          }
        }
      }
      vjp = generated(derivatives, name + "Vjp", reverse);
      jvp = generated(derivatives, name + "Jvp", forward);
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException("the generated class cannot reach " + owner.getName() + "." + name, e);
    }
  }

  private static Method method(Class<?> owner, String name, Class<?>[] parameters) {
    for (Method m : owner.getDeclaredMethods()) {
      boolean isStatic = Modifier.isStatic(m.getModifiers());
      Class<?>[] own = isStatic || parameters.length == 0 ? parameters : Arrays.copyOfRange(parameters, 1, parameters.length);
      if (m.getName().equals(name) && !m.isSynthetic() && Arrays.equals(m.getParameterTypes(), own)) {
        return m;
      }
    }
    throw new IllegalArgumentException("no method " + owner.getName() + "." + name + " of " + Arrays.toString(parameters));
  }

  private MethodHandle generated(Class<?> derivatives, String name, List<Class<?>> types) throws IllegalAccessException {
    for (Method m : derivatives.getDeclaredMethods()) {
      if ((m.getName().equals(name) || m.getName().startsWith(name + "_")) && List.of(m.getParameterTypes()).equals(types)) {
        return lookup.unreflect(m).asFixedArity();
      }
    }
    throw new IllegalArgumentException("no method " + derivatives.getName() + "." + name + " of " + types);
  }

  private boolean hasSeed() {
    return Numbers.isFloating(result);
  }

  /** Whether float, and not double, limits how exact anything can be. */
  boolean isSinglePrecision() {
    boolean single = Numbers.isFloat(result);
    for (int i = 0; i < parameters.length; i++) {
      single |= wrt[i] && Numbers.isFloat(parameters[i]);
    }
    return single;
  }

  Class<?>[] parameters() {
    return parameters.clone();
  }

  /** The differentiated ones among the arguments. */
  Object[] inputs(Object[] arguments) {
    var found = new ArrayList<Object>();
    for (int i = 0; i < arguments.length; i++) {
      if (wrt[i]) {
        found.add(arguments[i]);
      }
    }
    return found.toArray();
  }

  /** The arguments with other inputs. */
  Object[] with(Object[] arguments, Object[] inputs) {
    Object[] all = arguments.clone();
    int k = 0;
    for (int i = 0; i < all.length; i++) {
      if (wrt[i]) {
        all[i] = inputs[k++];
      }
    }
    return all;
  }

  private Object[] arrays(Object[] inputs) {
    return Arrays.stream(inputs).filter(v -> v != null && v.getClass().isArray()).toArray();
  }

  /** What a run of the primal, or of it as a part of a derivative, gave. */
  record Run(Object value, Object[] outputs, double[] derivative) {}

  /** The method itself; its arguments are changed as it changes them. */
  Run primal(Object[] arguments) throws Throwable {
    Object value = primal.invokeWithArguments(arguments);
    return new Run(value, outputs(value, arguments), null);
  }

  private Object[] outputs(Object value, Object[] arguments) {
    var all = new ArrayList<Object>();
    if (hasSeed()) {
      all.add(value);
    }
    all.addAll(List.of(arrays(inputs(arguments))));
    return all.toArray();
  }

  /** Reverse mode: from weights of the outputs to the adjoints of the inputs. */
  Run vjp(Object[] arguments, Object[] weights) throws Throwable {
    var all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(Arrays.asList(weights));
    Object returned = vjp.invokeWithArguments(all);
    var scalars = new ArrayList<Object>();
    Object value = returned;
    if (hasScalars()) {
      List<Object> components = components((Record) returned);
      value = result == void.class ? null : components.getFirst();
      scalars.addAll(components.subList(result == void.class ? 0 : 1, components.size()));
    }
    Object[] buffers = hasSeed() ? Arrays.copyOfRange(weights, 1, weights.length) : weights;
    var adjoints = new ArrayList<Object>();
    int scalar = 0;
    int array = 0;
    for (int i = 0; i < parameters.length; i++) {
      if (wrt[i]) {
        adjoints.add(parameters[i].isArray() ? buffers[array++] : scalars.get(scalar++));
      }
    }
    return new Run(value, outputs(value, arguments), Numbers.flat(adjoints.toArray()));
  }

  private boolean hasScalars() {
    for (int i = 0; i < parameters.length; i++) {
      if (wrt[i] && !parameters[i].isArray()) {
        return true;
      }
    }
    return false;
  }

  /** Forward mode: from tangents of the inputs to those of the outputs. */
  Run jvp(Object[] arguments, Object[] tangents) throws Throwable {
    var all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(Arrays.asList(tangents));
    Object returned = jvp.invokeWithArguments(all);
    Object value = returned;
    var outputs = new ArrayList<Object>();
    if (hasSeed()) {
      List<Object> components = components((Record) returned);
      value = components.get(0);
      outputs.add(components.get(1));
    }
    outputs.addAll(List.of(arrays(tangents)));
    return new Run(value, outputs(value, arguments), Numbers.flat(outputs.toArray()));
  }

  private List<Object> components(Record record) throws Throwable {
    var all = new ArrayList<Object>();
    for (RecordComponent c : record.getClass().getRecordComponents()) {
      all.add(lookup.unreflect(c.getAccessor()).invokeWithArguments(record));
    }
    return all;
  }
}
