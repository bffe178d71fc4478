package dev.adjoint.processor.source;

import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * References to objects of several classes: what is done with one is a branch for each class that it may have, in the order in which
 * the classes stand in the file.
 */
final class Variants {
  private final Body body;

  Variants(Body body) {
    this.body = body;
  }

  /** A value that may be of several classes, taken apart; null for any other. */
  Bundle variants(Value value) {
    Bundle bundle = value == null ? null : body.ssa.bundle(value);
    return bundle != null && bundle.parts() instanceof Parts.Sum s && s.object() ? bundle : null;
  }

  /** A value whose class is known here as one of exactly this class. */
  Value known(Value value) {
    Bundle exact = exact(variants(value));
    return exact == null ? value : body.ssa.whole(exact);
  }

  /** The object of exactly the class that is known here, or null. */
  Bundle exact(Bundle bundle) {
    if (bundle == null || !(body.ssa.constantOf(bundle.leaves().getFirst()) instanceof Integer k)
        || Boolean.FALSE.equals(body.ssa.constantOf(bundle.present()))) {
      return null;
    }
    Bundle one = body.ssa.bundle(body.sums.of(bundle, k, body.statement));
    return new Bundle(one.parts(), one.leaves(), bundle.present());
  }

  /** Whether one reference can hold what another one does: each class that may come is one that it may have. */
  static boolean holds(Parts.Sum declared, Parts given) {
    return switch (given) {
      case Parts.Tuple p -> declared.cases().stream().anyMatch(c -> c.parts().equals(p));
      case Parts.Sum p -> p.cases().stream().allMatch(c -> holds(declared, c.parts()));
      case Parts.One p -> false;
      case Parts.Cell p -> false;
      case Parts.Columns p -> false;
    };
  }

  /**
   * What some code gives for the object, which is of one of the classes.
   *
   * @param result for its values; null where it has none
   */
  private Value each(Bundle bundle, List<Integer> classes, Function<Value, Value> code, Variable result, Tree tree) {
    branch(bundle, classes, 0, code, result, tree);
    return result == null ? null : body.read(result, tree);
  }

  private void branch(Bundle bundle, List<Integer> classes, int at, Function<Value, Value> code, Variable result, Tree tree) {
    Runnable here = () -> {
      Value value = code.apply(body.sums.of(bundle, classes.get(at), tree));
      if (result != null) {
        body.assign(result, body.conversions.convert(value, result.type, tree), tree);
      }
    };
    if (at == classes.size() - 1) {
      here.run();
      return;
    }
    Ssa.Branch yes = body.ssa.branch(here);
    Ssa.Branch no = body.ssa.branch(() -> branch(bundle, classes, at + 1, code, result, tree));
    body.ssa.merge(body.sums.isAmong(bundle, List.of(classes.get(at)), tree), yes, no, body.span(tree));
  }

  /** The classes of a value that have a field. */
  private static List<Integer> having(Bundle bundle, String field) {
    List<Parts.Case> cases = ((Parts.Sum) bundle.parts()).cases();
    return IntStream.range(0, cases.size()).filter(k -> part(cases.get(k), field) != null).boxed().toList();
  }

  private static Parts.Part part(Parts.Case c, String field) {
    return ((Parts.Tuple) c.parts()).parts().stream().filter(p -> p.name().equals(field)).findFirst().orElse(null);
  }

  /** The field of that name, whichever class the object is of. */
  Value load(Bundle bundle, String name, Tree tree) {
    List<Integer> classes = having(bundle, name);
    if (classes.isEmpty()) {
      throw body.instances.escapes(bundle.parts(), tree);
    }
    body.records.notNull(bundle, tree);
    Parts.Part part = part(((Parts.Sum) bundle.parts()).cases().get(classes.getFirst()), name);
    Parts content = part.parts() instanceof Parts.Cell cell ? cell.content() : part.parts();
    Variable result = body.ssa.declare(null, content.type(), content instanceof Parts.One ? null : content, false);
    return each(bundle, classes, object -> body.instances.load(object, name, tree), result, tree);
  }

