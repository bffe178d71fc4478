package dev.adjoint.processor.analysis;

import dev.adjoint.processor.diagnostic.Diagnostics;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Code;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Unit;
import dev.adjoint.processor.ir.Value;
import java.util.HashSet;
import java.util.Set;

/**
 * What a method does to an object that it was given through another reference than the one that is taken apart. While the method runs,
 * the fields are in places of their own and the object has what it had before: code as it is written would see and change that.
 *
 * <p>A reference that is a parameter of the method may be looked at: the interface compares the objects. Every other one that may mean such
 * an object, and code that may come to one, is refused.
 */
public final class GivenObjects {
  private final Unit.References references;
  private final boolean changes;
  private final java.util.function.Function<String, Function> functions;
  private final Diagnostics diagnostics;
  private final Set<String> seen = new HashSet<>();
  private Set<Value> params;

  private GivenObjects(Unit.References references, boolean changes, java.util.function.Function<String, Function> functions,
      Diagnostics diagnostics) {
    this.references = references;
    this.changes = changes;
    this.functions = functions;
    this.diagnostics = diagnostics;
  }

  /**
   * Reports such code.
   *
   * @param changes whether the method may assign fields of the objects
   * @param functions the methods that may be called, by key
   */
  public static void check(Function f, Unit.References references, boolean changes,
      java.util.function.Function<String, Function> functions, Diagnostics diagnostics) {
    if (!references.types().isEmpty()) {
      new GivenObjects(references, changes, functions, diagnostics).function(f);
    }
  }

  private void function(Function f) {
    Set<Value> outer = params;
    params = new HashSet<>(f.params());
    block(f.body());
    params = outer;
  }

  private void block(Block block) {
    for (Op op : block.ops()) {
      switch (op) {
        case Op.Opaque o when o.effect() == Op.Effect.EFFECT -> {
          o.operands().forEach(v -> reached(v, op));
          o.code().pieces().forEach(piece -> {
            if (piece instanceof Code.TypeName t) {
              leads(t.type(), op);
            } else if (piece instanceof Code.PrivateMethod m) {
              leads(m.owner(), op);
            }
          });
        }
        case Op.Opaque o when o.effect() == Op.Effect.READS && changes -> o.operands().forEach(v -> looked(v, op));
        case Op.Call o when o.callee() instanceof Callee.Local c -> {
          o.args().forEach(v -> looked(v, op));
          if (seen.add(c.key())) {
            function(functions.apply(c.key()));
          }
        }
        case Op.Call o when o.callee() instanceof Callee.External -> o.args().forEach(v -> reached(v, op));
        case Op.Call o when o.callee() instanceof Callee.Ruled -> o.args().forEach(v -> reached(v, op));
        case Op o -> { }
      }
      Ops.blocks(op).forEach(this::block);
    }
  }

  private void reached(Value operand, Op op) {
    leads(operand.type(), op);
    looked(operand, op);
  }

  private void leads(Type type, Op op) {
    Type innermost = type.innermost();
    boolean leads = innermost instanceof Type.Ref r && (references.leading().contains(r.qualifiedName())
        || type.isArray() && references.types().contains(r.qualifiedName())
        || r.arguments().stream().anyMatch(a -> isReference(a)));
    if (leads) {
      diagnostics.report(Message.OBJECT_REACHED, op.span(), ((Type.Ref) innermost).names().getLast());
    }
  }

  private boolean isReference(Type type) {
    return switch (type.innermost()) {
      case Type.Ref r -> references.types().contains(r.qualifiedName()) || references.leading().contains(r.qualifiedName())
          || r.arguments().stream().anyMatch(this::isReference);
      case Type.Wildcard w -> w.upper() != null && isReference(w.upper());
      case Type t -> false;
    };
  }

  private void looked(Value operand, Op op) {
    if (operand.type() instanceof Type.Ref r && references.types().contains(r.qualifiedName()) && !params.contains(operand)) {
      diagnostics.report(Message.OBJECT_OPAQUE, op.span(), r.names().getLast());
    }
  }
}
