package dev.adjoint.processor.analysis;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which references to objects and arrays may lead to the same memory, as far as code that is emitted as written may connect
 * them: a list and what was added to it, an Object and the array it was cast from.
 *
 * <p>Coarser than {@link Aliases}, whose classes it joins further: good enough for refusing, not for differentiating.
 */
final class Regions {
  private static final Set<String> IMMUTABLE = Set.of("java.lang.String", "java.lang.Boolean", "java.lang.Byte",
      "java.lang.Short", "java.lang.Character", "java.lang.Integer", "java.lang.Long", "java.lang.Float",
      "java.lang.Double", "java.lang.Class");

  private final Aliases aliases;
  private final Map<Object, Object> parents = new HashMap<>();
  /** How many try statements there are around: what is done before a throw matters there. */
  private int tries;
  /** The exceptions of the handlers around. */
  private final List<Value> caught = new ArrayList<>();

  Regions(Function function, Aliases aliases) {
    this.aliases = aliases;
    block(function.body());
  }

  /** Whether a reference of this type leads to memory that somebody may change. */
  static boolean leadsToMemory(Type type) {
    return type.isArray() || type instanceof Type.Ref r && !r.isTensor() && !IMMUTABLE.contains(r.qualifiedName());
  }

  /** The region that a reference leads into. */
  Object of(Value v) {
    Object at = v.type().isArray() ? aliases.cells(v) : v;
    for (Object up = parents.get(at); up != null; up = parents.get(at)) {
      at = up;
    }
    return at;
  }

  private void join(Value a, Value b) {
    if (leadsToMemory(a.type()) && leadsToMemory(b.type())) {
      Object x = of(a);
      Object y = of(b);
      if (x != y) {
        parents.put(y, x);
      }
    }
  }

  private void join(List<Value> a, List<Value> b) {
    for (int i = 0; i < a.size(); i++) {
      join(a.get(i), b.get(i));
    }
  }

  private void joinAll(List<Value> values) {
    Value first = null;
    for (Value v : values) {
      if (leadsToMemory(v.type())) {
        first = first == null ? v : first;
        join(first, v);
      }
    }
  }

  private void block(Block block) {
    if (tries == 0 && Ops.ends(block)) {
      return;
    }
    for (Op op : block.ops()) {
      switch (op) {
        case Op.Opaque o -> opaque(o);
        case Op.Load o -> join(o.result(), o.array());
        case Op.Store o -> join(o.array(), o.value());
        case Op.Fill o -> join(o.array(), o.value());
        case Op.Copy o -> {
          if (!o.result().type().elementType().isPrimitive()) {
            join(o.result(), o.array());
          }
        }
        case Op.ArrayCopy o -> {
          if (!o.source().type().elementType().isPrimitive()) {
            join(o.source(), o.target());
          }
        }
        case Op.If o -> {
          join(o.results(), o.then().yields());
          join(o.results(), o.otherwise().yields());
        }
        case Op.For o -> {
          join(o.results(), o.inits());
          join(o.results(), o.body().params());
          join(o.results(), o.body().yields());
        }
        case Op.While o -> {
          join(o.results(), o.inits());
          join(o.results(), o.condition().params());
          join(o.results(), o.body().params());
          join(o.results(), o.body().yields());
        }
        case Op.Try o -> {
          join(o.slots(), o.inits());
          Ops.blocks(o).forEach(b -> join(o.results(), b.yields()));
        }
        case Op.Assign o -> join(o.slot(), o.value());
        case Op.Throw o -> caught.forEach(e -> join(e, o.exception()));
        case Op.Call o -> {
          if (o.args().stream().anyMatch(v -> v.type() instanceof Type.Ref && leadsToMemory(v.type()))) {
            var all = new ArrayList<>(o.args());
            all.addAll(o.results());
            joinAll(all);
          }
        }
        case Op o -> { }
      }
      if (op instanceof Op.Try o) {
        tries++;
        int around = caught.size();
        o.handlers().forEach(h -> caught.add(h.exception()));
        block(o.body());
        caught.subList(around, caught.size()).clear();
        o.handlers().forEach(h -> block(h.block()));
        tries--;
      } else {
        Ops.blocks(op).forEach(this::block);
      }
    }
  }

  private void opaque(Op.Opaque o) {
    var all = new ArrayList<Value>();
    if (o.result() != null) {
      all.add(o.result());
    }
    all.addAll(o.operands());
    boolean connects = o.effect() == Op.Effect.EFFECT || o.result() != null && leadsToMemory(o.result().type());
    if (connects) {
      joinAll(all);
    }
  }
}
