package dev.adjoint.processor.ir;

/** What generated code asks of the runtime. Stack and pool operations have the tape as first argument. */
public enum RuntimeFunction {
  /** {@code new Tape()}. */
  TAPE_NEW,
  /** (tape) -> int. */
  TAPE_MARK,
  /** (tape) -> int: a mark of lent arrays alone. */
  POOL_MARK,
  /** (tape, int). */
  TAPE_RELEASE,
  /** (tape, value). */
  PUSH_DOUBLE,
  PUSH_INT,
  PUSH_LONG,
  PUSH_BOOLEAN,
  /** (tape, reference). */
  PUSH_REF,
  /** (tape) -> value. */
  POP_DOUBLE,
  POP_INT,
  POP_LONG,
  POP_BOOLEAN,
  /** (tape) -> reference, cast by the emitter to the result's type. */
  POP_REF,
  /** (tape, n) -> zeroed array of at least n elements. */
  POOL_DOUBLES,
  POOL_INTS,
  POOL_LONGS,
  POOL_BOOLEANS,
  /** (tape, array of rank 1 or 2) -> zeroed arrays of the same shape or longer. */
  POOL_LIKE,
  /** (lent stage, buffer of rank 1 or 2): buffer += stage. */
  ADD_STAGE,
  /** (array) -> zeroed double array of the same shape, any rank, of double or float. */
  ZEROS_LIKE,
  /** (array of rank 2 or more) -> its copy down to the numbers. */
  DEEP_COPY,
  /** (float array) -> zeroed float array of the same shape, any rank. */
  FLOAT_ZEROS_LIKE,
  /** (stage, buffer): buffer += stage, any rank. */
  ADD_INTO,
  /** (array of rank 3 or more) -> its copy down to the rows, which are the original's. */
  OWN_ROWS,
  /** (buffer of rank 2 or more) -> what it holds, which is zero afterwards. */
  TAKE_OUT,
  /** (array of arrays, adjoints by position, shadow): adds these to the shadows of the rows that are there now. */
  DEAL_OUT,
  /** (float array) -> double array of the same content. */
  WIDEN,
  /** (double array, float array): rounds the first into the second. */
  NARROW_INTO,
  /** (String method, String parameter, primal, adjoint). */
  CHECK_BUFFER,
  /** (throwable) -> never; throws it, whatever it is. */
  RETHROW,
  /** (array of rank 1) -> a copy of it, null for null. */
  COPY_BEFORE,
  /** (String method, throwable, array, copy): the call that threw has not changed the array. */
  CHECK_UNCHANGED,
  /** (String method, seed array, int length). */
  CHECK_SEED,
  /** (tensor or null, tensor or null) -> their sum; null stands for zero. */
  TENSOR_ADD,
  /** (tensor or null, primal tensor) -> the first, or zeros in the second's form. */
  TENSOR_OR_ZEROS,
  /** (adjoint in the result's shape, the operand's form) -> summed and converted to that. */
  TENSOR_FIT,
  /** (tangent, result) -> the tangent in the result's shape and type. */
  TENSOR_SPREAD,
  /** (String method, seed or null, result) -> the seed, or 1 for the scalar result; refuses another shape. */
  TENSOR_SEED,
  /** (String method, String parameter, tangent or null, value) -> the tangent in the value's type; refuses another shape. */
  TENSOR_TANGENT,
  /** (tensor) -> the same elements, not recorded. */
  TENSOR_DETACH,
  /** (String parameter, tensor) -> the same elements, not recorded; refuses null by the parameter's name. */
  TENSOR_OPERAND,
  /** (tensor or null) -> the same elements, not recorded; or null. */
  TENSOR_CONSTANT,
  /** (tensor) -> its shape. */
  TENSOR_SHAPE,
  /** (tensor) -> its form. */
  TENSOR_FORM,
  /** (array of tensors) -> their forms. */
  TENSORS_FORMS,
  /** (String parameter, array of tensors) -> these elements, not recorded; refuses null by the parameter's name. */
  TENSORS_OPERANDS,
  /** (array of tensors or null) -> these elements, not recorded; or null. */
  TENSORS_CONSTANTS,
  /** (String method, String parameter, array of tensors, its adjoints or tangents): they fit. */
  TENSORS_CHECK,
  /** (String method, String nameA, a, adjointA, String nameB, b, adjointB) of arrays of tensors. */
  TENSORS_CHECK_SAME,
  /** (String method, seeds, array of tensors, its adjoints): adds the seeds. */
  TENSORS_SEED,
  /** (adjoints of an array of tensors, its forms): none is null where there is a form. */
  TENSORS_OR_ZEROS,
  /** (adjoints of an array of tensors, int index, tensor or null): adds to one of them. */
  TENSORS_ADD,
  /** (adjoints of an array of tensors, array of contributions or null): adds to all of them. */
  TENSORS_ADD_ALL,
  /** (adjoints of an array of tensors, int index) -> one of them or null; zero from then on. */
  TENSORS_TAKE,
  /** (adjoints of an array of tensors, int from, int to) -> the sum of these or null; zero from then on. */
  TENSORS_TAKE_RANGE,
  /** (adjoints of the source or null, int, adjoints of the target, int, int length): hands on what was copied. */
  TENSORS_MOVE,
  /** (array of any rank) -> int: how many numbers it holds. */
  CELL_COUNT,
  /** (array, int, double): sets one of them. */
  CELL_SET,
  /** (array, double array, int from): copies them. */
  CELL_COPY,
  /** (number, int order) -> the Taylor series of the variable itself; refuses a negative order. */
  SERIES_VARIABLE,
  /** (String method, String parameter, series) -> int: its order; refuses an empty one. */
  SERIES_ORDER,
  /** {@code new SeriesArrays()}. */
  SERIES_ARRAYS_NEW,
  /** (arrays, array) -> the array of series beside it, cast by the emitter to the result's type. */
  SERIES_ARRAYS_OF,
  /** (array) -> an array of series beside it alone, cast by the emitter to the result's type. */
  SERIES_BESIDE,
  /** {@code new Dependence()}. */
  DEPENDENCE_NEW,
  /** (dependence) -> the set of the next column. */
  DEPENDENCE_NEXT,
  /** (dependence, array) -> the next columns, cast by the emitter to the result's type. */
  DEPENDENCE_OF,
  /** (dependence, array of sets) -> the pattern with these rows. */
  DEPENDENCE_PATTERN,
  /** (array) -> an array of empty sets beside it, cast by the emitter to the result's type. */
  DEPENDENCE_BESIDE,
  /** (square matrix): makes it symmetric. */
  MIRROR,
  /** (matrix, vector) -> x with matrixᵀ x = -vector. */
  IMPLICIT_SOLVE,
  /** (iterate, base, product) -> relative change of iterate = base + product. */
  IMPLICIT_STEP,
  /** (number before, number next) -> relative change. */
  IMPLICIT_CHANGE,
  /** (String method, int steps, change, tolerance, int most) -> whether to go on. */
  IMPLICIT_GOES_ON,
  /** (String method, point, result): their lengths are equal. */
  IMPLICIT_SAME_LENGTH,
  /** (receiver, String owner, String method, String parameters): the receiver's class does not override the owner's method. */
  CHECK_IMPLEMENTATION,
  /** (String parameter, object, String binary name): the object is of exactly that class. */
  CHECK_CLASS,
  /** (String method, String name, object, String other's name, other): they are not one. */
  CHECK_OTHER,
  /** (String name, objects, String binary name) -> int[]: for each the first place of the same object; they are of that class, or null. */
  FIRST_PLACES,
  /** (int[] first places, double[]): places of one object get the sum of all of them. */
  SHARE_TOTALS,
  /** (String name, objects, String other's name, other): it, or one of its elements, is none of the objects. */
  CHECK_ELEMENTS,
  /** (String class) -> never; a field refers to an object that the method made. */
  MADE_INSIDE,
  /**
   * (array of double or float, from, to) -> for each index the one from which its number comes when the range is sorted. Reads the
   * array, like the user's own code.
   */
  SORT_ORDER,
  /** (String method, String nameA, a, adjointA, String nameB, b, adjointB). */
  CHECK_SAME,
  /** (String method, String name, array of arrays, its adjoint, tape or null): rows that are one have one row of adjoints. */
  CHECK_ROWS,
  /** (String method, String nameA, a, String nameB, b): the arrays have nothing in common, and one of them is a buffer. */
  CHECK_APART,
  /** (String method, String active, a, String constant, b): the arrays have nothing in common. */
  CHECK_DISTINCT,
  /** (String method, String name, array, its tangent, boolean written): the tangent has its shape. */
  CHECK_TANGENT,
  /** (String method, String nameA, a, tangentA, String nameB, b, tangentB): one array has one tangent. */
  CHECK_TANGENTS,
  /** (String method, String nameA, a, adjointA, String nameB, b, adjointB): rows that are one have one adjoint. */
  CHECK_ADJOINTS,
  /** (String method, String name, list, its elements before): they are still these. */
  CHECK_LIST,
  /** (int snapshots, int trips) -> states of a loop. */
  CHECKPOINTS_COUNTED,
  /** (int snapshots) -> states of a loop whose trip count is not known. */
  CHECKPOINTS_OPEN,
  /** (states) -> boolean: an iteration begins; whether its state is to be put. */
  CHECKPOINTS_DUE,
  /** (states, double, long, boolean or reference): a variable. */
  CHECKPOINTS_PUT,
  /** (states, array): its content. */
  CHECKPOINTS_CONTENT,
  /** (states, array): which rows it has. */
  CHECKPOINTS_ROWS,
  /** (states) -> int: how many iterations there were. */
  CHECKPOINTS_STEPS,
  /** (states, int iteration) -> int: goes back to the last state at or before it. */
  CHECKPOINTS_REWIND,
  /** (states) -> value. */
  CHECKPOINTS_TAKE_DOUBLE,
  CHECKPOINTS_TAKE_INT,
  CHECKPOINTS_TAKE_LONG,
  CHECKPOINTS_TAKE_BOOLEAN,
  /** (states) -> reference, cast by the emitter to the result's type. */
  CHECKPOINTS_TAKE_REF,
  /** {@code new Contents()}. */
  CONTENTS_NEW,
  /** (contents, array). */
  CONTENTS_KEEP,
  /** (contents, array): which rows it has. */
  CONTENTS_KEEP_ROWS,
  /** (contents). */
  CONTENTS_RESTORE,
  /** (array, array): the second gets the elements of the first. */
  CONTENTS_MOVE,
}
