package dev.adjoint.runtime.backend.cuda;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.device.DeviceBlocks;
import dev.adjoint.runtime.backend.device.DeviceException;
import dev.adjoint.runtime.backend.spi.MatrixProducts;
import dev.adjoint.runtime.backend.spi.View;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Matrix products by cuBLAS, in the precision of the elements unless TF32 was asked for. Each device has one handle with one
 * stream, for which cuBLAS promises the same bits in every run on the same kind of device.
 *
 * <p>Of operands whose strides cuBLAS cannot express, large ones are copied; products of small ones are left to the kernels.
 */
final class CublasProducts implements MatrixProducts {
  private static final String TF32 = "adjoint.cuda.tf32";
  /** The multiplications from which on copies cost less than the kernels. */
  private static final long WORTH_COPIES = 1 << 18;
  /** The matrices of a call, which older versions limit to a grid's 65535 groups. */
  private static final int MOST_BATCHES = 1 << 15;

  private static final MemorySegment SET_FLOAT = Arena.global().allocateFrom(JAVA_FLOAT, 1, 0);
  private static final MemorySegment ADD_FLOAT = Arena.global().allocateFrom(JAVA_FLOAT, 1, 1);
  private static final MemorySegment SET_DOUBLE = Arena.global().allocateFrom(JAVA_DOUBLE, 1, 0);
  private static final MemorySegment ADD_DOUBLE = Arena.global().allocateFrom(JAVA_DOUBLE, 1, 1);

  private final CudaBackend owner;
  private final Cublas cublas;
  private final MatrixProducts kernels;
  private final Map<Device, Handle> handles = new ConcurrentHashMap<>();

  /** cuBLAS's handle on a device; its monitor is held while it is used. */
  private record Handle(CudaQueue queue, long handle) {}

  CublasProducts(CudaBackend owner, Cublas cublas, MatrixProducts kernels) {
    this.owner = owner;
    this.cublas = cublas;
    this.kernels = kernels;
  }

  @Override
  public void matmul(View a, View b, View out, boolean accumulate) {
    boolean suited = out.dtype().isFloating() && a.dtype() == out.dtype() && b.dtype() == out.dtype() && out.numel() > 0
        && a.size(2) > 0 && isOn(a, out) && isOn(b, out);
    long products = (long) out.numel() * a.size(2);
    boolean direct = suited && CublasMatrix.of(a) != null && CublasMatrix.of(b) != null && CublasMatrix.of(out) != null;
    if (direct) {
      multiply(a, b, out, accumulate);
    } else if (suited && products >= WORTH_COPIES) {
      multiplyCopies(a, b, out, accumulate);
    } else {
      kernels.matmul(a, b, out, accumulate);
    }
  }

  private boolean isOn(View view, View out) {
    return view.storage().backend() == owner && view.storage().device().equals(out.storage().device())
        && out.storage().backend() == owner;
  }

  private void multiplyCopies(View a, View b, View out, boolean accumulate) {
    View left = CublasMatrix.of(a) == null ? copied(a) : a;
    View right = CublasMatrix.of(b) == null ? copied(b) : b;
    View result = CublasMatrix.of(out) != null ? out : accumulate ? copied(out) : reserved(out, out.shape());
    multiply(left, right, result, accumulate);
    if (result != out) {
      owner.memory().copy(result, out);
    }
    release(left, a);
    release(right, b);
    release(result, out);
  }

  private static void release(View used, View given) {
    if (used != given) {
      used.storage().release();
    }
  }

  private View reserved(View like, Shape shape) {
    return new View(owner.memory().reserve(like.storage().device(), like.dtype(), shape.numel()), shape);
  }

  /** The same elements in row-major order; a matrix that is used for the whole batch stays one. */
  private View copied(View view) {
    Shape shape = Shape.of(view.stride(0) == 0 ? 1 : view.size(0), view.size(1), view.size(2));
    View copy = reserved(view, shape);
    owner.memory().copy(new View(view.storage(), view.offset(), shape, view.strides()), copy);
    return copy.expand(view.shape());
  }

