package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.analysis.Aliases;
import dev.adjoint.processor.emit.RuntimeNames;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.BlockBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code fHessian}: the products with all unit vectors, row by row. The rows and columns of a parameter stand together, parameters
 * in the order of declaration, an array's cells from the first to the last.
 */
final class ApiHessian {
  private static final Type MATRIX = Type.DOUBLE.array().array();

  private final Api api;
  private final ApiSignature s;
  private final ApiHvp hvp;
  private final boolean overwrites;
  private final BlockBuilder out = new BlockBuilder();
  private final List<Value> params = new ArrayList<>();
  private Value tape;

  ApiHessian(Api api, ApiSignature signature, ApiHvp hvp) {
    this.api = api;
    this.s = signature;
    this.hvp = hvp;
    this.overwrites = writesArrays(s.primal);
    s.params.forEach(p -> params.add(new Value(p.type(), p.name())));
  }

  /** Adds the method; returns its name. */
  String add() {
    String name = api.names().newMethod(s.primal, "Hessian", s.types());
    if (s.derivative.second().needsTape()) {
      tape = out.runtime(RuntimeFunction.TAPE_NEW, RuntimeNames.TAPE, s.name("tape"));
    }
    boolean vector = s.wrt.size() == 1 && s.wrt.getFirst().type().equals(Type.DOUBLE.array());
    Value hessian = vector ? vector() : blocks();
    out.runtime(RuntimeFunction.MIRROR, hessian);
    Function f = ApiHvp.function(name, params, out.ops(), List.of(hessian));
    api.method(new dev.adjoint.processor.ir.Generated.Method(name, true, ApiDocs.hessian(s), null,
        s.derivative.entry().varargs(), f));
    return name;
  }

  private Value param(Value of) {
    return params.get(s.params.indexOf(of));
  }

  /** One vector: its row is the buffer for the product. */
  private Value vector() {
    Value x = param(s.wrt.getFirst());
    Value n = out.length(x);
    Value hessian = out.newArray(MATRIX, List.of(n, n), s.name("hessian"));
    var i = new Value(Type.INT, s.name("i"));
    var body = new BlockBuilder();
    // what a method overwrites, it reads and zeroes in the buffers as well
    BlockBuilder once = overwrites ? body : out;
    Value gradient = once.newArray(x.type(), List.of(n), s.name(x.name() + "Gradient"));
    Value unit = once.newArray(x.type(), List.of(n), s.name(x.name() + "Tangent"));
    body.store(unit, i, body.constant(1.0));
    var args = arguments(body);
    args.addAll(List.of(unit, gradient, body.load(hessian, i, null)));
    if (tape != null) {
      args.add(tape);
    }
    call(body, args, Value.temporary(s.result));
    if (!overwrites) {
      body.store(unit, i, body.constant(0.0));
    }
    out.add(new Op.For(List.of(), i, out.constant(0), n, 1, false, List.of(), body.block(List.of(), List.of()), Span.NONE));
    return hessian;
  }

  /** The primal's arguments; where it writes into its arrays, copies of them for each product. */
  private List<Value> arguments(BlockBuilder b) {
    if (!overwrites) {
      return new ArrayList<>(params);
    }
    var body = new ApiBody();
    var keys = new ArrayList<Value>();
    var copies = new ArrayList<Value>();
    var args = new ArrayList<Value>();
    for (Value p : params) {
      if (!p.type().isArray()) {
        args.add(p);
        continue;
      }
      Value copy = body.shared(p, List.copyOf(keys), List.copyOf(copies),
          x -> x.runtime(RuntimeFunction.DEEP_COPY, p.type(), s.name(p.name() + "Copy"), p));
      for (int k = 0; k < keys.size(); k++) {
        if (keys.get(k).type().innermost().equals(p.type().innermost()) && (p.type().rank() > 1 || keys.get(k).type().rank() > 1)) {
          // rows in common would be copied twice
          body.runtime(RuntimeFunction.CHECK_ADJOINTS, body.constant(Type.STRING, s.primal.name()), body.constant(Type.STRING, keys.get(k).name()),
              keys.get(k), copies.get(k), body.constant(Type.STRING, p.name()), p, copy);
        }
      }
      keys.add(p);
      copies.add(copy);
      args.add(copy);
    }
    b.addAll(body.ops());
    return args;
  }

  private void call(BlockBuilder b, List<Value> args, Value result) {
    b.add(new Op.Call(List.of(result), new Callee.Generated(null, hvp.name(), null, List.of()), args, Span.NONE));
  }

