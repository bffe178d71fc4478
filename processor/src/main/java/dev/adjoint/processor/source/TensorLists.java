package dev.adjoint.processor.source;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/**
 * Operations between a tensor and several. {@code Tensor.cat} and {@code Tensor.stack} of tensors that are named one by one, of an
 * array, and of a list that is made where it is needed or taken apart, are the operation on an array; the pieces of a tensor are a
 * list that is taken apart.
 */
final class TensorLists {
  private static final Set<String> JOINING = Set.of("cat", "stack");
  private static final Set<String> CUTTING = Set.of("split", "chunk", "unbind");
  private static final Type LIST = Type.Ref.of("java.util", "List");

  private final Body body;

  TensorLists(Body body) {
    this.body = body;
  }

  /** Whether a call reads as one of those that join the tensors of a list, which they do not change. */
  static boolean joins(MemberSelectTree called) {
    return JOINING.contains(called.getIdentifier().toString())
        && called.getExpression() instanceof IdentifierTree type && type.getName().contentEquals(Type.TENSOR.names().getLast());
  }

  /** The joined tensor; null for any other call, and for other lists. */
  Value join(MethodInvocationTree tree, ExecutableElement method, TypeElement owner) {
    if (!IrTypes.ref(owner).isTensor() || !JOINING.contains(method.getSimpleName().toString())) {
      return null;
    }
    List<? extends ExpressionTree> given = tree.getArguments();
    boolean ofList = body.reading.ir.erased(method.getParameters().getFirst().asType()).equals(LIST);
    Value array;
    Value dim;
    if (ofList) {
      array = array(given.getFirst(), owner.asType());
      dim = array == null ? null : body.expressions.lowerTo(given.get(1), method.getParameters().get(1).asType());
    } else {
      dim = body.expressions.lowerTo(given.getFirst(), method.getParameters().getFirst().asType());
      array = body.typing.isVarargsCall(tree, body.env) ? filled(given.subList(1, given.size()), owner.asType(), tree)
          : body.expressions.lowerTo(given.get(1), method.getParameters().get(1).asType());
    }
    if (array == null) {
      return null;
    }
    Value joined = Value.temporary(Type.TENSOR);
    body.ssa.add(new Op.Call(List.of(joined), onArray(method, owner), List.of(dim, array), body.span(tree)));
    return joined;
  }

  /** The pieces of a tensor, as a list that is taken apart; null for any other call. */
  Value pieces(MethodInvocationTree tree, ExecutableElement method) {
    if (!CUTTING.contains(method.getSimpleName().toString()) || !(tree.getMethodSelect() instanceof MemberSelectTree select)
        || !body.reading.ir.erased(method.getReturnType()).equals(LIST)) {
      return null;
    }
    TypeElement owner = body.reading.elements.getTypeElement(Type.TENSOR.pkg() + ".TensorArrays");
    body.reading.rules.addNamedBy(owner);
    Callee.TensorOp callee = ElementFilter.methodsIn(owner.getEnclosedElements()).stream()
        .filter(m -> m.getSimpleName().equals(method.getSimpleName())).findFirst().map(body.reading.rules::tensorOp).orElseThrow();
    var args = new ArrayList<Value>();
    args.add(body.expressions.lower(select.getExpression()));
    args.addAll(body.creations.arguments(tree, method));
    Value array = Value.temporary(Type.TENSOR.array());
    body.ssa.add(new Op.Call(List.of(array), callee, args, body.span(tree)));
    return body.lists.ofPieces(array, method.getReturnType());
  }

  /** The operation of the same name on an array. */
  private Callee onArray(ExecutableElement method, TypeElement owner) {
    body.reading.rules.addNamedBy(owner);
    return ElementFilter.methodsIn(owner.getEnclosedElements()).stream()
        .filter(m -> m.getSimpleName().equals(method.getSimpleName()) && m.isVarArgs()).findFirst()
        .map(body.reading.rules::tensorOp).orElseThrow();
  }

  /** The elements of a list that is made here, or null. */
  private Value array(ExpressionTree list, TypeMirror tensor) {
    if (list instanceof ParenthesizedTree p) {
      return array(p.getExpression(), tensor);
    }
    if (!(list instanceof MethodInvocationTree call) || !makesList(body.typing.methodOf(call, body.env))) {
      TypeMirror type = body.typing.typeOf(list, body.env);
      return body.lists.isApart(list, type) ? body.ssa.bundle(body.expressions.lower(list, type)).leaves().getFirst() : null;
    }
    if (body.typing.methodOf(call, body.env).isVarArgs() && !body.typing.isVarargsCall(call, body.env)) {
      return body.expressions.lower(call.getArguments().getFirst());
    }
    return filled(call.getArguments(), tensor, call);
  }

  /**
   * An array of these tensors. Stored from the last to the first, so that the reverse sweep takes their adjoints from the first to
   * the last, as the graph hands them out.
   */
  private Value filled(List<? extends ExpressionTree> elements, TypeMirror tensor, Tree tree) {
    Span span = body.span(tree);
    List<Value> values = elements.stream().map(e -> body.expressions.lowerTo(e, tensor)).toList();
    Value array = Value.temporary(Type.TENSOR.array());
    body.ssa.add(new Op.NewArray(array, List.of(body.ssa.constant(Type.INT, values.size(), span)), span));
    for (int i = values.size() - 1; i >= 0; i--) {
      body.ssa.add(new Op.Store(array, body.ssa.constant(Type.INT, i, span), values.get(i), span));
    }
    return array;
  }

  private static boolean makesList(ExecutableElement method) {
    String name = method.getSimpleName().toString();
    var owner = (TypeElement) method.getEnclosingElement();
    return IrTypes.ref(owner).equals(LIST) && name.equals("of")
        || owner.getQualifiedName().contentEquals("java.util.Arrays") && name.equals("asList");
  }
}
