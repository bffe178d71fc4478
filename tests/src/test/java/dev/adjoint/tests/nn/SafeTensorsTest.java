package dev.adjoint.tests.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.nn.Linear;
import dev.adjoint.runtime.nn.ReLU;
import dev.adjoint.runtime.nn.SafeTensors;
import dev.adjoint.runtime.nn.Sequential;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafeTensorsTest {
  @TempDir
  Path directory;

  private List<String> files() throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void anotherReaderFindsWhatWasWritten() throws IOException {
    Path file = directory.resolve("model.safetensors");
    var tensors = new LinkedHashMap<String, Tensor>();
    tensors.put("flags", Tensor.of(new boolean[][] {{true, false, true}}));
    tensors.put("half \"quoted\" \\ \n ü 𝛁", Tensor.of(1.5f, -2f).requiresGrad_());
    tensors.put("doubles", Tensor.of(new double[][] {{1, 2}, {3, 4}, {5, 6}}).t());
    tensors.put("none", Tensor.zeros(2, 0));
    tensors.put("count", Tensor.scalar(1L << 40));
    SafeTensors.save(file, tensors, Map.of("format", "pt"));

    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int length = Math.toIntExact(bytes.getLong());
    assertEquals(0, length % 8);
    String text = new String(bytes.array(), 8, length, StandardCharsets.UTF_8);
    assertEquals('{', text.charAt(0));
    JsonNode header = new ObjectMapper().readTree(text);
    assertEquals("pt", header.get("__metadata__").get("format").asText());
    assertEquals(6, header.size());
    ByteBuffer data = bytes.slice(8 + length, bytes.capacity() - 8 - length).order(ByteOrder.LITTLE_ENDIAN);
    var covered = new boolean[data.capacity()];
    tensors.forEach((name, tensor) -> {
      JsonNode entry = header.get(name);
      assertEquals(tensor.shape().toString().replace(" ", ""), entry.get("shape").toString());
      int begin = entry.get("data_offsets").get(0).asInt();
      int end = entry.get("data_offsets").get(1).asInt();
      for (int i = begin; i < end; i++) {
        assertTrue(!covered[i], "byte " + i + " twice");
        covered[i] = true;
      }
      assertEquals(0, begin % tensor.dtype().bytes(), "alignment of " + name);
      assertEquals(tensor.numel() * tensor.dtype().bytes(), end - begin);
      double[] expected = tensor.toDoubles();
      for (int i = 0; i < expected.length; i++) {
        int at = begin + i * tensor.dtype().bytes();
        assertEquals(expected[i], switch (entry.get("dtype").asText()) {
          case "F32" -> data.getFloat(at);
          case "F64" -> data.getDouble(at);
          case "I64" -> data.getLong(at);
          case "BOOL" -> data.get(at);
          default -> throw new AssertionError(entry);
        });
      }
    });
    for (int i = 0; i < covered.length; i++) {
      assertTrue(covered[i], "a gap at byte " + i);
    }
    assertEquals(List.of("model.safetensors"), files());
  }

  @Test
  void randomStatesComeBackAsTheyWere() throws IOException {
    var random = new SplittableRandom(14);
    var generator = new Generator(15);
    Path file = directory.resolve("random.safetensors");
    for (int trial = 0; trial < 30; trial++) {
      var tensors = new LinkedHashMap<String, Tensor>();
      var metadata = new LinkedHashMap<String, String>();
      int count = random.nextInt(8);
      for (int i = 0; i < count; i++) {
        int[] sizes = random.ints(random.nextInt(4), 0, 5).toArray();
        if (random.nextInt(10) == 0) {
          sizes = new int[] {40_000};
        }
        Tensor tensor = generator.normal(DType.FLOAT64, Shape.of(sizes)).mul(100)
            .to(DType.values()[random.nextInt(DType.values().length)]);
        if (tensor.rank() > 1 && random.nextBoolean()) {
          tensor = tensor.transpose(0, 1);
        }
        tensors.put(randomText(random), tensor);
        metadata.put(randomText(random), randomText(random));
      }
      SafeTensors.save(file, tensors, metadata);
      Map<String, Tensor> loaded = SafeTensors.load(file);
      assertEquals(List.copyOf(tensors.keySet()), List.copyOf(loaded.keySet()));
      tensors.forEach((name, tensor) -> {
        assertEquals(tensor.dtype(), loaded.get(name).dtype());
        assertTrue(tensor.equalTo(loaded.get(name)), name);
      });
      assertEquals(metadata, SafeTensors.metadata(file));
    }
  }

  private static String randomText(SplittableRandom random) {
    var text = new StringBuilder();
    for (int i = random.nextInt(12); i >= 0; i--) {
      // Without surrogates, which only come in pairs.
      text.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0xd800));
    }
    return text.toString();
  }

  @Test
  void everyBitOfANumberIsKept() throws IOException {
    Path file = directory.resolve("bits.safetensors");
    float[] floats = {Float.intBitsToFloat(0x7fc12345), -0f, Float.MIN_VALUE, Float.NEGATIVE_INFINITY, Float.MAX_VALUE};
    double[] doubles = {Double.longBitsToDouble(0x7ff8000000000123L), -0.0, Double.MIN_VALUE, Math.PI};
    long[] longs = {Long.MIN_VALUE, -1, Long.MAX_VALUE};
    SafeTensors.save(file, Map.of("f", Tensor.of(floats), "d", Tensor.of(doubles), "l", Tensor.of(longs)), Map.of());
    Map<String, Tensor> loaded = SafeTensors.load(file);
    float[] f = (float[]) loaded.get("f").toArray();
    for (int i = 0; i < f.length; i++) {
      assertEquals(Float.floatToRawIntBits(floats[i]), Float.floatToRawIntBits(f[i]));
    }
    double[] d = (double[]) loaded.get("d").toArray();
    for (int i = 0; i < d.length; i++) {
      assertEquals(Double.doubleToRawLongBits(doubles[i]), Double.doubleToRawLongBits(d[i]));
    }
    assertArrayEquals(longs, loaded.get("l").toLongs());
  }

  private Path file(String header, byte[] data) throws IOException {
    var bytes = new ByteArrayOutputStream();
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    bytes.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).array());
    bytes.write(json);
    bytes.write(data);
    return Files.write(directory.resolve("made.safetensors"), bytes.toByteArray());
  }

  @Test
  void smallerTypesOfOthersFilesAreConverted() throws IOException {
    byte[] data = {
        0x00, 0x3c, 0x00, (byte) 0xc0, 0x01, 0x00, 0x00, 0x7c,  // F16: 1, -2, 2^-24, infinity
        (byte) 0x80, 0x3f, 0x49, 0x40,  // BF16: 1, 3.140625
        (byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff,  // I32: -2
        0x01, (byte) 0x80,  // I16: -32767
        (byte) 0x80, (byte) 0xff,  // I8: -128, U8: 255
    };
    Map<String, Tensor> loaded = SafeTensors.load(file("""
        {"u8":{"dtype":"U8","shape":[],"data_offsets":[19,20]}, "f16":{"dtype":"F16","shape":[2,2],"data_offsets":[0,8]},
         "bf16":{"data_offsets":[8,12],"shape":[2],"dtype":"BF16"}, "i32":{"dtype":"I32","shape":[1],"data_offsets":[12,16]},
         "i16":{"dtype":"I16","shape":[1,1],"data_offsets":[16,18]}, "i8":{"dtype":"I8","shape":[1],"data_offsets":[18,19]}}
        """, data));
    assertEquals(List.of("u8", "f16", "bf16", "i32", "i16", "i8"), List.copyOf(loaded.keySet()));
    assertArrayEquals(new float[] {1, -2, 0x1p-24f, Float.POSITIVE_INFINITY}, (float[]) loaded.get("f16").toArray());
    assertEquals(Shape.of(2, 2), loaded.get("f16").shape());
    assertArrayEquals(new float[] {1, 3.140625f}, (float[]) loaded.get("bf16").toArray());
    assertEquals(-2, loaded.get("i32").itemLong());
    assertEquals(-32767, loaded.get("i16").itemLong());
    assertEquals(-128, loaded.get("i8").itemLong());
    assertEquals(255, loaded.get("u8").itemLong());
    assertEquals(Shape.SCALAR, loaded.get("u8").shape());
  }

  @Test
  void headersMayUseAllOfJson() throws IOException {
    Map<String, Tensor> loaded = SafeTensors.load(file("{\t\"a\\u0062\\n\\/\\ud83d\\ude00\" :\r\n{\"dtype\" :\"\\u0042OOL\", "
        + "\"shape\": [ 1 ,1 ],\"data_offsets\":[0,1] } , \"__metadata__\":{ } }   ", new byte[] {1}));
    assertEquals(List.of("ab\n/\ud83d\ude00"), List.copyOf(loaded.keySet()));
    assertTrue(loaded.values().iterator().next().itemBoolean());
    assertEquals(Map.of(), SafeTensors.load(file("{}", new byte[0])));
  }

  @Test
  void aModelComesBackFromItsFile() throws IOException {
    Path file = directory.resolve("model.safetensors");
    var model = new Sequential(new Linear(3, 4, new Generator(1)), new ReLU(), new Linear(4, 2, new Generator(2)));
    SafeTensors.save(file, model.stateDict(), Map.of());
    var other = new Sequential(new Linear(3, 4, new Generator(3)), new ReLU(), new Linear(4, 2, new Generator(4)));
    other.loadStateDict(SafeTensors.load(file), true);
    Tensor x = Tensor.randn(new Generator(5), 6, 3);
    assertTrue(model.forward(x).detach().equalTo(other.forward(x).detach()));
  }

  @Test
  void whatCannotBeSavedLeavesTheOldFile() throws IOException {
    Path file = directory.resolve("kept.safetensors");
    SafeTensors.save(file, Map.of("x", Tensor.of(1f)), Map.of());
    byte[] before = Files.readAllBytes(file);
    assertThrows(IllegalArgumentException.class,
        () -> SafeTensors.save(file, Map.of("__metadata__", Tensor.of(2f)), Map.of()));
    assertThrows(IllegalArgumentException.class,
        () -> SafeTensors.save(file, Map.of("\ud83d", Tensor.of(2f)), Map.of()));
    var missing = new LinkedHashMap<String, Tensor>();
    missing.put("gone", null);
    var error = assertThrows(NullPointerException.class, () -> SafeTensors.save(file, missing, Map.of()));
    assertEquals("tensor \"gone\" is null", error.getMessage());
    assertTrue(Arrays.equals(before, Files.readAllBytes(file)));
    assertEquals(List.of("kept.safetensors"), files());
  }

  @Test
  void aFailedWriteLeavesNoTemporaryFile() throws IOException {
    Path occupied = Files.createDirectories(directory.resolve("occupied").resolve("inside")).getParent();
    assertThrows(IOException.class, () -> SafeTensors.save(occupied, Map.of("x", Tensor.of(1f)), Map.of()));
    assertEquals(List.of("occupied"), files());
  }
}
