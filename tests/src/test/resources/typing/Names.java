package typing;

import static java.lang.Math.*;
import static java.lang.Math.max;
import static java.util.Map.Entry;
import static java.util.Map.entry;
import static typing.Names.Colour.GREEN;

import java.util.*;
import java.util.function.DoubleUnaryOperator;

/** Names that mean something else a line later: shadowing, hiding, obscuring, imports of every kind. */
class Names extends NamesParent implements NamesConstants {
  enum Colour { RED, GREEN { @Override int weight() { return 2; } }; int weight() { return 1; } static final Colour BEST = RED; }

  static double String = 3;
  double x = 1;
  static int[] length = {1, 2};
  Names next;
  Names[] all;
  int hidden = 7;

  class Inner {
    double x = 2;
    int only = 3;

    double read(float x) {
      return x + this.x + Names.this.x + only + inherited + Names.this.hidden + Names.super.hidden + CONSTANT + shared;
    }

    double call() {
      return outerCall(only) + Names.this.outerCall(2) + inheritedCall(x) + twice(x);
    }

    double twice(double y) {
      return 2 * y;
    }

    class Deep {
      double x = Inner.this.x + Names.this.x;

      double deep() {
        return x + only + hidden + read(1f) + twice(3);
      }
    }
  }

  static class Nested {
    double x = length[0] + String;

    double nested(Names n) {
      return n.x + n.hidden + n.next.next.x + ((NamesParent) n).hidden + n.all[n.hidden].next.all.length + Names.length.length;
    }
  }

  double outerCall(int i) {
    return i;
  }

  double shadow(double x) {
    double y = x;
    {
      int hidden = 3;
      y += hidden;
    }
    y += hidden + super.hidden + this.hidden;
    for (int x2 = 0; x2 < 3; x2++) {
      float z = x2;
      y += z;
    }
    for (double z = 0; z < 1; z += 0.5) {
      y += z;
    }
    int Math = 3;
    double String = Math;
    return y + Math + String + Names.String + typing.Names.String + java.lang.Math.abs(x) + PI + max(x, y) + abs(Math)
        + java.util.Map.entry(1, 2).getKey();
  }

  int enums(Colour colour, List<Colour> list) {
    int n = GREEN.weight() + Colour.RED.ordinal() + Colour.valueOf("RED").weight() + Colour.values().length
        + Colour.BEST.weight() + list.get(0).ordinal();
    switch (colour) {
      case RED:
        n++;
        break;
      case GREEN:
        return n;
      default:
    }
    Entry<String, Integer> e = entry("a", 1);
    int[] length = {3};
    return length.length + Names.length[length[0]] + e.getValue() + (int) (DEFAULT_SIZE + NamesConstants.DEFAULT_SIZE)
        + (int) DEFAULT_SIZE * this.length.length;
  }

  double objects(Names n) {
    Inner inner = new Inner();
    Names.Inner other = n.new Inner();
    Inner.Deep deep = other.new Deep();
    Nested nested = new Names.Nested();
    inner.x = deep.x = nested.x;
    n.next = this;
    n.all = new Names[] {this, n};
    return deep.deep() + inner.read(2) + other.only + new Inner().only + new Names().x + this.next.hidden
        + inheritedArray.length + inheritedArray[0] + inheritedCall(3);
  }
}

class NamesParent {
  static int shared = 5;
  protected long hidden = 6;
  double inherited = 1;
  int[] inheritedArray = {1};
  private double secret = 9;

  double inheritedCall(double x) {
    return x + secret + new NamesParent().secret;
  }

  int inheritedCall(int x) {
    return x;
  }
}

interface NamesConstants {
  int CONSTANT = 4;
  long DEFAULT_SIZE = CONSTANT * 2L;
}
