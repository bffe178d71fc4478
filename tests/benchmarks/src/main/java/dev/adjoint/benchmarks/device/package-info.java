/**
 * Kernels on devices: JMH benchmarks of kernels over arrays and of chains of elementwise operations, and what is measured where there is
 * a GPU. Imports the runtime's tensors, modules, optimizers and backends, and JMH.
 */
package dev.adjoint.benchmarks.device;