  /** Several parameters, or one that is no vector of doubles. */
  private Value blocks() {
    var counts = new ArrayList<Value>();
    Value n = null;
    var offsets = new ArrayList<Value>();
    for (Value w : s.wrt) {
      Value count = w.type().isArray() ? out.runtime(RuntimeFunction.CELL_COUNT, Type.INT, s.name(w.name() + "Count"), param(w))
          : out.constant(1);
      counts.add(count);
      offsets.add(n == null ? out.constant(0) : n);
      n = n == null ? count : out.binary(Op.BinaryKind.ADD, n, count);
    }
    Value hessian = out.newArray(MATRIX, List.of(n, n), s.name("hessian"));
    for (int k = 0; k < s.wrt.size(); k++) {
      Value offset = offsets.get(k);
      int block = k;
      if (!s.wrt.get(k).type().isArray()) {
        row(out, hessian, offset, offsets, block, null);
        continue;
      }
      var i = new Value(Type.INT, s.name("i"));
      var body = new BlockBuilder();
      Value row = k == 0 ? i : body.binary(Op.BinaryKind.ADD, offset, i);
      row(body, hessian, row, offsets, block, i);
      out.add(new Op.For(List.of(), i, out.constant(0), counts.get(k), 1, false, List.of(), body.block(List.of(), List.of()),
          Span.NONE));
    }
    return hessian;
  }

  /** The product with one unit vector, as a row of the matrix. */
  private void row(BlockBuilder b, Value hessian, Value row, List<Value> offsets, int block, Value cell) {
    var body = new ApiBody();
    var keys = new ArrayList<Value>();
    var made = new ArrayList<Value>();
    var tangents = new ArrayList<Value>();
    for (Value w : s.wrt) {
      boolean unit = s.wrt.indexOf(w) == block;
      if (!w.type().isArray()) {
        Object value = w.type() == Type.FLOAT ? (Object) (unit ? 1.0f : 0.0f) : (Object) (unit ? 1.0 : 0.0);
        tangents.add(body.constant(w.type(), value));
        continue;
      }
      Value array = param(w);
      Value t = body.shared(array, List.copyOf(keys), List.copyOf(made),
          x -> x.zeros(array, array.type(), s.name(array.name() + "Tangent")));
      keys.add(array);
      made.add(t);
      tangents.add(t);
    }
    b.addAll(body.ops());
    if (cell != null) {
      b.runtime(RuntimeFunction.CELL_SET, tangents.get(block), cell, b.constant(1.0));
    }
    var args = arguments(b);
    args.addAll(tangents);
    if (tape != null) {
      args.add(tape);
    }
    var names = ApiHvp.components(s);
    var results = new ArrayList<Value>();
    results.add(Value.temporary(s.result));
    for (int half = 0; half < 2; half++) {
      s.wrt.forEach(w -> results.add(Value.temporary(w.type())));
    }
    b.add(new Op.Call(results, new Callee.Generated(null, hvp.name(), hvp.record(), names), args, Span.NONE));
    Value target = b.load(hessian, row, null);
    for (int k = 0; k < s.wrt.size(); k++) {
      Value product = results.get(1 + s.wrt.size() + k);
      if (product.type().isArray()) {
        b.runtime(RuntimeFunction.CELL_COPY, product, target, offsets.get(k));
      } else {
        b.store(target, offsets.get(k), b.cast(Type.DOUBLE, product));
      }
    }
  }

  /** Whether the method may write into arrays that it is given. */
  static boolean writesArrays(Function f) {
    return writes(f.body(), new Aliases(f));
  }

  private static boolean writes(Block block, Aliases aliases) {
    for (Op op : block.ops()) {
      boolean is = switch (op) {
        case Op.Store o -> aliases.of(o.array()).external();
        case Op.Fill o -> aliases.of(o.array()).external();
        case Op.ArrayCopy o -> aliases.of(o.target()).external();
        case Op.Call o -> o.args().stream().anyMatch(a -> a.type().isArray() && aliases.of(a).external());
        case Op.Opaque o -> o.effect() == Op.Effect.EFFECT
            && o.operands().stream().anyMatch(a -> a.type().isArray() && aliases.of(a).external());
        case Op other -> false;
      };
      if (is || Ops.blocks(op).stream().anyMatch(b -> writes(b, aliases))) {
        return true;
      }
    }
    return false;
  }
}
