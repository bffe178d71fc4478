package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.ArrayKernel;
import dev.adjoint.runtime.backend.spi.ArrayKernel.Parameter;
import dev.adjoint.runtime.backend.spi.ArrayKernel.Role;
import dev.adjoint.runtime.backend.spi.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A kernel over arrays as one node: its operands are the kernel's, outputs with what they contained before, and its results are the
 * outputs of floating type after it.
 */
final class ArrayKernelNode extends Node {
  private final ArrayKernel kernel;
  private final List<Parameter> parameters;
  /** What the adjoint reads; null for an output whose content it does not need. */
  private Tensor[] saved;
  private final int[] versions;
  /** The outputs of floating type, by the operand that each is, and their shapes. */
  private final List<Integer> results;
  private final List<Shape> shapes = new ArrayList<>();
  private final Tensor like;
  private final Shape[] operandShapes;

  private ArrayKernelNode(ArrayKernel kernel, Tensor[] differentiated, Tensor[] saved, Tensor[] operands, List<Integer> results) {
    super(differentiated);
    this.kernel = kernel;
    this.parameters = kernel.operands();
    this.saved = saved;
    this.versions = SavedValues.versions(saved);
    this.results = results;
    this.operandShapes = new Shape[operands.length];
    for (int k = 0; k < operands.length; k++) {
      operandShapes[k] = operands[k].shape();
    }
    results.forEach(k -> shapes.add(operands[k].shape()));
    this.like = results.isEmpty() ? null : Ops.zeros(operands[results.getFirst()].device(), operands[results.getFirst()].dtype(),
        Shape.of(0));
  }

  /** Runs a kernel and records it where an operand requires a gradient. */
  static void run(ArrayKernel kernel, Tensor[] given) {
    String name = kernel.name();
    List<Parameter> parameters = kernel.operands();
    DType type = check(name, parameters, given);
    var operands = new Tensor[given.length];
    for (int k = 0; k < given.length; k++) {
      Parameter p = parameters.get(k);
      operands[k] = p.role() == Role.OUTPUT ? given[k] : (p.isFloating() ? given[k].to(type) : given[k]).contiguous();
    }
    checkApart(name, parameters, operands);
    var differentiated = new Tensor[given.length];
    var results = new ArrayList<Integer>();
    for (int k = 0; k < given.length; k++) {
      Parameter p = parameters.get(k);
      differentiated[k] = p.wrt() ? operands[k] : null;
      if (p.role() == Role.OUTPUT) {
        Ops.checkInPlace(name, operands[k]);
        if (p.isFloating()) {
          results.add(k);
        }
      }
    }
    boolean tracks = !results.isEmpty() && Ops.tracks(differentiated);
    for (int k = 0; k < given.length; k++) {
      if (parameters.get(k).role() == Role.OUTPUT) {
        Ops.tracksChange(name, operands[k], tracks && parameters.get(k).isFloating());
      }
    }
    ArrayKernelNode node = tracks ? new ArrayKernelNode(kernel, differentiated, saved(parameters, operands), operands, results) : null;
    var event = Ops.begin(name, operands);
    try {
      launch(kernel, parameters, operands);
    } finally {
      Ops.end(event);
      for (int k = 0; k < operands.length; k++) {
        if (parameters.get(k).role() == Role.OUTPUT && (node == null || !parameters.get(k).isFloating())) {
          Ops.changed(operands[k]);
        }
      }
    }
    for (int i = 0; node != null && i < results.size(); i++) {
      Ops.changed(operands[results.get(i)], node, i);
    }
  }

  private static DType check(String name, List<Parameter> parameters, Tensor[] given) {
    DType type = null;
    for (int k = 0; k < given.length; k++) {
      Parameter p = parameters.get(k);
      Ops.sameDevice(name, given[0], given[k]);
      if (p.isFloating()) {
        Ops.requireFloating(name + " (" + p.name() + ")", given[k]);
        type = type == null ? given[k].dtype() : DType.promote(type, given[k].dtype());
      } else if (given[k].dtype() != DType.INT64) {
        throw new IllegalArgumentException(name + ": " + p.name() + " has type " + given[k].dtype() + "; " + p.element()
            + "[] is a tensor of int64");
      }
      if (p.role() == Role.NUMBER && given[k].numel() != 1) {
        throw new IllegalArgumentException(name + ": " + p.name() + " is a number, and the tensor has shape " + given[k].shape()
            + "; one with a single element is needed");
      }
    }
    for (int k = 0; k < given.length; k++) {
      if (parameters.get(k).role() == Role.OUTPUT && parameters.get(k).isFloating() && given[k].dtype() != type) {
        throw new IllegalArgumentException(name + ": the output " + parameters.get(k).name() + " has type " + given[k].dtype()
            + " and the operands together " + type + "; make it one of that type");
      }
    }
    return type;
  }

