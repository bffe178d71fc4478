package dev.adjoint.processor.diagnostic;

/**
 * Every message of the compiler. The template's end says what to do; {@code {0}} and so on are filled with the arguments.
 * Codes are grouped: 0xx not differentiable, 1xx derivative lost, 2xx suspicious mathematics, 3xx rule signature and use of
 * annotations, 4xx limits of this tool, 9xx internal.
 */
public enum Message {
  // 0xx: not differentiable
  CALL_WITHOUT_DERIVATIVE("AD001", Severity.ERROR,
      "no derivative is known for {0}, which is called with a value that depends on a differentiated parameter. "
          + "Annotate it @Differentiable, give a rule with @DerivativeOf, or pass Adjoint.detach(...) if its derivative is zero."),
  ACTIVE_STORE_TO_CONSTANT("AD002", Severity.ERROR,
      "a value that depends on a differentiated parameter is stored into {0}, which is @NonDifferentiable. "
          + "Differentiate with respect to it, store into a local array, or store Adjoint.detach(...)."),
  ACTIVE_STORE_TO_FIELD("AD003", Severity.ERROR,
      "a value that depends on a differentiated parameter is stored into the field {0}. "
          + "Return it from the method instead, or store Adjoint.detach(...)."),
  ACTIVE_REFERENCE("AD004", Severity.ERROR,
      "{0} would carry a derivative through a reference type ({1}). Use double, float, arrays of them or Tensor here."),
  FINALLY("AD010", Severity.ERROR,
      "this finally block ends with a jump, which would swallow the exception that brought the program there. "
          + "Move the jump behind the try statement, or write a catch clause."),
  LAMBDA("AD011", Severity.ERROR,
      "a lambda captures a value that depends on a differentiated parameter and goes into code that is not differentiated. "
          + "Call it, pass it to methods of this class that call it, or capture Adjoint.detach(...)."),
  SYNCHRONIZED("AD012", Severity.ERROR,
      "synchronized around code that is differentiated is not supported. "
          + "Take the lock in the caller, or move the statement into a @NonDifferentiable method."),
  LOCAL_CLASS("AD013", Severity.ERROR,
      "the local class {0} cannot be emitted again in the generated class. Make it a nested class of the top-level class."),
  BOXED("AD014", Severity.ERROR,
      "a value that depends on a differentiated parameter passes through a {0}. Use the primitive type."),
  OVERRIDABLE("AD015", Severity.ERROR,
      "{0} may be overridden, so its derivative is not known here. Make it static, private or final, or its class final; or annotate it, and "
          + "what overrides it, @Differentiable."),
  HELPER("AD016", Severity.ERROR,
      "{0} cannot be differentiated because of line {1}: {2} "
          + "Mend that line, give a rule with @DerivativeOf, or make the helper @NonDifferentiable."),
  TENSOR_METHOD("AD017", Severity.ERROR,
      "{0} has no derivative, or changes a tensor in place; in a differentiated method tensors are values that do not change. "
          + "Use an operation that returns a new tensor, or move the call into a @NonDifferentiable method."),
  TENSOR_OPERAND("AD018", Severity.ERROR,
      "{0} has no derivative with respect to its operand {1}, which depends on a differentiated parameter. "
          + "Pass Adjoint.detach(...) of a number, or detach() of a tensor, if a zero derivative is meant."),
  EXCEPTION_DATA("AD020", Severity.ERROR,
      "what this call throws may hold numbers that depend on a differentiated parameter, and one that is read from the exception "
          + "flows into the value of the method. Compute it in the handler from what the method itself has."),
  PARTIAL_CALL("AD021", Severity.ERROR,
      "when {0} throws, it may have written part of {1} already, and how much of it is not known where the exception is caught. "
          + "Call it with a copy of the array, and take the elements over when it has returned."),
  KERNEL("AD019", Severity.ERROR,
      "{0} cannot be part of a kernel, which runs on devices that have numbers, branches, loops and the functions of Math. "
          + "Write it with these, or leave out @Kernel."),
  CONSTANT_IN_RESULT("AD024", Severity.ERROR,
      "component {0} of the record that {1} returns is @NonDifferentiable, and an array or a tensor. "
          + "Leave the annotation out, or return it apart from the record."),
  IMPLEMENTATION_MISSING("AD025", Severity.ERROR,
      "{0} is what a call of {1} runs for a {2}. That method is @Differentiable and this one is not, so that such a call has no derivative. "
          + "Annotate it @Differentiable as well; or @NonDifferentiable, and these receivers are refused when they come."),
  IMPLEMENTATION_DIFFERS("AD026", Severity.ERROR,
      "a call of {1} may run {0}, but {2}. Give both the same order, wrt and @NonDifferentiable parameters."),
  IMPLEMENTATION_INHERITED("AD027", Severity.ERROR,
      "a {2} runs {0} where {1} is called, and the class that declares it is not a subtype of the latter's, so that its derivative is not "
          + "found from there. Override the method in {2}, annotated, with a call of super."),
  DISPATCH_RECEIVER("AD028", Severity.ERROR,
      "{0} has no body, and its receiver's class is known only when it runs: its fields are constants, and wrt cannot name them. "
          + "Pass what it is differentiated with respect to as a parameter."),
  UNKNOWN_FUNCTION("AD030", Severity.ERROR,
      "{0} is called with a value that depends on a differentiated parameter, and which function it is is not known where this is "
          + "compiled. Pass a lambda or a method reference from a method of this class, or make the choice with a parameter."),
  FUNCTION_ESCAPES("AD031", Severity.ERROR,
      "the function {0} goes into a field, an array, a collection, a variable that a loop assigns, or code that is not "
          + "differentiated. Call it, or pass it to methods of this class that call it."),
  FUNCTION_GROWS("AD032", Severity.ERROR,
      "{0} is called with functions or types that are made anew in each of its own calls. "
          + "Pass a function that stays the same through the recursion, or write a loop."),
  STREAM("AD033", Severity.ERROR,
      "a stream with {0} is not differentiated, and values that depend on a differentiated parameter flow into it. "
          + "Write a loop, or use map, filter, limit, sum, average, reduce, min, max, toArray and forEach in one expression."),
  ANONYMOUS_CLASS("AD034", Severity.ERROR,
      "this anonymous class {0}, so that its methods are not differentiated, and a value that depends on a differentiated parameter "
          + "flows into it. Let it only override methods of an interface, or of classes of this compilation without fields and with "
          + "constructors that do nothing; or write a lambda."),
  OBJECT_UNKNOWN("AD035", Severity.ERROR,
      "this object of {0} carries values that depend on a differentiated parameter and goes where it is not known by its fields: into a "
          + "variable that a loop assigns, a field, an array, a collection, or code that is not differentiated. Keep it in locals that are "
          + "assigned once and in methods that use its fields, or pass on the numbers."),
  PARALLEL_LOOP("AD060", Severity.ERROR,
      "{0}. A kernel over arrays is void and ends with for (@Parallel int i = from; i < to; i++), whose bounds do not change; it may "
          + "begin with one more such loop, whose bounds do not depend on i either."),
  PARALLEL_CARRIED("AD061", Severity.ERROR,
      "{0} is carried from one iteration of the parallel loop to the next, which may run before it. Declare it inside of the loop; "
          + "a sum over all iterations is that of the tensor that the kernel writes."),
  PARALLEL_RACE("AD062", Severity.ERROR,
      "this cell of {0} may be one that another iteration of the parallel loop writes. Let each iteration write cells of its own, at "
          + "places like i, 3 * i + 1 or i * n + k for k from 0 to n, and read no others of {0}."),
  PARALLEL_CELLS("AD063", Severity.ERROR,
      "an iteration stores into {0} at places that an inner loop varies, and reads it as well or stores there more than once. "
          + "Keep what is read in a local, and store each cell once; or use one more array."),
  KERNEL_STORAGE("AD064", Severity.ERROR,
      "the adjoint needs this value of every iteration of an inner loop whose iterations depend on each other, and how many these "
          + "are is not known before the kernel runs. Let the loop count to a constant, a parameter or the length of one, or only add up; "
          + "make an array that it needs in front of it."),
  KERNEL_ATOMICS("AD065", Severity.ERROR,
      "several iterations may read this cell of {0}, at a place that does not tell which, so its adjoint needs atomic additions, whose "
          + "order is arbitrary. Read {0} at the parallel counter plus a constant, or leave out deterministic = true."),

