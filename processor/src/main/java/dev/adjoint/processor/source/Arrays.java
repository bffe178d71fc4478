package dev.adjoint.processor.source;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.Tree;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Op.CopyKind;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Array creation, JLS 15.10.1 and 10.6, and the library's methods on whole arrays. */
final class Arrays {
  private final Body body;

  Arrays(Body body) {
    this.body = body;
  }

  /** {@code new T[n]}, {@code new T[] {…}}, or a bare initialiser of the target's type. */
  Value create(NewArrayTree tree, TypeMirror target) {
    boolean initialised = tree.getInitializers() != null;
    TypeMirror mirror = target;
    if (tree.getType() != null) {
      mirror = body.typing.resolveType(tree.getType());
      for (int i = 0; i < (initialised ? 1 : tree.getDimensions().size()); i++) {
        mirror = body.reading.types.getArrayType(mirror);
      }
    }
    Type type = body.type(mirror, tree);
    if (!initialised) {
      List<Value> dims = tree.getDimensions().stream().map(body.expressions::index).toList();
      return body.apart(mirror) instanceof Parts.Columns parts ? body.rows.create(parts, dims, tree)
          : create(type, dims, tree);
    }
    return filled(type, ((ArrayType) mirror).getComponentType(), tree.getInitializers(), tree);
  }

  private Value create(Type type, List<Value> dims, Tree tree) {
    Value array = Value.temporary(type);
    body.ssa.add(new Op.NewArray(array, dims, body.span(tree)));
    return array;
  }

  /** A new array with these elements; also the packing of variable arguments, JLS 15.12.4.2. */
  Value filled(Type type, TypeMirror component, List<? extends ExpressionTree> elements, Tree tree) {
    List<Value> length = List.of(number(elements.size(), tree));
    Value array = body.apart(body.reading.types.getArrayType(component)) instanceof Parts.Columns parts
        ? body.rows.create(parts, length, tree) : create(type, length, tree);
    for (int i = 0; i < elements.size(); i++) {
      ExpressionTree element = elements.get(i);
      Value value = body.expressions.lowerTo(element, component);
      if (body.rows.isRows(array)) {
        body.rows.store(array, number(i, element), value, element);
      } else {
        body.ssa.add(new Op.Store(array, number(i, element), value, body.span(element)));
      }
    }
    return array;
  }

  private Value number(int n, Tree tree) {
    return body.ssa.constant(Type.INT, n, body.span(tree));
  }

  /** Whether the call is one of the library's methods on arrays that the representation has an operation for. */
  boolean isLibrary(MethodInvocationTree tree, ExecutableElement method, TypeMirror receiver) {
    String owner = method.getEnclosingElement().toString();
    String name = method.getSimpleName().toString();
    int arguments = tree.getArguments().size();
    if (name.equals("clone") && arguments == 0) {
      return receiver instanceof ArrayType;
    }
    return switch (owner + "." + name) {
      case "java.lang.System.arraycopy" -> isArray(tree.getArguments().get(0)) && isArray(tree.getArguments().get(2));
      case "java.util.Arrays.fill" -> isArray(tree.getArguments().get(0));
      case "java.util.Arrays.sort" -> arguments != 2 && isFloating(tree.getArguments().getFirst());
      case "java.util.Arrays.copyOf" -> arguments == 2;
      case "java.util.Arrays.copyOfRange" -> arguments == 3;
      default -> false;
    };
  }

  private boolean isFloating(ExpressionTree tree) {
    return body.typing.typeOf(tree, body.env) instanceof ArrayType a
        && (a.getComponentType().getKind() == TypeKind.DOUBLE || a.getComponentType().getKind() == TypeKind.FLOAT);
  }

  private boolean isArray(ExpressionTree tree) {
    return body.typing.typeOf(tree, body.env) instanceof ArrayType;
  }

