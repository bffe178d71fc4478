package dev.adjoint.runtime.check;

import dev.adjoint.runtime.tape.Tape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * What generated derivatives require of the seeds and buffers they are given. Every method either returns, having
 * changed nothing, or throws an {@link IllegalArgumentException} that names the generated method, the parameters and
 * the lengths.
 *
 * <p>A parameter that is null is not checked: the method itself decides what becomes of it.
 */
public final class Checks {

  /** Up to this many rows, comparing each with each is quicker than hashing. */
  private static final int FEW = 64;

  private Checks() {}

  /**
   * A list that a derivative read when it was called must not be another one when it returns: what the method would have seen of the
   * change, the derivative has not.
   *
   * @param method the generated method, for the message
   * @param name the parameter's name
   * @param list the list
   * @param before its elements when the method was called
   * @throws ConcurrentModificationException if it has other elements now, compared by identity
   */
  public static void sameElements(String method, String name, List<?> list, Object[] before) {
    Object[] now = list.toArray();
    boolean same = now.length == before.length;
    for (int i = 0; same && i < now.length; i++) {
      same = now[i] == before[i];
    }
    if (!same) {
      throw new ConcurrentModificationException(method + ": the list " + name + " was changed while the method ran");
    }
  }

  /**
   * The derivative of a method that may be overridden is that of one class's body: a receiver must not run another one. A receiver that
   * is null is not checked.
   *
   * @param receiver the receiver, or null
   * @param owner the binary name of the class whose body was differentiated
   * @param method the method's name
   * @param parameters canonical names of its erased parameter types, separated by commas
   * @throws UnsupportedOperationException if the receiver's class, or one between it and the owner, overrides the method
   */
  public static void implementation(Object receiver, String owner, String method, String parameters) {
    if (receiver == null || receiver.getClass().getName().equals(owner)) {
      return;
    }
    String declaring = Implementations.declaring(receiver.getClass(), method, parameters);
    if (!declaring.equals(owner)) {
      throw new UnsupportedOperationException("The derivative is that of " + owner + "." + method + ", and " + receiver.getClass().getName()
          + " runs that of " + declaring);
    }
  }

  /**
   * An object whose fields are differentiated must be of the class that was differentiated itself: one of a subclass would run
   * other methods and have other fields.
   *
   * @param parameter the name of the parameter
   * @param object the object
   * @param name the binary name of the class
   * @throws NullPointerException if the object is null
   * @throws IllegalArgumentException if it is of another class
   */
  public static void exactClass(String parameter, Object object, String name) {
    if (!object.getClass().getName().equals(name)) {
      throw new IllegalArgumentException(parameter + " is a " + object.getClass().getName() + ", and the derivative is that for a "
          + name + " itself");
    }
  }

  /**
   * An object that is a constant must not also be given where its fields are differentiated, if the method may change these: it would be
   * looked at as it was before the call.
   *
   * @param method the method, for the message
   * @param constant the name of the parameter that is a constant
   * @param object its value, or null
   * @param active the name of the parameter, or of the field, whose fields are differentiated
   * @param other its value, or null
   * @throws IllegalArgumentException if they are one object
   */
  public static void otherObject(String method, String constant, Object object, String active, Object other) {
    if (object != null && object == other) {
      throw new IllegalArgumentException(method + ": " + constant + ", which is not differentiated, and " + active
          + ", which is, are one object, and its fields may change. Pass another one, or differentiate with respect to both.");
    }
  }

  /**
   * Where the objects of an array are for the first time.
   *
   * @param parameter the name of the parameter
   * @param objects the array; its elements may be null, or one object
   * @param name the binary name of the class
   * @return for each element the first index at which this object is
   * @throws IllegalArgumentException if an element is of another class
   */
  public static int[] firstPlaces(String parameter, Object[] objects, String name) {
    var places = new IdentityHashMap<Object, Integer>();
    int[] first = new int[objects.length];
    for (int i = 0; i < objects.length; i++) {
      first[i] = i;
      if (objects[i] != null) {
        exactClass(parameter + "[" + i + "]", objects[i], name);
        Integer before = places.putIfAbsent(objects[i], i);
        first[i] = before == null ? i : before;
      }
    }
    return first;
  }