  KERNEL_ARRAY("AD066", Severity.ERROR,
      "an array that a kernel makes has one dimension and a length that is a constant of at most {0}. Pass larger ones as parameters."),

  RUN_AGAIN("AD040", Severity.ERROR,
      "this has an effect, which would happen again when @Checkpoint runs this again. "
          + "Move it in front of the code that is checkpointed or behind it, or leave out @Checkpoint."),
  READ_AGAIN("AD041", Severity.ERROR,
      "what is read here may have changed when @Checkpoint runs this again. "
          + "Read it into a local variable in front of the code that is checkpointed, or leave out @Checkpoint."),
  NOT_PUT_BACK("AD042", Severity.ERROR,
      "{0} is not at hand before this is run again, so that @Checkpoint cannot put its content back. "
          + "Hold it in a local variable in front of the code that is checkpointed, or leave out @Checkpoint."),
  ROWS_PUT_BACK("AD043", Severity.ERROR,
      "rows of {0} may be replaced or shared here in a way that @Checkpoint cannot follow when it runs this again. "
          + "Copy the rows' elements, or leave out @Checkpoint."),
  RECORD_ARRAY("AD070", Severity.ERROR,
      "records of type {0} go to code that is not differentiated, or come from there, in one array or list. "
          + "Make the array in this method, take it as a parameter, or pass arrays of numbers."),
  RECORD_STORE("AD071", Severity.ERROR,
      "an array of records or objects that is a parameter is written. Copy it first, and return the copy."),
  RECORD_NULL("AD072", Severity.ERROR,
      "this {0} is null; records that carry derivatives are taken apart, and what is passed on or returned is one. "
          + "Pass a record that stands for none."),
  RECORD_OPAQUE("AD073", Severity.ERROR,
      "a {0} that depends on a differentiated parameter goes to code that is not differentiated. "
          + "Annotate that code @Differentiable, or pass a record of Adjoint.detach(...)."),
  LIST_CHANGED("AD074", Severity.ERROR,
      "{0} changes a {1} whose elements carry derivatives. Such a list is read once, where it comes in: make an array of its elements "
          + "and change that, or annotate the parameter @NonDifferentiable."),
  LIST_ESCAPES("AD075", Severity.ERROR,
      "a {0} whose elements carry derivatives is needed as a list here, by code that could change it. It is read once, where it comes "
          + "in, with get, getFirst, getLast, size, isEmpty, stream, forEach and for: pass its elements, or annotate the parameter "
          + "@NonDifferentiable."),
  TYPE_PARAMETER("AD076", Severity.ERROR,
      "type parameter {0} {1}. Those who call the generated methods see its bound in its place: a parameter or result of an annotated method "
          + "may be of the type itself, or an array of it. Use the bound, or annotate a method for each type that calls this one."),
  PATTERN_ACCESSOR("AD080", Severity.ERROR,
      "a record pattern calls {0}, which is written out, and Java wraps what that throws in a MatchException. "
          + "Use a type pattern and call the accessor."),
  RECURSIVE_TYPE("AD081", Severity.ERROR,
      "a {0} that depends on a differentiated parameter goes into a {1}, whose classes lead back to it, so that it cannot be taken apart. "
          + "Keep such numbers in an array, and their indices in the {1}; or pass a {0} of Adjoint.detach(...)."),
  OBJECT_ESCAPES("AD085", Severity.ERROR,
      "an object of {0}, which is taken apart into its fields, goes where it cannot be followed{1}. Keep such objects in locals, "
          + "fields, arrays and helpers of this file, or pass on their numbers."),
  OBJECT_CLASS("AD086", Severity.ERROR,
      "an object of {1} is given where {0} is declared, and objects of this class itself are what can be here. Declare {1}, or make "
          + "the object in the method."),
  OBJECT_OPAQUE("AD087", Severity.ERROR,
      "this {0} comes from code that is not differentiated, where others may refer to it. Make it in this file with new, or "
          + "take it as a parameter that wrt names."),
  OBJECT_SIGNATURE("AD088", Severity.ERROR,
      "wrt names {0}, and {1} cannot be taken apart where it comes from outside. Mark the field @NonDifferentiable, or make the "
          + "objects in the method."),
  OBJECT_REACHED("AD089", Severity.ERROR,
      "this code is not differentiated and may come to an object through {0} whose fields the method has taken apart: it would see and "
          + "change the fields of the time before the call. Do this before or after the differentiated method, or take the object out of wrt."),
  LOST_IN_ARGUMENT("AD096", Severity.ERROR,
      "a value that depends on a differentiated parameter goes from here into what {0} refers to, where callers find it without its "
          + "derivative. Return it from the method instead, or use Adjoint.detach(...) on it."),

