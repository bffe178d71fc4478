/**
 * What an n-dimensional array is made of, whoever computes with it: element type, shape, device.
 *
 * <p>Imports nothing of this project.
 */
package dev.adjoint.runtime.array;
