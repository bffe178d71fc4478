package dev.adjoint.runtime.tape;

import java.util.Arrays;

/**
 * Where a forward sweep leaves values for its reverse sweep: one growable stack per primitive type and one of
 * references, and arrays lent from a pool.
 *
 * <p>Stacks are for loops whose trip count is not known: what iteration i pushed, iteration i of the reverse sweep
 * pops, in opposite order. Pooled arrays are for loops whose trip count is known: indexed by the iteration. Nothing is
 * boxed, and once a tape has grown to what a computation needs, running that computation again allocates nothing.
 *
 * <p>A new tape owns no arrays. Stacks and pools keep what they have grown to for as long as the tape lives.
 *
 * <p>Nested computations share a tape: each calls {@link #mark()} when it begins and {@link #release(int)} when it
 * ends, and what it took is lent again afterwards. After an exception, {@code release} with an outer mark, or {@link
 * #reset()}, makes the tape as good as new.
 *
 * <p>Not safe for use by several threads at once; each thread has its own tape.
 */
public final class Tape {

  private static final double[] NO_DOUBLES = {};
  private static final int[] NO_INTS = {};
  private static final long[] NO_LONGS = {};
  private static final boolean[] NO_BOOLEANS = {};
  private static final Object[] NO_REFS = {};

  /** Ints that one mark takes: the height of each of the five stacks, then the pool's. */
  private static final int MARK = 5 + ArrayPool.MARK;

  private double[] doubles = NO_DOUBLES;
  private int doublesTop;
  private int[] ints = NO_INTS;
  private int intsTop;
  private long[] longs = NO_LONGS;
  private int longsTop;
  private boolean[] booleans = NO_BOOLEANS;
  private int booleansTop;
  private Object[] refs = NO_REFS;
  private int refsTop;

  private ArrayPool pool;
  private int[] marks = NO_INTS;
  private int marksTop;
  /** Stands for the stacks' heights in a mark of the pool alone. */
  private static final int POOL_ONLY = -1;

  /** Makes an empty tape, which owns no arrays yet. */
  public Tape() {}

  /**
   * Puts a double on the stack of doubles.
   *
   * @param value what the matching pop returns
   */
  public void pushDouble(double value) {
    int top = doublesTop;
    if (top == doubles.length) {
      doubles = Arrays.copyOf(doubles, Capacity.after(top, "doubles"));
    }
    doubles[top] = value;
    doublesTop = top + 1;
  }

  /**
   * Takes back the last double pushed.
   *
   * @return the double
   * @throws ArrayIndexOutOfBoundsException if none is left; the tape is unchanged
   */
  public double popDouble() {
    int top = doublesTop - 1;
    double value = doubles[top];
    doublesTop = top;
    return value;
  }

  /**
   * Puts an int on the stack of ints.
   *
   * @param value what the matching pop returns
   */
  public void pushInt(int value) {
    int top = intsTop;
    if (top == ints.length) {
      ints = Arrays.copyOf(ints, Capacity.after(top, "ints"));
    }
    ints[top] = value;
    intsTop = top + 1;
  }

  /**
   * Takes back the last int pushed.
   *
   * @return the int
   * @throws ArrayIndexOutOfBoundsException if none is left; the tape is unchanged
   */
  public int popInt() {
    int top = intsTop - 1;
    int value = ints[top];
    intsTop = top;
    return value;
  }

  /**
   * Puts a long on the stack of longs.
   *
   * @param value what the matching pop returns
   */
  public void pushLong(long value) {
    int top = longsTop;
    if (top == longs.length) {
      longs = Arrays.copyOf(longs, Capacity.after(top, "longs"));
    }
    longs[top] = value;
    longsTop = top + 1;
  }

  /**
   * Takes back the last long pushed.
   *
   * @return the long
   * @throws ArrayIndexOutOfBoundsException if none is left; the tape is unchanged
   */
  public long popLong() {
    int top = longsTop - 1;
    long value = longs[top];
    longsTop = top;
    return value;
  }

  /**
   * Puts a boolean on the stack of booleans.
   *
   * @param value what the matching pop returns
   */
  public void pushBoolean(boolean value) {
    int top = booleansTop;
    if (top == booleans.length) {
      booleans = Arrays.copyOf(booleans, Capacity.after(top, "booleans"));
    }
    booleans[top] = value;
    booleansTop = top + 1;
  }

