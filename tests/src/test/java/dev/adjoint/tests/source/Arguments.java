package dev.adjoint.tests.source;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

/** Argument lists for a method: small and awkward values of every type, in up to a few hundred combinations. */
final class Arguments {
  private static final int MOST = 240;

  private Arguments() {}

  static List<List<Object>> of(Class<?>[] types) {
    List<List<Object>> lists = new ArrayList<>(List.of(new ArrayList<>()));
    for (Class<?> type : types) {
      List<List<Object>> longer = new ArrayList<>();
      for (List<Object> list : lists) {
        for (Object value : values(type)) {
          var more = new ArrayList<>(list);
          more.add(value);
          longer.add(more);
        }
      }
      lists = thin(longer);
    }
    return lists;
  }

  private static List<List<Object>> thin(List<List<Object>> lists) {
    if (lists.size() <= MOST) {
      return lists;
    }
    var fewer = new ArrayList<List<Object>>();
    for (int i = 0; i < MOST; i++) {
      fewer.add(lists.get((int) ((long) i * lists.size() / MOST)));
    }
    return fewer;
  }

  private static List<?> values(Class<?> type) {
    if (type.isEnum()) {
      return nullToo(List.of(type.getEnumConstants()));
    }
    return switch (type.getName()) {
      case "double" -> List.of(0.75, -1.5, 3.0, 0.0, 1e300);
      case "float" -> List.of(0.75f, -1.5f, 3.1f, 0f, 1e30f);
      case "int" -> List.of(0, 1, 2, 3, 5, -1, -7);
      case "long" -> List.of(0L, 1L, 40L, -3L, 1L << 40);
      case "short" -> List.of((short) 3, (short) -2, Short.MAX_VALUE);
      case "byte" -> List.of((byte) 3, (byte) -2, Byte.MAX_VALUE);
      case "char" -> List.of('a', 'b', '7', Character.MAX_VALUE);
      case "boolean" -> List.of(true, false);
      case "java.lang.String" -> nullToo(List.of("", "a", "bb", "ccc"));
      case "java.lang.Integer" -> nullToo(List.of(1, 2, 200));
      case "java.lang.Double" -> nullToo(List.of(1.5, -2.0));
      case "java.lang.Object" -> nullToo(List.of("text", 7, 2.5));
      case "java.util.List" -> nullToo(List.of(List.of(), List.of(3, 4)));
      case "[D" -> nullToo(List.of(new double[] {1.5, -2, 0.25, 3}, new double[] {}, new double[] {7, 8}));
      case "[F" -> nullToo(List.of(new float[] {1.5f, -2, 0.1f, 3}, new float[] {}));
      case "[I" -> nullToo(List.of(new int[] {2, 0, 1, 1}, new int[] {}, new int[] {5, -1}));
      case "[J" -> List.of(new long[] {2, 0, 1L << 35});
      case "[B" -> List.of(new byte[] {127, -128, 3, 0});
      case "[C" -> List.of(new char[] {'x', 'y', Character.MAX_VALUE});
      case "[Z" -> List.of(new boolean[] {true, false, true});
      case "[[D" -> nullToo(List.of(new double[][] {{1, 2, 3}, {4, 5, 6}, {0.5, -1, 2}}, new double[][] {{1}, null},
          new double[][] {}));
      case "[Ljava.lang.String;" -> List.<Object>of((Object) new String[] {"p", null, "q"});
      default -> instances(type);
    };
  }

  /** A class of the corpus: what its factory {@code samples()} gives. */
  private static List<?> instances(Class<?> type) {
    try {
      var samples = type.getDeclaredMethod("samples");
      samples.setAccessible(true);
      return nullToo((List<?>) samples.invoke(null));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no sample arguments of " + type, e);
    }
  }

  private static List<Object> nullToo(List<?> values) {
    var all = new ArrayList<Object>(values);
    all.add(null);
    return all;
  }

  /** A deep copy of arrays, with one copy for one array that occurs twice. */
  static List<Object> copy(List<Object> arguments) {
    var copies = new java.util.IdentityHashMap<Object, Object>();
    var all = new ArrayList<Object>();
    arguments.forEach(a -> all.add(copy(a, copies)));
    return all;
  }

  private static Object copy(Object value, java.util.Map<Object, Object> copies) {
    if (value == null || !value.getClass().isArray()) {
      return value;
    }
    if (copies.containsKey(value)) {
      return copies.get(value);
    }
    int length = Array.getLength(value);
    Object made = Array.newInstance(value.getClass().getComponentType(), length);
    copies.put(value, made);
    for (int i = 0; i < length; i++) {
      Array.set(made, i, copy(Array.get(value, i), copies));
    }
    return made;
  }

  /** A text in which values that differ in a bit differ. */
  static String show(Object value) {
    return switch (value) {
      case null -> "null";
      case Double d -> d + "/" + Long.toHexString(Double.doubleToRawLongBits(d));
      case Float f -> f + "/" + Integer.toHexString(Float.floatToRawIntBits(f));
      case List<?> l -> l.stream().map(Arguments::show).toList().toString();
      default -> {
        if (!value.getClass().isArray()) {
          yield value.getClass().getSimpleName() + " " + value;
        }
        var text = new StringBuilder("[");
        for (int i = 0; i < Array.getLength(value); i++) {
          text.append(i == 0 ? "" : ", ").append(show(Array.get(value, i)));
        }
        yield text.append(']').toString();
      }
    };
  }
}
