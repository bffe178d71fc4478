package dev.adjoint.runtime.backend.vector;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.host.HostStorage;
import dev.adjoint.runtime.backend.host.Workers;
import dev.adjoint.runtime.backend.spi.BinaryOp;
import dev.adjoint.runtime.backend.spi.ElementProgram;
import dev.adjoint.runtime.backend.spi.TernaryOp;
import dev.adjoint.runtime.backend.spi.UnaryOp;
import dev.adjoint.runtime.backend.spi.View;
import java.util.Arrays;
import java.util.List;

/**
 * A program of elementwise functions over rows that stay in the caches: the loops that compute the functions one by one,
 * with a row of scratch between them instead of an array. So each element is computed as it would be one by one.
 *
 * <p>A function whose vector form may differ from the reference's in the last bit is run on operands only that lie one element
 * after the other: others the reference would compute.
 */
final class Chain {
  /** Shorter rows would stay in the first-level cache, but end a page of memory after the other, where processors stop to read ahead. */
  private static final int ROW = 4096;
  /** The elements per piece where threads share the work. */
  private static final int PIECE = 1 << 15;

  private final ElementProgram program;
  private final View[] operands;
  private final DType dtype;
  private final Loop[] loops;

  Chain(Loops known, ElementProgram program, View[] operands) {
    this.program = program;
    this.operands = operands;
    this.dtype = operands[0].dtype();
    this.loops = new Loop[program.steps().size()];
    for (int i = 0; i < loops.length; i++) {
      loops[i] = switch (program.steps().get(i)) {
        case ElementProgram.Unary u -> known.of(u.op(), dtype);
        case ElementProgram.Binary b -> known.of(b.op(), dtype);
        case ElementProgram.Ternary t -> known.of(t.op(), dtype);
      };
    }
  }

