package dev.adjoint.processor.rules;

import dev.adjoint.processor.ir.Op;
import java.util.List;

/** Short names with which the rule tables read as formulas. */
final class Exprs {
  static final Expr SEED = new Expr.Seed();
  static final Expr R = new Expr.Result();
  static final Expr X = new Expr.Arg(0);
  static final Expr Y = new Expr.Arg(1);
  static final Expr Z = new Expr.Arg(2);
  static final Expr ZERO = new Expr.Num(0);
  static final Expr ONE = new Expr.Num(1);

  private Exprs() {}

  static Expr num(double value) {
    return new Expr.Num(value);
  }

  static Expr neg(Expr a) {
    return new Expr.Neg(a);
  }

  static Expr add(Expr a, Expr b) {
    return new Expr.Bin(Op.BinaryKind.ADD, a, b);
  }

  static Expr sub(Expr a, Expr b) {
    return new Expr.Bin(Op.BinaryKind.SUB, a, b);
  }

  static Expr mul(Expr a, Expr b) {
    return new Expr.Bin(Op.BinaryKind.MUL, a, b);
  }

  static Expr div(Expr a, Expr b) {
    return new Expr.Bin(Op.BinaryKind.DIV, a, b);
  }

  static Expr eq(Expr a, Expr b) {
    return new Expr.Bin(Op.BinaryKind.EQ, a, b);
  }

  static Expr ne(Expr a, Expr b) {
    return new Expr.Bin(Op.BinaryKind.NE, a, b);
  }

  static Expr lt(Expr a, Expr b) {
    return new Expr.Bin(Op.BinaryKind.LT, a, b);
  }

  static Expr le(Expr a, Expr b) {
    return new Expr.Bin(Op.BinaryKind.LE, a, b);
  }

  static Expr gt(Expr a, Expr b) {
    return new Expr.Bin(Op.BinaryKind.GT, a, b);
  }

  static Expr ge(Expr a, Expr b) {
    return new Expr.Bin(Op.BinaryKind.GE, a, b);
  }

  static Expr fn(String name, Expr... args) {
    return new Expr.Fn(name, List.of(args));
  }

  static Expr when(Expr condition, Expr then, Expr otherwise) {
    return new Expr.If(condition, then, otherwise);
  }
}
