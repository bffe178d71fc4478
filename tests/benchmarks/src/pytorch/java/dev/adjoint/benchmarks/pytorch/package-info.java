/**
 * The tensor benchmarks once more, for PyTorch through DJL: each class {@code XPyTorch} computes what {@code XBenchmark} of
 * {@code dev.adjoint.benchmarks.tensor} computes and, before it measures, checks that both answers are the same. Imports
 * those benchmarks, DJL and JMH. Only the profile {@code bench} compiles this directory: DJL's native library is large.
 */
package dev.adjoint.benchmarks.pytorch;
