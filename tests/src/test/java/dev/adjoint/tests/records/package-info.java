/** Records at the interface of annotated methods: their generated adjoints, gradients, products, and who else calls them. */
package dev.adjoint.tests.records;
