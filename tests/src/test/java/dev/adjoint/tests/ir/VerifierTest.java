package dev.adjoint.tests.ir;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Parser;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.ir.Verifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the verifier refuses, each with its reason. */
class VerifierTest {

  /** A function of a double, an int, an array and an object, with the given body. */
  private static Function function(String body) {
    return Parser.parse("""
        function "C#f" "f" (%x: double wrt, %n: int, %a: double[], %o: p/C, %b: boolean) -> (double) {
          BODY
        }
        """.replace("BODY", body));
  }

  private static void refused(String reason, String body) {
    refused(reason, function(body));
  }

  private static void refused(String reason, Function function) {
    var problem = assertThrows(IllegalStateException.class, () -> Verifier.verify(function, Map.of()));
    assertTrue(problem.getMessage().contains(reason), problem.getMessage());
    assertTrue(problem.getMessage().contains("function " + function.key()), problem.getMessage());
  }

  @Test
  void aWellFormedFunctionPasses() {
    Verifier.verify(Parser.parse(TextFormTest.SUM), Map.of());
    Verifier.verify(function("yield %x"), Map.of());
  }

  @Test
  void aValueIsDefinedOnce() {
    var x = new Value(Type.DOUBLE, "x");
    var twice = new Op.Const(x, 1.0, Span.NONE);
    refused("x:double is defined twice", new Function("f", "f", List.of(), List.of(), List.of(Type.DOUBLE),
        Block.of(List.of(twice, twice), List.of(x)), Span.NONE));
  }

  @Test
  void aUseComesAfterItsDefinition() {
    var x = new Value(Type.DOUBLE, "x");
    var y = new Value(Type.DOUBLE, "y");
    var ops = List.<Op>of(new Op.Unary(y, Op.UnaryKind.NEG, x, Span.NONE), new Op.Const(x, 1.0, Span.NONE));
    refused("x:double is used before it is defined, in: %0.y: double = neg %1.x",
        new Function("f", "f", List.of(), List.of(), List.of(Type.DOUBLE), Block.of(ops, List.of(y)), Span.NONE));
  }

  @Test
  void aUseStaysInTheScopeOfItsDefinition() {
    refused("is used outside the scope of its definition", """
        if %b -> () {
          %t: double = neg %x
          yield
        } else {
          %u: double = neg %t
          yield
        }
        yield %x
        """);
    refused("is used outside the scope of its definition", """
        for %i: int = %n to %n step 1 carry () = () -> () {
          yield
        }
        %u: int = neg %i
        yield %x
        """);
  }

  @Test
  void operandsHaveTheTypesOfTheOperator() {
    refused("ADD does not take double and int to double", "%t: double = add %x, %n yield %t");
    refused("LT does not take double and double to double", "%t: double = lt %x, %x yield %t");
    refused("NOT takes and gives one promoted type", "%t: int = not %n yield %x");
    refused("EQ does not take double and p.C to boolean", "%t: boolean = eq %x, %o yield %x");
    refused("cast converts between numeric primitive types", "%t: int = cast %b yield %x");
    refused("cast converts between numeric primitive types", "%t: p/D = cast %o yield %x");
    refused("an intrinsic is a function of scalars", "%t: double = intrinsic java.lang/Math sin (%o) yield %t");
    refused("what is thrown is an object", "throw %x yield %x");
    refused("a condition is boolean", "if %n -> () { yield } else { yield } yield %x");
  }

  @Test
  void constantsAreOfTheirType() {
    var t = new Value(Type.DOUBLE, "t");
    refused("a constant of double is a Integer", new Function("f", "f", List.of(), List.of(), List.of(Type.DOUBLE),
        Block.of(List.of(new Op.Const(t, 1, Span.NONE)), List.of(t)), Span.NONE));
  }

  @Test
  void cellsAreOfTheArraysElementType() {
    refused("no int in double[][int]", "store %a[%n] = %n yield %x");
    refused("no double in double[][double]", "%t: double = load %a[%x] yield %t");
    refused("no double in double[int]", "%t: double = load %x[%n] yield %t");
    refused("only floating values are accumulated", "accumulate %a[%n] += %n yield %x");
    refused("fill takes an array", "fill %a = %n yield %x");
    refused("length of an array is int", "%t: long = length %a yield %x");
    refused("a new array has a rank", "%t: double[] = new (%n, %n) yield %x");
    refused("COPY_OF takes an array and 1 ints", "%t: double[] = copy copy_of %a () yield %x");
    refused("arraycopy takes two arrays", "arraycopy (%a, %n, %x, %n, %n) yield %x");
  }

