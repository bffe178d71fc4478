package dev.adjoint.processor.ir;

import java.util.List;

/**
 * A region: parameters, operations in program order, and the values it yields. A block may use every value defined
 * before it in an enclosing block.
 */
public record Block(List<Value> params, List<Op> ops, List<Value> yields) {
  public Block {
    params = List.copyOf(params);
    ops = List.copyOf(ops);
    yields = List.copyOf(yields);
  }

  /** A block without parameters. */
  public static Block of(List<Op> ops, List<Value> yields) {
    return new Block(List.of(), ops, yields);
  }
}
