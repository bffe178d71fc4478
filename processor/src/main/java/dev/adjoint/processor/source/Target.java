package dev.adjoint.processor.source;

import com.sun.source.tree.Tree;

/** Where a jump leads: out of a loop, switch or labelled statement, to a loop's next iteration, or out of the method. */
record Target(Tree tree, Kind kind) {
  enum Kind { BREAK, CONTINUE, RETURN }

  static Target leave(Tree tree) {
    return new Target(tree, Kind.BREAK);
  }

  static Target next(Tree loop) {
    return new Target(loop, Kind.CONTINUE);
  }
}
