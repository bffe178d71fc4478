package dev.adjoint.tests.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.adjoint.runtime.tape.Tape;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class TapeTest {

  private final Tape tape = new Tape();

  @Test
  void stacksReturnTheLastValueFirst() {
    for (int i = 0; i < 1000; i++) {
      tape.pushDouble(i + 0.5);
      tape.pushInt(-i);
      tape.pushLong(i + (1L << 40));
      tape.pushBoolean(i % 3 == 0);
      tape.pushRef("r" + i);
    }
    for (int i = 999; i >= 0; i--) {
      assertEquals(i + 0.5, tape.popDouble());
      assertEquals(-i, tape.popInt());
      assertEquals(i + (1L << 40), tape.popLong());
      assertEquals(i % 3 == 0, tape.popBoolean());
      assertEquals("r" + i, tape.popRef());
    }
  }

  @Test
  void stackKeepsBitsOfNaNAndMinusZero() {
    double odd = Double.longBitsToDouble(0x7ff8_0000_0000_1234L);
    tape.pushDouble(odd);
    tape.pushDouble(-0.0);
    assertEquals(Double.doubleToRawLongBits(-0.0), Double.doubleToRawLongBits(tape.popDouble()));
    assertEquals(Double.doubleToRawLongBits(odd), Double.doubleToRawLongBits(tape.popDouble()));
  }

  @Test
  void popOfAnEmptyStackThrowsAndChangesNothing() {
    assertThrows(IndexOutOfBoundsException.class, tape::popDouble);
    assertThrows(IndexOutOfBoundsException.class, tape::popRef);
    tape.pushDouble(3);
    assertEquals(3, tape.popDouble());
    assertThrows(IndexOutOfBoundsException.class, tape::popDouble);
  }

  @Test
  void nullIsAReferenceLikeAnyOther() {
    tape.pushRef(null);
    tape.pushRef("x");
    assertEquals("x", tape.popRef());
    assertNull(tape.popRef());
  }

  @Test
  void lentArraysAreZeroWhereAskedFor() {
    int mark = tape.mark();
    double[] first = tape.doubles(5);
    assertTrue(first.length >= 5);
    Arrays.fill(first, 7);
    tape.release(mark);
    double[] again = tape.doubles(3);
    assertSame(first, again);
    assertArrayEquals(new double[3], Arrays.copyOf(again, 3));
  }

  @Test
  void everyPrimitiveTypeIsLentZeroed() {
    for (int round = 0; round < 2; round++) {
      int mark = tape.mark();
      float[] floats = tape.floats(4);
      int[] ints = tape.ints(4);
      long[] longs = tape.longs(4);
      boolean[] booleans = tape.booleans(4);
      for (int i = 0; i < 4; i++) {
        assertEquals(0, floats[i]);
        assertEquals(0, ints[i]);
        assertEquals(0, longs[i]);
        assertFalse(booleans[i]);
      }
      Arrays.fill(floats, 1);
      Arrays.fill(ints, 1);
      Arrays.fill(longs, 1);
      Arrays.fill(booleans, true);
      tape.release(mark);
    }
  }

  @Test
  void arrayTooShortIsReplacedAndKept() {
    int mark = tape.mark();
    double[] shortOne = tape.doubles(2);
    tape.release(mark);
    mark = tape.mark();
    double[] longer = tape.doubles(10);
    assertNotSame(shortOne, longer);
    tape.release(mark);
    assertSame(longer, tape.doubles(2));
  }

  @Test
  void arraysInUseAreNotLentTwice() {
    double[] outer = tape.doubles(4);
    int mark = tape.mark();
    double[] inner = tape.doubles(4);
    assertNotSame(outer, inner);
    tape.release(mark);
    assertSame(inner, tape.doubles(4));
  }

  @Test
  void referenceArraysComeBackEmpty() {
    int mark = tape.mark();
    double[][] rows = tape.doubles2(3);
    rows[0] = new double[] {1};
    rows[2] = new double[] {2};
    double[][][] blocks = tape.doubles3(1);
    blocks[0] = rows;
    float[][] floats = tape.floats2(1);
    float[][][] floatBlocks = tape.floats3(1);
    floatBlocks[0] = floats;
    Object[] refs = tape.refs(2);
    refs[1] = "kept alive";
    tape.release(mark);
    assertArrayEquals(new Object[3], Arrays.copyOf(rows, 3, Object[].class), "released rows are dropped at once");
    assertNull(refs[1]);
    assertSame(rows, tape.doubles2(2));
    assertSame(blocks, tape.doubles3(1));
    assertSame(floats, tape.floats2(1));
    assertSame(floatBlocks, tape.floats3(1));
    assertSame(refs, tape.refs(2));
    assertNull(blocks[0]);
  }

  @Test
  void releaseDropsWhatAFailedComputationLeft() {
    tape.pushDouble(1);
    tape.pushRef("outer");
    int outer = tape.mark();
    double[] lent = tape.doubles(3);
    tape.pushDouble(2);
    tape.pushInt(3);
    tape.mark();
    tape.doubles(3);
    tape.pushRef("inner");
    tape.release(outer);
    assertEquals(1, tape.popDouble());
    assertEquals("outer", tape.popRef());
    assertThrows(IndexOutOfBoundsException.class, tape::popInt);
    assertSame(lent, tape.doubles(3));
  }

  @Test
  void resetMakesATapeAsGoodAsNew() {
    double[] lent = tape.doubles(3);
    tape.mark();
    tape.pushDouble(2);
    tape.pushRef("x");
    tape.reset();
    assertThrows(IndexOutOfBoundsException.class, tape::popDouble);
    assertThrows(IndexOutOfBoundsException.class, tape::popRef);
    assertSame(lent, tape.doubles(3));
    assertEquals(0, tape.mark());
  }

  @Test
  void resetOfANewTapeDoesNothing() {
    tape.reset();
    int mark = tape.mark();
    tape.release(mark);
    assertThrows(IndexOutOfBoundsException.class, tape::popLong);
  }

  @Test
  void releasedMarkIsRefused() {
    int mark = tape.mark();
    tape.release(mark);
    assertThrows(IllegalArgumentException.class, () -> tape.release(mark));
    assertThrows(IllegalArgumentException.class, () -> tape.release(-1));
    tape.mark();
    assertThrows(IllegalArgumentException.class, () -> tape.release(1));
  }

  @Test
  void poppingBelowAMarkIsFoundAtItsRelease() {
    tape.pushDouble(1);
    int mark = tape.mark();
    tape.popDouble();
    assertThrows(IllegalStateException.class, () -> tape.release(mark));
  }

  @Test
  void marksNestDeeply() {
    double[][] lent = new double[500][];
    for (int round = 0; round < 2; round++) {
      int[] marks = new int[lent.length];
      for (int i = 0; i < lent.length; i++) {
        marks[i] = tape.mark();
        double[] array = tape.doubles(i);
        if (round == 0) {
          lent[i] = array;
        } else {
          assertSame(lent[i], array);
        }
      }
      for (int i = lent.length - 1; i >= 0; i--) {
        tape.release(marks[i]);
      }
    }
  }

  @Test
  void negativeSizeNamesTheOverflow() {
    Exception e = assertThrows(IllegalArgumentException.class, () -> tape.doubles(-8));
    assertTrue(e.getMessage().contains("-8") && e.getMessage().contains("overflow"), e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> tape.refs(-1));
    int mark = tape.mark();
    tape.ints(4);
    tape.release(mark);
    assertThrows(IllegalArgumentException.class, () -> tape.ints(-1));
  }

  @Test
  void sizeRefusesWhatNoArrayHolds() {
    assertEquals(12, Tape.size(12));
    assertThrows(IllegalStateException.class, () -> Tape.size(1L << 31));
    assertThrows(IllegalStateException.class, () -> Tape.size(-1));
  }

  @Test
  void growthStopsAtTheLongestArrayWithAClearMessage() throws ReflectiveOperationException {
    Class<?> capacity = Class.forName("dev.adjoint.runtime.tape.Capacity");
    Method after = capacity.getDeclaredMethod("after", int.class, String.class);
    after.setAccessible(true);
    int max = Integer.MAX_VALUE - 8;
    assertEquals(64, after.invoke(null, 0, "doubles"));
    assertEquals(128, after.invoke(null, 64, "doubles"));
    assertEquals(max, after.invoke(null, 1 << 30, "doubles"));
    InvocationTargetException e =
        assertThrows(InvocationTargetException.class, () -> after.invoke(null, max, "doubles"));
    assertTrue(e.getCause() instanceof IllegalStateException);
    assertTrue(e.getCause().getMessage().contains("doubles"), e.getCause().getMessage());
  }

  @Test
  void warmTapeAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().threadId();
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      sum += work();
    }
    threads.getThreadAllocatedBytes(thread);
    long before = threads.getThreadAllocatedBytes(thread);
    for (int i = 0; i < 100; i++) {
      sum += work();
    }
    long allocated = threads.getThreadAllocatedBytes(thread) - before;
    assertTrue(sum > 0);
    assertTrue(allocated < 100, () -> allocated + " bytes");
  }

  private double work() {
    int mark = tape.mark();
    double[] cache = tape.doubles(100);
    double[][] rows = tape.doubles2(10);
    rows[3] = cache;
    for (int i = 0; i < 200; i++) {
      tape.pushDouble(i);
      tape.pushInt(i);
      tape.pushLong(i);
      tape.pushBoolean(true);
      tape.pushRef(cache);
    }
    double sum = 0;
    for (int i = 0; i < 200; i++) {
      sum += tape.popDouble() + tape.popInt() + tape.popLong() + (tape.popBoolean() ? 1 : 0);
      cache = (double[]) tape.popRef();
    }
    tape.release(mark);
    return sum;
  }
}
