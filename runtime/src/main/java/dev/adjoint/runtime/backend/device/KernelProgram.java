package dev.adjoint.runtime.backend.device;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.spi.ElementKernel;
import dev.adjoint.runtime.backend.spi.View;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The program of an {@link ElementKernel}: its C within {@code kernel.c}, with the functions of {@code java.h}. One launch
 * computes the values, one all adjoints.
 *
 * @param name the kernel's name
 * @param type the type that it computes in
 * @param code its C
 * @param parameters the method's parameters: null for an operand, else a value, of which the type matters
 * @param wrt for each operand whether it has an adjoint
 */
record KernelProgram(String name, DType type, String code, List<Class<?>> parameters, List<Boolean> wrt) {

  private static KernelProgram of(ElementKernel kernel) {
    var parameters = new ArrayList<Class<?>>();
    for (Object parameter : kernel.parameters()) {
      parameters.add(parameter == null ? void.class : parameter.getClass());
    }
    return new KernelProgram(kernel.name(), kernel.type(), kernel.source(), parameters,
        IntStream.range(0, kernel.operands()).mapToObj(kernel::hasAdjoint).toList());
  }

  @Override
  public String toString() {
    return name;
  }

  /** Computes the values. */
  static void forward(ElementKernel kernel, View[] operands, View out) {
    run(kernel, "forward", operands, new View[] {out}, out);
  }

  /** Computes the adjoints that are wanted; others are null. */
  static void backward(ElementKernel kernel, View[] operands, View seed, View[] adjoints) {
    View[] read = new View[operands.length + 1];
    System.arraycopy(operands, 0, read, 0, operands.length);
    read[operands.length] = seed;
    run(kernel, "backward", read, adjoints, seed);
  }

  private static void run(ElementKernel kernel, String pass, View[] read, View[] written, View shape) {
    if (shape.numel() == 0) {
      return;
    }
    boolean flat = true;
    View[] views = new View[read.length + written.length + 1];
    for (int i = 0; i < read.length; i++) {
      views[i] = read[i];
      flat &= DeviceElementwise.isOne(read[i]) || DeviceElementwise.aligned(read[i]);
    }
    for (int i = 0; i < written.length; i++) {
      views[read.length + i] = written[i];
      flat &= written[i] == null || DeviceElementwise.aligned(written[i]);
    }
    // The last view gives the shape; a result may be missing.
    views[views.length - 1] = shape;
    Accelerator accelerator = DeviceStorage.of(shape).accelerator();
    KernelProgram program = of(kernel);
    if (program.type == DType.FLOAT64 && !accelerator.info().float64()) {
      throw new UnsupportedOperationException("kernel " + kernel.name() + " computes in double, which "
          + accelerator.device() + " (" + accelerator.info().name() + ") does not; write it for float");
    }
    var compiled = accelerator.kernel(
        new KernelKey(program, shape.dtype(), shape.dtype(), pass + (flat ? "_flat" : "_strided")),
        key -> ((KernelProgram) key.operation()).source(key.from()));
    int[] dims = flat ? null : Strided.of(views).struct(kernel.name(), views.length - 1);
    var launch = new Launch(accelerator, compiled);
    for (View view : read) {
      launch.reads(view, flat && DeviceElementwise.isOne(view));
    }
    for (View view : written) {
      if (view == null) {
        launch.nothing().of(-1);
      } else {
        launch.writes(view);
      }
    }
    if (flat) {
      launch.of(shape.numel());
    } else {
      launch.struct(dims);
    }
    for (Object parameter : kernel.parameters()) {
      if (parameter != null) {
        launch.of(parameter);
      }
    }
    launch.run(accelerator.grid(flat ? Math.ceilDiv(shape.numel(), 4) : shape.numel()));
  }

  private KernelSource source(DType elements) {
    var call = new ArrayList<String>();
    var uniforms = new ArrayList<String>();
    var names = new ArrayList<String>();
    int operand = 0;
    for (int i = 0; i < parameters.size(); i++) {
      Class<?> parameter = parameters.get(i);
      if (parameter == void.class) {
        call.add("(V) v" + operand++);
      } else {
        call.add("u" + i);
        uniforms.add(", " + (parameter == Long.class ? "int64" : "int32") + " u" + i);
        names.add(", u" + i);
      }
    }
    int count = wrt.size();
    String results = IntStream.range(0, count).filter(wrt::get).mapToObj(k -> "&g" + k)
        .collect(Collectors.joining(", "));
    return new KernelSource(Elements.name(name, elements), List.of("java.h", "strided.h", "kernel.c"),
        List.of("E " + Elements.c(elements), "V " + Elements.c(type), "OPERANDS " + count,
            "OPERAND_LIST(of) " + list(count, ", "), "EACH_OPERAND(of) " + list(count, " "),
            "UNIFORM_PARAMETERS " + String.join("", uniforms), "UNIFORM_NAMES " + String.join("", names),
            "CALL " + String.join(", ", call), "RESULTS " + results), code);
  }

  private static String list(int count, String separator) {
    return IntStream.range(0, count).mapToObj(k -> "of(" + k + ")").collect(Collectors.joining(separator));
  }
}
