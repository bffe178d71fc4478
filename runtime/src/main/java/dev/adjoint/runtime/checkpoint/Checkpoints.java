package dev.adjoint.runtime.checkpoint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The states of a checkpointed loop. The forward sweep asks {@link #due} at the beginning of every iteration and puts the state
 * where the answer is true. The reverse sweep asks {@link #rewind} for each iteration from the last to the first, takes
 * the state, and runs the iterations between the answer and that one again, asking {@code due} in each, so that states
 * that are free by now are kept nearer to where they are needed next.
 *
 * <p>Where the number of iterations is known, states are placed as {@link Revolve} says. Where it is not, every 2<sup>k</sup>-th
 * is kept on the way there, and k grows, every second state being dropped, when there are as many as may be.
 *
 * <p>At no time are there more states than allowed. Their memory is used again. What is restored is right whatever the number
 * of iterations turns out to be. Not safe for use by several threads at once.
 */
public final class Checkpoints {
  private static final int NEVER = -1;

  private final int most;
  private final boolean counted;
  private final List<Snapshot> kept = new ArrayList<>();
  private final Deque<Snapshot> free = new ArrayDeque<>();
  /** How many iterations the run goes through from here on, at most; meaningless in an open forward sweep. */
  private int end;
  private int step;
  private int next;
  private int interval = 1;
  private boolean forward = true;
  private Snapshot current;
  private int peak;

  private Checkpoints(int most, int trips, boolean counted) {
    if (most < 1) {
      throw new IllegalArgumentException("at least one state has to be kept, not " + most);
    }
    this.most = most;
    this.counted = counted;
    end = Math.max(trips, 0);
  }

  /**
   * For a loop whose number of iterations is known on entry.
   *
   * @param snapshots how many states may be kept at a time, at least 1
   * @param trips the number of iterations; a negative one stands for 0
   * @return its states, none so far
   * @throws IllegalArgumentException if {@code snapshots} is less than 1
   */
  public static Checkpoints counted(int snapshots, int trips) {
    return new Checkpoints(snapshots, trips, true);
  }

  /**
   * For a loop whose number of iterations shows at its end.
   *
   * @param snapshots how many states may be kept at a time, at least 1
   * @return its states, none so far
   * @throws IllegalArgumentException if {@code snapshots} is less than 1
   */
  public static Checkpoints open(int snapshots) {
    return new Checkpoints(snapshots, 0, false);
  }

  /**
   * Another iteration begins.
   *
   * @return whether its state has to be put now
   */
  public boolean due() {
    int now = step++;
    if (now != next) {
      return false;
    }
    if (forward && !counted) {
      if (kept.size() == most) {
        thinOut();
        next = kept.getLast().step + interval;
        if (now != next) {
          return false;
        }
      }
      next = now + interval;
    } else {
      int after = Math.max(end - now, 1);
      int states = most - kept.size();
      next = states > 1 && after > 1 ? now + Revolve.distance(after, states) : NEVER;
    }
    keep(now);
    return true;
  }

  private void keep(int now) {
    current = free.isEmpty() ? new Snapshot() : free.pop();
    current.begin(now);
    kept.add(current);
    peak = Math.max(peak, kept.size());
  }

  private void thinOut() {
    interval *= 2;
    for (int i = kept.size() - 1; i > 0; i--) {
      if (kept.get(i).step % interval != 0) {
        drop(i);
      }
    }
  }

  private void drop(int i) {
    free.push(kept.remove(i));
  }

  /**
   * Part of the state that is due.
   *
   * @param value a variable's value
   */
  public void put(double value) {
    current.put(value);
  }

  /**
   * Part of the state that is due.
   *
   * @param value a variable's value
   */
  public void put(long value) {
    current.put(value);
  }

  /**
   * Part of the state that is due.
   *
   * @param value a variable's value
   */
  public void put(boolean value) {
    current.put(value ? 1L : 0L);
  }

  /**
   * Part of the state that is due.
   *
   * @param value a variable's value
   */
  public void put(Object value) {
    current.put(value);
  }

  /**
   * Part of the state that is due: the content of an array, which {@link #rewind} puts back into the same array.
   *
   * @param array an array of any type and rank, or null
   */
  public void content(Object array) {
    current.contents.keep(array);
  }

  /**
   * Part of the state that is due: which rows an array of arrays has, which {@link #rewind} puts back, but not what is in them.
   *
   * @param array an array of any type and rank, or null
   */
  public void rows(Object array) {
    current.contents.keepRows(array);
  }

  /**
   * How many iterations there were.
   *
   * @return the number of calls of {@link #due} since the loop began
   */
  public int steps() {
    return step;
  }

  /**
   * Goes back to the last state at or before an iteration: puts the content of arrays back, and gets ready to have variables
   * taken in the order in which they were put. States behind that iteration are given up.
   *
   * @param iteration the iteration that is about to be reversed, counted from 0; less from call to call
   * @return the iteration at whose beginning the state was put
   */
  public int rewind(int iteration) {
    forward = false;
    while (kept.getLast().step > iteration) {
      drop(kept.size() - 1);
    }
    current = kept.getLast();
    current.contents.restore();
    current.rewind();
    step = current.step;
    end = iteration;
    int states = most - kept.size() + 1;
    int way = iteration - step;
    next = states > 1 && way > 1 ? step + Revolve.distance(way, states) : NEVER;
    return step;
  }

  /**
   * Takes a variable of the state that was gone back to.
   *
   * @return its value
   */
  public double takeDouble() {
    return current.takeDouble();
  }

  /**
   * Takes a variable of the state that was gone back to.
   *
   * @return its value
   */
  public int takeInt() {
    return (int) current.takeLong();
  }

  /**
   * Takes a variable of the state that was gone back to.
   *
   * @return its value
   */
  public long takeLong() {
    return current.takeLong();
  }

  /**
   * Takes a variable of the state that was gone back to.
   *
   * @return its value
   */
  public boolean takeBoolean() {
    return current.takeLong() != 0;
  }

  /**
   * Takes a variable of the state that was gone back to.
   *
   * @return its value
   */
  public Object takeReference() {
    return current.takeReference();
  }

  /**
   * The most states there ever were at a time.
   *
   * @return a number of states, not above what was allowed
   */
  public int peak() {
    return peak;
  }

  /**
   * The elements of arrays that are kept now.
   *
   * @return their bytes
   */
  public long bytes() {
    return kept.stream().mapToLong(s -> s.contents.bytes()).sum();
  }
}
