package dev.adjoint.processor.ir;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An operation, in A-normal form: operands are values, results are defined here and nowhere else. Each names the section
 * of the Java Language Specification that fixes what it does.
 */
public sealed interface Op {

  /** The place in the user's source. */
  Span span();

  /**
   * A constant, JLS 15.29: the boxed primitive of the result's type, a String, or null for the null reference.
   */
  record Const(Value result, Object value, Span span) implements Op {}

  /** Unary operators after promotion, JLS 15.15. */
  enum UnaryKind { NEG, NOT, BITNOT }

  /** A unary operator; operand and result have one type. */
  record Unary(Value result, UnaryKind kind, Value a, Span span) implements Op {}

  /** Binary operators after promotion, JLS 15.17 to 15.22. Comparisons yield boolean. */
  enum BinaryKind {
    ADD, SUB, MUL, DIV, REM, AND, OR, XOR, SHL, SHR, USHR, EQ, NE, LT, LE, GT, GE;

    /** Whether the result is boolean whatever the operands are. */
    public boolean isComparison() {
      return compareTo(EQ) >= 0;
    }
  }

  /**
   * A binary operator. Operands have the promoted type (shifts: each its own promoted type); EQ and NE also compare
   * booleans and references; AND, OR, XOR on booleans evaluate both sides.
   */
  record Binary(Value result, BinaryKind kind, Value a, Value b, Span span) implements Op {}

  /** A primitive conversion from the operand's to the result's type, JLS 5.1.2, 5.1.3. */
  record Cast(Value result, Value a, Span span) implements Op {}

  /**
   * A pure static method on scalars that the rule table knows, e.g. {@code java.lang.Math.sin}.
   *
   * @param owner {@code Math} or {@code StrictMath}, or a JDK class whose method the table has
   * @param name the method's name; operand types are those of the overload
   */
  record Intrinsic(Value result, Type.Ref owner, String name, List<Value> args, Span span) implements Op {
    public Intrinsic {
      args = List.copyOf(args);
    }
  }

  /** {@code array.length}, JLS 10.7. */
  record ArrayLength(Value result, Value array, Span span) implements Op {}

  /** {@code array[index]} as a value, JLS 15.10.3; index is int. */
  record Load(Value result, Value array, Value index, Span span) implements Op {}

  /** {@code array[index] = value}, JLS 15.26.1. */
  record Store(Value array, Value index, Value value, Span span) implements Op {}

  /** {@code array[index] += value} on a shadow array; only transforms make it. */
  record Accumulate(Value array, Value index, Value value, Span span) implements Op {}

  /** {@code new T[d0][d1][]}: at least one dimension, JLS 15.10.1. The result's type may have more. */
  record NewArray(Value result, List<Value> dims, Span span) implements Op {
    public NewArray {
      dims = List.copyOf(dims);
    }
  }

  /** Library methods that make an array of another one's elements. */
  enum CopyKind { CLONE, COPY_OF, COPY_OF_RANGE }

  /** {@code a.clone()}, {@code Arrays.copyOf(a, n)}, {@code Arrays.copyOfRange(a, from, to)}; args without the array. */
  record Copy(Value result, CopyKind kind, Value array, List<Value> args, Span span) implements Op {
    public Copy {
      args = List.copyOf(args);
    }
  }

  /** {@code System.arraycopy}. */
  record ArrayCopy(Value source, Value sourcePos, Value target, Value targetPos, Value length, Span span)
      implements Op {}

  /** {@code Arrays.fill(array, value)}, or with a range (from and to both given or both null). */
  record Fill(Value array, Value from, Value to, Value value, Span span) implements Op {}

  /** A call that has a derivative, or (in generated code) of a generated or runtime method. */
  record Call(List<Value> results, Callee callee, List<Value> args, Span span) implements Op {
    public Call {
      results = List.copyOf(results);
      args = List.copyOf(args);
    }
  }

  /** What an opaque expression does besides yielding its value. */
  enum Effect {
    /** Nothing: may be evaluated again, or not at all. */
    PURE,
    /** Reads memory that somebody may change, or may throw. */
    READS,
    /** Anything: exactly once, in order. */
    EFFECT
  }

  /**
   * Java code that is emitted as it is written: an inactive call, field access, string concatenation, exception creation.
   *
   * @param result null for a statement
   * @param ifActive why it cannot be differentiated when it carries a derivative; never null
   */
  record Opaque(Value result, Code code, List<Value> operands, Effect effect, Reason ifActive, Span span)
      implements Op {
    public Opaque {
      operands = List.copyOf(operands);
    }
  }

