package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.NewName;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Unit;
import dev.adjoint.processor.ir.Value;
import java.util.List;

/**
 * What the interface of a method with parts knows of the method: for each parameter its parts, where their leaves stand among the
 * parameters of the core, and how its adjoint is given and taken.
 */
final class PartsSignature {
  final Derivative derivative;
  final Function primal;
  private final Unit.Signature signature;
  private final String suffix;
  private final int[] starts;
  private final List<Parts.Leaf> leaves;
  private final boolean changesObjects;

  PartsSignature(Derivative derivative, ApiNames names) {
    this.derivative = derivative;
    this.primal = derivative.primal();
    this.signature = derivative.entry().signature();
    boolean overloaded = names.isOverloaded(primal);
    List<Type> types = primal.params().stream().map(Value::type).toList();
    this.suffix = overloaded ? ApiNames.parts(primal.name(), "", types, true).substring((primal.name() + "Parts").length()) : "";
    this.starts = new int[signature.params().size() + 1];
    for (int i = 0; i < signature.params().size(); i++) {
      starts[i + 1] = starts[i] + signature.params().get(i).parts().leaves().size();
    }
    this.leaves = signature.params().stream().flatMap(p -> p.parts().leaves().stream()).toList();
    this.changesObjects = ObjectAdjoints.mayChange(derivative.onParts(), signature);
  }

  /** The name of a generated method on parts, which overloads have a suffix for. */
  String core(String kind) {
    return primal.name() + "Parts" + kind + suffix;
  }

  /** The name of a record that a method of the interface returns. */
  String record(String kind) {
    return ApiNames.capitalized(primal.name()) + kind + suffix;
  }

  /** How many parameters the method has. */
  int size() {
    return signature.params().size();
  }

  /** The parts of the result, null for a void method. */
  Parts result() {
    return signature.result();
  }

  Parts parts(int parameter) {
    return signature.params().get(parameter).parts();
  }

  String name(int parameter) {
    return signature.params().get(parameter).name();
  }

  /** The index of a parameter's first leaf among the parameters of the core. */
  int first(int parameter) {
    return starts[parameter];
  }

  /** The index behind its last leaf. */
  int end(int parameter) {
    return starts[parameter + 1];
  }

  Parts.Leaf leaf(int index) {
    return leaves.get(index);
  }

  boolean isWrt(int parameter) {
    return primal.wrt().subList(first(parameter), end(parameter)).contains(true);
  }

  boolean isObject(int parameter) {
    return ObjectAdjoints.isGiven(parts(parameter));
  }

  /** Whether the method may assign a field of an object that is a parameter. */
  boolean isChanged(int parameter) {
    return isObject(parameter) && ObjectAdjoints.mayChange(derivative.onParts(), parts(parameter), first(parameter));
  }

  boolean changesObjects() {
    return changesObjects;
  }

  /** Whether a parameter that is not taken apart may have to be another object than those that are. */
  boolean mayMeet(int parameter) {
    return parts(parameter) instanceof Parts.One one && one.type() instanceof Type.Ref type
        && signature.references().types().contains(type.qualifiedName())
        && (changesObjects || goesOut(derivative.onParts().params().get(first(parameter)), derivative.onParts().body()));
  }

  /** Whether a reference goes to code that may change the object. */
  private static boolean goesOut(Value reference, Block block) {
    return block.ops().stream().anyMatch(op -> Ops.operands(op).contains(reference)
        && (op instanceof Op.Opaque o ? o.effect() == Op.Effect.EFFECT : op instanceof Op.Call)
        || Ops.blocks(op).stream().anyMatch(b -> goesOut(reference, b)));
  }

  /** Whether the adjoint of a parameter is added to a buffer: an array, or a list of numbers or of arrays. */
  boolean isPlainArray(int parameter) {
    return plain(parameter) instanceof Parts.One p && p.type().isArray();
  }

  /** The parts of a parameter where a list of numbers or arrays is the array of them. */
  Parts plain(int parameter) {
    Parts parts = parts(parameter);
    return parts instanceof Parts.Columns c && c.list() && c.element() instanceof Parts.One one ? new Parts.One(one.type().array()) : parts;
  }

  /** Whether two buffers may have to be one, or rows of a list to be the other, or rows of it, or of the list itself. */
  boolean mayShare(int a, int b) {
    Type first = plain(a) instanceof Parts.One one ? one.type() : null;
    Type second = plain(b) instanceof Parts.One one ? one.type() : null;
    boolean list = parts(a) instanceof Parts.Columns c && c.isListOfArrays()
        || parts(b) instanceof Parts.Columns k && k.isListOfArrays();
    return a != b && first.equals(second) || list && first.innermost().equals(second.innermost());
  }

  /** A name that no parameter has. */
  String unused(String wish) {
    return NewName.of(wish, name -> signature.params().stream().anyMatch(p -> p.name().equals(name)));
  }

  /**
   * The components of a record of value and adjoints.
   *
   * @param types takes their types
   * @param names takes their names
   * @param arrays whether the adjoints of plain arrays are among them
   */
  void components(List<Type> types, List<String> names, boolean arrays) {
    if (result() != null) {
      types.add(result().type());
      names.add("value");
    }
    for (int i = 0; i < size(); i++) {
      if (isWrt(i) && (arrays || !isPlainArray(i))) {
        types.add(PartsBody.outer(parts(i)));
        names.addAll(ApiNames.components(List.of(new Value(Type.DOUBLE, name(i))),
            names.toArray(String[]::new)).subList(names.size(), names.size() + 1));
      }
    }
  }
}
