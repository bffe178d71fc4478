/** Optimizers and schedules do what PyTorch's do, and what their formulas say. Imports the runtime. */
package dev.adjoint.tests.optim;
