package dev.adjoint.processor.source;

import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Op.BinaryKind;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.source.typing.TypingException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;

/**
 * Lists that are taken apart into an array, or into columns as {@link Rows} has them: parameters, and what {@code List.of} and
 * {@code Arrays.asList} make. What a list answers is read of these arrays, which nothing writes.
 *
 * <p>Invariant: what would change such a list, or could, is refused at its place.
 */
final class Lists {
  private static final Type.Ref OBJECTS = Type.Ref.of("java.util", "Objects");
  private static final Set<String> CHANGES = Set.of("add", "addAll", "addFirst", "addLast", "clear", "remove", "removeAll",
      "removeFirst", "removeIf", "removeLast", "replaceAll", "retainAll", "set", "sort");

  private final Body body;
  /** The elements of lists that {@code List.of} made, by their first columns: code that is emitted as it is written gets an equal one. */
  private final Map<Value, List<Value>> elements = new IdentityHashMap<>();
  /** The first columns of lists that were made here. */
  private final Set<Value> made = Collections.newSetFromMap(new IdentityHashMap<>());
  /** For the size of a list, and for an index that is less than that and not negative, its first column. */
  private final Map<Value, Value> sizes = new IdentityHashMap<>();
  private final Map<Value, Value> indices = new IdentityHashMap<>();

  Lists(Body body) {
    this.body = body;
  }

  private Bundle bundle(Value value) {
    Bundle bundle = value == null ? null : body.ssa.bundle(value);
    return bundle != null && bundle.parts() instanceof Parts.Columns c && c.list() ? bundle : null;
  }

  /** How a list that is taken apart is; null for any other value. */
  Parts.Columns parts(Value value) {
    Bundle bundle = bundle(value);
    return bundle == null ? null : (Parts.Columns) bundle.parts();
  }

  /** Whether a local holds a list that is taken apart. */
  boolean isHeld(String name) {
    Variable variable = body.variable(name);
    return variable != null && variable.parts instanceof Parts.Columns c && c.list();
  }

  /** Whether an expression is a list that is taken apart. Tried out, because only lowering tells. */
  boolean isApart(ExpressionTree tree, TypeMirror type) {
    return isApart(tree, type, list -> true);
  }

  private boolean isApart(ExpressionTree tree, TypeMirror type, Predicate<Value> accepted) {
    if (body.reading.layouts.ofList(body.concrete(type)) == null) {
      return false;
    }
    boolean[] apart = {false};
    try {
      body.ssa.branch(() -> {
        Value value = body.expressions.lower(tree, type);
        apart[0] = bundle(value) != null && accepted.test(value);
      });
    } catch (Refusal | TypingException e) {
      return false;
    }
    return apart[0];
  }

  /** How a local that is a list is taken apart, null where it stays the object that it is. */
  Parts.Columns parts(VariableTree tree, TypeMirror type) {
    if (tree.getInitializer() == null || Layouts.elementOfList(type) == null) {
      return null;
    }
    boolean read = ListUses.isOnlyRead(tree.getName().toString(), body.block);
    boolean fixed = ListUses.isFixed(tree.getName().toString(), body.block);
    boolean apart = (read || fixed) && isApart(tree.getInitializer(), type, list -> read || elements.containsKey(column(list)));
    return apart ? body.reading.layouts.ofList(body.concrete(type)) : null;
  }

  /** How the list is taken apart that is chosen of two; null where one of them stays the object that it is. */
  Parts.Columns parts(ConditionalExpressionTree tree, TypeMirror type) {
    boolean apart = Layouts.elementOfList(type) != null && isApart(tree.getTrueExpression(), type)
        && isApart(tree.getFalseExpression(), type);
    return apart ? body.reading.layouts.ofList(body.concrete(type)) : null;
  }

