package dev.adjoint.tests.tensor;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.backend.host.HostStorage;
import dev.adjoint.runtime.backend.reference.ReferenceBackend;
import dev.adjoint.runtime.backend.reference.ReferenceMemory;
import dev.adjoint.runtime.backend.spi.Availability;
import dev.adjoint.runtime.backend.spi.Backend;
import dev.adjoint.runtime.backend.spi.Elementwise;
import dev.adjoint.runtime.backend.spi.Indexing;
import dev.adjoint.runtime.backend.spi.MatrixProducts;
import dev.adjoint.runtime.backend.spi.Memory;
import dev.adjoint.runtime.backend.spi.RandomNumbers;
import dev.adjoint.runtime.backend.spi.Reductions;
import dev.adjoint.runtime.backend.spi.Scalar;
import dev.adjoint.runtime.backend.spi.Storage;
import dev.adjoint.runtime.backend.spi.View;
import dev.adjoint.runtime.backend.spi.Windows;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A backend for a second kind of device, so that there are tensors that do not meet: the reference's kernels on storage of
 * its own. It is available only while a test that needs it runs.
 */
public final class MirrorBackend implements Backend {
  static final Device DEVICE = new Device("mirror", 0);
  static final AtomicBoolean OFFERED = new AtomicBoolean();

  private final ReferenceBackend reference = new ReferenceBackend();
  private final MirrorMemory memory = new MirrorMemory(this);

  /** Memory that allocates for this device what the reference would for the CPU. */
  private record MirrorMemory(Backend owner, Memory host) implements Memory {
    MirrorMemory(Backend owner) {
      this(owner, new ReferenceMemory(owner));
    }

    @Override
    public Storage allocate(Device device, DType dtype, int length) {
      return HostStorage.allocate(owner, dtype, length);
    }

    @Override
    public Storage upload(Device device, Object array) {
      return host.upload(Device.cpu(), array);
    }

    @Override
    public Object download(View view) {
      return host.download(view);
    }

    @Override
    public double getDouble(Storage storage, int position) {
      return host.getDouble(storage, position);
    }

    @Override
    public long getLong(Storage storage, int position) {
      return host.getLong(storage, position);
    }

    @Override
    public void copy(View x, View out) {
      host.copy(x, out);
    }

    @Override
    public void fill(View out, Scalar value) {
      host.fill(out, value);
    }
  }

  @Override
  public String name() {
    return "mirror";
  }

  @Override
  public String deviceKind() {
    return DEVICE.kind();
  }

  @Override
  public int priority() {
    return 1;
  }

  @Override
  public Availability probe() {
    return OFFERED.get() ? new Availability.Available(1, "for tests")
        : new Availability.Unavailable("it is there only for the test of two devices");
  }

  @Override
  public Memory memory() {
    return memory;
  }

  @Override
  public Elementwise elementwise() {
    return reference.elementwise();
  }

  @Override
  public Reductions reductions() {
    return reference.reductions();
  }

  @Override
  public MatrixProducts matrixProducts() {
    return reference.matrixProducts();
  }

  @Override
  public Indexing indexing() {
    return reference.indexing();
  }

  @Override
  public Windows windows() {
    return reference.windows();
  }

  @Override
  public RandomNumbers randomNumbers() {
    return reference.randomNumbers();
  }
}