  // 1xx: derivative lost
  LOST_IN_CAST("AD101", Severity.ERROR,
      "the derivative is lost in this conversion to {0}, and its result flows into the value of the method. "
          + "Use Adjoint.detach(...) on the operand if a zero derivative is meant."),
  LOST_IN_CALL("AD102", Severity.ERROR,
      "the derivative is lost in {0}, which returns {1}, and its result flows into the value of the method. "
          + "Use Adjoint.detach(...) on the argument if a zero derivative is meant."),

  // 2xx: suspicious mathematics
  ZERO_DERIVATIVE("AD201", Severity.WARNING,
      "the derivative of {0} is zero wherever it exists. Use Adjoint.detach(...) on the argument to say that this is meant."),
  SINGLE_POINT_BRANCH("AD202", Severity.WARNING,
      "this branch is taken at a single point of a differentiated value; its derivative is that of the branch alone. "
          + "Compare a detached value, or make both branches agree to first order."),
  NO_DEPENDENCE("AD203", Severity.WARNING,
      "the result does not depend on any differentiated parameter; its gradient is zero. "
          + "Remove @Differentiable or choose other parameters with wrt."),
  ROUNDING_STEP("AD204", Severity.WARNING,
      "{0} is differentiated as if it were its argument, with derivative 1: it moves to a neighbouring floating-point number. "
          + "Use Adjoint.detach(...) on the argument if a derivative of zero is meant, or leave {0} out."),
  CONSTANT_FIELD("AD205", Severity.NOTE,
      "the field {0} is not final; its value is a constant to the derivative. "
          + "Pass it as a parameter to differentiate with respect to it."),