  /** A call that makes a list of its arguments, as a list that is taken apart; null for any other call. */
  Value made(MethodInvocationTree tree, ExecutableElement method, TypeMirror target) {
    boolean ofList = isNamed(method, "java.util.List", "of");
    if (!ofList && !isNamed(method, "java.util.Arrays", "asList")) {
      return null;
    }
    TypeMirror type = body.concrete(body.typing.typeOf(tree, body.env, target));
    Parts.Columns parts = body.reading.layouts.ofList(type);
    if (parts == null) {
      return null;
    }
    if (method.isVarArgs() && !body.typing.isVarargsCall(tree, body.env)) {
      return ofArray(parts, tree, ofList);
    }
    TypeMirror element = Layouts.elementOfList(type);
    List<Value> values = tree.getArguments().stream().map(a -> body.expressions.lowerTo(a, element)).toList();
    Value list = filled(parts, values, ofList, tree);
    if (ofList) {
      elements.put(column(list), values);
    }
    made.add(column(list));
    return list;
  }

  /** {@code Arrays.asList(array)}: the array's columns themselves, as the list shows the array; null where they are none. */
  private Value ofArray(Parts.Columns parts, MethodInvocationTree tree, boolean copies) {
    boolean tensors = parts.element() instanceof Parts.One one && one.type().isTensor();
    if (copies || !tensors && !parts.isListOfArrays() && parts.element() instanceof Parts.One) {
      return null;
    }
    Value array = body.expressions.lower(tree.getArguments().getFirst());
    Bundle rows = body.ssa.bundle(array);
    List<Value> columns = rows == null ? List.of(array) : rows.leaves();
    if (columns.size() != parts.leaves().size()) {
      return null;
    }
    made.add(columns.getFirst());
    return body.ssa.whole(new Bundle(parts, columns));
  }

  /** A list of tensors that an operation made, which nothing changes. */
  Value ofPieces(Value array, TypeMirror type) {
    made.add(array);
    return body.ssa.whole(new Bundle(body.reading.layouts.ofList(type), List.of(array)));
  }

  private static boolean isNamed(ExecutableElement method, String owner, String name) {
    return method.getSimpleName().contentEquals(name) && method.getModifiers().contains(Modifier.STATIC)
        && ((TypeElement) method.getEnclosingElement()).getQualifiedName().contentEquals(owner);
  }

  /** @param strict whether an element must not be null */
  private Value filled(Parts.Columns parts, List<Value> values, boolean strict, Tree tree) {
    Value length = body.ssa.constant(Type.INT, values.size(), body.span(tree));
    List<List<Value>> rows = values.stream().map(v -> leaves(parts.element(), v, strict, tree)).toList();
    var columns = new ArrayList<Value>();
    for (Parts.Leaf leaf : parts.leaves()) {
      boolean marks = parts.element().isObject() && columns.size() == parts.leaves().size() - 1;
      if (strict && marks) {
        columns.add(body.ssa.constant(leaf.type(), null, body.span(tree)));
        continue;
      }
      Value column = Value.temporary(leaf.type());
      body.ssa.add(new Op.NewArray(column, List.of(length), body.span(tree)));
      for (int i = 0; i < rows.size(); i++) {
        Value at = body.ssa.constant(Type.INT, i, body.span(tree));
        body.ssa.add(new Op.Store(column, at, rows.get(i).get(columns.size()), body.span(tree)));
      }
      columns.add(column);
    }
    return body.ssa.whole(new Bundle(parts, columns));
  }

  private List<Value> leaves(Parts element, Value value, boolean strict, Tree tree) {
    if (element instanceof Parts.One one) {
      Value leaf = one.type().isPrimitive() ? body.conversions.convert(value, one.type(), tree) : value;
      if (strict && !leaf.type().isPrimitive()) {
        body.emit(new Snippet().type(OBJECTS).text(".requireNonNull(").operand(leaf).text(")"), null, Op.Effect.READS,
            Body.reason(Message.ACTIVE_REFERENCE, "List.of", IrTypes.shortName(leaf.type())), tree);
      }
      return List.of(leaf);
    }
    Bundle bundle = body.records.bundle(value, element, tree);
    var leaves = new ArrayList<>(bundle.leaves());
    if (element.isObject()) {
      if (strict) {
        body.records.notNull(bundle, tree);
      }
      leaves.add(bundle.present());
    }
    return leaves;
  }

