package dev.adjoint.processor.source;

import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Value;
import java.util.List;

/** Gives the result of an operation the name of the local it is assigned to. */
final class Renaming {
  private Renaming() {}

  /** The operation with {@code from} defined as {@code to}; null when it does not define it alone. */
  static Op of(Op op, Value from, Value to) {
    return switch (op) {
      case Op.Const o when o.result() == from -> new Op.Const(to, o.value(), o.span());
      case Op.Unary o when o.result() == from -> new Op.Unary(to, o.kind(), o.a(), o.span());
      case Op.Binary o when o.result() == from -> new Op.Binary(to, o.kind(), o.a(), o.b(), o.span());
      case Op.Cast o when o.result() == from -> new Op.Cast(to, o.a(), o.span());
      case Op.Intrinsic o when o.result() == from -> new Op.Intrinsic(to, o.owner(), o.name(), o.args(), o.span());
      case Op.ArrayLength o when o.result() == from -> new Op.ArrayLength(to, o.array(), o.span());
      case Op.Load o when o.result() == from -> new Op.Load(to, o.array(), o.index(), o.span());
      case Op.NewArray o when o.result() == from -> new Op.NewArray(to, o.dims(), o.span());
      case Op.Copy o when o.result() == from -> new Op.Copy(to, o.kind(), o.array(), o.args(), o.span());
      case Op.Call o when o.results().equals(List.of(from)) -> new Op.Call(List.of(to), o.callee(), o.args(), o.span());
      case Op.Opaque o when o.result() == from ->
          new Op.Opaque(to, o.code(), o.operands(), o.effect(), o.ifActive(), o.span());
      case Op.If o when o.results().equals(List.of(from)) ->
          new Op.If(List.of(to), o.condition(), o.then(), o.otherwise(), o.span());
      case Op.Const o -> null;
      case Op.Unary o -> null;
      case Op.Binary o -> null;
      case Op.Cast o -> null;
      case Op.Intrinsic o -> null;
      case Op.ArrayLength o -> null;
      case Op.Load o -> null;
      case Op.NewArray o -> null;
      case Op.Copy o -> null;
      case Op.Call o -> null;
      case Op.Opaque o -> null;
      case Op.If o -> null;
      case Op.For o -> null;
      case Op.While o -> null;
      case Op.Store o -> null;
      case Op.Accumulate o -> null;
      case Op.ArrayCopy o -> null;
      case Op.Fill o -> null;
      case Op.Try o -> null;
      case Op.Assign o -> null;
      case Op.Throw o -> null;
      case Op.Comment o -> null;
    };
  }
}