  private void multiply(View a, View b, View out, boolean accumulate) {
    int batch = out.size(0);
    if (batch > 1 && b.stride(0) == 0 && rowsGoOn(a) && rowsGoOn(out)) {
      // One right factor for all: the others are the rows of one matrix.
      call(oneMatrix(a), matrices(b, 0, 1), oneMatrix(out), accumulate);
      return;
    }
    for (int first = 0; first < batch; first += MOST_BATCHES) {
      int count = Math.min(MOST_BATCHES, batch - first);
      call(matrices(a, first, count), matrices(b, first, count), matrices(out, first, count), accumulate);
    }
  }

  /** Whether a matrix of the batch begins where the next row of the one before would be. */
  private static boolean rowsGoOn(View view) {
    return view.stride(0) == view.size(1) * view.stride(1) && view.stride(1) >= view.size(2)
        && (view.size(2) == 1 || view.stride(2) == 1);
  }

  private static View oneMatrix(View view) {
    return new View(view.storage(), view.offset(), Shape.of(1, view.size(0) * view.size(1), view.size(2)),
        new int[] {0, view.stride(1), view.stride(2)});
  }

  private static View matrices(View view, int first, int count) {
    return first == 0 && count == view.size(0) ? view : new View(view.storage(), view.offset() + first * view.stride(0),
        Shape.of(count, view.size(1), view.size(2)), view.strides());
  }

  private void call(View a, View b, View out, boolean accumulate) {
    CublasMatrix result = CublasMatrix.of(out);
    boolean byColumns = result.byColumns();
    var left = CublasMatrix.of(a).operand(address(DeviceBlocks.reading(a), a), a, byColumns);
    var right = CublasMatrix.of(b).operand(address(DeviceBlocks.reading(b), b), b, byColumns);
    long block = accumulate ? DeviceBlocks.updating(out) : DeviceBlocks.writing(out);
    var to = result.operand(address(block, out), out, byColumns);
    boolean isFloat = out.dtype() == DType.FLOAT32;
    Cublas.Name function = isFloat ? Cublas.Name.cublasSgemmStridedBatched : Cublas.Name.cublasDgemmStridedBatched;
    MemorySegment factors = isFloat ? accumulate ? ADD_FLOAT : SET_FLOAT : accumulate ? ADD_DOUBLE : SET_DOUBLE;
    int batch = out.size(0);
    int m = out.size(1);
    int n = out.size(2);
    int k = a.size(2);
    Handle handle = handles.computeIfAbsent(out.storage().device(), this::create);
    int code;
    synchronized (handle) {
      handle.queue.enter();
      handle.queue.note(function.name());
      code = byColumns ? cublas.gemm(function, handle.handle, m, n, k, factors, left, right, to, batch)
          : cublas.gemm(function, handle.handle, n, m, k, factors, right, left, to, batch);
    }
    Reference.reachabilityFence(a);
    Reference.reachabilityFence(b);
    Reference.reachabilityFence(out);
    if (code != Cublas.SUCCESS) {
      throw new DeviceException(function + " of " + a.shape() + " and " + b.shape() + " on " + handle.queue.name()
          + " failed with " + cublas.text(code));
    }
  }

  /** In CUDA a block is the address of its first byte. */
  private static long address(long block, View view) {
    return block + (long) view.offset() * view.dtype().bytes();
  }

  private Handle create(Device device) {
    var queue = (CudaQueue) owner.queue(device);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment handle = arena.allocate(JAVA_LONG);
      queue.enter();
      int code = cublas.create(handle);
      if (code != Cublas.SUCCESS) {
        // It takes some memory of the device for itself, which may all be cached.
        owner.releaseCache(device);
        queue.enter();
        code = cublas.create(handle);
      }
      check(code, Cublas.Name.cublasCreate_v2, queue);
      long created = handle.get(JAVA_LONG, 0);
      check(cublas.setStream(created, queue.stream()), Cublas.Name.cublasSetStream_v2, queue);
      check(cublas.setMath(created, Boolean.getBoolean(TF32) ? Cublas.TF32_MATH : Cublas.DEFAULT_MATH),
          Cublas.Name.cublasSetMathMode, queue);
      return new Handle(queue, created);
    }
  }

  private void check(int code, Cublas.Name function, CudaQueue queue) {
    if (code != Cublas.SUCCESS) {
      throw new DeviceException(function + " on " + queue.name() + " failed with " + cublas.text(code));
    }
  }
}