  /** A list that is an object, read into arrays as it is now; what comes out is constant. */
  Bundle read(Value list, Parts.Columns parts, Tree tree) {
    Type element = parts.elementType();
    Op.Reason reason = Body.reason(Message.ACTIVE_REFERENCE, "a list", IrTypes.shortName(parts.type()));
    var snippet = new Snippet().operand(list).text(".toArray(new ");
    if (element.innermost() instanceof Type.Ref r) {
      snippet.type(new Type.Ref(r.pkg(), r.names(), List.of()));
    } else {
      snippet.text(element.innermost().toString());
    }
    Value rows = body.emit(snippet.text("[0]" + "[]".repeat(element.rank()) + ")"), element.array(), Op.Effect.READS, reason, tree);
    if (parts.isListOfArrays()) {
      return new Bundle(parts, List.of(rows));
    }
    Value length = Value.temporary(Type.INT);
    body.ssa.add(new Op.ArrayLength(length, rows, body.span(tree)));
    var columns = new ArrayList<Value>();
    for (Parts.Leaf leaf : parts.leaves()) {
      Value column = Value.temporary(leaf.type());
      body.ssa.add(new Op.NewArray(column, List.of(length), body.span(tree)));
      columns.add(column);
    }
    var i = new Value(Type.INT, "i");
    Value zero = number(0, tree);
    Ssa.Branch iteration = body.ssa.branch(() -> {
      Value row = Value.temporary(element);
      body.ssa.add(new Op.Load(row, rows, i, body.span(tree)));
      List<Value> leaves = leaves(parts.element(), row, false, tree);
      for (int k = 0; k < columns.size(); k++) {
        body.ssa.add(new Op.Store(columns.get(k), i, leaves.get(k), body.span(tree)));
      }
    });
    body.ssa.add(new Op.For(List.of(), i, zero, length, 1, false, List.of(), Block.of(iteration.ops(), List.of()), body.span(tree)));
    return new Bundle(parts, columns);
  }

  /** The list, for code that is emitted as it is written: an equal one of those that nothing can change. */
  Value whole(Value list, Tree tree) {
    List<Value> values = elements.get(column(list));
    Type type = body.ssa.bundle(list).parts().type();
    if (values == null && column(list).type().elementType().isTensor()) {
      return body.emit(new Snippet().type(Type.Ref.of("java.util", "List")).text(".of(").operand(column(list)).text(")"), type,
          Op.Effect.EFFECT, Body.reason(Message.ACTIVE_REFERENCE, "a list", IrTypes.shortName(type)), tree);
    }
    if (values == null) {
      throw new Refusal(Message.LIST_ESCAPES, tree, IrTypes.shortName(type));
    }
    var snippet = new Snippet().type(Type.Ref.of("java.util", "List")).text(".of(");
    Type element = ((Parts.Columns) body.ssa.bundle(list).parts()).elementType();
    for (int i = 0; i < values.size(); i++) {
      snippet.text(i == 0 ? "" : ", ").operand(body.conversions.convert(values.get(i), element, tree));
    }
    return body.emit(snippet.text(")"), type, Op.Effect.EFFECT,
        Body.reason(Message.ACTIVE_REFERENCE, "List.of", IrTypes.shortName(type)), tree);
  }

  /** Whether a call may be one on a list that is taken apart. */
  boolean isOnList(MethodInvocationTree tree, ExecutableElement method) {
    return !method.getModifiers().contains(Modifier.STATIC) && tree.getMethodSelect() instanceof MemberSelectTree s
        && body.reading.types.isSubtype(body.reading.types.erasure(body.reading.elements.getTypeElement("java.util.List").asType()),
            body.reading.types.erasure(method.getEnclosingElement().asType()))
        && !((TypeElement) method.getEnclosingElement()).getQualifiedName().contentEquals("java.lang.Object")
        && body.reading.layouts.ofList(body.concrete(body.typing.typeOf(s.getExpression(), body.env))) != null;
  }

