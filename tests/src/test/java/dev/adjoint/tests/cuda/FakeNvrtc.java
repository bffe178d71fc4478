package dev.adjoint.tests.cuda;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A compiler of which programs with {@code nonsense} do not compile; what it makes of others says how it was asked. */
final class FakeNvrtc {
  final FakeLibrary library = new FakeLibrary("fake libnvrtc");
  final List<String> programs = new ArrayList<>();
  final List<List<String>> options = new ArrayList<>();
  int major = 13;
  int[] capabilities = {75, 80, 86, 90, 100};
  private final List<String> sources = new ArrayList<>();

  FakeNvrtc() {
    library.define("nvrtcVersion", a -> {
      FakeLibrary.setInt(a[0], major);
      FakeLibrary.setInt(a[1], 0);
      return 0;
    });
    library.define("nvrtcGetNumSupportedArchs", a -> {
      FakeLibrary.setInt(a[0], capabilities.length);
      return 0;
    });
    library.define("nvrtcGetSupportedArchs", a -> {
      MemorySegment.copy(capabilities, 0, FakeLibrary.at(a[0], 4L * capabilities.length), JAVA_INT, 0, capabilities.length);
      return 0;
    });
    library.define("nvrtcCreateProgram", a -> {
      sources.add(FakeLibrary.string(a[1]));
      programs.add(FakeLibrary.string(a[2]));
      FakeLibrary.setLong(a[0], sources.size());
      return a[3] == 0 && a[4] == 0 && a[5] == 0 ? 0 : 3;
    });
    library.define("nvrtcDestroyProgram", a -> {
      FakeLibrary.setLong(a[0], 0);
      return 0;
    });
    library.define("nvrtcCompileProgram", a -> {
      var texts = new ArrayList<String>();
      for (int i = 0; i < a[1]; i++) {
        texts.add(FakeLibrary.string(FakeLibrary.at(a[2], 8 * a[1]).getAtIndex(JAVA_LONG, i)));
      }
      options.add(texts);
      return sources.get((int) a[0] - 1).contains("nonsense") ? 6 : 0;
    });
    result("ProgramLog", "error: identifier \"nonsense\" is undefined\0");
    result("CUBIN", "machine code\0");
    result("PTX", "// PTX\0");
    library.define("nvrtcGetErrorString", a -> FakeLibrary.text("NVRTC_ERROR_NUMBER_" + a[0]));
  }

  private void result(String function, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    library.define("nvrtcGet" + function + "Size", a -> {
      FakeLibrary.setLong(a[1], bytes.length);
      return 0;
    });
    library.define("nvrtcGet" + function, a -> {
      MemorySegment.copy(bytes, 0, FakeLibrary.at(a[1], bytes.length), JAVA_BYTE, 0, bytes.length);
      return 0;
    });
  }
}
