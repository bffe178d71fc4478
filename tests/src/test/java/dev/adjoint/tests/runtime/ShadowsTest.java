package dev.adjoint.tests.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.adjoint.runtime.shadow.Shadows;
import java.util.IdentityHashMap;
import org.junit.jupiter.api.Test;

final class ShadowsTest {

  @Test
  void zerosHaveTheShapeOfTheArray() {
    assertArrayEquals(new double[3], Shadows.zerosLike(new double[] {1, 2, 3}));
    assertArrayEquals(new double[][] {{0}, {0, 0}, {}}, Shadows.zerosLike(new double[][] {{1}, {2, 3}, {}}));
    assertArrayEquals(new double[1][2][3], Shadows.zerosLike(new double[1][2][3]));
    assertArrayEquals(new double[1][2][1][2], (double[][][][]) Shadows.zerosLike((Object) new double[1][2][1][2]));
  }

  @Test
  void shadowOfFloatIsDouble() {
    assertArrayEquals(new double[2], Shadows.zerosLike(new float[] {1, 2}));
    assertArrayEquals(new double[2][1], Shadows.zerosLike(new float[2][1]));
    assertArrayEquals(new double[2][1][1], Shadows.zerosLike(new float[2][1][1]));
    assertArrayEquals(new double[1][1][1][1], (double[][][][]) Shadows.zerosLike((Object) new float[1][1][1][1]));
    assertArrayEquals(new float[2][1], Shadows.floatZerosLike(new float[][] {{1}, {2}}));
  }

  @Test
  void shadowOfNullIsNull() {
    assertNull(Shadows.zerosLike((double[]) null));
    assertNull(Shadows.zerosLike((double[][]) null));
    assertNull(Shadows.zerosLike((Object) null));
    assertNull(Shadows.widen((float[]) null));
    assertNull(Shadows.zerosLike(new double[][] {null, {1}})[0]);
  }

  @Test
  void rowsThatAliasHaveShadowsThatAlias() {
    double[] row = {1, 2};
    double[][] shadow = Shadows.zerosLike(new double[][] {row, {1, 2}, row});
    assertSame(shadow[0], shadow[2]);
    assertNotSame(shadow[0], shadow[1]);
    double[][] block = {row};
    double[][][] shadows = Shadows.zerosLike(new double[][][] {block, {row}, block});
    assertSame(shadows[0], shadows[2]);
    assertNotSame(shadows[0], shadows[1]);
    assertSame(shadows[0][0], shadows[1][0]);
  }

  @Test
  void parametersThatShareArraysHaveShadowsThatShareThem() {
    double[] row = {1, 2};
    IdentityHashMap<Object, Object> seen = new IdentityHashMap<>();
    double[] shadow = (double[]) Shadows.zerosLike(row, seen);
    double[][] shadows = (double[][]) Shadows.zerosLike(new double[][] {{3}, row}, seen);
    assertSame(shadow, shadows[1]);
    assertSame(shadow, Shadows.zerosLike(row, seen));
  }

  @Test
  void onlyFloatingArraysHaveShadows() {
    assertThrows(IllegalArgumentException.class, () -> Shadows.zerosLike((Object) new int[2]));
    assertThrows(IllegalArgumentException.class, () -> Shadows.zerosLike("x"));
  }

  @Test
  void widenedCopyHasTheValuesAndAliases() {
    float[] row = {0.1f, 2};
    assertArrayEquals(new double[] {0.1f, 2}, Shadows.widen(row));
    double[][] wide = Shadows.widen(new float[][] {row, row, null});
    assertArrayEquals(new double[] {0.1f, 2}, wide[0]);
    assertSame(wide[0], wide[1]);
    assertNull(wide[2]);
    assertArrayEquals(new double[][][] {{{0.1f, 2}}}, Shadows.widen(new float[][][] {{row}}));
  }

  @Test
  void addIntoAccumulates() {
    double[] buffer = {1, 2};
    Shadows.addInto(new double[] {10, 20}, buffer);
    assertArrayEquals(new double[] {11, 22}, buffer);
    float[] floats = {1, 2};
    Shadows.addInto(new double[] {0.25, 1e-12}, floats);
    assertArrayEquals(new float[] {1.25f, 2}, floats);
  }

  @Test
  void addIntoAddsARowThatStandsTwiceOnce() {
    double[] staged = {1, 2};
    double[] row = {5, 5};
    double[][] buffer = {row, row, {0}, null};
    Shadows.addInto(new double[][] {staged, staged, {3}, null}, buffer);
    assertArrayEquals(new double[][] {{6, 7}, {6, 7}, {3}, null}, buffer);
    float[][][] floats = {{{1}}};
    Shadows.addInto(new double[][][] {{{2}}}, floats);
    assertEquals(3, floats[0][0][0]);
  }

  @Test
  void narrowIntoOverwritesWithTheRoundedValue() {
    float[] buffer = {9, 9};
    Shadows.narrowInto(new double[] {0.1, 1e300}, buffer);
    assertArrayEquals(new float[] {0.1f, Float.POSITIVE_INFINITY}, buffer);
    float[][][] deep = {{{9}, {9}}, {null}};
    Shadows.narrowInto(new double[][][] {{{1}, {2}}, {null}}, deep);
    assertArrayEquals(new float[][][] {{{1}, {2}}, {null}}, deep);
  }
}