  /** Assigns the field of that name, whichever class the object is of. */
  void store(Bundle bundle, String name, Value value, Tree tree) {
    List<Integer> classes = having(bundle, name);
    if (classes.isEmpty()) {
      throw body.instances.escapes(bundle.parts(), tree);
    }
    body.records.notNull(bundle, tree);
    each(bundle, classes, object -> {
      body.instances.store(object, name, value, tree);
      return null;
    }, null, tree);
  }

  /** A call runs the method that the object's class has; null when it has no result. */
  Value call(MethodInvocationTree tree, ExecutableElement method, Bundle receiver, TypeMirror target) {
    List<Integer> classes = body.sums.casesOf((Parts.Sum) receiver.parts(), method.getEnclosingElement().asType());
    for (int k : classes) {
      ExecutableElement runs = implementation(method, receiver, k);
      if (runs == null || body.records.accessed(runs) == null && !body.helpers.isReadable(runs)) {
        throw body.instances.escapes(receiver.parts(), tree);
      }
      body.opaque.checkThrown(runs, tree);
    }
    if (classes.isEmpty() || !method.getTypeParameters().isEmpty()) {
      throw body.instances.escapes(receiver.parts(), tree);
    }
    List<Value> args = body.helpers.arguments(tree, method, target);
    body.records.notNull(receiver, tree);
    TypeMirror type = body.typing.typeOf(tree, body.env, target);
    Variable result = type.getKind() == TypeKind.VOID ? null : body.temporary(type, tree);
    return each(receiver, classes, object -> {
      ExecutableElement runs = body.instances.implementation(method, (Parts.Tuple) body.ssa.bundle(object).parts());
      String component = body.records.accessed(runs);
      return component != null ? body.records.component(object, component, tree)
          : body.helpers.call(runs, body.helpers.bindings(tree, target), object, args, tree);
    }, result, tree);
  }

  private ExecutableElement implementation(ExecutableElement method, Bundle receiver, int k) {
    return body.instances.implementation(method, (Parts.Tuple) ((Parts.Sum) receiver.parts()).cases().get(k).parts());
  }

  /** Whether two references, one of which may be of several classes, are to the same object; null where that cannot be told. */
  Value same(Value a, Value b, Tree tree) {
    Bundle x = body.ssa.bundle(a);
    Bundle y = body.ssa.bundle(b);
    Parts.Sum wide = (Parts.Sum) (variants(a) != null ? x : y).parts();
    if (variants(a) != null && variants(b) != null && !holds(wide, y.parts())) {
      wide = (Parts.Sum) y.parts();
    }
    if (!holds(wide, x.parts()) || !holds(wide, y.parts())) {
      return null;
    }
    Bundle left = body.sums.as(x, wide, tree);
    Bundle right = body.sums.as(y, wide, tree);
    Value any = equal(left.present(), right.present(), tree);
    any = body.matching.and(any, body.records.not(left.present(), tree), tree);
    Value both = body.matching.and(left.present(), right.present(), tree);
    for (int k = 0; k < wide.cases().size(); k++) {
      int cell = cell(wide.cases().get(k).parts());
      if (cell < 0) {
        return null;
      }
      Value ofClass = body.matching.and(body.sums.isAmong(left, List.of(k), tree), body.sums.isAmong(right, List.of(k), tree), tree);
      Value arrays = equal(left.leaves().get(wide.start(k) + cell), right.leaves().get(wide.start(k) + cell), tree);
      Value same = body.matching.and(both, body.matching.and(ofClass, arrays, tree), tree);
      Value either = Value.temporary(Type.BOOLEAN);
      body.ssa.add(new Op.Binary(either, Op.BinaryKind.OR, any, same, body.span(tree)));
      any = either;
    }
    return any;
  }

  private Value equal(Value a, Value b, Tree tree) {
    Value equal = Value.temporary(Type.BOOLEAN);
    body.ssa.add(new Op.Binary(equal, Op.BinaryKind.EQ, a, b, body.span(tree)));
    return equal;
  }

  /** The first leaf that is an array which only one object has; -1 where there is none. */
  static int cell(Parts parts) {
    int at = 0;
    for (Parts.Part part : ((Parts.Tuple) parts).parts()) {
      if (part.parts() instanceof Parts.Cell) {
        return at;
      }
      at += part.parts().leaves().size();
    }
    return -1;
  }
}
