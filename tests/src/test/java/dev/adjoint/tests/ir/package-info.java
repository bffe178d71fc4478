/** The text form and the verifier of the intermediate representation. */
package dev.adjoint.tests.ir;
