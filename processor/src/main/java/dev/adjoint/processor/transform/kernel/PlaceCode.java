package dev.adjoint.processor.transform.kernel;

import dev.adjoint.processor.analysis.subscript.Atom;
import dev.adjoint.processor.analysis.subscript.Polynomial;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.BlockBuilder;
import java.util.List;
import java.util.Map;

/** A polynomial as operations; its atoms are parameters and what is made of them. */
public record PlaceCode(Polynomial place) {

  /** Writes the operations. */
  public Value write(BlockBuilder out) {
    return write(out, place, Type.INT, Map.of());
  }

  /** Writes operations on long numbers, which throw an {@code ArithmeticException} rather than overflow. */
  public Value writeLong(BlockBuilder out) {
    return write(out, place, Type.LONG, Map.of());
  }

  /** The same with values for the lengths of arrays. */
  public Value writeLong(BlockBuilder out, Map<Value, Value> lengths) {
    return write(out, place, Type.LONG, lengths);
  }

  private static Value write(BlockBuilder out, Polynomial p, Type type, Map<Value, Value> lengths) {
    Value sum = null;
    for (var term : p.terms().entrySet()) {
      Value product = null;
      for (var power : term.getKey().entrySet()) {
        for (int k = 0; k < power.getValue(); k++) {
          Value factor = out.cast(type, write(out, power.getKey(), lengths));
          product = product == null ? factor : times(out, product, factor);
        }
      }
      int coefficient = term.getValue().intValue();
      if (product == null) {
        product = constant(out, type, coefficient);
      } else if (coefficient != 1) {
        product = times(out, constant(out, type, coefficient), product);
      }
      sum = sum == null ? product : plus(out, sum, product);
    }
    return sum == null ? constant(out, type, 0) : sum;
  }

  private static Value times(BlockBuilder out, Value a, Value b) {
    return a.type() == Type.LONG ? exact(out, "multiplyExact", a, b) : out.binary(Op.BinaryKind.MUL, a, b);
  }

  /** The sum of two whole numbers of one type. */
  public static Value plus(BlockBuilder out, Value a, Value b) {
    return a.type() == Type.LONG ? exact(out, "addExact", a, b) : out.binary(Op.BinaryKind.ADD, a, b);
  }

  private static Value exact(BlockBuilder out, String method, Value a, Value b) {
    return out.math(Type.Ref.of("java.lang", "Math"), method, Type.LONG, List.of(a, b));
  }

  private static Value constant(BlockBuilder out, Type type, int value) {
    return type == Type.LONG ? out.constant(type, (long) value) : out.constant(value);
  }

  private static Value write(BlockBuilder out, Atom atom, Map<Value, Value> lengths) {
    return switch (atom) {
      case Atom.Parameter a -> a.value();
      case Atom.Counter a -> a.value();
      case Atom.Length a -> lengths.containsKey(a.array()) ? lengths.get(a.array()) : out.length(a.array());
      case Atom.Applied a -> {
        var args = a.operands().stream().map(p -> write(out, p, Type.INT, lengths)).toList();
        yield a.kind() != null ? out.binary(a.kind(), args.get(0), args.get(1)) : out.math(a.owner(), a.name(), Type.INT, args);
      }
      case Atom.Unknown a -> throw new IllegalArgumentException("not known outside: " + a.value());
    };
  }
}
