package dev.adjoint.processor.source.typing;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CaseLabelTree;
import com.sun.source.tree.DeconstructionPatternTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.PatternCaseLabelTree;
import com.sun.source.tree.PatternTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import java.util.List;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** The pattern variables that a condition or a case label introduces (JLS 6.3.1, 6.3.4). */
final class Patterns {
  private final Typing typing;
  private final Model model;
  private final Supertypes supertypes;
  private final Members members;

  Patterns(Typing typing, Model model, Supertypes supertypes, Members members) {
    this.typing = typing;
    this.model = model;
    this.supertypes = supertypes;
    this.members = members;
  }

  /** The environment where {@code condition} has the value {@code truth}. */
  Env when(boolean truth, ExpressionTree condition, Env env) {
    return switch (condition) {
      case ParenthesizedTree inner -> when(truth, inner.getExpression(), env);
      case UnaryTree not when not.getKind() == Tree.Kind.LOGICAL_COMPLEMENT -> when(!truth, not.getExpression(), env);
      case BinaryTree both when both.getKind() == (truth ? Tree.Kind.CONDITIONAL_AND : Tree.Kind.CONDITIONAL_OR) ->
          when(truth, both.getRightOperand(), when(truth, both.getLeftOperand(), env));
      case InstanceOfTree test when truth && test.getPattern() != null ->
          bind(test.getPattern(), () -> typing.typeOf(test.getExpression(), env), env);
      default -> env;
    };
  }

  /** The environment inside a case: its guard and its body. */
  Env inCase(CaseTree branch, ExpressionTree selector, Env env) {
    Env inner = env;
    for (CaseLabelTree label : branch.getLabels()) {
      if (label instanceof PatternCaseLabelTree pattern) {
        inner = bind(pattern.getPattern(), () -> typing.typeOf(selector, env), inner);
      }
    }
    return branch.getGuard() == null ? inner : when(true, branch.getGuard(), inner);
  }

  /** The type that is matched is needed by few patterns only, and computed for those. */
  private interface Matched {
    TypeMirror type();
  }

  private Env bind(PatternTree pattern, Matched matched, Env env) {
    return switch (pattern) {
      case BindingPatternTree binding -> {
        TypeMirror declared = typing.resolveType(binding.getVariable().getType());
        yield env.with(typing.introduce(binding.getVariable(), declared != null ? declared : matched.type()));
      }
      case DeconstructionPatternTree deconstruction -> components(deconstruction, matched, env);
      default -> env;
    };
  }

  private Env components(DeconstructionPatternTree pattern, Matched matched, Env env) {
    TypeMirror type = recordType(pattern, matched);
    List<? extends RecordComponentElement> components = Model.elementOf(type).getRecordComponents();
    Env inner = env;
    for (int i = 0; i < components.size() && i < pattern.getNestedPatterns().size(); i++) {
      RecordComponentElement component = components.get(i);
      inner = bind(pattern.getNestedPatterns().get(i),
          () -> model.upper(((javax.lang.model.type.ExecutableType) members.memberType(type, component.getAccessor()))
              .getReturnType()), inner);
    }
    return inner;
  }

  /** The type that a record pattern names, for a value of a known type. */
  TypeMirror recordType(DeconstructionPatternTree pattern, TypeMirror matched) {
    return recordType(pattern, () -> matched);
  }

  /** A generic record named without arguments takes those of the matched type where it has that type as a supertype. */
  private TypeMirror recordType(DeconstructionPatternTree pattern, Matched matched) {
    TypeMirror named = typing.resolveType(pattern.getDeconstructor());
    TypeElement element = Model.elementOf(named);
    if (element == null) {
      throw TypingException.missing(pattern, "not a record");
    }
    DeclaredType inferred = Model.isRaw(named) ? supertypes.asSuper(matched.type(), element) : null;
    return inferred == null ? named : model.types.capture(inferred);
  }
}
