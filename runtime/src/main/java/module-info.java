/**
 * What generated derivatives call, and tensors with their graph and their backends. {@code jdk.incubator.vector} is for one of the
 * backends, which is unavailable without it; those with native code want {@code --enable-native-access=dev.adjoint.runtime}.
 */
module dev.adjoint.runtime {
  requires transitive dev.adjoint.annotations;
  requires jdk.jfr;
  requires static jdk.incubator.vector;

  exports dev.adjoint.runtime;
  exports dev.adjoint.runtime.array;
  exports dev.adjoint.runtime.autograd;
  exports dev.adjoint.runtime.backend;
  exports dev.adjoint.runtime.backend.host;
  exports dev.adjoint.runtime.backend.spi;
  exports dev.adjoint.runtime.check;
  exports dev.adjoint.runtime.checkpoint;
  exports dev.adjoint.runtime.dispatch;
  exports dev.adjoint.runtime.implicit;
  exports dev.adjoint.runtime.matrix;
  exports dev.adjoint.runtime.nn;
  exports dev.adjoint.runtime.optim;
  exports dev.adjoint.runtime.profile;
  exports dev.adjoint.runtime.shadow;
  exports dev.adjoint.runtime.tangent;
  exports dev.adjoint.runtime.tape;
  exports dev.adjoint.runtime.taylor;
  exports dev.adjoint.runtime.tensor;

  uses dev.adjoint.runtime.backend.spi.Backend;

  provides dev.adjoint.runtime.backend.spi.Backend with
      dev.adjoint.runtime.backend.reference.ReferenceBackend,
      dev.adjoint.runtime.backend.vector.VectorBackend,
      dev.adjoint.runtime.backend.openblas.OpenBlasBackend,
      dev.adjoint.runtime.backend.opencl.OpenClBackend,
      dev.adjoint.runtime.backend.cuda.CudaBackend;
}
