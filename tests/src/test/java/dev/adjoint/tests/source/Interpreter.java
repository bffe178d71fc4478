package dev.adjoint.tests.source;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a {@link Function} on boxed arguments, bit for bit as Java would: the meaning of the intermediate representation in
 * its plainest form. Opaque code is run by methods that were compiled from it.
 */
final class Interpreter {
  private final Map<String, Function> functions;
  private final Map<Op.Opaque, Method> opaque;
  private int budget = 200_000;

  Interpreter(Map<String, Function> functions, Map<Op.Opaque, Method> opaque) {
    this.functions = functions;
    this.opaque = opaque;
  }

  /** Calls a function; answers its result, null for void. Throws what the method throws. */
  Object call(Function function, List<Object> arguments) throws Throwable {
    Map<Value, Object> values = new IdentityHashMap<>();
    bind(values, function.params(), arguments);
    List<Object> results = run(function.body(), values);
    return results.isEmpty() ? null : results.getFirst();
  }

  private static void bind(Map<Value, Object> values, List<Value> names, List<Object> given) {
    for (int i = 0; i < names.size(); i++) {
      values.put(names.get(i), given.get(i));
    }
  }

  private static Object get(Map<Value, Object> values, Value value) {
    if (!values.containsKey(value)) {
      throw new IllegalStateException("undefined " + value);
    }
    return values.get(value);
  }

  private static List<Object> all(Map<Value, Object> values, List<Value> names) {
    var found = new ArrayList<Object>();
    names.forEach(n -> found.add(get(values, n)));
    return found;
  }

  private List<Object> run(Block block, Map<Value, Object> values) throws Throwable {
    for (Op op : block.ops()) {
      if (budget-- < 0) {
        throw new IllegalStateException("runs too long");
      }
      run(op, values);
    }
    return all(values, block.yields());
  }

  private void run(Op op, Map<Value, Object> v) throws Throwable {
    switch (op) {
      case Op.Const o -> v.put(o.result(), o.value());
      case Op.Unary o -> v.put(o.result(), Scalars.unary(o.kind(), get(v, o.a())));
      case Op.Binary o -> v.put(o.result(), Scalars.binary(o.kind(), get(v, o.a()), get(v, o.b()), o.a().type()));
      case Op.Cast o -> v.put(o.result(), Scalars.cast(get(v, o.a()), o.result().type()));
      case Op.Intrinsic o -> v.put(o.result(), intrinsic(o, all(v, o.args())));
      case Op.ArrayLength o -> v.put(o.result(), Array.getLength(notNull(get(v, o.array()))));
      case Op.Load o -> v.put(o.result(), load(get(v, o.array()), (int) get(v, o.index())));
      case Op.Store o -> store(get(v, o.array()), (int) get(v, o.index()), get(v, o.value()));
      case Op.NewArray o -> v.put(o.result(), create(o, all(v, o.dims())));
      case Op.Copy o -> v.put(o.result(), copy(o, notNull(get(v, o.array())), all(v, o.args())));
      case Op.ArrayCopy o -> System.arraycopy(get(v, o.source()), (int) get(v, o.sourcePos()), get(v, o.target()),
          (int) get(v, o.targetPos()), (int) get(v, o.length()));
      case Op.Fill o -> fill(o, v);
      case Op.Call o -> call(o, v);
      case Op.Opaque o -> opaque(o, v);
      case Op.If o -> bind(v, o.results(), run((boolean) get(v, o.condition()) ? o.then() : o.otherwise(), v));
      case Op.For o -> loop(o, v);
      case Op.While o -> loop(o, v);
      case Op.Try o -> attempt(o, v);
      case Op.Assign o -> v.put(o.slot(), get(v, o.value()));
      case Op.Throw o -> throw (Throwable) notNull(get(v, o.exception()));
      case Op.Accumulate o -> throw new IllegalStateException("made by transforms only");
      case Op.Comment o -> { }
    }
  }

  private void attempt(Op.Try o, Map<Value, Object> v) throws Throwable {
    bind(v, o.slots(), all(v, o.inits()));
    List<Object> results;
    try {
      results = run(o.body(), v);
    } catch (Throwable e) {
      Op.Handler taken = null;
      for (Op.Handler h : o.handlers()) {
        for (Type.Ref type : h.types()) {
          taken = taken == null && type(type).isInstance(e) ? h : taken;
        }
      }
      if (taken == null) {
        throw e;
      }
      v.put(taken.exception(), e);
      results = run(taken.block(), v);
    }
    bind(v, o.results(), results);
  }

  private void loop(Op.For o, Map<Value, Object> v) throws Throwable {
    int to = (int) get(v, o.to());
    List<Object> carried = all(v, o.inits());
    for (int i = (int) get(v, o.from()); o.step() > 0 ? o.inclusive() ? i <= to : i < to
        : o.inclusive() ? i >= to : i > to; i += o.step()) {
      v.put(o.iv(), i);
      bind(v, o.body().params(), carried);
      carried = run(o.body(), v);
    }
    bind(v, o.results(), carried);
  }

  private void loop(Op.While o, Map<Value, Object> v) throws Throwable {
    List<Object> carried = all(v, o.inits());
    while (true) {
      bind(v, o.condition().params(), carried);
      if (!(boolean) run(o.condition(), v).getFirst()) {
        break;
      }
      bind(v, o.body().params(), carried);
      carried = run(o.body(), v);
    }
    bind(v, o.results(), carried);
  }

  private static Object notNull(Object value) {
    if (value == null) {
      throw new NullPointerException();
    }
    return value;
  }

