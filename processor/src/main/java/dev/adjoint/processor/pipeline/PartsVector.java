package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.emit.RuntimeNames;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Code;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The differentiated numbers of parameters that are taken apart as one vector: parameters in the order of declaration, the numbers of one in
 * the order in which {@code flatten} of its adjoint has them.
 *
 * <p>Made in the body of a method that has taken its parameters apart, used there or in a block of it.
 */
final class PartsVector {
  private final PartsSignature s;
  private final ApiBody body;
  private final PartsBody parts;
  private final List<Parameter> parameters = new ArrayList<>();
  private Value count;

  /**
   * A differentiated parameter.
   *
   * @param index which one it is
   * @param zeros in the form of its adjoint, null for a number
   * @param offset where its numbers begin
   */
  private record Parameter(int index, String name, Type type, Value zeros, Value offset) {}

  PartsVector(PartsSignature signature, PartsMethod p) {
    this.s = signature;
    this.body = p.body;
    this.parts = p.parts;
    for (int i = 0; i < s.size(); i++) {
      if (s.isWrt(i)) {
        add(i, p.leaves.subList(s.first(i), s.end(i)));
      }
    }
  }

  private void add(int index, List<Value> leaves) {
    Type type = PartsBody.outer(s.parts(index));
    String name = s.name(index);
    Value offset = parameters.isEmpty() ? body.constant(Type.INT, 0) : end();
    Value zeros = type.isFloating() ? null : type.isArray() && leaves.getFirst().type().equals(type) ? body.zeros(leaves.getFirst(), type, s.unused(name + "Zeros"))
        : parts.adjoint(s.parts(index), new ArrayList<>(Collections.nCopies(leaves.size(), null)), leaves);
    parameters.add(new Parameter(index, name, type, zeros, offset));
  }

  /** Where the numbers of the last parameter so far end. */
  private Value end() {
    Parameter last = parameters.getLast();
    Value size = last.zeros() == null ? body.constant(Type.INT, 1) : parts.emit(Type.INT, s.unused(last.name() + "Count"),
        List.of(last.zeros()), List.of(components(), new Code.Text(".size("), new Code.Operand(0), new Code.Text(")")));
    if (parameters.size() == 1) {
      return size;
    }
    var sum = Value.temporary(Type.INT);
    body.ops().add(new Op.Binary(sum, Op.BinaryKind.ADD, last.offset(), size, Span.NONE));
    return sum;
  }

  private static Code.Piece components() {
    return new Code.TypeName(RuntimeNames.COMPONENTS);
  }

  /** Whether the numbers of something are a vector: no object is in it, whose fields change. */
  static boolean is(Parts parts) {
    return switch (parts) {
      case Parts.One p -> true;
      case Parts.Cell p -> false;
      case Parts.Tuple p -> !p.object() && p.parts().stream().allMatch(part -> is(part.parts()));
      case Parts.Sum p -> !p.object() && p.cases().stream().allMatch(c -> is(c.parts()));
      case Parts.Columns p -> is(p.element());
    };
  }

  /** How many numbers there are. */
  Value count() {
    count = count == null ? end() : count;
    return count;
  }

  /** The numbers of a vector as a user would give tangents; null for a parameter that is not differentiated. */
  private List<Value> tangents(ApiBody block, Value vector) {
    var made = new PartsBody(block, parts);
    var tangents = new ArrayList<Value>(Collections.nCopies(s.size(), null));
    for (Parameter p : parameters) {
      String name = s.unused(p.name() + "Tangent");
      Value tangent;
      if (p.zeros() == null) {
        var number = new Value(Type.DOUBLE, p.type() == Type.DOUBLE ? name : null);
        block.ops().add(new Op.Load(number, vector, p.offset(), Span.NONE));
        tangent = block.cast(number, p.type());
      } else {
        tangent = made.emit(p.type(), name, List.of(p.zeros(), vector, p.offset()), List.of(components(), new Code.Text(".unflatten("),
            new Code.Operand(0), new Code.Text(", "), new Code.Operand(1), new Code.Text(", "), new Code.Operand(2), new Code.Text(")")));
      }
      tangents.set(p.index(), tangent);
    }
    return tangents;
  }

