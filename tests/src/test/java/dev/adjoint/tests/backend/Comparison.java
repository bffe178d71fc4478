package dev.adjoint.tests.backend;

import static org.junit.jupiter.api.Assertions.fail;

import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.Backend;
import dev.adjoint.runtime.backend.spi.View;
import java.util.Arrays;

/**
 * Runs one kernel on two backends, with the same elements in the same layout, and compares the results and what lies
 * around them.
 *
 * @param subject what is tested
 * @param reference what is right
 */
record Comparison(On subject, On reference) {

  /** Elements and how they lie. */
  record Data(Layout layout, Object elements, int... sizes) {
    static Data contiguous(Object elements, int... sizes) {
      return new Data(Layout.CONTIGUOUS, elements, sizes);
    }

    View on(On on) {
      return layout.place(on, elements, sizes);
    }

    @Override
    public String toString() {
      return elements.getClass().getComponentType() + Arrays.toString(sizes) + " " + layout;
    }
  }

  /** A kernel with its arguments but for the views. */
  interface Kernel {
    void run(Backend backend, View[] in, View out);
  }

  /** The results of the reference for a kernel, in row-major order. */
  Object expected(Data out, Kernel kernel, Data... in) {
    View result = out.on(reference);
    kernel.run(reference.backend(), views(reference, in), result);
    return reference.backend().memory().download(result);
  }

  /**
   * Compares.
   *
   * @param out where the result goes, with the elements it has before
   */
  void check(Tolerance tolerance, Data out, Kernel kernel, Data... in) {
    View result = out.on(subject);
    compare(tolerance, out, kernel, views(subject, in), result, expected(out, kernel, in), in);
  }

  /** Compares, with the result going to where operand {@code same} is. */
  void checkInPlace(Tolerance tolerance, int same, Kernel kernel, Data... in) {
    View[] expecting = views(reference, in);
    kernel.run(reference.backend(), expecting, expecting[same]);
    View[] operands = views(subject, in);
    compare(tolerance, in[same], kernel, operands, operands[same],
        reference.backend().memory().download(expecting[same]), in);
  }

  private void compare(
      Tolerance tolerance, Data out, Kernel kernel, View[] operands, View result, Object expected, Data... in) {
    String complaint;
    try {
      kernel.run(subject.backend(), operands, result);
      complaint = tolerance.complaint(expected, subject.backend().memory().download(result));
    } catch (RuntimeException e) {
      throw new AssertionError(what(out, in) + ": " + e, e);
    }
    if (complaint == null) {
      complaint = aroundResult(out, result);
    }
    if (complaint != null) {
      fail(what(out, in) + ": " + complaint);
    }
  }

  private String what(Data out, Data... in) {
    return subject.backend().name() + " of " + Arrays.toString(in) + " to " + out;
  }

  /** What is wrong with what is not an element of the result, and must be as it was; or null. */
  private String aroundResult(Data out, View result) {
    Object before = storage(reference, out.on(reference));
    Object after = storage(subject, result);
    // With the elements of the result as they were, everything must be.
    Object elements = reference.backend().memory().download(out.on(reference));
    out.layout().put(elements, after, result.offset(), out.sizes(), result.strides());
    String complaint = Tolerance.EXACT.complaint(before, after);
    return complaint == null ? null : "changed what lies around the elements of the result: " + complaint;
  }

  private static Object storage(On on, View view) {
    return on.backend().memory().download(new View(view.storage(), Shape.of(view.storage().length())));
  }

  private static View[] views(On on, Data... data) {
    View[] views = new View[data.length];
    for (int i = 0; i < data.length; i++) {
      views[i] = data[i].on(on);
    }
    return views;
  }
}
