package dev.adjoint.runtime.backend.reference;

import dev.adjoint.runtime.backend.host.Workers;
import dev.adjoint.runtime.backend.spi.ArrayKernel;
import dev.adjoint.runtime.backend.spi.ArrayKernel.Role;
import dev.adjoint.runtime.backend.spi.ArrayKernel.Split;
import java.lang.reflect.Array;
import java.util.List;

/**
 * Runs the Java form of a kernel over arrays in pieces of its outer loop, on several threads. The pieces, and the order in which
 * what they add to one cell is added, depend on the kernel and its sizes only, and so does every bit of the result.
 *
 * <p>Additions to the adjoint of an array are kept apart in one of three ways: each piece adds to cells of its own; pieces add to
 * cells around their own, so that every second piece runs at once, and then the others; or each piece has an array of its own, and
 * these are added up in the order of the pieces.
 */
final class KernelPieces {
  private static final int MOST = 32;
  /** How many iterations are worth a thread. */
  private static final int PLAIN = 4096;
  private static final int WITH_LOOPS = 128;
  /** How many elements of arrays of its own a piece may have for each of its iterations. */
  private static final int ELEMENTS = 2;
  private static final int ELEMENTS_WITH_LOOPS = 32;

  private final ArrayKernel kernel;
  private final Object[] arrays;
  private final Split split;
  private final int count;
  private final int size;

  private KernelPieces(ArrayKernel kernel, Object[] arrays, Split split, int pieces) {
    this.kernel = kernel;
    this.arrays = arrays;
    this.split = split;
    int iterations = split.to() - split.from();
    this.size = (iterations - 1) / pieces + 1;
    this.count = (iterations - 1) / size + 1;
  }

  /** Runs the method; what it throws is what the first iteration threw that did. */
  static void value(ArrayKernel kernel, Object[] arrays) {
    Split split = split(kernel, arrays);
    int pieces = split == null ? 1 : most(split);
    if (pieces < 2) {
      kernel.value(arrays);
      return;
    }
    var run = new KernelPieces(kernel, arrays, split, pieces);
    run.each(0, 1, (piece, from, to) -> kernel.value(arrays, from, to));
  }

  /** The adjoint: see {@link ArrayKernel#adjoint(Object[], Object[])}. */
  static void adjoint(ArrayKernel kernel, Object[] arrays, Object[] adjoints) {
    Split split = split(kernel, arrays);
    int pieces = split == null ? 1 : most(split);
    if (pieces > 1) {
      pieces = Math.min(pieces, affordable(split, adjoints, new KernelPieces(kernel, arrays, split, pieces)));
    }
    if (pieces < 2) {
      kernel.adjoint(arrays, adjoints);
      return;
    }
    new KernelPieces(kernel, arrays, split, pieces).adjoint(adjoints);
  }

  private static Split split(ArrayKernel kernel, Object[] arrays) {
    try {
      Split split = kernel.split(arrays);
      boolean some = split != null && split.inner() > 0 && (long) split.to() - split.from() > 1
          && (long) split.to() - split.from() <= Integer.MAX_VALUE;
      return some ? split : null;
    } catch (ArithmeticException e) {
      return null;
    }
  }

  private static long iterations(Split split) {
    return (split.to() - split.from()) * split.inner();
  }

  private static int most(Split split) {
    long most = iterations(split) / (split.loops() ? WITH_LOOPS : PLAIN);
    return (int) Math.min(Math.min(most, MOST), split.to() - split.from());
  }

  /** How many pieces may have arrays of their own; fewer, longer pieces meet no more than these do. */
  private static int affordable(Split split, Object[] adjoints, KernelPieces pieces) {
    long elements = 0;
    for (int k = 0; k < adjoints.length; k++) {
      if (split.where()[k] != null && pieces.hasOwn(k)) {
        elements += Array.getLength(adjoints[k]);
      }
    }
    return (int) Math.min(MOST, iterations(split) * (split.loops() ? ELEMENTS_WITH_LOOPS : ELEMENTS) / Math.max(1, elements));
  }

  private interface Part {
    void run(int piece, int from, int to);
  }

