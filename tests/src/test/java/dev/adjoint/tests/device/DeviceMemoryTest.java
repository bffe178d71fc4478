package dev.adjoint.tests.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.device.DeviceMemory;
import dev.adjoint.runtime.backend.device.DeviceOutOfMemoryException;
import dev.adjoint.runtime.backend.device.Dialect;
import dev.adjoint.runtime.backend.device.MemoryStatistics;
import dev.adjoint.runtime.backend.spi.Storage;
import dev.adjoint.runtime.backend.spi.StorageScope;
import dev.adjoint.runtime.backend.spi.UnaryOp;
import dev.adjoint.runtime.backend.spi.View;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Budget, cache, scopes, and what happens when there is no room. */
class DeviceMemoryTest {
  private static final int BLOCK = 1 << 16;
  /** As many blocks as the budget has. */
  private static final int BLOCKS = (int) (NullBackend.MEMORY / BLOCK);

  private final NullBackend backend = new NullBackend();
  private final NullDriver driver = backend.driver;

  private Storage allocate(int bytes) {
    return backend.memory().allocate(NullBackend.DEVICE, DType.BOOL, bytes);
  }

  private MemoryStatistics statistics() {
    return backend.memoryStatistics(NullBackend.DEVICE);
  }

  @AfterEach
  void forgetProperty() {
    System.clearProperty(DeviceMemory.BUDGET_PROPERTY);
  }

  @Test
  void whatAScopeReleasesIsUsedAgain() {
    for (int i = 0; i < 10; i++) {
      try (var _ = StorageScope.open()) {
        allocate(BLOCK);
        allocate(BLOCK);
      }
    }
    assertEquals(new MemoryStatistics(NullBackend.MEMORY, 0, 2 * BLOCK, 2 * BLOCK, 20, 2, 0), statistics());
    backend.releaseCache(NullBackend.DEVICE);
    assertEquals(0, statistics().cachedBytes());
    assertEquals(0, driver.allocated());
  }

  @Test
  void whatIsKeptOutlivesItsScopeAndBelongsToTheOuterOne() {
    Storage kept;
    try (var outer = StorageScope.open()) {
      try (var inner = StorageScope.open()) {
        kept = allocate(BLOCK);
        inner.keep(kept);
      }
      backend.memory().getLong(kept, 0);
      outer.keep(kept);
    }
    backend.memory().getLong(kept, 0);
    kept.release();
    assertThrows(IllegalStateException.class, () -> backend.memory().getLong(kept, 0));
  }

  @Test
  void useAfterReleaseIsAnErrorInEveryDirection() {
    Storage storage;
    try (var _ = StorageScope.open()) {
      storage = backend.memory().allocate(NullBackend.DEVICE, DType.FLOAT32, 8);
    }
    View view = new View(storage, Shape.of(8));
    View other = backend.zeros(DType.FLOAT32, 8);
    var error = assertThrows(IllegalStateException.class, () -> backend.elementwise().unary(UnaryOp.EXP, view, other));
    assertEquals("a float32 storage of 8 elements on null:0 was released when its scope was closed; keep(tensor) lets one"
        + " outlive its scope", error.getMessage());
    assertThrows(IllegalStateException.class, () -> backend.elementwise().unary(UnaryOp.EXP, other, view));
    assertThrows(IllegalStateException.class, () -> backend.memory().copy(other, view));
    assertThrows(IllegalStateException.class, () -> backend.memory().download(view));
    assertEquals(List.of(), driver.launched);
  }

  @Test
  void tenBudgetsAreAllocatedAndDropped() {
    for (int i = 0; i < 10 * BLOCKS; i++) {
      allocate(BLOCK);
    }
    assertTrue(statistics().heldBytes() <= NullBackend.MEMORY);
    assertTrue(driver.allocated() <= NullBackend.MEMORY);
    assertEquals(10 * BLOCKS, statistics().allocations());
    assertTrue(statistics().collections() > 0, "nothing but the collector finds what is dropped");
  }