  private static int check(Object array, int index) {
    int length = Array.getLength(notNull(array));
    if (index < 0 || index >= length) {
      throw new ArrayIndexOutOfBoundsException("Index " + index + " out of bounds for length " + length);
    }
    return index;
  }

  private static Object load(Object array, int index) {
    return Array.get(array, check(array, index));
  }

  private static void store(Object array, int index, Object value) {
    check(array, index);
    if (value != null && !array.getClass().getComponentType().isPrimitive()
        && !array.getClass().getComponentType().isInstance(value)) {
      throw new ArrayStoreException(value.getClass().getName());
    }
    Array.set(array, index, value);
  }

  private Object create(Op.NewArray o, List<Object> dims) throws ClassNotFoundException {
    int[] sizes = dims.stream().mapToInt(d -> (int) d).toArray();
    Type element = o.result().type();
    for (int i = 0; i < sizes.length; i++) {
      element = element.elementType();
    }
    return Array.newInstance(type(element), sizes);
  }

  private Class<?> type(Type type) throws ClassNotFoundException {
    return switch (type) {
      case Type.Primitive p -> switch (p) {
        case BOOLEAN -> boolean.class;
        case BYTE -> byte.class;
        case SHORT -> short.class;
        case CHAR -> char.class;
        case INT -> int.class;
        case LONG -> long.class;
        case FLOAT -> float.class;
        case DOUBLE -> double.class;
      };
      case Type.Array a -> type(a.element()).arrayType();
      case Type.Ref r -> Class.forName((r.pkg().isEmpty() ? "" : r.pkg() + ".") + String.join("$", r.names()), false, loader());
      case Type.Wildcard w -> Object.class;
    };
  }

  private ClassLoader loader() {
    return opaque.isEmpty() ? Interpreter.class.getClassLoader()
        : opaque.values().iterator().next().getDeclaringClass().getClassLoader();
  }

  private static Object copy(Op.Copy o, Object array, List<Object> args) {
    int length = Array.getLength(array);
    int from = o.kind() == Op.CopyKind.COPY_OF_RANGE ? (int) args.get(0) : 0;
    int to = switch (o.kind()) {
      case CLONE -> length;
      case COPY_OF -> (int) args.get(0);
      case COPY_OF_RANGE -> (int) args.get(1);
    };
    if (to < from) {
      throw o.kind() == Op.CopyKind.COPY_OF ? new NegativeArraySizeException(String.valueOf(to))
          : new IllegalArgumentException(from + " > " + to);
    }
    if (from < 0 || from > length) {
      throw new ArrayIndexOutOfBoundsException();
    }
    Object made = Array.newInstance(array.getClass().getComponentType(), to - from);
    System.arraycopy(array, from, made, 0, Math.min(length - from, to - from));
    return made;
  }

  private static void fill(Op.Fill o, Map<Value, Object> v) throws Throwable {
    Object array = notNull(get(v, o.array()));
    int length = Array.getLength(array);
    int from = o.from() == null ? 0 : (int) get(v, o.from());
    int to = o.to() == null ? length : (int) get(v, o.to());
    if (from > to) {
      throw new IllegalArgumentException("fromIndex(" + from + ") > toIndex(" + to + ")");
    }
    if (from < 0 || to > length) {
      throw new ArrayIndexOutOfBoundsException();
    }
    for (int i = from; i < to; i++) {
      Array.set(array, i, get(v, o.value()));
    }
  }

  private static Object intrinsic(Op.Intrinsic o, List<Object> args) throws Throwable {
    if (o.name().equals("detach") || o.name().equals("straightThrough")) {
      return args.getFirst();
    }
    Class<?> owner = Class.forName(o.owner().qualifiedName());
    Class<?>[] types = args.stream().map(a -> Scalars.primitive(a.getClass())).toArray(Class<?>[]::new);
    return invoke(owner.getMethod(o.name(), types), args);
  }

  private void call(Op.Call o, Map<Value, Object> v) throws Throwable {
    List<Object> args = all(v, o.args());
    Object result = switch (o.callee()) {
      case Callee.Local c -> {
        if (c.name().isEmpty() || !functions.containsKey(c.key())) {
          throw new IllegalStateException("not read: " + c.key());
        }
        yield call(functions.get(c.key()), args);
      }
      case Callee.External c -> original(c.owner(), c.name(), c.instance(), args);
      case Callee.Ruled c -> original(c.owner(), c.name(), c.instance(), args);
      case Callee.TensorOp c -> original(c.owner(), c.name(), c.instance(), args);
      case Callee.Generated c -> throw new IllegalStateException(c.name());
      case Callee.Runtime c -> throw new IllegalStateException(c.name());
    };
    if (!o.results().isEmpty()) {
      v.put(o.results().getFirst(), result);
    }
  }

  private Object original(Type.Ref owner, String name, boolean instance, List<Object> args) throws Throwable {
    int own = instance ? 1 : 0;
    Method method = Arrays.stream(((Class<?>) type(owner)).getDeclaredMethods())
        .filter(m -> m.getName().equals(name) && m.getParameterCount() == args.size() - own).findFirst().orElseThrow();
    method.setAccessible(true);
    return instance ? invokeOn(method, args.getFirst(), args.subList(1, args.size())) : invoke(method, args);
  }

  private void opaque(Op.Opaque o, Map<Value, Object> v) throws Throwable {
    Object result = invoke(opaque.get(o), all(v, o.operands()));
    if (o.result() != null) {
      v.put(o.result(), result);
    }
  }

  private static Object invoke(Method method, List<Object> args) throws Throwable {
    return invokeOn(method, null, args);
  }

  static Object invokeOn(Method method, Object receiver, List<Object> args) throws Throwable {
    try {
      return method.invoke(receiver, args.toArray());
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
