package dev.adjoint.runtime.backend.reference;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.host.HostStorage;
import dev.adjoint.runtime.backend.spi.ArrayKernel;
import dev.adjoint.runtime.backend.spi.ArrayKernels;
import dev.adjoint.runtime.backend.spi.View;
import java.lang.reflect.Array;
import java.util.List;

/** Runs the Java form of kernels over arrays: on the storages' own arrays where they have the method's types, else on copies. */
final class ReferenceArrayKernels implements ArrayKernels {

  @Override
  public void run(ArrayKernel kernel, View[] operands) {
    List<ArrayKernel.Parameter> parameters = kernel.operands();
    Object[] arrays = new Object[operands.length];
    for (int k = 0; k < arrays.length; k++) {
      Object own = own(operands[k], parameters.get(k));
      arrays[k] = own == null ? copy(operands[k], parameters.get(k)) : own;
    }
    try {
      KernelPieces.value(kernel, arrays);
    } finally {
      for (int k = 0; k < arrays.length; k++) {
        if (parameters.get(k).role() == ArrayKernel.Role.OUTPUT && own(operands[k], parameters.get(k)) == null) {
          // what the kernel has not written keeps the bits that its type would have rounded away
          store(arrays[k], copy(operands[k], parameters.get(k)), operands[k]);
        }
      }
    }
  }

  @Override
  public void pull(ArrayKernel kernel, View[] operands, View[] seeds, View[] adjoints) {
    List<ArrayKernel.Parameter> parameters = kernel.operands();
    int n = parameters.size();
    Object[] arrays = new Object[n];
    Object[] shadows = new Object[n];
    for (int k = 0; k < n; k++) {
      ArrayKernel.Parameter p = parameters.get(k);
      boolean output = p.role() == ArrayKernel.Role.OUTPUT;
      Object own = output ? null : own(operands[k], p);
      arrays[k] = own != null && !contains(arrays, own) ? own
          : output && !p.kept() ? Array.newInstance(p.element(), (operands[k] == null ? seeds[k] : operands[k]).numel())
          : copy(operands[k], p);
      if (p.wrt()) {
        shadows[k] = output ? copy(seeds[k], p) : adjoints[k] == null ? null : own(adjoints[k], p);
        shadows[k] = shadows[k] == null ? Array.newInstance(p.element(), Array.getLength(arrays[k])) : shadows[k];
      }
    }
    KernelPieces.adjoint(kernel, arrays, shadows);
    for (int k = 0; k < n; k++) {
      if (adjoints[k] != null && shadows[k] != own(adjoints[k], parameters.get(k))) {
        store(shadows[k], null, adjoints[k]);
      }
    }
  }

  @Override
  public void second(ArrayKernel kernel, View[] operands, View[] seeds, View[] directions, View[] adjoints, View[] seedAdjoints) {
    List<ArrayKernel.Parameter> parameters = kernel.operands();
    int n = parameters.size();
    Object[] arrays = new Object[n];
    var shadows = new double[n][];
    var tangents = new double[n][];
    var shadowTangents = new double[n][];
    for (int k = 0; k < n; k++) {
      ArrayKernel.Parameter p = parameters.get(k);
      boolean output = p.role() == ArrayKernel.Role.OUTPUT;
      arrays[k] = output && !p.kept() ? Array.newInstance(p.element(), (operands[k] == null ? seeds[k] : operands[k]).numel())
          : copy(operands[k], p);
      if (p.wrt()) {
        int length = Array.getLength(arrays[k]);
        shadows[k] = output ? doubles(seeds[k]) : new double[length];
        tangents[k] = directions[k] == null ? new double[length] : doubles(directions[k]);
        shadowTangents[k] = new double[length];
      }
    }
    double[] numbers = kernel.adjointTangent(arrays, shadows, tangents, shadowTangents);
    int next = 0;
    for (int k = 0; k < n; k++) {
      if (parameters.get(k).role() == ArrayKernel.Role.NUMBER) {
        shadowTangents[k][0] = numbers[next++];
      }
      if (adjoints[k] != null) {
        store(shadowTangents[k], null, adjoints[k]);
      }
      if (seedAdjoints[k] != null && tangents[k] != null) {
        store(tangents[k], null, seedAdjoints[k]);
      }
    }
  }

  private static double[] doubles(View view) {
    return (double[]) copy(view, new ArrayKernel.Parameter("", ArrayKernel.Role.INPUT, double.class, false, false, null));
  }

  /** An array twice would need one adjoint twice. */
  private static boolean contains(Object[] arrays, Object array) {
    for (Object a : arrays) {
      if (a == array) {
        return true;
      }
    }
    return false;
  }

  /** The view's elements as an array of the parameter's type, if they are the whole of one; else null. */
  private static Object own(View view, ArrayKernel.Parameter p) {
    Class<?> element = switch (view.dtype()) {
      case FLOAT32 -> float.class;
      case FLOAT64 -> double.class;
      case INT64 -> long.class;
      case BOOL -> boolean.class;
    };
    return element == p.element() && view.numel() == view.storage().length() ? ((HostStorage) view.storage()).array() : null;
  }

  private static Object copy(View view, ArrayKernel.Parameter p) {
    int n = view.numel();
    int at = view.offset();
    if (p.isFloating()) {
      boolean single = view.dtype() == DType.FLOAT32;
      float[] floats = single ? HostStorage.floats(view) : null;
      double[] doubles = single ? null : HostStorage.doubles(view);
      if (p.element() == float.class) {
        var copy = new float[n];
        for (int i = 0; i < n; i++) {
          copy[i] = single ? floats[at + i] : (float) doubles[at + i];
        }
        return copy;
      }
      var copy = new double[n];
      for (int i = 0; i < n; i++) {
        copy[i] = single ? floats[at + i] : doubles[at + i];
      }
      return copy;
    }
    long[] longs = HostStorage.longs(view);
    if (p.element() == long.class) {
      var copy = new long[n];
      System.arraycopy(longs, at, copy, 0, n);
      return copy;
    }
    var copy = new int[n];
    for (int i = 0; i < n; i++) {
      copy[i] = (int) longs[at + i];
    }
    return copy;
  }

  /** Stores the elements that are not those of {@code before}; all of them if that is null. */
  private static void store(Object array, Object before, View view) {
    int at = view.offset();
    int n = view.numel();
    switch (view.dtype()) {
      case FLOAT32 -> {
        float[] to = HostStorage.floats(view);
        for (int i = 0; i < n; i++) {
          if (before == null || bits(array, i) != bits(before, i)) {
            to[at + i] = (float) real(array, i);
          }
        }
      }
      case FLOAT64 -> {
        double[] to = HostStorage.doubles(view);
        for (int i = 0; i < n; i++) {
          if (before == null || bits(array, i) != bits(before, i)) {
            to[at + i] = real(array, i);
          }
        }
      }
      case INT64 -> {
        long[] to = HostStorage.longs(view);
        for (int i = 0; i < n; i++) {
          if (before == null || whole(array, i) != whole(before, i)) {
            to[at + i] = whole(array, i);
          }
        }
      }
      case BOOL -> throw new IllegalArgumentException("a kernel over arrays of bool");
    }
  }

  private static double real(Object array, int i) {
    return array instanceof float[] floats ? floats[i] : ((double[]) array)[i];
  }

  private static long bits(Object array, int i) {
    return Double.doubleToRawLongBits(real(array, i));
  }

  private static long whole(Object array, int i) {
    return array instanceof int[] ints ? ints[i] : ((long[]) array)[i];
  }
}
