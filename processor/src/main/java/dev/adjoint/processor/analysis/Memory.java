package dev.adjoint.processor.analysis;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * May this array have changed since? A load is stable when no write that may hit the same array can happen after it, up to
 * the end of the function: then the reverse sweep may load again instead of keeping what was loaded.
 */
public final class Memory {
  /** Stands for all arrays that code outside of the function may write. */
  private static final Object OUTSIDE = "outside";

  private final Aliases aliases;
  private final Map<Object, Integer> lastWrite = new HashMap<>();
  private final Map<Op, Set<Object>> writtenIn = new HashMap<>();
  private final Map<Op, Integer> position = new HashMap<>();
  private final Map<Op, Op> enclosingLoop = new HashMap<>();
  private final Map<Op, Set<Aliases.Node>> carried = new HashMap<>();
  private final CallEffects calls;
  private final boolean interrupted;
  private int clock;
  /** How many try statements there are around: what is written before a throw is seen behind it there. */
  private int tries;

  /** What is written where in a function whose reverse sweep follows its forward sweep at once. */
  public Memory(Function function, Aliases aliases, CallEffects calls) {
    this(function, aliases, calls, false);
  }

  /**
   * What is written where in a function.
   *
   * @param calls which calls may write more than they get
   * @param interrupted whether other code runs between the forward and the reverse sweep, and may write what it can reach
   */
  public Memory(Function function, Aliases aliases, CallEffects calls, boolean interrupted) {
    this.aliases = aliases;
    this.calls = calls;
    this.interrupted = interrupted;
    block(function.body(), null);
  }

  /** Whether the cell that this operation loads still has the same content at every later moment of the function. */
  public boolean stable(Op.Load load) {
    return unchangedAfter(load, load.array());
  }

  /** Whether a reference leads to an object that may change: one of any class but those of the language that are values. */
  public static boolean isChangeable(Type type) {
    return type instanceof Type.Ref r && !r.isTensor() && !r.pkg().equals("java.lang");
  }

  /** Whether a call may write more than it gets. */
  boolean changesMore(Op.Call call) {
    return calls.changeMore(call.callee());
  }

  /** Whether no element of the array is written at any moment after the operation. */
  public boolean unchangedAfter(Op op, Value array) {
    return unchangedAfter(op, aliases.of(array), array.type());
  }

  /** The same for the array, its rows, and so on down to the numbers. */
  public boolean unchangedAfterDeep(Op op, Value array) {
    Aliases.Node node = aliases.of(array);
    for (Type type = array.type(); type.isArray(); type = type.elementType()) {
      if (!unchangedAfter(op, node, type)) {
        return false;
      }
      node = type.rank() > 1 ? aliases.element(node) : node;
    }
    return true;
  }