  // 3xx: rule signature and use of annotations
  RULE_SIGNATURE("AD301", Severity.ERROR,
      "this is not a derivative of {0}. Declare it, not private, as: {1}"),
  RULE_TARGET("AD302", Severity.ERROR,
      "@DerivativeOf does not name one method: {0} ({1}). Correct type and method, or give parameterTypes."),
  RULE_TWICE("AD303", Severity.ERROR,
      "{0} has a {1} rule already. Remove one of the two."),
  RULE_OPERAND("AD304", Severity.ERROR,
      "wrt names {0}, which is no operand of {1} with a derivative. Name a parameter of type double, float or Tensor, or self "
          + "for the receiver."),
  RULE_FORWARD("AD305", Severity.ERROR,
      "{0} has a rule for reverse mode with respect to its operand {1}, but none for forward mode. "
          + "Add one with mode = JVP, or declare the rule ELEMENTWISE or LINEAR where it is."),
  RULE_OUT_OF_REACH("AD306", Severity.ERROR,
      "{0} has a rule in {1}, to which nothing leads from here: an incremental build that compiles this class alone would not find "
          + "it. Add rules = {1}.class to @Differentiable."),
  RULE_MODE("AD307", Severity.ERROR,
      "{0} has no rule for {1} mode, which every differentiated method gets. Add a @DerivativeOf method with mode = {2}."),
  WRT_UNKNOWN("AD310", Severity.ERROR,
      "wrt names {0}, which is no parameter; there are: {1}. Correct the name."),
  WRT_TYPE("AD311", Severity.ERROR,
      "wrt names {0}, which is of type {1}. Name parameters of type double, float or Tensor, or arrays, lists, records and objects with "
          + "these."),
  IMPLICIT("AD313", Severity.ERROR,
      "{0} cannot be differentiated by {1}: {2}."),
  TAPE_LIMIT("AD320", Severity.ERROR,
      "an iteration of the loop in line {0} keeps {1} for the reverse sweep, of which this is the largest part; "
          + "maxTapeBytesPerIteration allows {2}. Compile with -Aadjoint.report to see what is kept, and why not recomputed; "
          + "compute it from what stays, split the loop, or raise the limit."),
  CHECK("AD321", Severity.ERROR,
      "no check can be generated for {0}: {1}. Leave out check, or check a method of numbers and arrays of them that calls this one."),
  CHECK_POINTS("AD322", Severity.ERROR,
      "checkPoints names {0}, which is no method of {1} that gives arguments. Declare it as: static Object[][] {0}()."),
  KERNEL_SIGNATURE("AD312", Severity.ERROR,
      "{0}. Declare a @Kernel static and @Differentiable, with a result of type double or float, floating parameters of that "
          + "type, and others of type int, long or boolean; or void, over flat arrays of one floating type, int[] and long[]."),
  ORDER("AD330", Severity.ERROR,
      "there are no derivatives of order {0}. Give order = 1 or order = 2."),
  SECOND_ORDER_CALL("AD331", Severity.ERROR,
      "{0} has first derivatives only, and second ones are asked for. Give order = 2 in its @Differentiable."),
  SECOND_ORDER_RULE("AD332", Severity.ERROR,
      "second derivatives are asked for, and the rule {0} for {1} cannot be differentiated. Give it @Differentiable, with respect "
          + "to all its floating parameters."),
  SECOND_ORDER_TENSOR("AD333", Severity.ERROR,
      "second derivatives of methods on tensors are not generated ({0}). Leave out order = 2, and take second derivatives of the "
          + "tensors' graph: a backward pass that is recorded can be differentiated."),
  TAYLOR("AD335", Severity.ERROR,
      "there are no Taylor coefficients in {0} of {1}. Name a parameter of type double or float with respect to which the method is "
          + "differentiated, or such a component of a record, \"p.x\"; its result is one, too, and wrt names no object."),
  TAYLOR_CALL("AD336", Severity.ERROR,
      "the first derivative of {0} is known, and no Taylor coefficients are. Call a method of this class that has none but its source, "
          + "or one that has taylor itself, in the only argument that depends on this one; or leave out taylor."),
  SPARSITY("AD337", Severity.ERROR,
      "there is no pattern of a Jacobian of {0}. Leave out sparsity, or let the method return a double[] that depends on numbers and arrays of them."),
  SPARSITY_CALL("AD338", Severity.ERROR,
      "which cells depend on which is not known behind the call of {0}. Call a method of this class, or one that takes flat arrays and numbers and "
          + "returns a number."),