  /** What a call that {@link #isOnList} accepts gives, null for a statement; a list that is not taken apart is called as it is. */
  Value call(MethodInvocationTree tree, ExecutableElement method, TypeMirror target) {
    Value list = body.expressions.lower(((MemberSelectTree) tree.getMethodSelect()).getExpression());
    if (bundle(list) == null) {
      return body.plainCalls.on(tree, method, target, list,
          Body.reason(Message.CALL_WITHOUT_DERIVATIVE, body.reading.ir.readable(method)));
    }
    return switch (method.getSimpleName().toString()) {
      case "size" -> size(list, tree);
      case "isEmpty" -> isEmpty(list, tree);
      case "get" -> get(list, body.expressions.index(tree.getArguments().getFirst()), tree);
      case "getFirst" -> end(list, true, tree);
      case "getLast" -> end(list, false, tree);
      case "forEach" -> forEach(list, tree);
      case String name when CHANGES.contains(name) ->
          throw new Refusal(Message.LIST_CHANGED, tree, name, IrTypes.shortName(list.type()));
      case String name -> throw new Refusal(Message.LIST_ESCAPES, tree, IrTypes.shortName(list.type()));
    };
  }

  private Value size(Value list, Tree tree) {
    Value size = body.rows.length(list, tree);
    sizes.put(size, column(list));
    return size;
  }

  private Value column(Value list) {
    return body.ssa.bundle(list).leaves().getFirst();
  }

  /** Notes a loop whose variable takes values from zero up to a bound, exclusive, which may be the size of a list. */
  void counted(Value variable, Value to) {
    if (sizes.containsKey(to)) {
      indices.put(variable, sizes.get(to));
    }
  }

  /** {@code list.get(i)}: with the exceptions of an {@code ArrayList}, or those of the list where it was made here. */
  private Value get(Value list, Value index, Tree tree) {
    Value column = column(list);
    if (!made.contains(column) && indices.get(index) != column) {
      body.emit(new Snippet().type(OBJECTS).text(".checkIndex(").operand(index).text(", ").operand(size(list, tree)).text(")"), null,
          Op.Effect.READS, Body.reason(Message.ACTIVE_REFERENCE, tree.toString(), "int"), tree);
    }
    return body.rows.load(list, index, tree);
  }

  private Value isEmpty(Value list, Tree tree) {
    return binary(BinaryKind.EQ, Type.BOOLEAN, body.rows.length(list, tree), number(0, tree), tree);
  }

  private Value number(int n, Tree tree) {
    return body.ssa.constant(Type.INT, n, body.span(tree));
  }

  private Value binary(BinaryKind kind, Type type, Value a, Value b, Tree tree) {
    Value result = Value.temporary(type);
    body.ssa.add(new Op.Binary(result, kind, a, b, body.span(tree)));
    return result;
  }

  /** {@code getFirst()} or {@code getLast()}. */
  private Value end(Value list, boolean first, Tree tree) {
    Type.Ref type = Type.Ref.of("java.util", "NoSuchElementException");
    Ssa.Branch fails = body.ssa.branch(() -> body.ssa.add(new Op.Throw(body.emit(new Snippet().text("new ").type(type).text("()"),
        type, Op.Effect.EFFECT, Body.reason(Message.UNSUPPORTED, "an empty list"), tree), body.span(tree))));
    body.ssa.merge(isEmpty(list, tree), fails, body.ssa.branch(() -> { }), body.span(tree));
    Value at = first ? number(0, tree)
        : binary(BinaryKind.SUB, Type.INT, body.rows.length(list, tree), number(1, tree), tree);
    return body.rows.load(list, at, tree);
  }

  /** {@code list.forEach(f)}: a loop whose iterations assign no local, as lambdas cannot. */
  private Value forEach(Value list, MethodInvocationTree tree) {
    TypeMirror formal = body.concrete(body.typing.methodTypeOf(tree, body.env).getParameterTypes().getFirst());
    FunctionValue function = StreamPipeline.function(body, tree.getArguments().getFirst(), formal);
    var i = new Value(Type.INT, "i");
    Value length = body.rows.length(list, tree);
    Value zero = number(0, tree);
    Ssa.Branch iteration = body.ssa.branch(
        () -> body.applications.apply(function, List.of(body.rows.load(list, i, tree)), null, tree));
    body.ssa.add(new Op.For(List.of(), i, zero, length, 1, false, List.of(), Block.of(iteration.ops(), List.of()), body.span(tree)));
    return null;
  }
}