  /** Whether there is a loop for each step. */
  boolean isTaken() {
    for (int i = 0; i < loops.length; i++) {
      ElementProgram.Step step = program.steps().get(i);
      List<ElementProgram.Argument> arguments = step.arguments();
      int[] steps = {1, 1, 1};
      for (int k = 0; k < arguments.size(); k++) {
        switch (arguments.get(k)) {
          case ElementProgram.Number _ -> steps[k] = 0;
          case ElementProgram.Register r -> {
            if (r.index() < operands.length && !operands[r.index()].contiguous() && !isExact(step)) {
              return false;
            }
          }
        }
      }
      if (loops[i] == null || !loops[i].takes(steps[0], steps[1], steps[2])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isExact(ElementProgram.Step step) {
    return switch (step) {
      case ElementProgram.Unary u -> isExact(u.op());
      case ElementProgram.Binary b -> isExact(b.op());
      case ElementProgram.Ternary t -> t.op() != TernaryOp.LERP;
    };
  }

  private static boolean isExact(UnaryOp op) {
    return switch (op) {
      case NOT, NEG, ABS, SIGN, SQUARE, RELU, SQRT, RECIPROCAL, FLOOR, CEIL, ROUND -> true;
      case EXP, EXPM1, LOG, LOG1P, RSQRT, SIN, COS, TAN, TANH, SIGMOID, ERF, GELU, SOFTPLUS -> false;
    };
  }

  private static boolean isExact(BinaryOp op) {
    return switch (op) {
      case AND, OR, XOR, ADD, SUB, MUL, MAX, MIN, DIV, SEED_MUL, SEED_DIV, RELU_PULL -> true;
      case POW, REMAINDER, ATAN2, TANH_PULL, SIGMOID_PULL, GELU_PULL, SOFTPLUS_PULL, SQRT_PULL -> false;
    };
  }

  void run(View[] outs) {
    int[] rows = rows();
    int n = operands[0].numel();
    Workers.split(n, PIECE, (from, to) -> new Run(outs, rows).all(from, to));
  }

  /** Which row of scratch each register has; -1 for one that is in an array. */
  private int[] rows() {
    int count = operands.length + loops.length;
    int[] last = new int[count];
    Arrays.fill(last, -1);
    for (int i = 0; i < loops.length; i++) {
      for (ElementProgram.Argument a : program.steps().get(i).arguments()) {
        if (a instanceof ElementProgram.Register r) {
          last[r.index()] = i;
        }
      }
    }
    int[] rows = new int[count];
    Arrays.fill(rows, -1);
    boolean[] used = new boolean[count];
    for (int r = 0; r < operands.length; r++) {
      rows[r] = operands[r].contiguous() ? -1 : r;
      used[r] = true;
    }
    for (int i = 0; i < loops.length; i++) {
      int register = operands.length + i;
      if (!program.results().contains(register)) {
        int row = 0;
        while (used[row]) {
          row++;
        }
        rows[register] = row;
        used[row] = true;
      }
      for (int r = operands.length; r <= register; r++) {
        if (last[r] == i && rows[r] >= 0) {
          used[rows[r]] = false;
        }
      }
    }
    return rows;
  }

  /** What one thread needs. */
  private final class Run {
    private final Object[] arrays = new Object[operands.length + loops.length];
    private final int[] starts = new int[arrays.length];
    private final int[] rows;
    private final Object[][] numbers = new Object[loops.length][3];
    private final int lanes = dtype == DType.FLOAT32 ? Lanes.FLOAT.length() : Lanes.DOUBLE.length();

    Run(View[] outs, int[] rows) {
      this.rows = rows;
      var scratch = new Object[arrays.length];
      for (int r = 0; r < arrays.length; r++) {
        if (rows[r] >= 0) {
          scratch[rows[r]] = scratch[rows[r]] == null ? row() : scratch[rows[r]];
          arrays[r] = scratch[rows[r]];
        } else if (r < operands.length) {
          arrays[r] = ((HostStorage) operands[r].storage()).array();
          starts[r] = operands[r].offset();
        }
      }
      for (int k = 0; k < outs.length; k++) {
        int r = program.results().get(k);
        arrays[r] = ((HostStorage) outs[k].storage()).array();
        starts[r] = outs[k].offset();
      }
      for (int i = 0; i < loops.length; i++) {
        List<ElementProgram.Argument> arguments = program.steps().get(i).arguments();
        for (int k = 0; k < arguments.size(); k++) {
          if (arguments.get(k) instanceof ElementProgram.Number c) {
            numbers[i][k] = dtype == DType.FLOAT32 ? new float[] {(float) c.value().real()} : new double[] {c.value().real()};
          }
        }
      }
    }

    private Object row() {
      return dtype == DType.FLOAT32 ? new float[ROW] : new double[ROW];
    }

    void all(int from, int to) {
      for (int at = from; at < to; at += ROW) {
        int n = Math.min(ROW, to - at);
        for (int r = 0; r < operands.length; r++) {
          if (rows[r] >= 0) {
            gather(operands[r], at, n, arrays[r]);
          }
        }
        for (int i = 0; i < loops.length; i++) {
          step(i, at, n);
        }
      }
    }

    private void step(int i, int at, int n) {
      List<ElementProgram.Argument> arguments = program.steps().get(i).arguments();
      int to = operands.length + i;
      Stretch.run(loops[i], lanes, arrays[to], start(to, at), array(arguments, i, 0), start(arguments, 0, at), width(arguments, 0),
          array(arguments, i, 1), start(arguments, 1, at), width(arguments, 1), array(arguments, i, 2), start(arguments, 2, at),
          width(arguments, 2), n);
    }

    private int start(int register, int at) {
      return rows[register] >= 0 ? 0 : starts[register] + at;
    }

    private Object array(List<ElementProgram.Argument> arguments, int step, int k) {
      return k >= arguments.size() ? null
          : arguments.get(k) instanceof ElementProgram.Register r ? arrays[r.index()] : numbers[step][k];
    }

    private int start(List<ElementProgram.Argument> arguments, int k, int at) {
      return k < arguments.size() && arguments.get(k) instanceof ElementProgram.Register r ? start(r.index(), at) : 0;
    }

    private static int width(List<ElementProgram.Argument> arguments, int k) {
      return k < arguments.size() && arguments.get(k) instanceof ElementProgram.Number ? 0 : 1;
    }
  }

  /** Copies n elements of a view, in row-major order from {@code from} on, to the beginning of a row. */
  private static void gather(View view, int from, int n, Object row) {
    int rank = view.rank();
    int[] index = new int[rank];
    for (int d = rank - 1, rest = from; d >= 0; d--) {
      index[d] = rest % view.size(d);
      rest /= view.size(d);
    }
    int inner = rank - 1;
    for (int done = 0; done < n; ) {
      int at = view.offset();
      for (int d = 0; d < rank; d++) {
        at += index[d] * view.stride(d);
      }
      int run = rank == 0 ? 1 : Math.min(n - done, view.size(inner) - index[inner]);
      copy(view, at, rank == 0 ? 0 : view.stride(inner), run, row, done);
      done += run;
      if (rank > 0) {
        index[inner] += run;
        for (int d = inner; d > 0 && index[d] == view.size(d); d--) {
          index[d] = 0;
          index[d - 1]++;
        }
      }
    }
  }

  private static void copy(View view, int at, int step, int n, Object row, int to) {
    switch (row) {
      case float[] y -> {
        float[] x = HostStorage.floats(view);
        if (step == 1) {
          System.arraycopy(x, at, y, to, n);
        } else if (step == 0) {
          Arrays.fill(y, to, to + n, x[at]);
        } else {
          for (int i = 0; i < n; i++) {
            y[to + i] = x[at + i * step];
          }
        }
      }
      default -> {
        double[] x = HostStorage.doubles(view);
        double[] y = (double[]) row;
        if (step == 1) {
          System.arraycopy(x, at, y, to, n);
        } else if (step == 0) {
          Arrays.fill(y, to, to + n, x[at]);
        } else {
          for (int i = 0; i < n; i++) {
            y[to + i] = x[at + i * step];
          }
        }
      }
    }
  }
}
