package dev.adjoint.processor.source;

import com.sun.source.tree.CaseLabelTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ConstantCaseLabelTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.PatternCaseLabelTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.YieldTree;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Op.BinaryKind;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.source.typing.Env;
import dev.adjoint.processor.source.typing.Typing.Symbol;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * Lowers switches, JLS 14.11 and 15.28, to tests in the order of the labels, {@code default} last. Where a group falls
 * through into the next, the tests find the number of the group and the groups are entered from there.
 */
final class Switches {
  /** The cases from one label to the statements that they share. */
  private record Group(List<CaseTree> cases) {
    CaseTree last() {
      return cases.getLast();
    }

    boolean isDefault() {
      return cases.stream().flatMap(c -> c.getLabels().stream()).anyMatch(l -> l instanceof DefaultCaseLabelTree);
    }

    /** Whether some of it matches by a pattern alone, so that in an exhaustive switch it is what is left. */
    boolean isPattern() {
      return cases.stream().allMatch(c -> c.getGuard() == null
          && c.getLabels().stream().allMatch(l -> l instanceof PatternCaseLabelTree));
    }
  }

  private final Body body;
  private Tree tree;
  private ExpressionTree selectorTree;
  private Value selector;
  private TypeMirror selectorType;
  /** Whether it has patterns or null, so that its labels are exhaustive where it is a statement, too. */
  private boolean isEnhanced;

  Switches(Body body) {
    this.body = body;
  }

  void statement(SwitchTree t) {
    body.statements.flow().open(Target.leave(t), "proceed", body.span(t));
    lower(t, t.getExpression(), t.getCases(), null);
  }

  Value expression(SwitchExpressionTree t, TypeMirror target) {
    TypeMirror mirror = target != null && target.getKind() != TypeKind.VOID ? target
        : body.typing.typeOf(t, body.env, null);
    Variable result = body.temporary(mirror, t);
    body.yields.put(t, new Body.Yield(result, mirror));
    body.statements.flow().open(Target.leave(t), "proceed", body.span(t));
    lower(t, t.getExpression(), t.getCases(), mirror);
    return body.read(result, t);
  }

  /** {@code yield e}. */
  static void yield(Body body, YieldTree t) {
    Body.Yield yield = body.yields.get(body.jumps.target(t).tree());
    Value value = body.expressions.lowerTo(t.getValue(), yield.type());
    body.assign(yield.result(), value, t.getValue());
    body.statements.flow().jump(t);
  }

  /** The variable that a jump to the target sets: that of a switch expression, else null. */
  static Variable resultOf(Body body, Target target) {
    Body.Yield yield = body.yields.get(target.tree());
    return yield == null ? null : yield.result();
  }

  private void lower(Tree t, ExpressionTree on, List<? extends CaseTree> cases, TypeMirror yields) {
    tree = t;
    selectorTree = on;
    selectorType = body.typing.typeOf(on, body.env);
    selector = body.expressions.lower(on);
    isEnhanced = cases.stream().flatMap(c -> c.getLabels().stream()).anyMatch(l -> l instanceof PatternCaseLabelTree || isNull(l));
    boolean handlesNull = cases.stream().flatMap(c -> c.getLabels().stream()).anyMatch(Switches::isNull);
    if (body.ssa.bundle(selector) != null) {
      if (!handlesNull) {
        body.records.notNull(body.ssa.bundle(selector), on);
      }
    } else if (!selector.type().isPrimitive()) {
      Type inner = Conversions.unboxed(selector.type());
      if (inner.isPrimitive() && !handlesNull) {
        selector = body.conversions.unbox(selector, on);
      } else if (!handlesNull) {
        var code = new Snippet().type(Type.Ref.of("java.util", "Objects")).text(".requireNonNull(").operand(selector).text(")");
        body.emit(code, null, Op.Effect.EFFECT, reason(), on);
      }
    }
    List<Group> groups = groups(cases);
    Env outer = body.env;
    if (fallsThrough(groups)) {
      entered(groups, yields);
    } else {
      chain(groups, 0, yields);
    }
    body.env = outer;
  }

  private Op.Reason reason() {
    return Body.reason(Message.ACTIVE_REFERENCE, "the selector", IrTypes.shortName(selector.type()));
  }

  private static List<Group> groups(List<? extends CaseTree> cases) {
    var groups = new ArrayList<Group>();
    var shared = new ArrayList<CaseTree>();
    for (int i = 0; i < cases.size(); i++) {
      CaseTree c = cases.get(i);
      shared.add(c);
      boolean empty = c.getStatements() != null && c.getStatements().isEmpty();
      if (!empty || i == cases.size() - 1) {
        groups.add(new Group(List.copyOf(shared)));
        shared.clear();
      }
    }
    return groups;
  }

