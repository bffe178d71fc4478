package diagnostics;

import dev.adjoint.annotations.Differentiable;
import java.util.List;

final class ObjectReached {
  static class Layer {
    double k = 2;
  }

  static final class Net {
    final Layer layer = new Layer();
    double scale = 1;
  }

  static final class Trainer {
    static int steps;
    final Net net = new Net();
    final double rate = 0.1;

    void step() {
      net.scale *= rate;
    }

    static int count() {
      return steps++;
    }
  }

  static final class Data {
    final double[] x = {1, 2};

    double get(int i) {
      return x[i];
    }
  }

  static final Net SHARED = new Net();

  @Differentiable(wrt = {"n", "x"})
  static double code(Net n, Trainer t, Data d, double x) {
    n.scale *= x * d.get(0);
    // expect: AD089 at "t.step()"
    t.step();
    return n.scale * t.rate;
  }

  @Differentiable(wrt = {"n", "x"})
  static double list(Net n, List<Net> all, double x) {
    n.scale *= x;
    // expect: AD089 at "all.get(0)"
    // expect: AD087 at "all.get(0).scale"
    // expect: AD205 at "all.get(0).scale"
    return n.scale * all.get(0).scale;
  }

  @Differentiable(wrt = {"n", "x"})
  static double field(Net n, Trainer t, double x) {
    n.scale *= x;
    // expect: AD087 at "t.net.scale"
    // expect: AD205 at "t.net.scale"
    return n.scale * t.net.scale;
  }

  @Differentiable(wrt = {"n", "x"})
  static double constant(Net n, double x) {
    n.scale *= x;
    // expect: AD087 at "SHARED.scale"
    // expect: AD205 at "SHARED.scale"
    return n.scale * SHARED.scale;
  }

  @Differentiable(wrt = {"n", "x"})
  static double nested(Net n, Net m, double x) {
    n.layer.k *= x;
    // expect: AD087 at "m.layer.k"
    // expect: AD205 at "m.layer.k"
    return n.layer.k * m.layer.k;
  }

  @Differentiable(wrt = {"n", "x"})
  static double unchanged(Net n, Net m, Trainer t, double x) {
    // expect: AD205 at "m.layer.k"
    // expect: AD205 at "t.net.scale"
    return n.scale * m.layer.k * t.net.scale * x;
  }
}