  @Test
  void branchesYieldTheResults() {
    refused("yields of a branch: 0 for 1", "if %b -> (%r: double) { yield %x } else { yield } yield %r");
    refused("yields of a branch: 0 is int, not double",
        "if %b -> (%r: double) { yield %n } else { yield %x } yield %r");
  }

  @Test
  void loopsCarryWhatTheyAreGiven() {
    refused("initial values: 0 for 1",
        "for %i: int = %n to %n step 1 carry (%c: double) = () -> (%r: double) { yield %c } yield %r");
    refused("yields of the body: 0 is int, not double",
        "for %i: int = %n to %n step 1 carry (%c: double) = (%x) -> (%r: double) { yield %n } yield %r");
    refused("results of the loop: 0 for 1",
        "for %i: int = %n to %n step 1 carry (%c: double) = (%x) -> () { yield %c } yield %x");
    refused("its step is not zero", "for %i: int = %n to %n step 0 carry () = () -> () { yield } yield %x");
    refused("yields of the condition: 0 is double, not boolean",
        "while (%x) -> (%r: double) condition (%c: double) { yield %c } body (%d: double) { yield %d } yield %r");
    refused("parameters of the condition: 0 for 1",
        "while (%x) -> (%r: double) condition () { yield %b } body (%d: double) { yield %d } yield %r");
    refused("an effect in the condition of a loop",
        "while () -> () condition () { store %a[%n] = %x yield %b } body () { yield } yield %x");
  }

  @Test
  void slotsAreAssignedInTheBodyAndSeenByTheHandlers() {
    refused("is no slot of a try around the assignment", "assign %x = %x yield %x");
    refused("is no slot of a try around the assignment", """
        try (%x) slots (%s: double) -> () { yield } catch (p/E) (%e: p/E) { assign %s = %x yield }
        yield %x
        """);
    refused("is used outside the scope of its definition", """
        try (%x) slots (%s: double) -> (%r: double) { yield %s } catch (p/E) (%e: p/E) { yield %s }
        yield %r
        """);
    refused("yields of a handler: 0 for 1",
        "try () slots () -> (%r: double) { yield %x } catch (p/E) (%e: p/E) { yield } yield %r");
    refused("initial values: 0 for 1", "try () slots (%s: double) -> () { yield } catch (p/E) (%e: p/E) { yield } yield %x");
    refused("a try has a handler", "try () slots () -> () { yield } yield %x");
    refused("a slot gets a value of its type",
        "try (%x) slots (%s: double) -> () { assign %s = %n yield } catch (p/E) (%e: p/E) { yield } yield %x");
  }

  @Test
  void throwEndsItsBlock() {
    refused("throw is not the last operation of its block", "throw %o %t: double = neg %x yield %t");
  }

  @Test
  void callsFitTheirCallees() {
    refused("no function C#g", "call local \"C#g\" g () yield %x");
    refused("arguments: 0 is int, not double",
        "%t: double = call external p/D p/DDerivatives g (double wrt) -> double (%n) yield %t");
    refused("results of the call: 1 for 0",
        "%t: double = call external p/D p/DDerivatives g (double wrt) -> void (%x) yield %t");
    refused("2 results for 1 components",
        "%t: double, %u: double = call generated self g record G (\"value\") (%x) yield %t");
    Function callee = function("yield %x");
    Function caller = function("%t: double = call local \"C#f\" f (%x) yield %t");
    assertThrows(IllegalStateException.class, () -> Verifier.verify(caller, Map.of("C#f", callee)));
    Verifier.verify(function("%t: double = call local \"C#f\" f (%x, %n, %a, %o, %b) yield %t"), Map.of("C#f", callee));
  }

  @Test
  void theFunctionYieldsItsResults() {
    refused("results of the function: 0 for 1", "yield");
    refused("results of the function: 0 is int, not double", "yield %n");
    refused("0 wrt flags for 1 parameters", new Function("f", "f", List.of(new Value(Type.DOUBLE, "x")), List.of(),
        List.of(), Block.of(List.of(), List.of()), Span.NONE));
  }

  @Test
  void timeIsLinearInTheLength() {
    var x = new Value(Type.DOUBLE, "x");
    var ops = new ArrayList<Op>();
    Value last = x;
    for (int i = 0; i < 200_000; i++) {
      var next = Value.temporary(Type.DOUBLE);
      ops.add(new Op.Binary(next, Op.BinaryKind.ADD, last, x, Span.NONE));
      last = next;
    }
    var f = new Function("f", "f", List.of(x), List.of(true), List.of(Type.DOUBLE), Block.of(ops, List.of(last)),
        Span.NONE);
    assertTimeout(Duration.ofSeconds(5), () -> Verifier.verify(f));
  }
}
