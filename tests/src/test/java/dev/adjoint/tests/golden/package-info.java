/**
 * Generated source as people read it: a few programs whose derivatives are kept as text. May import the corpus' compilation.
 */
package dev.adjoint.tests.golden;
