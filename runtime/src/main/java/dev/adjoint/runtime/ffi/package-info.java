/**
 * Native libraries through {@code java.lang.foreign}: finding, loading and calling them, without JNI.
 *
 * <p>The JVM allows this without a warning when it is started with {@code --enable-native-access=dev.adjoint.runtime}, or
 * {@code ALL-UNNAMED} for the class path. Where native access is denied, libraries count as missing, with that reason.
 *
 * <p>Imports nothing of this project. Each library's functions are {@code static final} method handles in one
 * package-private class of the backend that calls it.
 */
package dev.adjoint.runtime.ffi;
