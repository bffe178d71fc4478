package dev.adjoint.tests.kernel;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.backend.Backends;
import dev.adjoint.runtime.backend.spi.ArrayKernel;
import dev.adjoint.runtime.tensor.Tensor;
import dev.adjoint.runtime.tensor.TensorKernels;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;

/** Runs kernels over arrays and their adjoints on the first OpenCL device, with few elements; the process that watches it reports. */
final class RaceRun {
  private RaceRun() {}

  /** Runs the kernels of a class of {@code /kernel}; the arguments are its name and those of its methods, none for all; or a race. */
  public static void main(String[] args) throws Exception {
    System.out.println("on " + Backends.of(Device.openCl(0)).probe());
    if (args[0].equals("race")) {
      Tensor x = Tensor.zeros(100).to(Device.openCl(0));
      TensorKernels.run(new Race(), x);
      x.sum().item();
      return;
    }
    Kernels kernels = Kernels.compile(args[0]);
    Set<String> wanted = Set.copyOf(List.of(args).subList(1, args.length));
    for (Method operation : kernels.operations.getDeclaredMethods()) {
      if (wanted.isEmpty() || wanted.contains(operation.getName())) {
        run(operation, Kernels.find(kernels.methods, operation.getName()));
        System.out.println("ran " + operation.getName());
      }
    }
  }

  private static void run(Method operation, Method method) {
    Device device = Device.openCl(0);
    Class<?>[] types = method.getParameterTypes();
    var args = new Object[types.length];
    Tensor loss = null;
    for (int p = 0; p < types.length; p++) {
      if (operation.getParameterTypes()[p] == int.class) {
        args[p] = 6;
      } else if (operation.getParameterTypes()[p] == double.class) {
        args[p] = 0.5;
      } else if (types[p] == int[].class || types[p] == long[].class) {
        long[] index = new long[30];
        for (int i = 0; i < index.length; i++) {
          index[i] = operation.getName().equals("rowSums") && types[p] == int[].class ? i : i % 5;
        }
        args[p] = Tensor.of(operation.getName().equals("classes") ? new long[36] : index).to(device);
      } else {
        int n = types[p].isArray() ? length(operation.getName(), p) : 1;
        DType type = types[p] == float.class || types[p] == float[].class ? DType.FLOAT32 : DType.FLOAT64;
        args[p] = Tensor.linspace(-1, 1.5, n).to(type).to(device).requiresGrad_().mul(1);
      }
    }
    Kernels.call(operation, args);
    for (Object arg : args) {
      if (arg instanceof Tensor t && t.dtype().isFloating() && t.gradFn().name().startsWith("ArrayFunctions")) {
        loss = loss == null ? t.sum() : loss.add(t.sum());
      }
    }
    if (loss != null) {
      loss.backward();
      loss.item();
    }
  }

  /** Every iteration writes the same cell, which no method may that is compiled. */
  private static final class Race extends ArrayKernel {
    Race() {
      super("race", false, """
          KERNEL_OF(GROUP_SIZE, 1) CAT(NAME, _forward)(GLOBAL E *x, int32 at, int32 length, GLOBAL int32 *fault, int32 site) {
            x[0] = (E) ITEM_X;
          }
          """, new String[] {"everywhere"}, 0, output("x", float.class, false, false));
    }

    @Override
    public void value(Object[] arrays) {
      throw new AssertionError();
    }

    @Override
    public void adjoint(Object[] arrays, Object[] adjoints) {
      throw new AssertionError();
    }
  }

  /** 36 elements, or as many bodies and rows as belong to these. */
  private static int length(String method, int parameter) {
    return switch (method) {
      case "forces" -> parameter == 1 ? 12 : 36;
      case "logSumExp" -> parameter == 2 ? 6 : 36;
      case "normalize" -> parameter == 2 ? 6 : 36;
      case "butterflies" -> parameter == 3 ? 18 : 36;
      case "strided" -> parameter == 1 ? 17 : 36;
      case "firsts" -> parameter == 2 ? 6 : 36;
      case "local" -> parameter == 2 ? 12 : 36;
      case "window" -> parameter == 3 ? 6 : 36;
      case "march" -> parameter == 2 ? 6 : 36;
      case String other -> 36;
    };
  }
}
