package dev.adjoint.processor.transform.kernel;

import dev.adjoint.processor.analysis.subscript.Atom;
import dev.adjoint.processor.analysis.subscript.Polynomial;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.BlockBuilder;

/** A polynomial as operations; its atoms are parameters and what is made of them. */
public record PlaceCode(Polynomial place) {

  /** Writes the operations. */
  public Value write(BlockBuilder out) {
    return write(out, place);
  }

  private static Value write(BlockBuilder out, Polynomial p) {
    Value sum = null;
    for (var term : p.terms().entrySet()) {
      Value product = null;
      for (var power : term.getKey().entrySet()) {
        for (int k = 0; k < power.getValue(); k++) {
          Value factor = write(out, power.getKey());
          product = product == null ? factor : out.binary(Op.BinaryKind.MUL, product, factor);
        }
      }
      int coefficient = term.getValue().intValue();
      if (product == null) {
        product = out.constant(coefficient);
      } else if (coefficient != 1) {
        product = out.binary(Op.BinaryKind.MUL, out.constant(coefficient), product);
      }
      sum = sum == null ? product : out.binary(Op.BinaryKind.ADD, sum, product);
    }
    return sum == null ? out.constant(0) : sum;
  }

  private static Value write(BlockBuilder out, Atom atom) {
    return switch (atom) {
      case Atom.Parameter a -> a.value();
      case Atom.Counter a -> a.value();
      case Atom.Length a -> out.length(a.array());
      case Atom.Applied a -> {
        var args = a.operands().stream().map(p -> write(out, p)).toList();
        yield a.kind() != null ? out.binary(a.kind(), args.get(0), args.get(1)) : out.math(a.owner(), a.name(), Type.INT, args);
      }
      case Atom.Unknown a -> throw new IllegalArgumentException("not known outside: " + a.value());
    };
  }
}
