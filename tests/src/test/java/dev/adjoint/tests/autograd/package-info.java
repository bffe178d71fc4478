/**
 * The graph of tensor operations: the derivative of every operation against differences, kinks, what a backward pass does
 * to leaves, hooks, views and changes in place, functions of the user's own, checkpoints, functional derivatives.
 */
package dev.adjoint.tests.autograd;