  /** The numbers of a vector as the differentiated leaves have them. */
  List<Value> separate(PartsMethod block, Value vector) {
    return new PartsTangents(s, block, tangents(block.body, vector)).leaves();
  }

  /**
   * The same, one tangent for arrays that are one: the sum of both. So a product is that with the array, by whatever name it goes, as adjoints are
   * of the array.
   */
  List<Value> leaves(PartsMethod block, Value vector) {
    List<Value> keys = IntStream.range(0, block.leaves.size()).filter(k -> s.primal.wrt().get(k)).mapToObj(block.leaves::get).toList();
    return aliased(block.body, keys, separate(block, vector), block.parts);
  }

  /** Puts adjoints, as a user has them, into a vector. */
  void flatten(ApiBody block, List<Value> adjoints, Value into) {
    for (int k = 0; k < parameters.size(); k++) {
      Parameter p = parameters.get(k);
      if (p.zeros() == null) {
        block.ops().add(new Op.Store(into, p.offset(), block.cast(adjoints.get(k), Type.DOUBLE), Span.NONE));
      } else {
        new PartsBody(block, parts).emit(null, null, List.of(adjoints.get(k), into, p.offset()), List.of(components(),
            new Code.Text(".flatten("), new Code.Operand(0), new Code.Text(", "), new Code.Operand(1), new Code.Text(", "),
            new Code.Operand(2), new Code.Text(")")));
      }
    }
  }

  private static List<Value> aliased(ApiBody block, List<Value> leaves, List<Value> tangents, PartsBody parts) {
    var keys = new ArrayList<Value>();
    var shared = new ArrayList<Value>();
    var all = new ArrayList<Value>();
    for (int k = 0; k < leaves.size(); k++) {
      Value leaf = leaves.get(k);
      Value given = tangents.get(k);
      boolean made = parts.isMade(leaf);
      boolean alone = made || leaves.stream().filter(l -> l.type().equals(leaf.type()) && !parts.isMade(l)).count() == 1;
      if (!leaf.type().isArray() || alone && leaf.type().rank() == 1) {
        all.add(given);
        continue;
      }
      String name = given.name() == null ? null : given.name() + "Shared";
      Value tangent = block.shared(leaf, made ? List.of() : keys, made ? List.of() : shared,
          b -> b.zerosUnlessNull(leaf, given.type(), name));
      var add = new ApiBody();
      add.runtime(RuntimeFunction.ADD_INTO, given, tangent);
      block.where(block.isThere(tangent), add);
      if (!made) {
        keys.add(leaf);
        shared.add(tangent);
      }
      all.add(tangent);
    }
    return all;
  }

  /** Copies of arrays, for a method that writes into them: one for arrays that are one. */
  static final class Copies {
    private final ApiBody body;
    private final PartsBody parts;
    private final List<Value> keys = new ArrayList<>();
    private final List<Value> copies = new ArrayList<>();

    Copies(ApiBody body, PartsBody parts) {
      this.body = body;
      this.parts = parts;
    }

    /** What stands for a leaf. */
    Value of(Value leaf) {
      if (!leaf.type().isArray()) {
        return leaf;
      }
      boolean made = parts.isMade(leaf);
      Value copy = body.shared(leaf, made ? List.of() : List.copyOf(keys), made ? List.of() : List.copyOf(copies),
          b -> b.runtime(RuntimeFunction.DEEP_COPY, leaf.type(), leaf.name() == null ? null : leaf.name() + "Copy", leaf));
      if (made) {
        parts.made(copy);
      } else {
        keys.add(leaf);
        copies.add(copy);
      }
      return copy;
    }
  }
}
