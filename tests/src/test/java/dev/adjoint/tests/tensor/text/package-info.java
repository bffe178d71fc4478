/**
 * Tests of a tensor's text against PyTorch's, character for character. The expected texts are what PyTorch 2.13 prints;
 * the notations that PyTorch 1.13 chooses by itself are the same.
 *
 * <p>May import the runtime, JUnit and Jackson.
 */
package dev.adjoint.tests.tensor.text;