  CHECKPOINT_USE("AD340", Severity.ERROR,
      "@Checkpoint {0}. Put it on the variable of a for loop, with snapshots = 1 or more, or on a method."),
  SECOND_ORDER_RECORD("AD334", Severity.ERROR,
      "{0} takes records or objects and returns no number; second derivatives of such methods are not generated. Leave out "
          + "order = 2, or return one."),

  // 4xx: limits of this tool
  PRIVATE_FIELD("AD401", Severity.ERROR,
      "the field {0} cannot be reached from the generated class. Make it and its class package-private, or pass its value."),
  PRIVATE_METHOD("AD402", Severity.ERROR,
      "{0} cannot be called from the generated class. Make it and its class package-private, or call it in a helper."),
  PRIVATE_TYPE("AD403", Severity.ERROR,
      "the class {0} cannot be named in the generated class. Make it package-private, and not local."),
  NO_BODY("AD404", Severity.ERROR,
      "{0} has no body to differentiate. Annotate the method that implements it, or give a rule with @DerivativeOf."),
  CHECKED_EXCEPTION("AD405", Severity.ERROR,
      "{0} is a checked exception, which generated methods do not declare. Throw an unchecked one, or catch it in a helper."),
  UNRESOLVED("AD406", Severity.ERROR,
      "cannot tell what {0} means ({1}). Write it in smaller steps with explicit types, or move it into a @NonDifferentiable method."),
  UNSUPPORTED("AD407", Severity.ERROR,
      "{0} cannot be differentiated by this version. Move it into a @NonDifferentiable method, or write it another way."),
  WRAPPED_ENVIRONMENT("AD410", Severity.ERROR,
      "the processing environment {0} hides javac's, which Adjoint needs. Run the processor in javac directly, e.g. without "
          + "the build tool's incremental annotation processing."),
  NO_TREES("AD411", Severity.ERROR,
      "this compiler does not offer com.sun.source, which Adjoint reads method bodies with. Compile with javac 25 or later."),
  DUMP_PASS("AD412", Severity.ERROR,
      "-Aadjoint.dump names {0}, which is no pass. Name one of these, or several with commas between: {1}."),
  PARAMETER_NAMES("AD413", Severity.ERROR,
      "{0} comes from a class file without the names of parameters, by which its wrt chooses {1}. Compile that class with -g or "
          + "-parameters."),
  TENSOR_ARRAY_RESULT("AD414", Severity.ERROR,
      "the result {0} holds arrays of arrays of tensors, which carry no derivative out of a differentiated method. Return an array of "
          + "tensors, or one tensor, Tensor.stack(0, array) for instance."),
  TENSOR_ROWS_PARAMETER("AD418", Severity.ERROR,
      "the parameter {0} holds arrays of arrays of tensors where it is taken apart ({1}), which have no adjoints. Declare the component "
          + "@NonDifferentiable, pass its arrays of tensors as parameters of their own, or put the tensors into a record."),

  // 9xx: internal
  INTERNAL("AD901", Severity.ERROR,
      "internal failure in pass {0} on method {1}: {2}. This is a defect of Adjoint; please report it with the method's source. "
          + "Removing @Differentiable from the method lets the build go on.");

  /** How bad it is. */
  public enum Severity { ERROR, WARNING, NOTE }

  private final String code;
  private final Severity severity;
  private final String template;

  Message(String code, Severity severity, String template) {
    this.code = code;
    this.severity = severity;
    this.template = template;
  }

  /** The code, e.g. {@code AD001}. */
  public String code() {
    return code;
  }

  /** How bad it is. */
  public Severity severity() {
    return severity;
  }

  /** The text with its arguments, the code in front in brackets. */
  public String format(Object... arguments) {
    String text = template;
    for (int i = 0; i < arguments.length; i++) {
      text = text.replace("{" + i + "}", String.valueOf(arguments[i]));
    }
    return "[" + code + "] " + text;
  }
}
