package dev.adjoint.runtime.tensor;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * From where the generators went on that a thread drew from in a piece of a program, so that it can be run again with the same
 * numbers.
 */
final class Draws {
  private static final ThreadLocal<Draws> CURRENT = new ThreadLocal<>();

  private final Map<Generator, Generator.State> states = new LinkedHashMap<>();
  private final Draws outer;

  private Draws(Draws outer) {
    this.outer = outer;
  }

  /** Begins to note draws of this thread. */
  static Draws begin() {
    var draws = new Draws(CURRENT.get());
    CURRENT.set(draws);
    return draws;
  }

  /** Ends it; nothing for null. */
  static void end(Draws draws) {
    if (draws != null) {
      if (draws.outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(draws.outer);
      }
    }
  }

  /** Notes that a generator is about to draw. */
  static void note(Generator generator) {
    for (Draws draws = CURRENT.get(); draws != null; draws = draws.outer) {
      draws.states.putIfAbsent(generator, generator.state());
    }
  }

  /** Runs something with the generators where they were, and sets them to where they are now. */
  <T> T repeated(Supplier<T> computation) {
    var now = new LinkedHashMap<Generator, Generator.State>();
    states.forEach((generator, state) -> now.put(generator, generator.state()));
    try {
      states.forEach(Generator::restore);
      return computation.get();
    } finally {
      now.forEach(Generator::restore);
    }
  }
}
