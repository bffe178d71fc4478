package dev.adjoint.processor.emit;

import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Arrays that carry values from one part of a method to another, one array for each type. */
final class Frames {
  private record Slot(Value array, int index) {}

  private final Map<Type, Value> arrays = new LinkedHashMap<>();
  private final Map<Type, Integer> sizes = new LinkedHashMap<>();
  private final Map<Value, Slot> slots = new IdentityHashMap<>();

  /** Gives a value its place. */
  void add(Value value) {
    Type type = elementType(value.type());
    Value array = arrays.computeIfAbsent(type, t -> new Value(t.array(), "frame"));
    int index = sizes.merge(type, 1, Integer::sum) - 1;
    slots.put(value, new Slot(array, index));
  }

  /** Whether the value has a place. */
  boolean contains(Value value) {
    return slots.containsKey(value);
  }

  /** The operations that store a value. */
  List<Op> store(Value value) {
    Slot slot = slots.get(value);
    var index = Value.temporary(Type.INT);
    return List.of(new Op.Const(index, slot.index(), Span.NONE), new Op.Store(slot.array(), index, value, Span.NONE));
  }

  /** The operations that define the value by loading it. */
  List<Op> load(Value value) {
    Slot slot = slots.get(value);
    var index = Value.temporary(Type.INT);
    return List.of(new Op.Const(index, slot.index(), Span.NONE), new Op.Load(value, slot.array(), index, Span.NONE));
  }

  /** The operations that allocate the arrays. */
  List<Op> allocations() {
    var ops = new ArrayList<Op>();
    arrays.forEach((type, array) -> {
      var length = Value.temporary(Type.INT);
      ops.add(new Op.Const(length, sizes.get(type), Span.NONE));
      ops.add(new Op.NewArray(array, List.of(length), Span.NONE));
    });
    return ops;
  }

  /** The arrays. */
  List<Value> arrays() {
    return List.copyOf(arrays.values());
  }

  /** There are no arrays of parameterized types, JLS 15.10.1. */
  private static Type elementType(Type type) {
    return type instanceof Type.Ref r && !r.arguments().isEmpty() ? new Type.Ref(r.pkg(), r.names(), List.of()) : type;
  }
}