  /** Lowers what {@link #isLibrary} accepts; null for a statement. */
  Value library(MethodInvocationTree tree, ExecutableElement method) {
    String name = method.getSimpleName().toString();
    if (name.equals("clone")) {
      return copy(CopyKind.CLONE, body.expressions.lower(((MemberSelectTree) tree.getMethodSelect()).getExpression()),
          List.of(), tree);
    }
    List<? extends ExpressionTree> args = tree.getArguments();
    Value array = body.expressions.lower(args.getFirst());
    return switch (name) {
      case "copyOf" -> copy(CopyKind.COPY_OF, array, indices(args, 1), tree);
      case "copyOfRange" -> copy(CopyKind.COPY_OF_RANGE, array, indices(args, 1), tree);
      case "sort" -> sort(array, indices(args, 1), tree);
      case "fill" -> fill(array, args, tree);
      case "arraycopy" -> {
        Value from = body.expressions.index(args.get(1));
        Value target = body.expressions.lower(args.get(2));
        List<Value> rest = indices(args, 3);
        if (body.rows.isRows(array) || body.rows.isRows(target)) {
          body.rows.arrayCopy(array, from, target, rest.get(0), rest.get(1), tree);
          yield null;
        }
        body.ssa.add(new Op.ArrayCopy(array, from, target, rest.get(0), rest.get(1), body.span(tree)));
        yield null;
      }
      default -> throw new IllegalStateException(name);
    };
  }

  private Value copy(CopyKind kind, Value array, List<Value> args, Tree tree) {
    if (body.rows.isRows(array)) {
      return body.rows.copy(kind, array, args, tree);
    }
    Value result = Value.temporary(array.type());
    body.ssa.add(new Op.Copy(result, kind, array, args, body.span(tree)));
    return result;
  }

  /** Sorting moves numbers: an order is found, and the numbers go from where they are to where they belong. */
  private Value sort(Value array, List<Value> bounds, Tree tree) {
    Value from = bounds.isEmpty() ? number(0, tree) : bounds.getFirst();
    Value to;
    if (bounds.isEmpty()) {
      to = Value.temporary(Type.INT);
      body.ssa.add(new Op.ArrayLength(to, array, body.span(tree)));
    } else {
      to = bounds.get(1);
    }
    var order = new Value(Type.INT.array(), "order");
    body.ssa.add(new Op.Call(List.of(order), new Callee.Runtime(RuntimeFunction.SORT_ORDER), List.of(array, from, to),
        body.span(tree)));
    Value unsorted = copy(CopyKind.CLONE, array, List.of(), tree);
    var i = new Value(Type.INT, "i");
    var source = Value.temporary(Type.INT);
    var element = Value.temporary(array.type().elementType());
    var span = body.span(tree);
    var block = Block.of(List.of(new Op.Load(source, order, i, span), new Op.Load(element, unsorted, source, span),
        new Op.Store(array, i, element, span)), List.of());
    var count = Value.temporary(Type.INT);
    body.ssa.add(new Op.ArrayLength(count, order, span));
    body.ssa.add(new Op.For(List.of(), i, number(0, tree), count, 1, false, List.of(), block, span));
    return null;
  }

  private Value fill(Value array, List<? extends ExpressionTree> args, Tree tree) {
    boolean range = args.size() == 4;
    List<Value> bounds = range ? indices(args.subList(0, 3), 1) : new ArrayList<>();
    ExpressionTree last = args.getLast();
    if (body.rows.isRows(array)) {
      Value record = body.expressions.lower(last);
      body.rows.fill(array, range ? bounds.get(0) : null, range ? bounds.get(1) : null, record, tree);
      return null;
    }
    Value value = body.conversions.convert(body.expressions.lower(last), array.type().elementType(), last);
    body.ssa.add(new Op.Fill(array, range ? bounds.get(0) : null, range ? bounds.get(1) : null, value, body.span(tree)));
    return null;
  }

  private List<Value> indices(List<? extends ExpressionTree> args, int from) {
    return args.subList(from, args.size()).stream().map(body.expressions::index).toList();
  }
}
