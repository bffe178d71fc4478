/**
 * Examples of methods that become kernels on devices, one idea for each class. May import what the examples above it may.
 */
package dev.adjoint.examples.kernels;
