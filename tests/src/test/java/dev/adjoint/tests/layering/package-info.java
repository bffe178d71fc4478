/** The shape of the source tree: package edges, file sizes. */
package dev.adjoint.tests.layering;
