/**
 * The cells of the PyTorch autograd tutorials, each as a user of this library would write it, against what PyTorch printed
 * and computed: {@code golden/seed_cells.json}. {@link dev.adjoint.tests.seedcells.Cell} states what equal means.
 */
package dev.adjoint.tests.seedcells;