  /**
   * No element of an array of objects may be another argument, nor an element of one: its fields would be in two places.
   *
   * @param parameter the name of the array
   * @param objects the array
   * @param argument the name of the other one
   * @param other an object, an array of them, or null
   * @throws IllegalArgumentException if they have an object in common
   */
  public static void noElement(String parameter, Object[] objects, String argument, Object other) {
    var all = Collections.newSetFromMap(new IdentityHashMap<Object, Boolean>());
    all.addAll(Arrays.asList(objects));
    all.remove(null);
    boolean common = other instanceof Object[] others ? Arrays.stream(others).anyMatch(o -> o != null && all.contains(o))
        : all.contains(other);
    if (common) {
      throw new IllegalArgumentException(argument + " and " + parameter + " have an object in common, which a derivative would have twice. "
          + "Pass another one.");
    }
  }

  /**
   * A field of an argument refers to an object that the differentiated method made in fields of its own, of which there is none.
   *
   * @param type the class, for the message
   * @param <T> that class
   * @return nothing
   * @throws UnsupportedOperationException always
   */
  public static <T> T madeInside(String type) {
    throw new UnsupportedOperationException("a field of an argument refers to a " + type + " that the differentiated method made. "
        + "Change the one that is there, or make it before the call.");
  }

  /**
   * An adjoint buffer must have the length of its parameter and be another array.
   *
   * @param method the generated method, for the message
   * @param parameter the parameter's name
   * @param primal the argument, or null
   * @param adjoint the buffer for its adjoint
   * @throws IllegalArgumentException if the buffer does not fit
   */
  public static void adjointBuffer(String method, String parameter, double[] primal, double[] adjoint) {
    if (primal != null
        && (adjoint == null || adjoint.length != primal.length || adjoint == primal && primal.length > 0)) {
      throw unfitBuffer(method, parameter, primal, adjoint);
    }
  }

  /**
   * An adjoint buffer must have the length of its parameter and be another array.
   *
   * @param method the generated method, for the message
   * @param parameter the parameter's name
   * @param primal the argument, or null
   * @param adjoint the buffer for its adjoint
   * @throws IllegalArgumentException if the buffer does not fit
   */
  public static void adjointBuffer(String method, String parameter, float[] primal, float[] adjoint) {
    if (primal != null
        && (adjoint == null || adjoint.length != primal.length || adjoint == primal && primal.length > 0)) {
      throw unfitBuffer(method, parameter, primal, adjoint);
    }
  }

  /**
   * An adjoint buffer of rank 2 and more must have its parameter's length at every rank, row by row, and no row in
   * common with it at the same place. Null rows are not checked.
   *
   * @param method the generated method, for the message
   * @param parameter the parameter's name
   * @param primal the argument, or null
   * @param adjoint the buffer for its adjoint
   * @throws IllegalArgumentException if the buffer does not fit; the message has the row, as in {@code 'x[2]'}
   */
  public static void adjointBuffer(String method, String parameter, Object[] primal, Object[] adjoint) {
    if (!Shape.fits(primal, adjoint)) {
      throw unfitBuffer(method, parameter, primal, adjoint);
    }
  }

  /**
   * The seed of an array result must have its length.
   *
   * @param method the generated method, for the message
   * @param seed the seed
   * @param length the length of the result
   * @throws IllegalArgumentException if the seed is null or of another length
   */
  public static void seed(String method, double[] seed, int length) {
    if (seed == null || seed.length != length) {
      throw unfitSeed(method, seed, length);
    }
  }

