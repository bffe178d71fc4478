package dev.adjoint.tests.pytorch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.autograd.Autograd;
import dev.adjoint.runtime.tensor.GradOption;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** One case, computed here and compared with what PyTorch computed. */
final class Replay {
  private final JsonNode line;
  private final List<String> differences = new ArrayList<>();

  private Replay(JsonNode line) {
    this.line = line;
  }

  /** What differs; empty if nothing does. */
  static List<String> differences(JsonNode line) {
    var replay = new Replay(line);
    replay.run();
    return replay.differences;
  }

  private void differs(String what, Object here, Object there) {
    differences.add(what + ": here " + here + ", PyTorch " + there);
  }

  private void run() {
    String op = line.get("op").textValue();
    List<Tensor> operands = line.get("in").valueStream().map(Golden::operand).toList();
    List<Tensor> results;
    try {
      results = Operations.run(op, new Call(operands, line.path("o")));
    } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException | ArithmeticException e) {
      if (!line.has("error") && !Deviations.onlyThere(line)) {
        differs("refused", e.getMessage(), line.get("out"));
      } else if (line.has("error") && Deviations.onlyHere(line)) {
        differs("refused too", e.getMessage(), "refuses");
      }
      return;
    }
    if (line.has("error") || Deviations.onlyThere(line)) {
      if (!Deviations.onlyHere(line)) {
        differs("not refused", results, line.has("error") ? "refuses" : line.get("out"));
      }
      return;
    }
    results(results);
    if (differences.isEmpty() && line.has("fn")) {
      String name = results.getFirst().gradFn() == null ? "none" : results.getFirst().gradFn().name();
      if (!Deviations.sameName(op, name, line.get("fn").textValue())) {
        differs("gradFn", name, line.get("fn").textValue());
      }
    }
    if (line.has("g")) {
      derivatives(operands, results);
    }
  }

  private void results(List<Tensor> results) {
    JsonNode expected = line.get("out");
    if (expected.size() != results.size()) {
      differs("number of results", results.size(), expected.size());
      return;
    }
    for (int i = 0; i < results.size(); i++) {
      Tensor result = results.get(i);
      JsonNode out = expected.get(i);
      DType type = Golden.type(out.get("d").textValue());
      Shape shape = Shape.of(Golden.ints(out.get("s")));
      if (result.dtype() != type || !result.shape().equals(shape)) {
        differs("form of result " + i, result.dtype() + "" + result.shape(), type + "" + shape);
      } else {
        compare("result " + i, result, Golden.tensor(type, shape, out.get("v")), Tolerance.ofResult(type));
      }
    }
  }

  private void compare(String what, Tensor here, Tensor there, Tolerance tolerance) {
    double[] a = here.toDoubles();
    double[] b = there.toDoubles();
    for (int i = 0; i < a.length; i++) {
      if (!tolerance.close(a[i], b[i], b)) {
        differs(what + " at " + i, Arrays.toString(a), Arrays.toString(b));
        return;
      }
    }
  }

  private void derivatives(List<Tensor> operands, List<Tensor> results) {
    List<Tensor> tracked = results.stream().filter(Tensor::requiresGrad).toList();
    if (tracked.size() != line.get("seed").size()) {
      differs("results that require a gradient", tracked.size(), line.get("seed").size());
      return;
    }
    var seeds = new ArrayList<Tensor>();
    for (int i = 0; i < tracked.size(); i++) {
      Tensor result = tracked.get(i);
      seeds.add(Golden.tensor(result.dtype(), result.shape(), line.get("seed").get(i)).requiresGrad_());
    }
    List<Tensor> wanted = operands.stream().filter(Tensor::requiresGrad).toList();
    List<Tensor> gradients = Autograd.grad(tracked, wanted, seeds, GradOption.CREATE_GRAPH, GradOption.ALLOW_UNUSED);
    List<JsonNode> expected = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      if (operands.get(i).requiresGrad()) {
        expected.add(line.get("g").get(i));
      }
    }
    compareAll("gradient", gradients, expected, wanted);
    if (line.has("gg")) {
      second(wanted, seeds, gradients);
    }
  }

  private void second(List<Tensor> wanted, List<Tensor> seeds, List<Tensor> gradients) {
    var inputs = new ArrayList<>(wanted);
    inputs.addAll(seeds);
    var outputs = new ArrayList<Tensor>();
    var vectors = new ArrayList<Tensor>();
    for (Tensor gradient : gradients) {
      if (gradient != null && gradient.requiresGrad()) {
        outputs.add(gradient);
        vectors.add(Golden.weights(gradient));
      }
    }
    List<Tensor> twice = outputs.isEmpty() ? Collections.nCopies(inputs.size(), (Tensor) null)
        : Autograd.grad(outputs, inputs, vectors, GradOption.ALLOW_UNUSED);
    compareAll("second gradient", twice, line.get("gg").valueStream().toList(), inputs);
  }

  /** Compares gradients; null, here or there, stands for zeros. */
  private void compareAll(String what, List<Tensor> here, List<JsonNode> there, List<Tensor> inputs) {
    // Where both types occur, PyTorch computes some factors in the coarser one.
    DType coarsest = inputs.stream().anyMatch(x -> x.dtype() == DType.FLOAT32) ? DType.FLOAT32 : DType.FLOAT64;
    for (int i = 0; i < here.size(); i++) {
      Tensor input = inputs.get(i);
      Tensor gradient = here.get(i) == null ? Tensor.zerosLike(input) : here.get(i);
      Tensor expected = there.get(i).isNull() ? Tensor.zerosLike(input)
          : Golden.tensor(input.dtype(), input.shape(), there.get(i));
      if (gradient.dtype() != input.dtype() || !gradient.shape().equals(input.shape())) {
        differs(what + " " + i, gradient.form(), input.form());
      } else {
        compare(what + " " + i, gradient, expected, Tolerance.ofGradient(coarsest));
      }
    }
  }
}
