package dev.adjoint.runtime.checkpoint;

/**
 * Where states have to be kept so that the fewest steps are run again: binomial checkpointing (A. Griewank, A. Walther,
 * Algorithm 799: Revolve, an implementation of checkpointing for the reverse or adjoint mode of computational
 * differentiation, ACM Transactions on Mathematical Software 26(1), 2000).
 *
 * <p>The steps 0 to n - 1 are run; each of them is to be reversed, from the last to the first, starting from a state that was
 * kept or run up to. At most s states are kept at a time, that before step 0 among them. What happens between the last step
 * and its reversal, the rest of the program, counts as step n of the paper: its state is at hand. So the steps run, the
 * first sweep included and the run that is reversed at once not, are {@code t(n + 1, s)}.
 *
 * <p>With s states, n &le; C(s + r, s) steps can be reversed when none is run more than r times: then
 * {@code t(n, s) = r n - C(s + r, r - 1)} for the least such r.
 *
 * <p>In a run over n steps the s states divide them into segments, the first of which will be reversed with s states to place,
 * the last with one. The cost of a segment with &sigma; states, {@code t(m, σ)}, is convex in its length m with slope r for m
 * from C(&sigma; + r - 1, &sigma;) to C(&sigma; + r, &sigma;), so that the sum is least where all slopes are the same, to one.
 */
public final class Revolve {

  private Revolve() {}

  /**
   * How far the first of the states still to be placed is from the one before it.
   *
   * @param steps the steps that are about to be run from a state that is kept, at least 1
   * @param states the states that may be kept, the one at the beginning included, at least 1
   * @return after how many steps to keep the next state, at least 1; {@code steps} if no more is to be kept
   */
  public static int distance(int steps, int states) {
    if (states == 1 || steps == 1) {
      return steps;
    }
    if (states >= steps) {
      return 1;
    }
    // the slope r is the least with steps <= C(states + r + 1, states) - 1
    int r = 0;
    while (choose(states + r + 1, states) - 1 < steps) {
      r++;
    }
    // every segment has at least C(σ + r - 1, σ) steps; what is left goes to the first ones
    long least = r == 0 ? 0 : choose(states + r - 1, states);
    long excess = steps - (choose(states + r, states) - 1);
    return (int) Math.min(steps, Math.min(least + excess, choose(states + r, states)));
  }

  /**
   * The least number of steps that have to be run to reverse n steps, those that are reversed at once not counted.
   *
   * @param steps n, at least 1
   * @param states the states that may be kept, that before the first step included, at least 1
   * @return {@code t(n, s)} of the paper
   */
  public static long evaluations(int steps, int states) {
    int r = repetitions(steps, states);
    return r == 0 ? 0 : (long) r * steps - choose(states + r, r - 1);
  }

  /**
   * How often a step is run at most when n steps are reversed with the least work.
   *
   * @param steps n, at least 1
   * @param states the states that may be kept, at least 1
   * @return the least r with n &le; C(s + r, s)
   */
  public static int repetitions(int steps, int states) {
    int r = 0;
    while (choose(states + r, states) < steps) {
      r++;
    }
    return r;
  }

  /** The binomial coefficient, or something above 2^32 where it is that large. */
  private static long choose(long n, long k) {
    long small = Math.min(k, n - k);
    long c = 1;
    for (long i = 1; i <= small; i++) {
      c = c * (n - small + i) / i;
      if (c > 1L << 32) {
        return c;
      }
    }
    return c;
  }
}
