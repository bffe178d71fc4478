package dev.adjoint.benchmarks.tensor;

import dev.adjoint.benchmarks.Measured;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;

/**
 * How tensors are measured: on one thread, with the Vector API present, and in more and shorter iterations than everything
 * else, because a ratio to native code has no load of the machine in common that would cancel.
 */
@Fork(value = 3, jvmArgs = {"-Xms2g", "-Xmx2g", "--add-modules=jdk.incubator.vector", "-Dadjoint.threads=1"})
@Measurement(iterations = 25, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public abstract class TensorMeasured extends Measured {}
