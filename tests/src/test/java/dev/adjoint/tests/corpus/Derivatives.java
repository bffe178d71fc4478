package dev.adjoint.tests.corpus;

import dev.adjoint.tests.corpus.Values.Cell;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The generated interface of one method, found by reflection with the exact signatures that users compile against.
 * Arguments are always the receiver (if any) and then the parameters; cells are leaves of the differentiated ones.
 */
final class Derivatives {
  private final Subject subject;
  private final Method primal;
  private final Method gradient;
  private final Method vjp;
  private final Method jvp;
  private final List<Boolean> wrt;
  private final List<Class<?>> types;
  /** The types of adjoints and tangents: that of numbers in a list is an array. */
  private final List<Class<?>> shadows;

  /**
   * What a derivative returned.
   *
   * @param value the primal's result, null for void
   * @param after the arguments after the call
   * @param adjoints the adjoints by cell for reverse mode, null for forward mode
   * @param tangent the result's tangent for forward mode
   * @param tangents the tangents of arguments after the call for forward mode, else the buffers
   */
  record Outcome(Object value, Object[] after, double[] adjoints, Object tangent, Object[] tangents) {}

  Derivatives(ClassLoader loader, Subject subject) throws ReflectiveOperationException {
    this(loader, subject, loader.loadClass(subject.derivativesName()));
  }

  /** The user's method alone, where nothing was generated. */
  static Derivatives ofPrimalOnly(ClassLoader loader, Subject subject) throws ReflectiveOperationException {
    return new Derivatives(loader, subject, null);
  }

  private Derivatives(ClassLoader loader, Subject subject, Class<?> generated) throws ReflectiveOperationException {
    this.subject = subject;
    Class<?> owner = loader.loadClass(subject.className());
    this.primal = find(owner);
    primal.setAccessible(true);
    types = new ArrayList<>();
    wrt = new ArrayList<>();
    if (!subject.isStatic()) {
      types.add(owner);
      wrt.add(false);
    }
    types.addAll(List.of(primal.getParameterTypes()));
    wrt.addAll(subject.wrt());
    shadows = new ArrayList<>(types);
    for (int i = 0; i < subject.types().size(); i++) {
      String type = subject.types().get(i);
      if (type.equals("List<Double>") || type.equals("List<Float>")) {
        shadows.set(types.size() - subject.types().size() + i, type.equals("List<Double>") ? double[].class : float[].class);
      }
    }
    Class<?> result = primal.getReturnType();
    var forVjp = new ArrayList<>(types);
    if (result != void.class) {
      forVjp.add(result);
    }
    var forJvp = new ArrayList<>(types);
    for (int i = 0; i < types.size(); i++) {
      if (wrt.get(i)) {
        forJvp.add(shadows.get(i));
        if (hasBuffer(i)) {
          forVjp.add(shadows.get(i));
        }
      }
    }
    gradient = result == double.class || result == float.class ? method(generated, "Gradient", types) : null;
    vjp = method(generated, "Vjp", forVjp);
    jvp = method(generated, "Jvp", forJvp);
  }

  /** Whether the adjoint of a parameter is added to a buffer. */
  private boolean hasBuffer(int parameter) {
    return types.get(parameter).isArray() || types.get(parameter) == List.class;
  }

  private Method find(Class<?> owner) throws NoSuchMethodException {
    for (Method m : owner.getDeclaredMethods()) {
      if (!m.getName().equals(subject.method()) || m.getParameterCount() != subject.types().size()) {
        continue;
      }
      boolean matches = true;
      for (int i = 0; i < m.getParameterCount(); i++) {
        String declared = subject.types().get(i);
        String simple = m.getParameterTypes()[i].getSimpleName();
        String raw = declared.replaceAll("<.*>", "");
        matches &= simple.equals(raw.substring(raw.lastIndexOf('.') + 1));
      }
      if (matches) {
        return m;
      }
    }
    throw new NoSuchMethodException(subject.toString());
  }

  private Method method(Class<?> generated, String suffix, List<Class<?>> parameters) throws NoSuchMethodException {
    if (generated == null) {
      return null;
    }
    Method m = generated.getDeclaredMethod(subject.method() + suffix, parameters.toArray(Class<?>[]::new));
    m.setAccessible(true);
    return m;
  }

  boolean hasGradient() {
    return gradient != null;
  }

  boolean isVoid() {
    return primal.getReturnType() == void.class;
  }

  List<Class<?>> types() {
    return types;
  }

  List<Boolean> wrt() {
    return wrt;
  }

