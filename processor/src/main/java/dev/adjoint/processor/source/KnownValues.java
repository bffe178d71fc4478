package dev.adjoint.processor.source;

import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of the references of a body: which function one is, and which number is in a box.
 *
 * <p>The value of a known function is a token: it goes where the reference goes, and what made it disappears when every use of
 * it was a call or the passing to a helper, which take the function itself. So does a box that was only looked into.
 */
final class KnownValues {
  private final Map<Value, FunctionValue> functions = new IdentityHashMap<>();
  private final Map<Value, Value> contents = new IdentityHashMap<>();
  private final Set<Value> tokens = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<Value, Refusal> refusals = new IdentityHashMap<>();

  /** Where two branches meet: makes a value of either one, or of one and anything, that is there afterwards. */
  interface Meeting {
    /** The value that is {@code then} after the one branch, {@code otherwise} after the other; null stands for any. */
    Value join(Type type, Value then, Value otherwise);
  }

  /** Notes a function and the value that stands for it. */
  void put(Value token, FunctionValue function) {
    functions.put(token, function);
    tokens.add(token);
  }

  /** Notes a box and the number in it. */
  void putContent(Value box, Value content) {
    contents.put(box, content);
    tokens.add(box);
  }

  /** The number in a box, or null when it is not known, or may be none. */
  Value content(Value box) {
    return contents.get(box);
  }

  /** Marks a value whose operation goes where nobody uses it. */
  void disposable(Value value) {
    tokens.add(value);
  }

  /** A function whose value cannot be made: where it is used, that is why. */
  void refuse(Value token, Refusal refusal) {
    refusals.put(token, refusal);
  }

  /** The function, or null when it is not known. */
  FunctionValue get(Value value) {
    return functions.get(value);
  }

  /** One value is the same reference as another. */
  void same(Value from, Value to) {
    if (functions.containsKey(from)) {
      functions.put(to, functions.get(from));
    }
    if (contents.containsKey(from)) {
      contents.put(to, contents.get(from));
    }
    if (tokens.contains(from)) {
      tokens.add(to);
    }
    if (refusals.containsKey(from)) {
      refusals.put(to, refusals.get(from));
    }
  }

  /** The values whose operations nobody misses where nobody uses them. */
  Set<Value> tokens() {
    return tokens;
  }

  /** Why a value cannot be made, or null. */
  Refusal refusal(Value value) {
    return refusals.get(value);
  }

  /** After two branches: the function or the box that either of them left in a variable. A null value is none that is read. */
  void meet(Value result, Value condition, Value then, Value otherwise, Meeting meeting) {
    Value a = then == null ? null : contents.get(then);
    Value b = otherwise == null ? null : contents.get(otherwise);
    if ((a != null || then == null) && (b != null || otherwise == null) && (a == null || b == null || a.type().equals(b.type()))
        && (a != null || b != null)) {
      contents.put(result, meeting.join(a != null ? a.type() : b.type(), a, b));
      return;
    }
    FunctionValue f = then == null ? null : functions.get(then);
    FunctionValue g = otherwise == null ? null : functions.get(otherwise);
    boolean known = (f != null || then == null) && (g != null || otherwise == null) && (f != null || g != null);
    if (!known) {
      return;
    }
    boolean same = f == null || g == null || f.shape().key().equals(g.shape().key());
    Shape shape = !same ? new Shape.Choice(f.shape(), g.shape()) : f != null ? f.shape() : g.shape();
    var captured = new ArrayList<Value>();
    if (same) {
      for (int i = 0; i < shape.captured().size(); i++) {
        captured.add(meeting.join(shape.captured().get(i), f == null ? null : f.captured().get(i),
            g == null ? null : g.captured().get(i)));
      }
    } else {
      captured.add(condition);
      export(f, true, meeting, captured);
      export(g, false, meeting, captured);
    }
    functions.put(result, new FunctionValue(shape, captured));
  }

  private static void export(FunctionValue f, boolean then, Meeting meeting, List<Value> into) {
    for (int i = 0; i < f.captured().size(); i++) {
      Value v = f.captured().get(i);
      into.add(meeting.join(f.shape().captured().get(i), then ? v : null, then ? null : v));
    }
  }
}
