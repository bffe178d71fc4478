package dev.adjoint.benchmarks.peers;

import java.util.Arrays;
import org.hipparchus.CalculusFieldElement;
import org.hipparchus.util.FieldSinCos;

/** The residual of an observation in bundle adjustment over any field; see the problem of that name for the formula. */
public final class FieldBundle {
  private FieldBundle() {}

  /** The two residuals, for a camera that is rotated. */
  public static <T extends CalculusFieldElement<T>> T[] residual(T[] camera, T[] point, T weight, double[] feature) {
    T r0 = camera[0], r1 = camera[1], r2 = camera[2];
    T o0 = point[0].subtract(camera[3]), o1 = point[1].subtract(camera[4]), o2 = point[2].subtract(camera[5]);
    T theta = r0.multiply(r0).add(r1.multiply(r1)).add(r2.multiply(r2)).sqrt();
    FieldSinCos<T> sinCos = theta.sinCos();
    T sin = sinCos.sin(), cos = sinCos.cos();
    T a0 = r0.divide(theta), a1 = r1.divide(theta), a2 = r2.divide(theta);
    T along = a0.multiply(o0).add(a1.multiply(o1)).add(a2.multiply(o2)).multiply(cos.negate().add(1));
    T y0 = o0.multiply(cos).add(a1.multiply(o2).subtract(a2.multiply(o1)).multiply(sin)).add(a0.multiply(along));
    T y1 = o1.multiply(cos).add(a2.multiply(o0).subtract(a0.multiply(o2)).multiply(sin)).add(a1.multiply(along));
    T y2 = o2.multiply(cos).add(a0.multiply(o1).subtract(a1.multiply(o0)).multiply(sin)).add(a2.multiply(along));
    T q0 = y0.divide(y2), q1 = y1.divide(y2);
    T s = q0.multiply(q0).add(q1.multiply(q1));
    T distortion = camera[9].multiply(s).add(camera[10].multiply(s).multiply(s)).add(1);
    T scale = camera[6].multiply(distortion);
    T[] error = Arrays.copyOf(point, 2);
    error[0] = weight.multiply(scale.multiply(q0).add(camera[7]).subtract(feature[0]));
    error[1] = weight.multiply(scale.multiply(q1).add(camera[8]).subtract(feature[1]));
    return error;
  }
}
