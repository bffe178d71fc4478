/**
 * Tests of neural-network functions, modules and safetensors files. Values are compared with loops over elements, with
 * numbers that follow from a definition by hand, and with PyTorch's; derivatives of both orders with differences.
 */
package dev.adjoint.tests.nn;
