package dev.adjoint.tests.tensorcompiler;

import dev.adjoint.runtime.tensor.Tensor;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Arguments that hold tensors: a tensor, an array or list of such, a record. Anything else has none. */
final class TensorTree {
  private TensorTree() {}

  /** The tensors, in order; null elements are left out. */
  static List<Tensor> tensors(Object tree) {
    return switch (tree) {
      case null -> List.of();
      case Tensor t -> List.of(t);
      case Object[] all -> Arrays.stream(all).flatMap(e -> tensors(e).stream()).toList();
      case List<?> all -> all.stream().flatMap(e -> tensors(e).stream()).toList();
      case Record r -> components(r).stream().flatMap(e -> tensors(e).stream()).toList();
      case Object other -> List.of();
    };
  }

  /** The same with other tensors. */
  static Object map(Object tree, UnaryOperator<Tensor> function) {
    return switch (tree) {
      case null -> null;
      case Tensor t -> function.apply(t);
      case Object[] all -> {
        Object[] made = all.clone();
        Arrays.setAll(made, i -> map(all[i], function));
        yield made;
      }
      case List<?> all -> new ArrayList<>(all.stream().map(e -> map(e, function)).toList());
      case Record r -> make(r.getClass(), components(r).stream().map(c -> map(c, function)).toArray());
      case Object other -> other;
    };
  }

  /** A tangent of a parameter: the tensors' own, in what generated code takes for them. */
  static Object tangent(Class<?> type, Object tree, UnaryOperator<Tensor> function) {
    if (tree == null) {
      return null;
    }
    if (type.isArray()) {
      Object[] all = tree instanceof List<?> l ? l.toArray() : (Object[]) tree;
      var made = (Object[]) java.lang.reflect.Array.newInstance(type.getComponentType(), all.length);
      Arrays.setAll(made, i -> tangent(type.getComponentType(), all[i], function));
      return made;
    }
    if (!type.isRecord()) {
      return tree instanceof List<?> l ? l.stream().map(e -> tangentLike(e, type, function)).toList() : map(tree, function);
    }
    var parts = new ArrayList<Object>();
    for (RecordComponent c : type.getRecordComponents()) {
      parts.add(tangent(c.getType(), component((Record) tree, c.getName()), function));
    }
    return make(type, parts.toArray());
  }

  private static Object tangentLike(Object element, Class<?> list, UnaryOperator<Tensor> function) {
    if (!(element instanceof Record)) {
      return map(element, function);
    }
    try {
      Class<?> outer = element.getClass();
      String name = outer.getName().replace('$', '_') + "Adjoint";
      return tangent(outer.getClassLoader().loadClass(name), element, function);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(list.toString(), e);
    }
  }

  /** A buffer for the adjoints of an array or list of tensors; null for what has none. */
  static Tensor[] buffer(Object tree) {
    return tree instanceof Tensor[] all ? new Tensor[all.length]
        : tree instanceof List<?> l && l.stream().noneMatch(e -> e instanceof Record) ? new Tensor[l.size()] : null;
  }

  static List<Object> components(Record record) {
    return Stream.of(record.getClass().getRecordComponents()).map(c -> component(record, c.getName())).toList();
  }

  private static Object component(Record record, String name) {
    try {
      var accessor = Arrays.stream(record.getClass().getRecordComponents()).filter(c -> c.getName().equals(name)).findFirst()
          .orElseThrow().getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static Object make(Class<?> type, Object[] components) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(
          Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return constructor.newInstance(components);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(Objects.toString(type), e);
    }
  }
}
