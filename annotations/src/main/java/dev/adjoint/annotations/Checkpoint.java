package dev.adjoint.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Trades time for memory in reverse mode: what is annotated keeps a few states of the computation instead of everything
 * that its derivative reads, and computes the rest again. The gradient is the same to the last bit.
 *
 * <ul>
 *   <li>On the variable of a {@code for} loop, {@code for (@Checkpoint(snapshots = 20) int t = 0; t < steps; t++)}: the
 *       state at the beginning of at most {@link #snapshots()} iterations is kept at any time, and an iteration is run
 *       again from the nearest one before it. Where the number of iterations is known on entry, the states are placed so
 *       that the fewest iterations are run again (A. Griewank, A. Walther, Algorithm 799: Revolve, ACM TOMS 26, 2000);
 *       where it is not, as in loops that are left early, every 2<sup>k</sup>-th state is kept, with k growing.
 *   <li>On a method: a differentiated caller keeps nothing of what happens inside, and runs the method once more.
 * </ul>
 *
 * <p>A state is what one iteration hands to the next: variables, and the content of arrays that the loop writes. What runs
 * again must have no effect besides: I/O, random numbers, stores into fields are refused at compile time.
 *
 * <p>Forward mode keeps nothing anyway, and ignores the annotation.
 */
@Documented
@Target({ElementType.LOCAL_VARIABLE, ElementType.METHOD})
@Retention(RetentionPolicy.CLASS)
public @interface Checkpoint {

  /**
   * How many states are kept at a time, at least 1. With s states and n iterations, n &lt; C(s + r, s), an iteration is run
   * at most r times, besides the run that is reversed at once: 20 states and 100,000 iterations give r = 6. Of no
   * importance on a method.
   *
   * @return the number of states
   */
  int snapshots() default 16;
}
