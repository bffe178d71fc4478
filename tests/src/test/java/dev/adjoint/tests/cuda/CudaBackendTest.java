package dev.adjoint.tests.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.Backends;
import dev.adjoint.runtime.backend.cuda.CudaBackend;
import dev.adjoint.runtime.backend.spi.Availability;
import dev.adjoint.runtime.backend.spi.UnaryOp;
import dev.adjoint.runtime.backend.spi.View;
import dev.adjoint.runtime.ffi.NativeLibrary;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the search for a device says. */
class CudaBackendTest {
  private final Fakes fakes = new Fakes();

  @AfterEach
  void nothingWentWrongInALibrary() {
    fakes.check();
  }

  private static String reason(CudaBackend backend) {
    return assertInstanceOf(Availability.Unavailable.class, backend.probe()).reason();
  }

  private String reason() {
    return reason(fakes.backend());
  }

  @Test
  void isAmongTheBackendsAndProbingItNeverThrows() {
    var backend = Backends.all().stream().filter(b -> b.deviceKind().equals("cuda")).findFirst().orElseThrow();
    assertInstanceOf(CudaBackend.class, backend);
    assertNotNull(backend.probe());
  }

  @Test
  void devicesAndLibrariesAreDescribed() {
    assertEquals(new Availability.Available(1, "Fake GPU (compute capability 9.0), NVRTC 13.0, cuBLAS 13.1"),
        fakes.backend().probe());
    var info = fakes.backend().info(Fakes.DEVICE);
    assertEquals(1 << 20, info.memoryBytes());
    assertEquals(4, info.computeUnits());
    assertEquals(1024, info.maxGroupSize());
    assertTrue(info.float64());
  }

  @Test
  void probingMakesNoContext() {
    fakes.backend().probe();
    assertTrue(fakes.cuda.library.calls.stream().noneMatch(c -> c.startsWith("cuDevicePrimaryCtx")));
  }

  @Test
  void withoutADriverItSaysWhatWasTried() {
    NativeLibrary missing = NativeLibrary.find("adjoint.tests.none", List.of("/no/such/libcuda.so.1"));
    String reason = reason(new CudaBackend(missing, fakes.nvrtc.library.loaded(), missing));
    assertTrue(reason.startsWith("no CUDA device: NVIDIA's driver not found: /no/such/libcuda.so.1: "), reason);
    assertThrows(IllegalStateException.class, () -> new CudaBackend(missing, missing, missing).info(Fakes.DEVICE));
  }

  @Test
  void anErrorOfTheDriverAtTheBeginningIsTheReason() {
    fakes.cuda.library.fail("cuInit", 100);
    assertEquals("no CUDA device: cuInit of fake libcuda failed with CUDA_ERROR_NUMBER_100 (100): what 100 means", reason());
  }

  @Test
  void anErrorLaterIsAReasonToo() {
    fakes.cuda.library.fail("cuDeviceGetAttribute", 1);
    String reason = reason();
    assertTrue(reason.startsWith("CUDA does not work here: "), reason);
    assertTrue(reason.contains("cuDeviceGetAttribute of attribute 75 of Fake GPU failed with"), reason);
  }

  @Test
  void aDriverWithoutDevices() {
    fakes.cuda.devices = 0;
    assertEquals("no CUDA device: fake libcuda for CUDA 13.0 has no devices", reason());
  }

  @Test
  void withoutACompilerThereAreNoKernels() {
    var missing = new NativeLibrary.Missing("libnvrtc.so.13: not there");
    assertEquals("no CUDA device: fake libcuda for CUDA 13.0 is there, but its compiler NVRTC was not found: "
        + "libnvrtc.so.13: not there", reason(new CudaBackend(fakes.cuda.library.loaded(), missing, missing)));
  }

  @Test
  void aCompilerThatIsNewerThanTheDriverIsNotUsed() {
    fakes.cuda.version = 12040;
    assertEquals("no CUDA device: fake libnvrtc, NVRTC 13.0, is newer than fake libcuda for CUDA 12.4, which would refuse "
        + "its programs", reason());
  }

  @Test
  void aLibraryThatLacksAFunctionIsNotUsed() {
    fakes.cuda.version = 12080;
    var empty = new NativeLibrary.Loaded("empty library", _ -> Optional.empty());
    assertTrue(reason(new CudaBackend(empty, empty, empty)).endsWith("empty library has no function cuInit"));
    fakes.nvrtc.major = 12;
    var backend = new CudaBackend(fakes.cuda.library.loaded(), fakes.nvrtc.library.loaded(), empty);
    assertEquals(new Availability.Available(1, "Fake GPU (compute capability 9.0), NVRTC 12.0, matrix products without "
        + "cuBLAS: empty library has no function cublasGetProperty"), backend.probe());
  }

  @Test
  void aDeviceThatIsTooOldForTheCompilerIsNotUsed() {
    fakes.cuda.attributes.put(75, 7);
    fakes.cuda.attributes.put(76, 0);
    assertEquals("no CUDA device: Fake GPU (compute capability 7.0): NVRTC 13.0 compiles for capability 7.5 and more",
        reason());
  }

  @Test
  void aDeviceThatIsClosedToProcessesIsNotUsed() {
    fakes.cuda.attributes.put(20, 2);
    assertTrue(reason().endsWith("it is set to a mode in which no process may compute on it"), reason());
  }

  private List<String> optionsOfAProgram() {
    View x = fakes.zeros(DType.FLOAT32, 4);
    fakes.backend().elementwise().unary(UnaryOp.EXP, x, x);
    assertEquals(List.of("exp_float32.cu"), fakes.nvrtc.programs);
    return fakes.nvrtc.options.getFirst();
  }

  @Test
  void programsBecomeMachineCodeOfTheDevice() {
    assertEquals(List.of("--gpu-architecture=sm_90", "--fmad=false", "--minimal"), optionsOfAProgram());
    assertEquals(List.of("machin"), fakes.cuda.images);
  }

  @Test
  void programsForADeviceThatTheCompilerDoesNotKnowAreCompiledByTheDriver() {
    fakes.cuda.attributes.put(75, 12);
    fakes.nvrtc.major = 12;
    assertEquals(List.of("--gpu-architecture=compute_100", "--fmad=false"), optionsOfAProgram());
    assertEquals(List.of("// PTX"), fakes.cuda.images);
  }
}