  /**
   * Why a piece of code cannot carry a derivative.
   *
   * @param message the name of the diagnostic's constant in the catalogue
   * @param arguments what fills its template
   */
  record Reason(String message, List<String> arguments) {
    public Reason {
      arguments = List.copyOf(arguments);
    }
  }

  /** {@code if}, {@code ?:}, short-circuit operators, JLS 14.9, 15.23 to 15.25. Each branch yields the results. */
  record If(List<Value> results, Value condition, Block then, Block otherwise, Span span) implements Op {
    public If {
      results = List.copyOf(results);
    }
  }

  /**
   * A counted loop, JLS 14.14.1: {@code for (int iv = from; iv cmp to; iv += step)}, cmp being {@code <} or {@code <=}
   * for a positive step, {@code >} or {@code >=} for a negative one. Bound and step do not change; nobody else writes
   * iv. The body's parameters are the carried values, its yields their next values; results are those after the loop.
   *
   * @param snapshots how many of its states reverse mode may keep, 0 where it keeps what it needs of each iteration
   */
  record For(List<Value> results, Value iv, Value from, Value to, int step, boolean inclusive, List<Value> inits,
      Block body, int snapshots, Span span) implements Op {
    public For {
      results = List.copyOf(results);
      inits = List.copyOf(inits);
    }

    /** A loop that is not checkpointed. */
    public For(List<Value> results, Value iv, Value from, Value to, int step, boolean inclusive, List<Value> inits,
        Block body, Span span) {
      this(results, iv, from, to, step, inclusive, inits, body, 0, span);
    }
  }

  /**
   * Any other loop, JLS 14.12. Both blocks have the carried values as parameters. The condition's operations are free
   * of effects and it yields exactly one boolean; the body yields the next carried values.
   *
   * @param snapshots how many of its states reverse mode may keep, 0 where it keeps what it needs of each iteration
   */
  record While(List<Value> results, List<Value> inits, Block condition, Block body, int snapshots, Span span)
      implements Op {
    public While {
      results = List.copyOf(results);
      inits = List.copyOf(inits);
    }

    /** A loop that is not checkpointed. */
    public While(List<Value> results, List<Value> inits, Block condition, Block body, Span span) {
      this(results, inits, condition, body, 0, span);
    }
  }

  /**
   * {@code try} with {@code catch}, JLS 14.20.1. The body yields the results, unless an exception of a handler's type leaves
   * it: then the first such handler does. A handler sees what is defined before the operation, the exception, which is its
   * block's parameter, and the slots.
   *
   * <p>A slot is a local that the body assigns and a handler reads. It starts with its initial value, and every {@link Assign}
   * in the body gives it another one: whatever it holds when the exception is thrown is what the handlers see.
   *
   * @param slots visible in the handlers only, and assigned in the body only
   */
  record Try(List<Value> results, List<Value> inits, List<Value> slots, Block body, List<Handler> handlers, Span span)
      implements Op {
    public Try {
      results = List.copyOf(results);
      inits = List.copyOf(inits);
      slots = List.copyOf(slots);
      handlers = List.copyOf(handlers);
    }

    /** The same statement with other blocks. */
    public Try with(UnaryOperator<Block> change) {
      return new Try(results, inits, slots, change.apply(body),
          handlers.stream().map(h -> h.with(change.apply(h.block()))).toList(), span);
    }
  }

  /**
   * A {@code catch} clause.
   *
   * @param types what it catches: several for a multi-catch
   * @param checked whether one of them is a checked exception, which the language lets a handler name only where the body
   *     throws it
   * @param block its only parameter is the exception
   */
  record Handler(List<Type.Ref> types, boolean checked, Block block) {
    public Handler {
      types = List.copyOf(types);
    }

    /** The exception that was caught. */
    public Value exception() {
      return block.params().getFirst();
    }

    /** The same clause with another block. */
    public Handler with(Block other) {
      return new Handler(types, checked, other);
    }
  }

  /** An assignment, JLS 15.26.1, to a local that a handler sees: a slot of a try around this operation. */
  record Assign(Value slot, Value value, Span span) implements Op {}

  /** {@code throw}, JLS 14.18. The last operation of its block, whose yields are then placeholders. */
  record Throw(Value exception, Span span) implements Op {}

  /** A comment in generated code. */
  record Comment(String text, Span span) implements Op {}
}
