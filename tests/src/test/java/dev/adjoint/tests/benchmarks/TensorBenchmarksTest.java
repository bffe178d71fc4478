package dev.adjoint.tests.benchmarks;

import static dev.adjoint.tests.benchmarks.Close.assertClose;
import static dev.adjoint.tests.benchmarks.TrainingLoops.doubles;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.benchmarks.tensor.DoublingLoopBenchmark;
import dev.adjoint.benchmarks.tensor.ElementwiseBenchmark;
import dev.adjoint.benchmarks.tensor.Inputs;
import dev.adjoint.benchmarks.tensor.MatrixProductBenchmark;
import dev.adjoint.benchmarks.tensor.SmallGradientBenchmark;
import dev.adjoint.benchmarks.tensor.SmallProductBenchmark;
import dev.adjoint.benchmarks.tensor.SoftmaxBenchmark;
import dev.adjoint.benchmarks.tensor.SumBenchmark;
import dev.adjoint.benchmarks.tensor.TinyLossBenchmark;
import dev.adjoint.benchmarks.tensor.TrainingMemory;
import dev.adjoint.benchmarks.tensor.TrainingStepBenchmark;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tensor benchmarks' answers are those of loops over doubles. */
class TensorBenchmarksTest {
  @Test
  void smallProduct() {
    var benchmark = new SmallProductBenchmark();
    benchmark.prepare();
    double[] a = doubles(Inputs.normal(1, 9));
    double[] b = doubles(Inputs.normal(2, 9));
    double[] product = new double[9];
    for (int i = 0; i < 9; i++) {
      product[i] = a[i] * b[i];
    }
    assertClose(product, benchmark.adjoint().toDoubles(), 1e-7);
  }

  @Test
  void smallGradientStartsAnewWithEachCall() {
    var benchmark = new SmallGradientBenchmark();
    benchmark.prepare();
    benchmark.adjoint();
    assertClose(doubles(Inputs.normal(2, 9)), benchmark.adjoint().toDoubles(), 0);
    assertClose(doubles(Inputs.normal(1, 9)), benchmark.other().toDoubles(), 0);
  }

  @ParameterizedTest
  @EnumSource
  void elementwise(ElementwiseBenchmark.Operation operation) {
    double[] a = doubles(Inputs.normal(1, ElementwiseBenchmark.SIZE));
    double[] b = doubles(Inputs.normal(2, ElementwiseBenchmark.SIZE));
    double[] expected = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      expected[i] = switch (operation) {
        case ADD -> a[i] + b[i];
        case MUL -> a[i] * b[i];
        case EXP -> Math.exp(a[i]);
        case TANH -> Math.tanh(a[i]);
      };
    }
    assertClose(expected, ElementwiseBenchmark.of(operation).adjoint().toDoubles(), 3e-7);
  }

  @Test
  void sum() {
    var benchmark = new SumBenchmark();
    benchmark.prepare();
    double sum = 0;
    for (float a : Inputs.uniform(1, SumBenchmark.SIZE, 1)) {
      sum += a;
    }
    assertClose(sum, benchmark.adjoint().item(), 1e-5);
  }

  @Test
  void softmax() {
    var benchmark = new SoftmaxBenchmark();
    benchmark.prepare();
    double[] expected = doubles(Inputs.normal(1, SoftmaxBenchmark.ROWS * SoftmaxBenchmark.COLUMNS));
    for (int from = 0; from < expected.length; from += SoftmaxBenchmark.COLUMNS) {
      double sum = 0;
      for (int i = from; i < from + SoftmaxBenchmark.COLUMNS; i++) {
        expected[i] = Math.exp(expected[i]);
        sum += expected[i];
      }
      for (int i = from; i < from + SoftmaxBenchmark.COLUMNS; i++) {
        expected[i] /= sum;
      }
    }
    assertClose(expected, benchmark.adjoint().toDoubles(), 1e-6);
  }

  @ParameterizedTest
  @EnumSource
  void matrixProduct(MatrixProductBenchmark.Size size) {
    double[] a = doubles(Inputs.normal(1, size.m * size.k));
    double[] b = doubles(Inputs.normal(2, size.k * size.n));
    double[] expected = new double[size.m * size.n];
    for (int i = 0; i < size.m; i++) {
      for (int l = 0; l < size.k; l++) {
        for (int j = 0; j < size.n; j++) {
          expected[i * size.n + j] += a[i * size.k + l] * b[l * size.n + j];
        }
      }
    }
    assertClose(expected, MatrixProductBenchmark.of(size).adjoint().toDoubles(), 2e-6);
  }

  @Test
  void doublingLoop() {
    var benchmark = new DoublingLoopBenchmark();
    benchmark.prepare();
    float[] x = DoublingLoopBenchmark.X;
    double factor = 2;
    while (factor * Math.sqrt((double) x[0] * x[0] + (double) x[1] * x[1] + (double) x[2] * x[2]) < 1000) {
      factor *= 2;
    }
    double[] expected = doubles(DoublingLoopBenchmark.V);
    for (int i = 0; i < expected.length; i++) {
      expected[i] *= factor;
    }
    benchmark.adjoint();
    assertClose(expected, benchmark.adjoint().toDoubles(), 0);
  }

  @Test
  void trainingStep() {
    var benchmark = new TrainingStepBenchmark();
    benchmark.prepare();
    var loops = new TrainingLoops(TrainingStepBenchmark.inputs());
    for (int step = 0; step < 20; step++) {
      assertClose(loops.step(), benchmark.adjoint().item(), 1e-5);
    }
    int i = 0;
    for (Tensor parameter : benchmark.parameters()) {
      assertClose(loops.parameters()[i++], parameter.toDoubles(), 1e-5);
    }
    assertEquals(4, i);
  }

  @Test
  void tinyLossHasOneGradient() {
    var benchmark = new TinyLossBenchmark();
    benchmark.prepare();
    var r = benchmark.adjoint();
    Tensor loss = benchmark.eager();
    assertEquals(loss.item(), r.value().item());
    assertEquals(loss.item(), benchmark.scoped().item());
    List<Tensor> generated = List.of(r.w1(), r.b1(), r.w2(), r.b2());
    for (int i = 0; i < generated.size(); i++) {
      assertArrayEquals(benchmark.gradients().get(i).toFloats(), generated.get(i).toFloats());
    }
    var loops = new TrainingLoops(TrainingStepBenchmark.inputs());
    assertClose(loops.step(), loss.item(), 1e-5);
  }

  @Test
  void trainingHoldsASteadyHeap() {
    var memory = new TrainingMemory();
    long before = memory.train(50);
    long after = memory.train(200);
    // The gradients of one step alone are more than 400,000 bytes.
    assertTrue(after - before < 4_000_000, before + " bytes after 50 steps, " + after + " after 250");
  }
}
