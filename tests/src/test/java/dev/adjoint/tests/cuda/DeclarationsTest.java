package dev.adjoint.tests.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the played libraries are called with is what NVIDIA's headers declare, where a toolkit with headers is installed. */
class DeclarationsTest {
  /** {@code cuda.h} gives some functions other names in the library, with or without a suffix for the default stream. */
  private static final Pattern RENAMED =
      Pattern.compile("(?m)^\\s*#\\s*define\\s+(cu\\w+)\\s+(?:__CUDA_API_PT[DS][SZ]\\()?(cu\\w+_v2)\\b");

  private static List<Path> directories() {
    return Stream.of(System.getProperty("adjoint.cuda.headers"), path(System.getenv("CUDA_PATH")),
        path(System.getenv("CUDA_HOME")), "/usr/local/cuda/include").filter(Objects::nonNull).map(Path::of).toList();
  }

  private static String path(String toolkit) {
    return toolkit == null ? null : toolkit + "/include";
  }

  @ParameterizedTest
  @CsvSource({"cuda.h, cu[A-Z].*, 29", "nvrtc.h, nvrtc.*, 13", "cublas_api.h, cublas.*, 7"})
  void functionsAreCalledAsTheHeaderDeclaresThem(String header, String names, int count) throws IOException {
    List<Path> found = directories().stream().map(d -> d.resolve(header)).filter(Files::isRegularFile).toList();
    assumeTrue(!found.isEmpty(), () -> "no " + header + " in " + directories());
    String text = Files.readString(found.getFirst(), StandardCharsets.ISO_8859_1);
    Map<String, Declarations.Function> declared = Declarations.parse(text, true);
    var exported = new HashMap<>(declared);
    Matcher renamed = RENAMED.matcher(text);
    while (renamed.find()) {
      if (declared.containsKey(renamed.group(1))) {
        exported.putIfAbsent(renamed.group(2), declared.get(renamed.group(1)));
      }
    }
    int compared = 0;
    for (var ours : Declarations.ours().entrySet()) {
      if (ours.getKey().matches(names)) {
        assertEquals(exported.get(ours.getKey()), ours.getValue(), ours.getKey());
        compared++;
      }
    }
    assertEquals(count, compared);
  }
}