  /** Runs every {@code step}th piece, beginning with {@code first}. */
  private void each(int first, int step, Part part) {
    var thrown = new Throwable[count];
    Workers.split((count - first - 1) / step + 1, 1, (begin, end) -> {
      for (int k = begin; k < end; k++) {
        int piece = first + k * step;
        int from = split.from() + piece * size;
        try {
          part.run(piece, from, Math.min(split.to() - from, size) + from);
        } catch (RuntimeException | Error e) {
          thrown[piece] = e;
        }
      }
    });
    for (Throwable t : thrown) {
      switch (t) {
        case null -> { }
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case Throwable e -> throw new IllegalStateException(e);
      }
    }
  }

  /** Whether each piece needs an array of its own for an operand's adjoint. */
  private boolean hasOwn(int operand) {
    return switch (split.where()[operand]) {
      case Split.Own w -> false;
      case Split.Near w -> !(reaches(w) && Math.abs(w.stride()) > (w.greatest() - w.least()) / (size + 1L));
      case Split.Anywhere w -> true;
    };
  }

  /** Whether all places are numbers of type int, so that none is another one that has overflowed. */
  private boolean reaches(Split.Near w) {
    try {
      long a = Math.multiplyExact(w.stride(), split.from());
      long b = Math.multiplyExact(w.stride(), split.to() - 1);
      long least = Math.addExact(Math.min(a, b), w.least());
      long greatest = Math.addExact(Math.max(a, b), w.greatest());
      return least >= Integer.MIN_VALUE && greatest <= Integer.MAX_VALUE;
    } catch (ArithmeticException e) {
      return false;
    }
  }

  private void adjoint(Object[] adjoints) {
    List<ArrayKernel.Parameter> parameters = kernel.operands();
    var shared = new double[adjoints.length][];
    var own = new double[adjoints.length][][];
    boolean near = false;
    for (int k = 0; k < adjoints.length; k++) {
      if (split.where()[k] != null) {
        shared[k] = widened(adjoints[k]);
        if (hasOwn(k)) {
          own[k] = new double[count][];
        }
        near |= own[k] == null && split.where()[k] instanceof Split.Near;
      }
    }
    var numbers = new double[count][];
    Part part = (piece, from, to) -> {
      var given = shared.clone();
      for (int k = 0; k < own.length; k++) {
        if (own[k] != null) {
          own[k][piece] = new double[shared[k].length];
          given[k] = own[k][piece];
        }
      }
      numbers[piece] = kernel.adjoint(arrays, given, from, to);
    };
    each(0, near ? 2 : 1, part);
    if (near) {
      each(1, 2, part);
    }
    int next = 0;
    for (int k = 0; k < adjoints.length; k++) {
      if (own[k] != null) {
        add(own[k], shared[k]);
      }
      if (shared[k] != null) {
        narrow(shared[k], adjoints[k]);
      } else if (parameters.get(k).role() == Role.NUMBER) {
        double sum = 0;
        for (double[] piece : numbers) {
          sum += piece[next];
        }
        next++;
        set(adjoints[k], sum);
      }
    }
  }

  /** Adds up the arrays of all pieces, in their order. */
  private static void add(double[][] pieces, double[] to) {
    Workers.split(to.length, PLAIN, (from, end) -> {
      for (double[] piece : pieces) {
        for (int i = from; i < end; i++) {
          to[i] += piece[i];
        }
      }
    });
  }

  private static void set(Object number, double value) {
    if (number instanceof float[] single) {
      single[0] = (float) value;
    } else {
      ((double[]) number)[0] = value;
    }
  }

  private static double[] widened(Object adjoint) {
    if (adjoint instanceof double[] doubles) {
      return doubles;
    }
    var floats = (float[]) adjoint;
    var doubles = new double[floats.length];
    for (int i = 0; i < floats.length; i++) {
      doubles[i] = floats[i];
    }
    return doubles;
  }

  private static void narrow(double[] doubles, Object adjoint) {
    if (adjoint instanceof float[] floats) {
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) doubles[i];
      }
    }
  }
}
