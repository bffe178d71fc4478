/**
 * What a user writes on a method to have its derivatives generated.
 *
 * <p>Generated classes bear {@code javax.annotation.processing.Generated}, which a module that is compiled has to read; at run time nobody
 * needs it.
 */
module dev.adjoint.annotations {
  requires static transitive java.compiler;

  exports dev.adjoint.annotations;
}
