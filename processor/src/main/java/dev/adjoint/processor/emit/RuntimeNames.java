package dev.adjoint.processor.emit;

import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.JetFunction;
import dev.adjoint.processor.ir.Type;

/** The only place that names classes and methods of the runtime. A test reflects over it. */
public final class RuntimeNames {
  /** Growable stacks of values and pools of arrays. */
  public static final Type.Ref TAPE = Type.Ref.of("dev.adjoint.runtime.tape", "Tape");

  /** Operations on whole adjoint arrays. */
  public static final Type.Ref SHADOWS = Type.Ref.of("dev.adjoint.runtime.shadow", "Shadows");

  /** Checks of what the caller passed. */
  public static final Type.Ref CHECKS = Type.Ref.of("dev.adjoint.runtime.check", "Checks");
  public static final Type.Ref SHARED_ARRAYS = Type.Ref.of("dev.adjoint.runtime.check", "SharedArrays");
  public static final Type.Ref TANGENTS = Type.Ref.of("dev.adjoint.runtime.check", "Tangents");

  /** The numbers in arrays, for matrices of derivatives. */
  public static final Type.Ref CELLS = Type.Ref.of("dev.adjoint.runtime.matrix", "Cells");

  /** Linear solutions and iterations of the implicit function theorem. */
  public static final Type.Ref IMPLICIT = Type.Ref.of("dev.adjoint.runtime.implicit", "Implicit");
  /** Jacobians from products: {@code dense(Object[], Forward, Reverse)}, {@code compressed(Object[], Sparsity, Forward, Reverse)}. */
  public static final Type.Ref JACOBIAN = Type.Ref.of("dev.adjoint.runtime.matrix", "Jacobian");

  /** Which entries of a matrix may differ from zero. */
  public static final Type.Ref SPARSITY = Type.Ref.of("dev.adjoint.runtime.matrix", "Sparsity");

  /** On which columns the numbers of a computation depend. */
  public static final Type.Ref DEPENDENCE = Type.Ref.of("dev.adjoint.runtime.matrix", "Dependence");

  /** A matrix of these entries. */
  public static final Type.Ref SPARSE_MATRIX = Type.Ref.of("dev.adjoint.runtime.matrix", "SparseMatrix");

  /** States of loops that are run again. */
  public static final Type.Ref CHECKPOINTS = Type.Ref.of("dev.adjoint.runtime.checkpoint", "Checkpoints");

  /** The content of arrays. */
  public static final Type.Ref CONTENTS = Type.Ref.of("dev.adjoint.runtime.checkpoint", "Contents");

  /** For each class of receivers what it runs: {@code of(Lookup, Class, Class, String, Class...)}, {@code of(Object)}. */
  public static final Type.Ref IMPLEMENTATIONS = Type.Ref.of("dev.adjoint.runtime.dispatch", "Implementations");

  /** Arrays that a call has not changed when it throws. */
  public static final Type.Ref UNCHANGED = Type.Ref.of("dev.adjoint.runtime.check", "Unchanged");

  /** Adjoints that are tensors. */
  public static final Type.Ref TENSOR_ADJOINTS = Type.Ref.of("dev.adjoint.runtime.tensor", "TensorAdjoints");
  public static final Type.Ref TENSOR_ARRAYS = Type.Ref.of("dev.adjoint.runtime.tensor", "TensorArrays");

  /** A generated derivative as a node: {@code call(String, Tensor[], Tensor[], forward, reverse, adjoint)}. */
  public static final Type.Ref TRACKED_METHOD = Type.Ref.of("dev.adjoint.runtime.tensor", "TrackedMethod");

  /** Its operands where some of them are in arrays: {@code of(Object[])}, {@code tensors()}, {@code adjoints(Tensor[], Tensor[]...)}. */
  public static final Type.Ref TRACKED_OPERANDS = Type.Ref.of("dev.adjoint.runtime.tensor", "TrackedOperands");
  public static final Type.Ref TENSOR_CHAIN = Type.Ref.of("dev.adjoint.runtime.tensor", "TensorChain");

  /** What a generated kernel extends. */
  public static final Type.Ref ELEMENT_KERNEL = Type.Ref.of("dev.adjoint.runtime.backend.spi", "ElementKernel");

