package dev.adjoint.runtime.nn;

import dev.adjoint.runtime.array.DType;

/** The element types of a file that are read, and the type of the tensors they become. Names are the format's. */
enum SafeTensorsType {
  F64(8, DType.FLOAT64),
  F32(4, DType.FLOAT32),
  F16(2, DType.FLOAT32),
  BF16(2, DType.FLOAT32),
  I64(8, DType.INT64),
  I32(4, DType.INT64),
  I16(2, DType.INT64),
  I8(1, DType.INT64),
  U8(1, DType.INT64),
  BOOL(1, DType.BOOL);

  private final int bytes;
  private final DType dtype;

  SafeTensorsType(int bytes, DType dtype) {
    this.bytes = bytes;
    this.dtype = dtype;
  }

  /** Bytes per element in the file. */
  int bytes() {
    return bytes;
  }

  /** The type of the tensor. */
  DType dtype() {
    return dtype;
  }

  /** The type with this name; null if there is none. */
  static SafeTensorsType named(String name) {
    for (SafeTensorsType type : values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    return null;
  }

  /** The type as which tensors are written. */
  static SafeTensorsType of(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> F32;
      case FLOAT64 -> F64;
      case INT64 -> I64;
      case BOOL -> BOOL;
    };
  }
}