  private boolean unchangedAfter(Op op, Aliases.Node node, Type type) {
    if (interrupted && node.external()) {
      return false;
    }
    for (Object key : keys(node, type)) {
      if (lastWrite.getOrDefault(key, -1) > position.get(op)) {
        return false;
      }
      for (Op loop = enclosingLoop.get(op); loop != null; loop = enclosingLoop.get(loop)) {
        if (writtenIn.getOrDefault(loop, Set.of()).contains(key) && !madeInside(node, loop)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether the function never writes an element of such an array. */
  public boolean neverWritten(Value array) {
    return keys(aliases.of(array), array.type()).stream().noneMatch(lastWrite::containsKey);
  }

  /** Whether a row of the array, at any level, is replaced by another one. */
  public boolean rowsMove(Value array) {
    Aliases.Node node = aliases.of(array);
    Type type = array.type();
    for (; type.rank() > 1; type = type.elementType(), node = aliases.element(node)) {
      if (keys(node, type).stream().anyMatch(lastWrite::containsKey)) {
        return true;
      }
    }
    return false;
  }

  /** The same for the cells at the bottom of an array of any rank, and for all rows on the way. */
  public boolean neverWrittenDeep(Value array) {
    Type cells = array.type().innermost().array();
    return neverWritten(array) && keys(aliases.cells(array), cells).stream().noneMatch(lastWrite::containsKey);
  }

  /** Whether each iteration of the loop that uses such arrays makes its own, and none outlives its iteration. */
  public boolean madeInside(Aliases.Node node, Op loop) {
    if (node.external() || node.keptInArray() || node.allocations().isEmpty()) {
      return false;
    }
    for (Op allocation : node.allocations()) {
      boolean inside = false;
      for (Op l = enclosingLoop.get(allocation); l != null && !inside; l = enclosingLoop.get(l)) {
        inside = l == loop;
      }
      if (!inside) {
        return false;
      }
    }
    return !carried.getOrDefault(loop, Set.of()).contains(node);
  }

  private static List<Object> keys(Aliases.Node node, Type type) {
    return node.external() ? List.of(node, "external " + type, OUTSIDE) : List.of(node);
  }

  private void block(Block block, Op loop) {
    boolean ends = tries == 0 && Ops.ends(block);
    for (Op op : block.ops()) {
      position.put(op, clock++);
      enclosingLoop.put(op, loop);
      if (!ends) {
        writes(op, loop);
      }
      if (op instanceof Op.For || op instanceof Op.While) {
        var refs = new HashSet<Aliases.Node>();
        Ops.results(op).stream().filter(v -> v.type().isArray()).forEach(v -> refs.add(aliases.of(v)));
        carried.put(op, refs);
      }
      tries += op instanceof Op.Try ? 1 : 0;
      for (Block b : Ops.blocks(op)) {
        block(b, op instanceof Op.If || op instanceof Op.Try ? loop : op);
      }
      tries -= op instanceof Op.Try ? 1 : 0;
    }
  }

  private void writes(Op op, Op loop) {
    switch (op) {
      case Op.Store o -> write(o.array(), loop);
      case Op.Fill o -> write(o.array(), loop);
      case Op.ArrayCopy o -> write(o.target(), loop);
      case Op.Call o -> {
        if (!(o.callee() instanceof Callee.Runtime || o.callee() instanceof Callee.TensorOp)) {
          o.args().forEach(a -> writeDeep(a, loop));
        }
        if (calls.changeMore(o.callee())) {
          writeOutside(loop);
        }
      }
      case Op.Opaque o -> {
        if (o.effect() == Op.Effect.EFFECT) {
          writeOutside(loop);
        }
      }
      case Op.Const o -> { }
      case Op.Unary o -> { }
      case Op.Binary o -> { }
      case Op.Cast o -> { }
      case Op.Intrinsic o -> { }
      case Op.ArrayLength o -> { }
      case Op.Load o -> { }
      case Op.Accumulate o -> { }
      case Op.NewArray o -> { }
      case Op.Copy o -> { }
      case Op.If o -> { }
      case Op.For o -> { }
      case Op.While o -> { }
      case Op.Try o -> { }
      case Op.Assign o -> { }
      case Op.Throw o -> { }
      case Op.Comment o -> { }
    }
  }

  /** What code that is not at hand does to arrays that it can reach. */
  private void writeOutside(Op loop) {
    record(OUTSIDE, loop);
  }

  private void writeDeep(Value array, Op loop) {
    if (!array.type().isArray()) {
      return;
    }
    Aliases.Node node = aliases.of(array);
    for (Type type = array.type(); type.isArray(); type = type.elementType()) {
      record(node, loop);
      record("external " + type, loop);
      node = type.rank() > 1 ? aliases.element(node) : node;
    }
  }

  private void write(Value array, Op loop) {
    Aliases.Node node = aliases.of(array);
    record(node, loop);
    if (node.external()) {
      record("external " + array.type(), loop);
    }
  }

  private void record(Object key, Op loop) {
    lastWrite.put(key, position.size());
    for (Op l = loop; l != null; l = enclosingLoop.get(l)) {
      writtenIn.computeIfAbsent(l, k -> new HashSet<>()).add(key);
    }
  }
}