  private boolean fallsThrough(List<Group> groups) {
    for (Group group : groups.subList(0, Math.max(groups.size() - 1, 0))) {
      List<? extends StatementTree> statements = group.last().getStatements();
      if (statements != null && statements.stream().allMatch(body.jumps::completes)) {
        return true;
      }
    }
    return false;
  }

  /** if (label 1) group 1 else if (label 2) group 2 … else default. */
  private void chain(List<Group> groups, int from, TypeMirror yields) {
    int i = from;
    while (i < groups.size() && groups.get(i).isDefault()) {
      i++;
    }
    if (i == groups.size()) {
      groups.stream().filter(Group::isDefault).findFirst().ifPresentOrElse(g -> group(g, yields), () -> noMatch(yields));
      return;
    }
    Group group = groups.get(i);
    int next = i + 1;
    Matching.Match matches = matches(group);
    if (body.ssa.bundle(selector) != null && next == groups.size() && group.isPattern()) {
      matches.bind().run();
      group(group, yields);
      return;
    }
    Value match = matches.test();
    Ssa.Branch then = body.ssa.branch(() -> {
      matches.bind().run();
      group(group, yields);
    });
    Ssa.Branch otherwise = body.ssa.branch(() -> chain(groups, next, yields));
    body.ssa.merge(match, then, otherwise, body.span(group.last()));
  }

  /** An exhaustive switch without default throws where no label matches, JLS 14.11.3 and 15.28.2. */
  private void noMatch(TypeMirror yields) {
    if (yields != null || isEnhanced) {
      Type.Ref type = Type.Ref.of("java.lang", "MatchException");
      Value error = body.emit(new Snippet().text("new ").type(type).text("(null, null)"), type, Op.Effect.EFFECT, reason(), tree);
      body.ssa.add(new Op.Throw(error, body.span(tree)));
    }
  }

  private void entered(List<Group> groups, TypeMirror yields) {
    Span span = body.span(tree);
    Variable entry = body.ssa.declare("entry", Type.INT, false);
    find(groups, 0, entry, span);
    Value found = body.ssa.read(entry);
    Env outer = body.env;
    for (int k = 0; k < groups.size(); k++) {
      Group group = groups.get(k);
      Value enters = compare(BinaryKind.LE, found, body.ssa.constant(Type.INT, k, span), group.last());
      enters = and(enters, Target.leave(tree), group.last());
      for (Target outside : body.jumps.exits(tree)) {
        enters = and(enters, outside, group.last());
      }
      // Java lets no group read what only an earlier one has assigned, so each can be a branch of its own.
      Ssa.Branch then = body.ssa.branch(() -> group(group, yields));
      body.ssa.merge(enters, then, body.ssa.branch(() -> { }), body.span(group.last()));
    }
    body.env = outer;
  }

  private Value and(Value condition, Target target, Tree at) {
    Value both = Value.temporary(Type.BOOLEAN);
    Value proceed = body.read(body.statements.flow().flag(target), at);
    body.ssa.add(new Op.Binary(both, BinaryKind.AND, condition, proceed, body.span(at)));
    return both;
  }

  private void find(List<Group> groups, int from, Variable entry, Span span) {
    int i = from;
    while (i < groups.size() && groups.get(i).isDefault()) {
      i++;
    }
    if (i == groups.size()) {
      int last = groups.size();
      for (int k = 0; k < groups.size(); k++) {
        last = groups.get(k).isDefault() ? k : last;
      }
      body.ssa.assign(entry, body.ssa.constant(Type.INT, last, span));
      return;
    }
    int here = i;
    Matching.Match matches = matches(groups.get(i));
    Value match = matches.test();
    Ssa.Branch then = body.ssa.branch(() -> {
      matches.bind().run();
      body.ssa.assign(entry, body.ssa.constant(Type.INT, here, span));
    });
    Ssa.Branch otherwise = body.ssa.branch(() -> find(groups, here + 1, entry, span));
    body.ssa.merge(match, then, otherwise, span);
  }

  private void group(Group group, TypeMirror yields) {
    CaseTree c = group.last();
    Env outer = body.env;
    body.env = inside(c);
    run(c, yields);
    if (c.getStatements() == null) {
      body.env = outer;
    }
  }