  /**
   * The seed of an array result must have its length.
   *
   * @param method the generated method, for the message
   * @param seed the seed
   * @param length the length of the result
   * @throws IllegalArgumentException if the seed is null or of another length
   */
  public static void seed(String method, float[] seed, int length) {
    if (seed == null || seed.length != length) {
      throw unfitSeed(method, seed, length);
    }
  }

  /**
   * The seed of a result of rank 2 and more must have its length at every rank. Null rows of the result are not
   * checked.
   *
   * @param method the generated method, for the message
   * @param seed the seed
   * @param result the result
   * @throws IllegalArgumentException if the seed does not fit; the message has the row
   */
  public static void seed(String method, Object[] seed, Object[] result) {
    if (!Shape.fits(result, seed)) {
      throw new IllegalArgumentException(method + ": " + Shape.misfit("the seed of", "result", result, seed) + ".");
    }
  }

  /**
   * Two parameters need the same adjoint buffer if they are the same array, and different ones otherwise. For rank 2
   * and more this is {@link #sameRows(String, String, Object, Object, String, Object, Object, Tape) sameRows}.
   *
   * @param method the generated method, for the message
   * @param nameA one parameter's name
   * @param a its value, an array or null
   * @param adjointA its adjoint buffer, which fits
   * @param nameB the other parameter's name
   * @param b its value, an array or null
   * @param adjointB its adjoint buffer, which fits
   * @throws IllegalArgumentException if {@code (a == b) != (adjointA == adjointB)}, where neither is null or empty
   */
  public static void sameBuffers(
      String method, String nameA, Object a, Object adjointA, String nameB, Object b, Object adjointB) {
    sameRows(method, nameA, a, adjointA, nameB, b, adjointB, null);
  }

  /**
   * Within one parameter of rank 2 and more, two rows need the same adjoint row if they are the same array, and
   * different ones otherwise; likewise at every rank.
   *
   * @param method the generated method, for the message
   * @param name the parameter's name
   * @param primal its value, or null
   * @param adjoint its adjoint buffer, which fits
   * @param scratch where a large check finds its memory, which it gives back, or null to allocate it
   * @throws IllegalArgumentException if there are two such rows; the message has their places and lengths
   */
  public static void sameRows(String method, String name, Object[] primal, Object[] adjoint, Tape scratch) {
    if (primal != null && !rowsDiffer(primal, adjoint)) {
      pair(method, name, primal, adjoint, null, null, null, scratch);
    }
  }

  /**
   * Over two parameters of any rank, each of which passes the check for one, two arrays at any rank need the same
   * adjoint array if they are the same, and different ones otherwise.
   *
   * @param method the generated method, for the message
   * @param nameA one parameter's name
   * @param a its value, an array or null
   * @param adjointA its adjoint buffer, which fits
   * @param nameB the other parameter's name
   * @param b its value, an array or null
   * @param adjointB its adjoint buffer, which fits
   * @param scratch where a large check finds its memory, which it gives back, or null to allocate it
   * @throws IllegalArgumentException if there are two such arrays; the message has their places and lengths
   */
  public static void sameRows(String method, String nameA, Object a, Object adjointA, String nameB, Object b,
      Object adjointB, Tape scratch) {
    if (a != null && b != null && !differ(a, adjointA, b, adjointB)) {
      pair(method, nameA, a, adjointA, nameB, b, adjointB, scratch);
    }
  }

  /**
   * True only if no two arrays at hand are the same. Looks at few rows of rank 2 only; the pairing decides the rest.
   */
  private static boolean rowsDiffer(Object[] primal, Object[] adjoint) {
    if (primal.length > FEW || primal instanceof Object[][]) {
      return false;
    }
    for (int i = 0; i < primal.length; i++) {
      for (int j = 0; j < i; j++) {
        if (primal[i] == primal[j] || adjoint[i] == adjoint[j] || primal[i] == adjoint[j] || adjoint[i] == primal[j]) {
          return false;
        }
      }
    }
    return true;
  }

