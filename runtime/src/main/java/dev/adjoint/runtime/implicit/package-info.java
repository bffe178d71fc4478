/**
 * What derivatives by the implicit function theorem need at run time: a linear solution, and the end of an iteration. Imports
 * nothing of the runtime.
 */
package dev.adjoint.runtime.implicit;
