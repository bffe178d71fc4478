/**
 * The benchmarks' inputs: Microsoft ADBench's files, read from the class path, and random ones that are the same in
 * every run; and difference quotients over them. Imports nothing of this project.
 */
package dev.adjoint.benchmarks.data;