  /** An output must share no element with another operand: the kernel's iterations would meet there. */
  private static void checkApart(String name, List<Parameter> parameters, Tensor[] operands) {
    for (int k = 0; k < operands.length; k++) {
      for (int j = 0; j < operands.length && parameters.get(k).role() == Role.OUTPUT; j++) {
        if (j != k && overlap(operands[k].view(), operands[j].view())) {
          throw new IllegalArgumentException(name + ": the output " + parameters.get(k).name() + " may share elements with "
              + parameters.get(j).name() + "; give one of them another tensor");
        }
      }
    }
  }

  private static boolean overlap(View a, View b) {
    return a.storage() == b.storage() && a.numel() > 0 && b.numel() > 0 && a.offset() <= last(b) && b.offset() <= last(a);
  }

  private static int last(View view) {
    int at = view.offset();
    for (int d = 0; d < view.rank(); d++) {
      at += (view.size(d) - 1) * view.stride(d);
    }
    return at;
  }

  private static Tensor[] saved(List<Parameter> parameters, Tensor[] operands) {
    var saved = new Tensor[operands.length];
    for (int k = 0; k < saved.length; k++) {
      Parameter p = parameters.get(k);
      boolean output = p.role() == Role.OUTPUT;
      saved[k] = !output ? operands[k] : p.kept() || !p.isFloating() ? GradMode.withoutGrad(operands[k].detach()::copy) : null;
    }
    return saved;
  }

  private static void launch(ArrayKernel kernel, List<Parameter> parameters, Tensor[] operands) {
    var views = new View[operands.length];
    for (int k = 0; k < views.length; k++) {
      views[k] = operands[k].view();
      if (!views[k].contiguous()) {
        views[k] = Ops.reserveLike(operands[k], operands[k].shape());
        Ops.backend(operands[k]).memory().copy(operands[k].view(), views[k]);
      }
    }
    Ops.backend(operands[0]).arrayKernels().run(kernel, views);
    for (int k = 0; k < views.length; k++) {
      if (parameters.get(k).role() == Role.OUTPUT && views[k] != operands[k].view() && !views[k].sameAs(operands[k].view())) {
        Ops.backend(operands[k]).memory().copy(views[k], operands[k].view());
      }
    }
  }

  @Override
  public String name() {
    return kernel.name() + "Backward";
  }

  @Override
  int outputs() {
    return results.size();
  }

  @Override
  Tensor[] pull(Tensor[] seeds, Set<Node> wanted) {
    if (saved == null) {
      throw SavedValues.freed(name());
    }
    for (int k = 0; k < versions.length; k++) {
      if (saved[k] != null && saved[k].version() != versions[k]) {
        throw SavedValues.changed(name(), saved[k], versions[k]);
      }
    }
    int n = parameters.size();
    var operands = new View[n];
    var given = new Tensor[n];
    var seedViews = new View[n];
    var views = new View[n];
    var adjoints = new Tensor[n];
    for (int k = 0; k < n; k++) {
      operands[k] = saved[k] == null ? null : saved[k].view();
      int result = results.indexOf(k);
      if (result >= 0) {
        given[k] = seeds[result] == null ? Ops.zerosLike(like, shapes.get(result)) : seeds[result].contiguous();
        seedViews[k] = given[k].view();
        if (parameters.get(k).wrt() && wants(k, wanted)) {
          adjoints[k] = given[k].detach().copy();
        }
      } else if (parameters.get(k).wrt() && wants(k, wanted)) {
        adjoints[k] = Ops.zerosLike(like, operandShapes[k]);
      }
      views[k] = adjoints[k] == null ? null : adjoints[k].view();
    }
    Ops.backend(like).arrayKernels().pull(kernel, operands, seedViews, views);
    if (GradMode.isEnabled()) {
      ArrayKernelAdjointNode.record(kernel, history(), operandShapes, given, adjoints);
    }
    return adjoints;
  }

  /** What is saved, with the history of what an output contained before. */
  private Tensor[] history() {
    var tensors = saved.clone();
    for (int k : results) {
      Tensor before = saved[k] == null ? Ops.zerosLike(like, Shape.of(0)) : saved[k].detach();
      if (next[k] != null) {
        before.setHistory(next[k], nextIndex.length == 0 ? 0 : nextIndex[k]);
      }
      tensors[k] = before;
    }
    return tensors;
  }

  @Override
  void release() {
    saved = null;
  }

  @Override
  boolean saves(Tensor tensor) {
    if (saved != null) {
      for (Tensor value : saved) {
        if (value != null && value.view().storage() == tensor.view().storage()) {
          return true;
        }
      }
    }
    return false;
  }
}
