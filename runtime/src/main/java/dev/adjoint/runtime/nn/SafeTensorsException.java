package dev.adjoint.runtime.nn;

import java.io.IOException;
import java.nio.file.Path;

/** A file is not in the safetensors format, or has something in it that can't be read. Names the file, what and where. */
public final class SafeTensorsException extends IOException {
  private static final long serialVersionUID = 1;

  SafeTensorsException(Path file, String message) {
    super(file + ": " + message);
  }
}