  /** The same over two parameters. */
  private static boolean differ(Object a, Object adjointA, Object b, Object adjointB) {
    if (a == b || adjointA == adjointB || a == adjointB || b == adjointA) {
      return false;
    }
    if (!(a instanceof Object[] rowsA)) {
      return !(b instanceof Object[] rowsB) || differFromRows(a, adjointA, rowsB, (Object[]) adjointB);
    }
    Object[] adjointsA = (Object[]) adjointA;
    if (!(b instanceof Object[] rowsB)) {
      return differFromRows(b, adjointB, rowsA, adjointsA);
    }
    if (a instanceof Object[][] || b instanceof Object[][] || rowsA.length > FEW || rowsB.length > FEW) {
      return false;
    }
    for (int i = 0; i < rowsA.length; i++) {
      if (!differFromRows(rowsA[i], adjointsA[i], rowsB, (Object[]) adjointB)) {
        return false;
      }
    }
    return true;
  }

  private static boolean differFromRows(Object a, Object adjointA, Object[] rows, Object[] adjoints) {
    if (rows instanceof Object[][]) {
      return false;
    }
    for (int i = 0; i < rows.length; i++) {
      if (a == rows[i] || adjointA == adjoints[i] || a == adjoints[i] || adjointA == rows[i]) {
        return false;
      }
    }
    return true;
  }

  private static void pair(String method, String nameA, Object a, Object adjointA, String nameB, Object b,
      Object adjointB, Tape scratch) {
    Tape tape = scratch == null ? new Tape() : scratch;
    int mark = tape.mark();
    try {
      Pairing pairing = new Pairing(tape, Pairing.count(a) + Pairing.count(b));
      if (!pairing.add(a, adjointA) || !pairing.add(b, adjointB)) {
        List<Shape.Place> places = new ArrayList<>();
        Shape.places(nameA, a, adjointA, places);
        Shape.places(nameB, b, adjointB, places);
        throw new IllegalArgumentException(method + ": " + conflict(places) + ".");
      }
    } finally {
      tape.release(mark);
    }
  }

  private static String conflict(List<Shape.Place> places) {
    for (int j = 0; j < places.size(); j++) {
      Shape.Place second = places.get(j);
      for (int i = 0; i < j; i++) {
        Shape.Place first = places.get(i);
        boolean same = first.primal() == second.primal();
        if (same != (first.adjoint() == second.adjoint())) {
          return named(first) + " and " + named(second) + (same ? " are the same array" : " are different arrays")
              + (same ? " and need the same adjoint buffer, but have two, of lengths "
                  : " and need an adjoint buffer each, but have one in common, of lengths ")
              + Shape.length(first.adjoint()) + " and " + Shape.length(second.adjoint());
        }
      }
    }
    for (Shape.Place first : places) {
      for (Shape.Place second : places) {
        if (first.adjoint() == second.primal()) {
          return "the adjoint buffer of " + named(first) + " is " + named(second) + " itself";
        }
      }
    }
    throw new AssertionError("no conflict");
  }

  private static String named(Shape.Place place) {
    return "'" + place.path() + "' (length " + Shape.length(place.primal()) + ")";
  }

  private static IllegalArgumentException unfitBuffer(String method, String parameter, Object primal, Object adjoint) {
    return new IllegalArgumentException(
        method + ": " + Shape.misfit("the adjoint buffer of", parameter, primal, adjoint) + ".");
  }

  private static IllegalArgumentException unfitSeed(String method, Object seed, int length) {
    return new IllegalArgumentException(
        method + ": the seed " + Shape.has(seed) + " but the result has length " + length + ".");
  }

  /**
   * Throws an exception on that was caught some statements ago, a checked one too: the method that it leaves has it in its
   * body and so declares it or has it caught.
   *
   * @param thrown the exception
   * @return nothing; a call can stand in a throw statement
   */
  public static RuntimeException rethrow(Throwable thrown) {
    throw Checks.<RuntimeException>unchecked(thrown);
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> E unchecked(Throwable thrown) throws E {
    throw (E) thrown;
  }
}
