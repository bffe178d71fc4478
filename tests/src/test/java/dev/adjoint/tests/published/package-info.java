/**
 * Methods of published numeric libraries, differentiated from their sources: the build unpacks the libraries' source jars
 * below {@code target}, the tests add the annotation there, compile with the processor, and hold the result to the rules of the
 * corpus. Nothing of those libraries is in this repository.
 */
package dev.adjoint.tests.published;
