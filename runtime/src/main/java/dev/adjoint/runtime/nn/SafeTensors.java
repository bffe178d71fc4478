package dev.adjoint.runtime.nn;

import dev.adjoint.runtime.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Tensors in files of the <a href="https://github.com/huggingface/safetensors">safetensors</a> format: the length of the
 * header in 8 bytes, little-endian; the header, a JSON object that gives dtype, shape and data_offsets of each tensor and
 * free-form {@code __metadata__}; the elements, little-endian in row-major order, which fill the rest of the file.
 *
 * <pre>{@code
 * SafeTensors.save(Path.of("model.safetensors"), model.stateDict(), Map.of());
 * model.loadStateDict(SafeTensors.load(Path.of("model.safetensors")), true);
 * }</pre>
 */
public final class SafeTensors {
  private SafeTensors() {}

  /**
   * Writes tensors. The file appears whole, under a temporary name in the same directory at first, or not at all; one that
   * was there is replaced.
   *
   * @param tensors by name; any type, shape, strides and device
   * @param metadata what else is to be kept; may be empty
   * @throws IllegalArgumentException if a name is {@code __metadata__}, or a name or text has half of a surrogate pair
   * @throws IOException if writing fails; there is no new file then
   */
  public static void save(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) throws IOException {
    SafeTensorsWriter.write(file, tensors, metadata);
  }

  /**
   * Reads tensors, in the order of the header, on the CPU. F16 and BF16 become float32; I32, I16, I8 and U8 become int64.
   *
   * @throws SafeTensorsException if the file is malformed in any way, or an element type is not read; the message says what
   *     and where
   * @throws IOException if reading fails
   */
  public static Map<String, Tensor> load(Path file) throws IOException {
    try (var reader = new SafeTensorsReader(file)) {
      return reader.tensors();
    }
  }

  /**
   * Reads and checks the header only, and returns its free-form metadata.
   *
   * @throws SafeTensorsException if the header is malformed in any way; the message says what and where
   * @throws IOException if reading fails
   */
  public static Map<String, String> metadata(Path file) throws IOException {
    try (var reader = new SafeTensorsReader(file)) {
      return reader.header().metadata();
    }
  }
}
