package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** A method of the interface under construction: its parameters, and their leaves as the core has them. */
final class PartsMethod {
  final ApiBody body = new ApiBody();
  final PartsBody parts;
  final List<Value> own = new ArrayList<>();
  final List<Value> leaves = new ArrayList<>();
  private final PartsSignature s;

  PartsMethod(PartsSignature signature) {
    this(signature, -1, null);
  }

  /** With another type for one of the parameters. */
  PartsMethod(PartsSignature signature, int parameter, Type type) {
    this.s = signature;
    this.parts = new PartsBody(body);
    for (int i = 0; i < s.size(); i++) {
      own.add(body.parameter(i == parameter ? type : s.parts(i).type(), s.name(i)));
    }
  }

  /** A block of a method whose parameters have been taken apart. */
  PartsMethod(PartsMethod outer) {
    this.s = outer.s;
    this.parts = new PartsBody(body, outer.parts);
    own.addAll(outer.own);
    leaves.addAll(outer.leaves);
  }

  /** Reads the leaves; the method's other parameters are there by then. */
  void takeApart() {
    for (int i = 0; i < own.size(); i++) {
      leaves.addAll(parts.leaves(s.parts(i), own.get(i), own.get(i).name()));
    }
    for (int i = 0; i < own.size(); i++) {
      if (s.mayMeet(i)) {
        parts.objects().others(s.primal.name(), own.get(i));
      }
    }
  }

  /** Copies of the arrays, where the method writes into what it is given and is to be called again. */
  void copyWritten() {
    if (ApiHessian.writesArrays(s.primal)) {
      var copies = new PartsVector.Copies(body, parts);
      for (int k = 0; k < leaves.size(); k++) {
        if (!s.leaf(k).presence()) {
          leaves.set(k, copies.of(leaves.get(k)));
        }
      }
    }
  }

  /** The leaves, tensors without their history. */
  List<Value> detached() {
    var arrays = new TensorArguments(body, s.primal);
    var detached = new ArrayList<Value>();
    for (int k = 0; k < leaves.size(); k++) {
      Value v = leaves.get(k);
      detached.add(v.type().isTensors() ? arrays.part(v, s.unused(s.primal.params().get(k).name() + "Value"))
          : v.type().isTensor() ? body.runtime(RuntimeFunction.TENSOR_DETACH, v.type(), null, v) : v);
    }
    return detached;
  }

  /** A buffer or tangent that a user gives as the array that it is, or whose rows it has. */
  Value plain(int parameter, Value given) {
    return s.parts(parameter) instanceof Parts.Columns c && c.isListOfArrays()
        ? parts.array(given, c.elementType(), given.name() + "Rows") : given;
  }

  /** What {@link #plain} makes of the buffers that there are. */
  void plain(List<Value> buffers) {
    for (int i = 0; i < buffers.size(); i++) {
      if (buffers.get(i) != null) {
        buffers.set(i, plain(i, buffers.get(i)));
      }
    }
  }

  /** Calls a core; throws where a list is another one afterwards than the one that was read. */
  List<Value> call(ApiBody into, String core, Function f, List<Value> args) {
    String record = f.results().size() > 1 ? ApiNames.capitalized(core) : null;
    List<Value> results = f.results().stream().map(Value::temporary).toList();
    into.call(core, record, ApiNames.numbered(f.results().size()), args, results);
    for (Value own : own) {
      if (parts.elements(own) != null && mayChange(s.primal.body(), false)) {
        into.runtime(RuntimeFunction.CHECK_LIST, into.constant(Type.STRING, s.primal.name()),
            into.constant(Type.STRING, own.name()), own, parts.elements(own));
      }
    }
    return results;
  }

  /**
   * Whether something may happen that changes a list, which was read before: code as it is written, a call.
   *
   * @param caught whether the method may go on where the block ends with an exception
   */
  private static boolean mayChange(Block block, boolean caught) {
    if (!caught && !block.ops().isEmpty() && block.ops().getLast() instanceof Op.Throw) {
      return false;
    }
    return block.ops().stream().anyMatch(op -> op instanceof Op.Opaque o && o.effect() == Op.Effect.EFFECT
        || op instanceof Op.Call c && !(c.callee() instanceof Callee.Runtime)
        || Ops.blocks(op).stream().anyMatch(b -> mayChange(b, caught || op instanceof Op.Try)));
  }

  /** What calls a core, in a body. */
  interface Core {
    List<Value> call(ApiBody body);
  }

  /** Calls what may change objects: their fields are set also where an exception leaves it. */
  List<Value> changing(Core core) {
    if (!s.changesObjects()) {
      return core.call(body);
    }
    var inner = new ApiBody();
    List<Value> given = core.call(inner);
    var handler = new ApiBody();
    var thrown = new Value(Type.Ref.of("java.lang", "Throwable"), "thrown");
    parts.objects().back(handler);
    Value again = handler.runtime(RuntimeFunction.RETHROW, Type.Ref.of("java.lang", "RuntimeException"), null, thrown);
    handler.ops().add(new Op.Throw(again, Span.NONE));
    List<Value> results = given.stream().map(v -> new Value(v.type(), v.name())).toList();
    var yields = results.stream().map(v -> handler.placeholder(v.type())).toList();
    body.ops().add(new Op.Try(results, List.of(), List.of(), Block.of(inner.ops(), given),
        List.of(new Op.Handler(List.of((Type.Ref) thrown.type()), false, new Block(List.of(thrown), handler.ops(), yields))), Span.NONE));
    parts.objects().back(body);
    return results;
  }
}