  /** Whether these arguments are for this overload. */
  boolean accepts(Object[] arguments) {
    if (arguments.length != types.size()) {
      return false;
    }
    for (int i = 0; i < arguments.length; i++) {
      Class<?> type = types.get(i);
      boolean fits = arguments[i] == null ? !type.isPrimitive() : boxed(type).isInstance(arguments[i]);
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static Class<?> boxed(Class<?> type) {
    return java.lang.invoke.MethodType.methodType(type).wrap().returnType();
  }

  /** Calls the user's own method on a copy. */
  Outcome primal(Object[] arguments) throws Throwable {
    Object[] copy = Values.copy(arguments);
    Object value = subject.isStatic() ? call(primal, null, copy)
        : call(primal, copy[0], java.util.Arrays.copyOfRange(copy, 1, copy.length));
    return new Outcome(value, copy, null, null, null);
  }

  /** Calls {@code fGradient} on a copy. */
  Outcome gradient(Object[] arguments) throws Throwable {
    List<Cell> cells = Values.cells(arguments, wrt);
    Object[] copy = Values.copy(arguments);
    Object record = call(gradient, null, copy);
    Object[] components = components(record);
    Object[] adjoints = new Object[types.size()];
    int next = 1;
    for (int i = 0; i < types.size(); i++) {
      if (wrt.get(i)) {
        adjoints[i] = components[next++];
      }
    }
    if (next != components.length) {
      throw new AssertionError("components of " + record);
    }
    return new Outcome(components[0], copy, Values.get(adjoints, cells), null, adjoints);
  }

  /**
   * Calls {@code fVjp} on a copy.
   *
   * @param seed null for a void method
   * @param initial what the array buffers hold on entry, by cell; entries of scalars are ignored; null for zeros
   */
  Outcome vjp(Object[] arguments, Object seed, double[] initial) throws Throwable {
    List<Cell> cells = Values.cells(arguments, wrt);
    Object[] copy = Values.copy(arguments);
    Object[] buffers = buffers(arguments, cells, initial);
    return vjp(copy, seed, buffers, cells);
  }

  /** The buffers that {@link #vjp(Object[], Object, double[])} would pass. */
  Object[] buffers(Object[] arguments, List<Cell> cells, double[] initial) {
    Object[] buffers = shadows(arguments);
    for (int k = 0; initial != null && k < cells.size(); k++) {
      if (cells.get(k).path().length > 0) {
        Values.set(buffers, cells.get(k), initial[k]);
      }
    }
    return buffers;
  }

  /** Calls {@code fVjp} on exactly these arguments and buffers. */
  Outcome vjp(Object[] arguments, Object seed, Object[] buffers, List<Cell> cells) throws Throwable {
    Object[] before = buffers.clone();
    Object[] structure = Values.copy(buffers);
    var all = new ArrayList<Object>(List.of());
    all.addAll(java.util.Arrays.asList(arguments));
    if (!isVoid()) {
      all.add(seed);
    }
    boolean scalars = false;
    for (int i = 0; i < types.size(); i++) {
      if (wrt.get(i) && hasBuffer(i)) {
        all.add(before[i]);
      }
      scalars |= wrt.get(i) && !hasBuffer(i);
    }
    var rows = new IdentityHashMap<Object, Object[]>();
    remember(before, rows);
    Object returned = call(vjp, null, all.toArray());
    rows.forEach((array, content) -> {
      if (!java.util.Arrays.equals((Object[]) array, content, (a, b) -> a == b ? 0 : 1)) {
        throw new AssertionError("a buffer's rows are no longer those that were passed: " + Values.text(structure));
      }
    });
    Object value = isVoid() ? null : returned;
    Object[] adjoints = before;
    if (scalars) {
      Object[] components = components(returned);
      int next = 0;
      if (!isVoid()) {
        value = components[next++];
      }
      for (int i = 0; i < types.size(); i++) {
        if (wrt.get(i) && !hasBuffer(i)) {
          adjoints[i] = components[next++];
        }
      }
      if (next != components.length) {
        throw new AssertionError("components of " + returned);
      }
    }
    return new Outcome(value, arguments, Values.get(adjoints, cells), null, buffers);
  }

  private static void remember(Object[] arrays, Map<Object, Object[]> rows) {
    for (Object a : arrays) {
      if (a instanceof Object[] nested && rows.put(nested, nested.clone()) == null) {
        remember(nested, rows);
      }
    }
  }

  /** Calls {@code fJvp} on a copy with a tangent by cell. */
  Outcome jvp(Object[] arguments, double[] direction) throws Throwable {
    List<Cell> cells = Values.cells(arguments, wrt);
    Object[] copy = Values.copy(arguments);
    Object[] tangents = shadows(arguments);
    for (int k = 0; k < cells.size(); k++) {
      Values.set(tangents, cells.get(k), direction[k]);
    }
    var all = new ArrayList<Object>(java.util.Arrays.asList(copy));
    for (int i = 0; i < types.size(); i++) {
      if (wrt.get(i)) {
        all.add(tangents[i]);
      }
    }
    Object returned = call(jvp, null, all.toArray());
    if (isVoid()) {
      return new Outcome(null, copy, null, null, tangents);
    }
    Object[] components = components(returned);
    return new Outcome(components[0], copy, null, components[1], tangents);
  }

  /** Zeros in the shapes of the differentiated arguments, aliased as these are. */
  Object[] shadows(Object[] arguments) {
    Map<Object, Object> seen = new IdentityHashMap<>();
    Object[] shadows = new Object[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      if (wrt.get(i)) {
        shadows[i] = types.get(i) == double.class ? (Object) 0.0 : types.get(i) == float.class ? (Object) 0f
            : Values.zeros(arguments[i], this.shadows.get(i), seen);
      }
    }
    return shadows;
  }

  static Object[] components(Object record) throws Throwable {
    var accessors = record.getClass().getRecordComponents();
    if (accessors == null) {
      throw new AssertionError("a record was expected, not " + record);
    }
    Object[] values = new Object[accessors.length];
    for (int i = 0; i < values.length; i++) {
      Method m = accessors[i].getAccessor();
      m.setAccessible(true);
      values[i] = call(m, record, new Object[0]);
    }
    return values;
  }

  static Object call(Method method, Object receiver, Object[] arguments) throws Throwable {
    try {
      return method.invoke(receiver, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
