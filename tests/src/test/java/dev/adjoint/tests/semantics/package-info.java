/** One test for each row of docs/semantics.md, through javac and the processor. */
package dev.adjoint.tests.semantics;