  /**
   * Takes back the last boolean pushed.
   *
   * @return the boolean
   * @throws ArrayIndexOutOfBoundsException if none is left; the tape is unchanged
   */
  public boolean popBoolean() {
    int top = booleansTop - 1;
    boolean value = booleans[top];
    booleansTop = top;
    return value;
  }

  /**
   * Puts a reference on the stack of references.
   *
   * @param value what the matching pop returns, may be null
   */
  public void pushRef(Object value) {
    int top = refsTop;
    if (top == refs.length) {
      refs = Arrays.copyOf(refs, Capacity.after(top, "references"));
    }
    refs[top] = value;
    refsTop = top + 1;
  }

  /**
   * Takes back the last reference pushed and forgets it, so that the tape does not keep it alive.
   *
   * @return the reference
   * @throws ArrayIndexOutOfBoundsException if none is left; the tape is unchanged
   */
  public Object popRef() {
    int top = refsTop - 1;
    Object value = refs[top];
    refs[top] = null;
    refsTop = top;
    return value;
  }

  /**
   * Lends a double array.
   *
   * @param n how many elements are needed
   * @return an array of length at least {@code n}, the first {@code n} elements 0, the others anything
   * @throws IllegalArgumentException if {@code n} is negative
   */
  public double[] doubles(int n) {
    return pool().doubles(n);
  }

  /**
   * Lends zeros for the adjoint of an array.
   *
   * @param shape the array, or null
   * @return zeros for each of its elements, and perhaps more; null for null
   */
  public double[] zerosLike(double[] shape) {
    return shape == null ? null : doubles(shape.length);
  }

  /**
   * Lends zeros for the adjoint of an array of arrays; each row is one of its own.
   *
   * @param shape the array, or null
   * @return rows of zeros, null where the array has none
   */
  public double[][] zerosLike(double[][] shape) {
    if (shape == null) {
      return null;
    }
    double[][] rows = doubles2(shape.length);
    for (int i = 0; i < shape.length; i++) {
      rows[i] = zerosLike(shape[i]);
    }
    return rows;
  }

  /**
   * Lends a float array.
   *
   * @param n how many elements are needed
   * @return an array of length at least {@code n}, the first {@code n} elements 0, the others anything
   * @throws IllegalArgumentException if {@code n} is negative
   */
  public float[] floats(int n) {
    return pool().floats(n);
  }

  /**
   * Lends an int array.
   *
   * @param n how many elements are needed
   * @return an array of length at least {@code n}, the first {@code n} elements 0, the others anything
   * @throws IllegalArgumentException if {@code n} is negative
   */
  public int[] ints(int n) {
    return pool().ints(n);
  }

  /**
   * Lends a long array.
   *
   * @param n how many elements are needed
   * @return an array of length at least {@code n}, the first {@code n} elements 0, the others anything
   * @throws IllegalArgumentException if {@code n} is negative
   */
  public long[] longs(int n) {
    return pool().longs(n);
  }

  /**
   * Lends a boolean array.
   *
   * @param n how many elements are needed
   * @return an array of length at least {@code n}, the first {@code n} elements false, the others anything
   * @throws IllegalArgumentException if {@code n} is negative
   */
  public boolean[] booleans(int n) {
    return pool().booleans(n);
  }

  /**
   * Lends an array of references to {@code double[]}.
   *
   * @param n how many elements are needed; only the first n may be written
   * @return an array of length at least {@code n}, all elements null
   * @throws IllegalArgumentException if {@code n} is negative
   */
  public double[][] doubles2(int n) {
    return pool().doubles2(n);
  }

  /**
   * Lends an array of references to {@code double[][]}.
   *
   * @param n how many elements are needed; only the first n may be written
   * @return an array of length at least {@code n}, all elements null
   * @throws IllegalArgumentException if {@code n} is negative
   */
  public double[][][] doubles3(int n) {
    return pool().doubles3(n);
  }

  /**
   * Lends an array of references to {@code float[]}.
   *
   * @param n how many elements are needed; only the first n may be written
   * @return an array of length at least {@code n}, all elements null
   * @throws IllegalArgumentException if {@code n} is negative
   */
  public float[][] floats2(int n) {
    return pool().floats2(n);
  }

