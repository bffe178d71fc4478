/**
 * Methods on tensors under the compiler: generated derivatives against the eager graph bit by bit, against differences and
 * against each other; what they save; what is refused.
 */
package dev.adjoint.tests.tensorcompiler;
