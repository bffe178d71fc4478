package dev.adjoint.processor.emit;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Code;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Generated;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.JetFunction;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names that a method's variables must not take: a variable obscures a class or package of its name (JLS 6.4.2), and
 * code quoted from the user may declare names of its own.
 */
final class Reserved {
  private static final Pattern WORD = Pattern.compile("(?<![.\\w$])[A-Za-z_$][\\w$]*");

  private final Set<String> names = new HashSet<>(List.of("java", "javax", "dev", "Math", "Arrays", "System", "Double",
      "Float", "Integer", "Long"));

  private Reserved() {}

  static Set<String> in(Function function, Generated.Class shape, Handles handles) {
    Set<String> names = in(function, shape);
    names.addAll(handles.constants());
    return names;
  }

  /** As if the generated class had no constants for private members. */
  static Set<String> in(Function function, Generated.Class shape) {
    var reserved = new Reserved();
    reserved.type(shape.origin());
    reserved.type(shape.name());
    reserved.type(RuntimeNames.TAPE);
    reserved.type(RuntimeNames.CHECKS);
    reserved.type(RuntimeNames.SHADOWS);
    reserved.type(RuntimeNames.CELLS);
    reserved.type(RuntimeNames.CHECKPOINTS);
    reserved.type(RuntimeNames.CONTENTS);
    reserved.type(RuntimeNames.JACOBIAN);
    reserved.type(RuntimeNames.SERIES_ARRAYS);
    reserved.type(RuntimeNames.DEPENDENCE);
    reserved.type(RuntimeNames.SPARSITY);
    reserved.type(RuntimeNames.SPARSE_MATRIX);
    shape.functionals().forEach(f -> reserved.names.add(f.constant()));
    shape.records().forEach(r -> reserved.names.add(r.name()));
    function.params().forEach(p -> reserved.type(p.type()));
    reserved.block(function.body());
    return reserved.names;
  }

  private void block(Block block) {
    for (Op op : block.ops()) {
      for (Value v : Ops.results(op)) {
        type(v.type());
      }
      switch (op) {
        case Op.Intrinsic o when JetFunction.of(o) instanceof JetFunction f -> type(RuntimeNames.owner(f));
        case Op.Intrinsic o -> type(o.owner());
        case Op.Opaque o -> o.code().pieces().forEach(this::piece);
        case Op.Call o -> callee(o.callee());
        case Op other -> Ops.blocks(other).forEach(this::block);
      }
    }
  }

  private void callee(Callee callee) {
    switch (callee) {
      case Callee.External c -> type(c.owner());
      case Callee.Ruled c -> type(c.owner());
      case Callee.TensorOp c -> type(c.owner());
      case Callee.Generated c -> {
        if (c.owner() != null) {
          type(c.owner());
        }
      }
      case Callee.Local c -> { }
      case Callee.Runtime c -> { }
    }
  }

  private void piece(Code.Piece piece) {
    switch (piece) {
      case Code.Text t -> WORD.matcher(t.text()).results().forEach(m -> names.add(m.group()));
      case Code.TypeName t -> type(t.type());
      case Code.Operand o -> { }
      // Named by Handles, which every variable avoids.
      case Code.PrivateField f -> { }
      case Code.PrivateMethod m -> { }
    }
  }

  private void type(Type type) {
    switch (type) {
      case Type.Ref r -> {
        names.addAll(r.names());
        if (!r.pkg().isEmpty()) {
          int dot = r.pkg().indexOf('.');
          names.add(dot < 0 ? r.pkg() : r.pkg().substring(0, dot));
        }
        r.arguments().forEach(this::type);
      }
      case Type.Array a -> type(a.element());
      case Type.Primitive p -> { }
      case Type.Wildcard w -> { }
    }
  }
}
