package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.ArrayKernel;
import dev.adjoint.runtime.backend.spi.ArrayKernel.Parameter;
import dev.adjoint.runtime.backend.spi.ArrayKernel.Role;
import dev.adjoint.runtime.backend.spi.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The adjoints of a kernel over arrays, in a backward pass that is recorded. Operands are the kernel's, and the seeds of its outputs.
 * The derivative is a tangent of the generated adjoint, in the direction of the seeds that arrive here; it runs on the CPU, and what
 * lies on another device is copied there and back.
 */
final class ArrayKernelAdjointNode extends Node {
  private final ArrayKernel kernel;
  private final List<Parameter> parameters;
  /** The operands; an output whose content nobody reads has no elements. */
  private Tensor[] saved;
  /** By operand; null for what is no output of floating type. */
  private Tensor[] seeds;
  private final int[] versions;
  private final int[] seedVersions;
  private final Shape[] shapes;
  /** The operands whose adjoints are the results. */
  private final List<Integer> results;

  private ArrayKernelAdjointNode(ArrayKernel kernel, Tensor[] edges, Tensor[] saved, Shape[] shapes, Tensor[] seeds,
      List<Integer> results) {
    super(edges);
    this.kernel = kernel;
    this.parameters = kernel.operands();
    this.saved = saved;
    this.seeds = seeds;
    this.versions = SavedValues.versions(saved);
    this.seedVersions = SavedValues.versions(seeds);
    this.shapes = shapes;
    this.results = results;
  }

  /** Makes adjoints, null where none are wanted, the results of a node. */
  static void record(ArrayKernel kernel, Tensor[] operands, Shape[] shapes, Tensor[] seeds, Tensor[] adjoints) {
    int n = operands.length;
    var edges = new Tensor[2 * n];
    var results = new ArrayList<Integer>();
    for (int k = 0; k < n; k++) {
      edges[k] = kernel.operands().get(k).wrt() ? operands[k] : null;
      edges[n + k] = seeds[k];
      if (adjoints[k] != null) {
        results.add(k);
      }
    }
    if (Ops.tracks(edges)) {
      var node = new ArrayKernelAdjointNode(kernel, edges, operands, shapes, seeds, results);
      for (int i = 0; i < results.size(); i++) {
        adjoints[results.get(i)].setHistory(node, i);
      }
    }
  }

  @Override
  public String name() {
    return kernel.name() + "BackwardBackward";
  }

  @Override
  int outputs() {
    return results.size();
  }

  @Override
  Tensor[] pull(Tensor[] arrived, Set<Node> wanted) {
    if (saved == null) {
      throw SavedValues.freed(name());
    }
    check(saved, versions);
    check(seeds, seedVersions);
    if (GradMode.isEnabled()) {
      throw new IllegalStateException(name() + ": kernels have first and second derivatives only; use the tensor form of the method"
          + " for third ones (CREATE_GRAPH)");
    }
    int n = parameters.size();
    var operands = new View[n];
    var given = new View[n];
    var directions = new View[n];
    var adjoints = new Tensor[2 * n];
    var views = new View[n];
    var seedViews = new View[n];
    Tensor like = seed();
    for (int k = 0; k < n; k++) {
      Parameter p = parameters.get(k);
      operands[k] = p.role() == Role.OUTPUT && !p.kept() && p.isFloating() ? null : onHost(saved[k]);
      given[k] = seeds[k] == null ? null : onHost(seeds[k]);
      int result = results.indexOf(k);
      directions[k] = result < 0 || arrived[result] == null ? null : onHost(arrived[result].contiguous());
      if (wants(k, wanted)) {
        adjoints[k] = Tensor.zeros(like.dtype(), shapes[k].sizes());
        views[k] = adjoints[k].view();
      }
      if (wants(n + k, wanted)) {
        adjoints[n + k] = Tensor.zeros(like.dtype(), shapes[k].sizes());
        seedViews[k] = adjoints[n + k].view();
      }
    }
    Ops.backend(Tensor.zeros(like.dtype(), 0)).arrayKernels().second(kernel, operands, given, directions, views, seedViews);
    for (int k = 0; k < adjoints.length; k++) {
      adjoints[k] = adjoints[k] == null ? null : adjoints[k].to(like.device());
    }
    return adjoints;
  }

  private void check(Tensor[] tensors, int[] expected) {
    for (int k = 0; k < tensors.length; k++) {
      if (tensors[k] != null && tensors[k].version() != expected[k]) {
        throw SavedValues.changed(name(), tensors[k], expected[k]);
      }
    }
  }

  private Tensor seed() {
    for (Tensor s : seeds) {
      if (s != null) {
        return s;
      }
    }
    throw new AssertionError(name() + " without an output");
  }

  private static View onHost(Tensor x) {
    return x.detach().to(Device.cpu()).contiguous().view();
  }

  @Override
  void release() {
    saved = null;
    seeds = null;
  }

  @Override
  boolean saves(Tensor tensor) {
    return isIn(saved, tensor) || isIn(seeds, tensor);
  }

  private static boolean isIn(Tensor[] values, Tensor tensor) {
    if (values != null) {
      for (Tensor value : values) {
        if (value != null && value.view().storage() == tensor.view().storage()) {
          return true;
        }
      }
    }
    return false;
  }
}
