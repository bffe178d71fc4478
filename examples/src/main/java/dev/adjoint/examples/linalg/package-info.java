/**
 * Linear algebra by a library that is not differentiated: rules for its decompositions, each of which is made once, and what can be
 * built of them. May import Hipparchus and what the examples above it may.
 */
package dev.adjoint.examples.linalg;
