package awkward;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Try with resources, multi-catch, finally, labels, synchronized, assert: beside the method, not in it. */
final class TryAndLabels {
  static int read(byte[] bytes) {
    int total = 0;
    outer:
    try (InputStream a = new ByteArrayInputStream(bytes); var b = new ByteArrayInputStream(bytes, 0, 1)) {
      for (;;) {
        int c = a.read();
        if (c < 0) {
          break outer;
        }
        total += c + b.read();
      }
    } catch (IOException | IllegalStateException e) {
      throw new IllegalArgumentException(e);
    } finally {
      total++;
    }
    synchronized (TryAndLabels.class) {
      assert total > 0 : "total " + total;
    }
    return total;
  }

  static <E extends Exception> void sneaky(Exception e) throws E {
    @SuppressWarnings("unchecked")
    E same = (E) e;
    throw same;
  }

  @dev.adjoint.annotations.Differentiable
  static double f(double x) {
    return x * x;
  }
}
