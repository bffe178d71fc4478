package dev.adjoint.runtime.backend.device;

import dev.adjoint.runtime.array.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What element types are called in kernels, and the functions that kernels have for them. */
final class Elements {
  private Elements() {}

  /** The type in C. */
  static String c(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> "float";
      case FLOAT64 -> "double";
      case INT64 -> "int64";
      case BOOL -> "boolean";
    };
  }

  /** The file with the functions of elements of a type. */
  static String functions(DType dtype) {
    return switch (dtype) {
      case FLOAT32, FLOAT64 -> "real.c";
      case INT64 -> "int64.c";
      case BOOL -> "boolean.c";
    };
  }

  /** The definitions that the files with functions, and kernels for one type, need. */
  static List<String> definitions(DType dtype, String... more) {
    var definitions = new ArrayList<String>();
    definitions.add("T " + c(dtype));
    if (dtype.isFloating()) {
      definitions.add("REAL");
      definitions.add("MOST " + (dtype == DType.FLOAT32 ? Float.MAX_VALUE + "f" : Double.toString(Double.MAX_VALUE)));
    }
    if (dtype == DType.FLOAT64) {
      definitions.add("DOUBLE");
    }
    definitions.addAll(List.of(more));
    return List.copyOf(definitions);
  }

  /** The beginning of the names of an operation's kernels. */
  static String name(Object operation, DType dtype) {
    return operation.toString().toLowerCase(Locale.ROOT) + "_" + dtype.text();
  }

  /** What is thrown when an operation is asked for a type that its contract does not give it. */
  static IllegalArgumentException noKernel(String operation, DType dtype) {
    return new IllegalArgumentException(operation + " is not defined for elements of type " + dtype);
  }
}