  /** What a generated kernel over arrays extends. */
  public static final Type.Ref ARRAY_KERNEL = Type.Ref.of("dev.adjoint.runtime.backend.spi", "ArrayKernel");

  /** How its iterations may be split: {@code own()}, {@code near(stride, least, greatest)}, {@code anywhere()}. */
  public static final Type.Ref SPLIT = Type.Ref.of("dev.adjoint.runtime.backend.spi", "ArrayKernel", "Split");

  /** Applies kernels to tensors: {@code apply(ElementKernel, Tensor...)}, {@code run(ArrayKernel, Tensor...)}. */
  public static final Type.Ref TENSOR_KERNELS = Type.Ref.of("dev.adjoint.runtime.tensor", "TensorKernels");

  /** Functions of Taylor series. */
  public static final Type.Ref TAYLOR_ARITHMETIC = Type.Ref.of("dev.adjoint.runtime.taylor", "TaylorArithmetic");

  /** Powers, exponentials and logarithms of Taylor series. */
  public static final Type.Ref TAYLOR_POWERS = Type.Ref.of("dev.adjoint.runtime.taylor", "TaylorPowers");

  /** Circular and hyperbolic functions of Taylor series. */
  public static final Type.Ref TAYLOR_TRIGONOMETRY = Type.Ref.of("dev.adjoint.runtime.taylor", "TaylorTrigonometry");

  /** Arrays of Taylor series beside arrays of numbers. */
  public static final Type.Ref SERIES_ARRAYS = Type.Ref.of("dev.adjoint.runtime.taylor", "SeriesArrays");

  /** What adjoints of records are. */
  public static final Type.Ref TANGENT_VECTOR = Type.Ref.of("dev.adjoint.runtime.tangent", "TangentVector");

  /** Vector operations on their components. */
  public static final Type.Ref COMPONENTS = Type.Ref.of("dev.adjoint.runtime.tangent", "Components");

  /** The same on tensors and arrays of them. */
  public static final Type.Ref TENSOR_VECTORS = Type.Ref.of("dev.adjoint.runtime.tensor", "TensorVectors");

  /** The type of the constants for methods {@code double[] -> double}. */
  public static final Type.Ref SCALAR_FUNCTION = Type.Ref.of("dev.adjoint.runtime", "ScalarFunction");

  /** The methods of {@link #SCALAR_FUNCTION}: {@code double value(double[])}. */
  public static final String VALUE = "value";

  /** {@code double gradient(double[] x, double[] gradient)}: returns the value, overwrites the second argument. */
  public static final String GRADIENT = "gradient";

  /** A check of a method's derivatives. */
  public static final Type.Ref DERIVATIVE_CHECK = Type.Ref.of("dev.adjoint.runtime.check", "DerivativeCheck");

  /** {@code of(Lookup, Class owner, Class derivatives, String method, boolean[] wrt, Class... parameters)}. */
  public static final String CHECK_OF = "of";

  /** {@code at(Object[]... points)}. */
  public static final String CHECK_AT = "at";

  /** The type of those for methods with second derivatives. */
  public static final Type.Ref TWICE_DIFFERENTIABLE_FUNCTION = Type.Ref.of("dev.adjoint.runtime", "TwiceDifferentiableFunction");

  /** {@code double hvp(double[] x, double[] tangent, double[] gradient, double[] product)}. */
  public static final String HVP = "hvp";

  /** {@code double[][] hessian(double[])}. */
  public static final String HESSIAN = "hessian";

  private RuntimeNames() {}

  /** How a runtime function is called. */
  public enum Kind { CONSTRUCTOR, INSTANCE, STATIC }

  /**
   * A runtime method.
   *
   * @param arity the number of its parameters, the receiver not counted
   */
  public record Target(Kind kind, Type.Ref owner, String name, int arity) {}

