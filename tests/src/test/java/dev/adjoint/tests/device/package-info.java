/**
 * What device backends share, over a driver that records what it is told and computes nothing: sources, arguments, memory,
 * errors. Needs no device.
 *
 * <p>May import {@code array}, {@code backend.spi}, {@code backend.device}, {@code tests.corpus} for compiling, and JUnit.
 */
package dev.adjoint.tests.device;
