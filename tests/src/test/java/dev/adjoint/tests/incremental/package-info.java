/**
 * What a build tool that compiles incrementally relies on: each generated file comes from one class, and is the same whether that
 * class is compiled alone or with all others.
 *
 * <p>May import the processor's entry point, the public compiler API, the corpus harness and JUnit.
 */
package dev.adjoint.tests.incremental;
