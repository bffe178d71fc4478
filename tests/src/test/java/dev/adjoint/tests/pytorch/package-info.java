/**
 * Replays what PyTorch computed: each line of the files in {@code golden/pytorch}, which {@code generate.py} there wrote and
 * describes, is one operation with its results, types, names of graph nodes, first and second derivatives.
 */
package dev.adjoint.tests.pytorch;