  /**
   * Lends an array of references to {@code float[][]}.
   *
   * @param n how many elements are needed; only the first n may be written
   * @return an array of length at least {@code n}, all elements null
   * @throws IllegalArgumentException if {@code n} is negative
   */
  public float[][][] floats3(int n) {
    return pool().floats3(n);
  }

  /**
   * Lends an array of references.
   *
   * @param n how many elements are needed; only the first n may be written
   * @return an array of length at least {@code n}, all elements null
   * @throws IllegalArgumentException if {@code n} is negative
   */
  public Object[] refs(int n) {
    return pool().refs(n);
  }

  /**
   * Remembers the heights of all stacks and what of the pool is lent.
   *
   * @return what to give to {@link #release(int)}
   */
  public int mark() {
    int at = marksTop;
    if (marks.length - at < MARK) {
      marks = Arrays.copyOf(marks, Math.max(Capacity.after(marks.length, "marks"), at + MARK));
    }
    marks[at] = doublesTop;
    marks[at + 1] = intsTop;
    marks[at + 2] = longsTop;
    marks[at + 3] = booleansTop;
    marks[at + 4] = refsTop;
    if (pool == null) {
      Arrays.fill(marks, at + 5, at + MARK, 0);
    } else {
      pool.mark(marks, at + 5);
    }
    marksTop = at + MARK;
    return at;
  }

  /**
   * Takes back every array lent since {@code mark}, drops what has been pushed since and not popped, and forgets the
   * mark and those made after it. Arrays lent since must not be used any more.
   *
   * @param mark what {@link #mark()} returned; later marks need not be released first
   * @throws IllegalArgumentException if that mark is not in force: released, or never made
   * @throws IllegalStateException if more has been popped since the mark than was pushed
   */
  public void release(int mark) {
    if (mark < 0 || mark >= marksTop || mark % MARK != 0) {
      throw new IllegalArgumentException("No such mark: " + mark + "; it was released already, or is another tape's.");
    }
    if (marks[mark] != POOL_ONLY) {
      releaseStacks(mark);
    }
    if (pool != null) {
      pool.release(marks, mark + 5);
    }
    marksTop = mark;
  }

  /**
   * As {@link #mark}, but for lent arrays alone: {@code release} leaves the stacks as they are then.
   *
   * @return the mark, for {@code release}
   */
  public int poolMark() {
    int at = mark();
    marks[at] = POOL_ONLY;
    return at;
  }

  private void releaseStacks(int mark) {
    if (doublesTop < marks[mark] || intsTop < marks[mark + 1] || longsTop < marks[mark + 2]
        || booleansTop < marks[mark + 3] || refsTop < marks[mark + 4]) {
      throw new IllegalStateException("More was popped since the mark than was pushed.");
    }
    doublesTop = marks[mark];
    intsTop = marks[mark + 1];
    longsTop = marks[mark + 2];
    booleansTop = marks[mark + 3];
    dropRefs(marks[mark + 4]);
  }

  /**
   * Empties the stacks, takes back every array lent and forgets all marks, whatever state a computation that failed has
   * left. What the tape has grown to is kept.
   */
  public void reset() {
    doublesTop = 0;
    intsTop = 0;
    longsTop = 0;
    booleansTop = 0;
    dropRefs(0);
    if (pool != null) {
      pool.reset();
    }
    marksTop = 0;
  }

  /**
   * A number of elements as the size of an array.
   *
   * @param elements for example a product of trip counts
   * @return {@code elements}
   * @throws IllegalStateException if one array cannot hold as many, or if it is negative
   */
  public static int size(long elements) {
    if (elements < 0 || elements > Capacity.MAX) {
      throw new IllegalStateException("The tape cannot hold " + elements + " values in one array, at most "
          + Capacity.MAX + ". Differentiate a shorter loop, or checkpoint it.");
    }
    return (int) elements;
  }

  private void dropRefs(int keep) {
    if (refsTop > keep) {
      Arrays.fill(refs, keep, refsTop, null);
    }
    refsTop = keep;
  }

  private ArrayPool pool() {
    ArrayPool current = pool;
    if (current == null) {
      current = new ArrayPool();
      pool = current;
    }
    return current;
  }
}
