/**
 * Which derivative belongs to a call whose receiver's class is known only when it runs. For generated code; users call that instead.
 * It imports nothing of this project.
 */
package dev.adjoint.runtime.dispatch;
