/** The rule table against central differences, and at kinks and singular points. */
package dev.adjoint.tests.rules;