  @Test
  void withinScopesNoGarbageIsCollected() {
    for (int i = 0; i < 10 * BLOCKS; i++) {
      try (var _ = StorageScope.open()) {
        allocate(BLOCK);
      }
    }
    assertEquals(0, statistics().collections());
  }

  @Test
  void cachedBlocksGoToTheDriverWhenOthersAreNeeded() {
    try (var _ = StorageScope.open()) {
      for (int i = 0; i < BLOCKS; i++) {
        allocate(BLOCK);
      }
    }
    assertEquals(NullBackend.MEMORY, statistics().cachedBytes());
    Storage large = allocate(10 * BLOCK);
    assertEquals(10 * BLOCK, statistics().heldBytes());
    assertTrue(driver.allocated() <= NullBackend.MEMORY, driver.allocated() + " bytes are with the driver");
    large.release();
  }

  @Test
  void outOfMemorySaysWhatWasAskedHeldAndFreeAndTheProcessGoesOn() {
    var held = new ArrayList<Storage>();
    for (int i = 0; i < BLOCKS - 1; i++) {
      held.add(allocate(BLOCK));
    }
    var error = assertThrows(DeviceOutOfMemoryException.class, () -> allocate(2 * BLOCK));
    assertEquals("null:0 is out of memory: 131072 bytes asked, 983040 held by tensors, 65536 free of a budget of 1048576"
        + " (adjoint.device.memory)", error.getMessage());
    assertEquals(2 * BLOCK, error.askedBytes());
    assertEquals((BLOCKS - 1) * BLOCK, error.heldBytes());
    assertEquals(BLOCK, error.freeBytes());
    held.removeLast().release();
    held.add(allocate(2 * BLOCK));
    assertEquals(NullBackend.MEMORY, statistics().heldBytes());
    assertThrows(DeviceOutOfMemoryException.class, () -> allocate(Integer.MAX_VALUE), "more than there ever is");
    held.forEach(Storage::release);
  }

  @Test
  void aDriverWithoutRoomIsAskedAgainWhenTheCacheIsEmpty() {
    try (var _ = StorageScope.open()) {
      allocate(8 * BLOCK);
    }
    driver.room = 9 * BLOCK;
    Storage storage = allocate(4 * BLOCK);
    assertEquals(4 * BLOCK, driver.allocated(), "the cached block went first");
    driver.room = 5 * BLOCK;
    assertThrows(DeviceOutOfMemoryException.class, () -> allocate(4 * BLOCK));
    storage.release();
    allocate(4 * BLOCK).release();
  }

  @Test
  void theBudgetComesFromAProperty() {
    assertEquals(NullBackend.MEMORY / 100 * 90, budget(null));
    assertEquals(NullBackend.MEMORY / 100 * 25, budget("25%"));
    assertEquals(3 << 20, budget("3M"));
    assertEquals(4096, budget("4k"));
    assertEquals(77, budget("77"));
    var error = assertThrows(IllegalArgumentException.class, () -> budget("much"));
    assertEquals("adjoint.device.memory=much is neither a number of bytes, with k, m or g, nor a percentage",
        error.getMessage());
    for (String senseless : new String[] {"-5", "-1%", "9223372036854775807g", "", "m"}) {
      assertThrows(IllegalArgumentException.class, () -> budget(senseless), senseless);
    }
    error = assertThrows(IllegalArgumentException.class, () -> budget("200%"));
    assertEquals("adjoint.device.memory=200% is more than there is", error.getMessage());
  }

  private static long budget(String property) {
    if (property != null) {
      System.setProperty(DeviceMemory.BUDGET_PROPERTY, property);
    }
    var fresh = new NullBackend(new NullDriver(Dialect.OPENCL_C, NullBackend.MEMORY, true));
    return fresh.memoryStatistics(NullBackend.DEVICE).budgetBytes();
  }
}
