package corpus;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;
import java.util.Arrays;

/** Rodrigues' rotation and a camera with radial distortion: the reprojection error as an array. */
final class BundleAdjustment {
  private static double[] cross(double[] a, double[] b) {
    return new double[] {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
  }

  private static double[] rotate(double[] r, double[] p) {
    double squared = r[0] * r[0] + r[1] * r[1] + r[2] * r[2];
    if (squared == 0) {
      double[] c = cross(r, p);
      return new double[] {p[0] + c[0], p[1] + c[1], p[2] + c[2]};
    }
    double theta = Math.sqrt(squared), cos = Math.cos(theta), sin = Math.sin(theta);
    double[] axis = {r[0] / theta, r[1] / theta, r[2] / theta};
    double[] c = cross(axis, p);
    double dot = (axis[0] * p[0] + axis[1] * p[1] + axis[2] * p[2]) * (1 - cos);
    double[] out = new double[3];
    for (int i = 0; i < 3; i++) {
      out[i] = p[i] * cos + c[i] * sin + axis[i] * dot;
    }
    return out;
  }

  // warns: AD202
  @Differentiable
  static double[] error(double[] camera, double[] point, double w, @NonDifferentiable double[] seen) {
    double[] local = new double[3];
    for (int i = 0; i < 3; i++) {
      local[i] = point[i] - camera[3 + i];
    }
    double[] q = rotate(Arrays.copyOf(camera, 3), local);
    double x = q[0] / q[2], y = q[1] / q[2];
    double rr = x * x + y * y;
    double l = 1 + rr * (camera[7] + rr * camera[8]);
    return new double[] {w * (x * l * camera[6] - seen[0]), w * (y * l * camera[6] - seen[1])};
  }

  static Object[][] inputs_error() {
    return new Object[][] {
      {new double[] {0.1, -0.2, 0.3, 0.5, 0.6, -4, 2.5, 0.1, 0.01}, new double[] {1, 0.5, 2}, 0.7, new double[] {0.3, 0.4}}
    };
  }
}