  /** The method that implements a function. */
  public static Target of(RuntimeFunction function) {
    return switch (function) {
      case TAPE_NEW -> new Target(Kind.CONSTRUCTOR, TAPE, "Tape", 0);
      case TAPE_MARK -> tape("mark", 0);
      case TAPE_RELEASE -> tape("release", 1);
      case PUSH_DOUBLE -> tape("pushDouble", 1);
      case PUSH_INT -> tape("pushInt", 1);
      case PUSH_LONG -> tape("pushLong", 1);
      case PUSH_BOOLEAN -> tape("pushBoolean", 1);
      case PUSH_REF -> tape("pushRef", 1);
      case POOL_LIKE -> tape("zerosLike", 1);
      case POOL_MARK -> tape("poolMark", 0);
      case POP_DOUBLE -> tape("popDouble", 0);
      case POP_INT -> tape("popInt", 0);
      case POP_LONG -> tape("popLong", 0);
      case POP_BOOLEAN -> tape("popBoolean", 0);
      case POP_REF -> tape("popRef", 0);
      case POOL_DOUBLES -> tape("doubles", 1);
      case POOL_INTS -> tape("ints", 1);
      case POOL_LONGS -> tape("longs", 1);
      case POOL_BOOLEANS -> tape("booleans", 1);
      case ZEROS_LIKE -> new Target(Kind.STATIC, SHADOWS, "zerosLike", 1);
      case DEEP_COPY -> new Target(Kind.STATIC, SHADOWS, "deepCopy", 1);
      case FLOAT_ZEROS_LIKE -> new Target(Kind.STATIC, SHADOWS, "floatZerosLike", 1);
      case ADD_INTO -> new Target(Kind.STATIC, SHADOWS, "addInto", 2);
      case OWN_ROWS -> new Target(Kind.STATIC, SHADOWS, "ownRows", 1);
      case TAKE_OUT -> new Target(Kind.STATIC, SHADOWS, "takeOut", 1);
      case DEAL_OUT -> new Target(Kind.STATIC, SHADOWS, "dealOut", 3);
      case ADD_STAGE -> new Target(Kind.STATIC, SHADOWS, "addStage", 2);
      case WIDEN -> new Target(Kind.STATIC, SHADOWS, "widen", 1);
      case NARROW_INTO -> new Target(Kind.STATIC, SHADOWS, "narrowInto", 2);
      case CHECK_BUFFER -> new Target(Kind.STATIC, CHECKS, "adjointBuffer", 4);
      case COPY_BEFORE -> new Target(Kind.STATIC, UNCHANGED, "copy", 1);
      case CHECK_UNCHANGED -> new Target(Kind.STATIC, UNCHANGED, "check", 4);
      case RETHROW -> new Target(Kind.STATIC, CHECKS, "rethrow", 1);
      case CHECK_SEED -> new Target(Kind.STATIC, CHECKS, "seed", 3);
      case TENSOR_ADD -> new Target(Kind.STATIC, TENSOR_ADJOINTS, "add", 2);
      case TENSOR_OR_ZEROS -> new Target(Kind.STATIC, TENSOR_ADJOINTS, "orZeros", 2);
      case TENSOR_FIT -> new Target(Kind.STATIC, TENSOR_ADJOINTS, "fit", 2);
      case TENSOR_SPREAD -> new Target(Kind.STATIC, TENSOR_ADJOINTS, "spread", 2);
      case TENSOR_SEED -> new Target(Kind.STATIC, TENSOR_ADJOINTS, "seed", 3);
      case TENSOR_TANGENT -> new Target(Kind.STATIC, TENSOR_ADJOINTS, "tangent", 4);
      case TENSOR_DETACH -> new Target(Kind.INSTANCE, Type.TENSOR, "detach", 0);
      case TENSOR_OPERAND -> new Target(Kind.STATIC, TENSOR_ADJOINTS, "operand", 2);
      case TENSOR_CONSTANT -> new Target(Kind.STATIC, TENSOR_ADJOINTS, "constant", 1);
      case TENSOR_SHAPE -> new Target(Kind.INSTANCE, Type.TENSOR, "shape", 0);
      case TENSORS_FORMS -> new Target(Kind.STATIC, TENSOR_ARRAYS, "forms", 1);
      case TENSORS_OPERANDS -> new Target(Kind.STATIC, TENSOR_ARRAYS, "operands", 2);
      case TENSORS_CONSTANTS -> new Target(Kind.STATIC, TENSOR_ARRAYS, "constants", 1);
      case TENSORS_CHECK -> new Target(Kind.STATIC, TENSOR_ARRAYS, "check", 4);
      case TENSORS_CHECK_SAME -> new Target(Kind.STATIC, TENSOR_ARRAYS, "sameBuffers", 7);
      case TENSORS_SEED -> new Target(Kind.STATIC, TENSOR_ARRAYS, "seed", 4);
      case TENSORS_OR_ZEROS -> new Target(Kind.STATIC, TENSOR_ARRAYS, "orZeros", 2);
      case TENSORS_ADD -> new Target(Kind.STATIC, TENSOR_ARRAYS, "add", 3);
      case TENSORS_ADD_ALL -> new Target(Kind.STATIC, TENSOR_ARRAYS, "addAll", 2);
      case TENSORS_TAKE -> new Target(Kind.STATIC, TENSOR_ARRAYS, "take", 2);
      case TENSORS_TAKE_RANGE -> new Target(Kind.STATIC, TENSOR_ARRAYS, "takeRange", 3);
      case TENSORS_MOVE -> new Target(Kind.STATIC, TENSOR_ARRAYS, "move", 5);
      case TENSOR_FORM -> new Target(Kind.INSTANCE, Type.TENSOR, "form", 0);
      case CELL_COUNT -> new Target(Kind.STATIC, CELLS, "count", 1);
      case CELL_SET -> new Target(Kind.STATIC, CELLS, "set", 3);
      case CELL_COPY -> new Target(Kind.STATIC, CELLS, "copy", 3);
      case SERIES_VARIABLE -> new Target(Kind.STATIC, TAYLOR_ARITHMETIC, "variable", 2);
      case SERIES_ORDER -> new Target(Kind.STATIC, TAYLOR_ARITHMETIC, "order", 3);
      case SERIES_ARRAYS_NEW -> new Target(Kind.CONSTRUCTOR, SERIES_ARRAYS, "SeriesArrays", 0);
      case SERIES_ARRAYS_OF -> new Target(Kind.INSTANCE, SERIES_ARRAYS, "of", 1);
      case SERIES_BESIDE -> new Target(Kind.STATIC, SERIES_ARRAYS, "beside", 1);
      case DEPENDENCE_NEW -> new Target(Kind.CONSTRUCTOR, DEPENDENCE, "Dependence", 0);
      case DEPENDENCE_NEXT -> new Target(Kind.INSTANCE, DEPENDENCE, "next", 0);
      case DEPENDENCE_OF -> new Target(Kind.INSTANCE, DEPENDENCE, "of", 1);
      case DEPENDENCE_PATTERN -> new Target(Kind.INSTANCE, DEPENDENCE, "pattern", 1);
      case DEPENDENCE_BESIDE -> new Target(Kind.STATIC, DEPENDENCE, "beside", 1);
      case MIRROR -> new Target(Kind.STATIC, CELLS, "mirror", 1);
      case IMPLICIT_SOLVE -> new Target(Kind.STATIC, IMPLICIT, "solveTransposed", 2);
      case IMPLICIT_STEP -> new Target(Kind.STATIC, IMPLICIT, "step", 3);
      case IMPLICIT_CHANGE -> new Target(Kind.STATIC, IMPLICIT, "change", 2);
      case IMPLICIT_GOES_ON -> new Target(Kind.STATIC, IMPLICIT, "goesOn", 5);
      case IMPLICIT_SAME_LENGTH -> new Target(Kind.STATIC, IMPLICIT, "sameLength", 3);
      case CHECK_CLASS -> new Target(Kind.STATIC, CHECKS, "exactClass", 3);
      case CHECK_OTHER -> new Target(Kind.STATIC, CHECKS, "otherObject", 5);
      case FIRST_PLACES -> new Target(Kind.STATIC, CHECKS, "firstPlaces", 3);
      case SHARE_TOTALS -> new Target(Kind.STATIC, SHADOWS, "shareTotals", 2);
      case CHECK_ELEMENTS -> new Target(Kind.STATIC, CHECKS, "noElement", 4);
      case MADE_INSIDE -> new Target(Kind.STATIC, CHECKS, "madeInside", 1);
      case CHECK_IMPLEMENTATION -> new Target(Kind.STATIC, CHECKS, "implementation", 4);
      case SORT_ORDER -> new Target(Kind.STATIC, SHADOWS, "sortOrder", 3);
      case CHECK_SAME -> new Target(Kind.STATIC, CHECKS, "sameBuffers", 7);
      case CHECK_ROWS -> new Target(Kind.STATIC, CHECKS, "sameRows", 5);
      case CHECK_APART -> new Target(Kind.STATIC, SHARED_ARRAYS, "apart", 5);
      case CHECK_DISTINCT -> new Target(Kind.STATIC, SHARED_ARRAYS, "distinct", 5);
      case CHECK_ADJOINTS -> new Target(Kind.STATIC, SHARED_ARRAYS, "sameAdjoints", 7);
      case CHECK_TANGENT -> new Target(Kind.STATIC, TANGENTS, "fit", 5);
      case CHECK_TANGENTS -> new Target(Kind.STATIC, SHARED_ARRAYS, "sameTangents", 7);
      case CHECK_LIST -> new Target(Kind.STATIC, CHECKS, "sameElements", 4);
      case CHECKPOINTS_COUNTED -> new Target(Kind.STATIC, CHECKPOINTS, "counted", 2);
      case CHECKPOINTS_OPEN -> new Target(Kind.STATIC, CHECKPOINTS, "open", 1);
      case CHECKPOINTS_DUE -> checkpoints("due", 0);
      case CHECKPOINTS_PUT -> checkpoints("put", 1);
      case CHECKPOINTS_CONTENT -> checkpoints("content", 1);
      case CHECKPOINTS_ROWS -> checkpoints("rows", 1);
      case CHECKPOINTS_STEPS -> checkpoints("steps", 0);
      case CHECKPOINTS_REWIND -> checkpoints("rewind", 1);
      case CHECKPOINTS_TAKE_DOUBLE -> checkpoints("takeDouble", 0);
      case CHECKPOINTS_TAKE_INT -> checkpoints("takeInt", 0);
      case CHECKPOINTS_TAKE_LONG -> checkpoints("takeLong", 0);
      case CHECKPOINTS_TAKE_BOOLEAN -> checkpoints("takeBoolean", 0);
      case CHECKPOINTS_TAKE_REF -> checkpoints("takeReference", 0);
      case CONTENTS_NEW -> new Target(Kind.CONSTRUCTOR, CONTENTS, "Contents", 0);
      case CONTENTS_KEEP -> new Target(Kind.INSTANCE, CONTENTS, "keep", 1);
      case CONTENTS_KEEP_ROWS -> new Target(Kind.INSTANCE, CONTENTS, "keepRows", 1);
      case CONTENTS_RESTORE -> new Target(Kind.INSTANCE, CONTENTS, "restore", 0);
      case CONTENTS_MOVE -> new Target(Kind.STATIC, CONTENTS, "move", 2);
    };
  }

  /** The class of the method that implements a function of series or sets, which has the function's name. */
  public static Type.Ref owner(JetFunction function) {
    return switch (function) {
      case UNION, ALL -> DEPENDENCE;
      case CONSTANT, OR_CONSTANT, AROUND, NEGATE, ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER, IEEE_REMAINDER, FMA, SCALB, TO_RADIANS,
          TO_DEGREES, ABS, COPY_SIGN, MAX, MIN, CLAMP -> TAYLOR_ARITHMETIC;
      case EXP, EXPM1, LOG, LOG10, LOG1P, SQRT, CBRT, POW, HYPOT -> TAYLOR_POWERS;
      case SIN, COS, TAN, ASIN, ACOS, ATAN, ATAN2, SINH, COSH, TANH, ASINH, ACOSH, ATANH -> TAYLOR_TRIGONOMETRY;
    };
  }

  private static Target checkpoints(String name, int arity) {
    return new Target(Kind.INSTANCE, CHECKPOINTS, name, arity);
  }

  private static Target tape(String name, int arity) {
    return new Target(Kind.INSTANCE, TAPE, name, arity);
  }
}