  private void run(CaseTree c, TypeMirror yields) {
    if (c.getStatements() != null) {
      body.statements.list(c.getStatements(), null);
      return;
    }
    switch (c.getBody()) {
      case ExpressionTree e when yields != null ->
          body.assign(body.yields.get(tree).result(), body.expressions.lowerTo(e, yields), e);
      case ExpressionTree e -> body.statements.expression(e);
      case ThrowTree s -> body.statements.one(s, null);
      case StatementTree s -> body.statements.scoped(s, null);
      default -> throw new Refusal(Message.UNSUPPORTED, c, "this case");
    }
  }

  private Matching.Match matches(Group group) {
    Value any = null;
    var binds = new ArrayList<Runnable>();
    for (CaseTree c : group.cases()) {
      Value one = matches(c, binds);
      any = any == null ? one : one == null ? any : or(any, one, c);
    }
    return new Matching.Match(any, () -> binds.forEach(Runnable::run), false);
  }

  /** Whether a case matches; null for one that is only the default. */
  private Value matches(CaseTree c, List<Runnable> binds) {
    Value any = null;
    Matching.Match pattern = null;
    for (CaseLabelTree label : c.getLabels()) {
      Value one = switch (label) {
        case ConstantCaseLabelTree l -> matches(l.getConstantExpression());
        case DefaultCaseLabelTree l -> null;
        case PatternCaseLabelTree l -> {
          pattern = body.matching.match(l.getPattern(), selector, selectorType, inside(c), false, label);
          yield pattern.test();
        }
        default -> throw new Refusal(Message.UNSUPPORTED, label, "this case label");
      };
      any = any == null ? one : one == null ? any : or(any, one, label);
    }
    if (pattern == null) {
      return any;
    }
    if (c.getGuard() == null) {
      binds.add(pattern.bind());
      return any;
    }
    return guarded(c, any, pattern);
  }

  /** The guard is evaluated where the pattern matches, and sees its variables. */
  private Value guarded(CaseTree c, Value match, Matching.Match pattern) {
    Variable holds = body.ssa.temporary(Type.BOOLEAN);
    Env outer = body.env;
    Ssa.Branch guard = body.ssa.branch(() -> {
      pattern.bind().run();
      body.env = inside(c);
      body.ssa.assign(holds, body.expressions.condition(c.getGuard()));
    });
    body.env = outer;
    Ssa.Branch not = body.ssa.branch(() -> body.ssa.assign(holds, body.ssa.constant(Type.BOOLEAN, false, body.span(c))));
    body.ssa.merge(match, guard, not, body.span(c.getGuard()));
    return body.read(holds, c);
  }

  /** The environment in a case. */
  private Env inside(CaseTree c) {
    return body.typing.inCase(c, selectorTree, body.env);
  }

  private Value or(Value a, Value b, Tree at) {
    Value either = Value.temporary(Type.BOOLEAN);
    body.ssa.add(new Op.Binary(either, BinaryKind.OR, a, b, body.span(at)));
    return either;
  }

  private Value compare(BinaryKind kind, Value a, Value b, Tree at) {
    Value result = Value.temporary(Type.BOOLEAN);
    body.ssa.add(new Op.Binary(result, kind, a, b, body.span(at)));
    return result;
  }

  private static boolean isNull(CaseLabelTree label) {
    return label instanceof ConstantCaseLabelTree c && c.getConstantExpression() instanceof LiteralTree l
        && l.getKind() == Tree.Kind.NULL_LITERAL;
  }

  private Value matches(ExpressionTree label) {
    Type type = selector.type();
    if (type.isPrimitive()) {
      return body.operators.apply(BinaryKind.EQ, selector, tree, body.expressions.lower(label), label, label);
    }
    if (label.getKind() == Tree.Kind.NULL_LITERAL) {
      Value absent = body.records.compare(true, selector, body.ssa.constant(type, null, body.span(label)), label);
      if (absent != null) {
        return absent;
      }
      Value none = body.ssa.constant(type, null, body.span(label));
      return compare(BinaryKind.EQ, selector, none, label);
    }
    if (type.equals(Type.STRING)) {
      Value text = body.expressions.lower(label);
      return body.emit("{0}.equals({1})", List.of(text, selector), Type.BOOLEAN, Op.Effect.PURE, reason(), label);
    }
    if (body.typing.caseLabel(label, selectorType, body.env) instanceof Symbol.Field constant) {
      var code = new Snippet().operand(selector).text(" == ")
          .type(IrTypes.ref((TypeElement) constant.field().getEnclosingElement())).text("." + constant.field().getSimpleName());
      return body.emit(code, Type.BOOLEAN, Op.Effect.PURE, reason(), label);
    }
    throw new Refusal(Message.UNSUPPORTED, label, "this case label");
  }
}
