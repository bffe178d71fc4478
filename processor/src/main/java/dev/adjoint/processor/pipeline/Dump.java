package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Printer;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints the IR after the passes that {@code -Aadjoint.dump=…} names, for whoever looks for a defect or wonders about a result. */
public final class Dump {
  /** Where the IR can be looked at, in the order of the passes. */
  public enum Pass {
    /** What was read of the source: structured SSA, jumps removed. */
    READ,
    /** Small helpers in place of their calls. */
    INLINE,
    /** Repeated loads and expensive functions share a value. */
    LOADS,
    /** Invariants in front of their loops: what both modes differentiate. */
    NORMALIZE,
    /** The Jacobian-vector product, simplified. */
    FORWARD,
    /** The vector-Jacobian product, simplified. */
    REVERSE,
    /** The two halves of reverse mode, simplified. */
    SPLIT,
    /** Forward over reverse: the tangents of the gradient and of both halves, simplified. */
    SECOND_ORDER,
    /** Taylor series, simplified. */
    TAYLOR,
    /** On which columns of the Jacobian the result depends, simplified. */
    SPARSITY,
    /** Helpers that stay calls, in the modes that are asked of them. */
    HELPERS,
    /** The methods of the generated class. */
    INTERFACE,
    /** The same after what is too long for HotSpot has been cut. */
    OUTLINE;

    private String option() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Set<Pass> passes;
  private final Consumer<String> print;

  private Dump(Set<Pass> passes, Consumer<String> print) {
    this.passes = passes;
    this.print = print;
  }

  /** Prints nothing. */
  public static Dump none() {
    return new Dump(EnumSet.noneOf(Pass.class), text -> { });
  }

  /**
   * What an option asks for.
   *
   * @param option {@code off}, {@code all}, or names of passes with commas between
   * @param print where the texts go
   * @param unknown gets the message for each name that is none
   */
  public static Dump of(String option, Consumer<String> print, Consumer<String> unknown) {
    var passes = EnumSet.noneOf(Pass.class);
    if (option.equals("off")) {
      return none();
    }
    for (String name : option.split(",")) {
      var found = Stream.of(Pass.values()).filter(p -> name.strip().equals("all") || p.option().equals(name.strip())).toList();
      if (found.isEmpty()) {
        unknown.accept(Message.DUMP_PASS.format(name.strip(),
            Stream.of(Pass.values()).map(Pass::option).collect(Collectors.joining(", "))));
      }
      passes.addAll(found);
    }
    return new Dump(passes, print);
  }

  /** Prints a function after a pass, if that is wanted. */
  void after(Pass pass, Function function) {
    if (passes.contains(pass)) {
      print.accept("after " + pass.option() + ":\n" + Printer.print(function));
    }
  }
}
