package dev.adjoint.processor.transform;

import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which operations of a piece of straight-line code make chains, and the order of it all. The piece has operations only that may
 * change places as far as their operands allow.
 */
final class ChainGroups {
  /** Operations of one pass each; the others are several, or choose by comparisons. */
  static final Set<String> OPERATIONS = Set.of("add", "sub", "rsub", "mul", "div", "rdiv", "neg", "addScaled", "square", "relu",
      "abs", "sqrt", "rsqrt", "reciprocal", "exp", "expm1", "log", "log1p", "sin", "cos", "tan", "tanh", "sigmoid", "erf", "gelu",
      "softplus");
  static final Set<String> RULES = Set.of("addSelf", "addOther", "subSelf", "subOther", "mulSelf", "mulOther", "divSelf",
      "divOther", "negSelf", "addNumberSelf", "addLongSelf", "subNumberSelf", "subLongSelf", "rsubNumberSelf", "rsubLongSelf",
      "rdivSelf", "addScaledSelf", "addScaledOther", "squareSelf", "reluSelf", "absSelf", "sqrtSelf", "rsqrtSelf", "reciprocalSelf",
      "expSelf", "expm1Self", "logSelf", "log1pSelf", "sinSelf", "cosSelf", "tanSelf", "tanhSelf", "sigmoidSelf", "erfSelf",
      "geluSelf", "softplusSelf");
  /** Rules that hand the seed on. */
  private static final Set<String> IDENTITIES = Set.of("addSelf", "addOther", "subSelf", "addNumberSelf", "addLongSelf",
      "subNumberSelf", "subLongSelf", "addScaledSelf");

  /**
   * A chain.
   *
   * @param inputs what it reads of others, constants left out; the first is a tensor
   * @param results what others read of it
   * @param last the positions of inputs that are made for it alone
   */
  record Group(List<Op> ops, List<Value> inputs, List<Value> results, List<Integer> last) {}

  private final List<Op> ops;
  private final Map<Value, List<Op>> users;
  private final Map<Value, Op.Const> constants;
  /** For each operation of the piece its group's number; its own where it has none. */
  private final int[] group;
  /** How many operations each group has. */
  private final int[] size;
  private final Map<Value, Integer> definition = new IdentityHashMap<>();

  ChainGroups(List<Op> ops, Map<Value, List<Op>> users, Map<Value, Op.Const> constants) {
    this.ops = List.copyOf(ops);
    this.users = users;
    this.constants = constants;
    this.group = new int[ops.size()];
    this.size = new int[ops.size()];
    Arrays.fill(size, 1);
    for (int i = 0; i < group.length; i++) {
      group[i] = i;
      for (Value v : Ops.results(ops.get(i))) {
        definition.put(v, i);
      }
    }
  }

  /** Whether an operation only depends on its operands, and nothing but its users on it. */
  static boolean isMovable(Op op) {
    return switch (op) {
      case Op.Const o -> true;
      case Op.Comment o -> true;
      case Op.Call o -> switch (o.callee()) {
        case Callee.TensorOp t -> t.record() == null;
        case Callee.Generated g -> g.owner() != null && g.record() == null && o.results().size() == 1
            && g.owner().names().getFirst().endsWith("Rules") && g.owner().pkg().equals("dev.adjoint.runtime.tensor");
        case Callee.Runtime r -> switch (r.function()) {
          case TENSOR_ADD, TENSOR_OR_ZEROS, TENSOR_FIT, TENSOR_SPREAD, TENSOR_SEED, TENSOR_SHAPE, TENSOR_FORM -> true;
          case RuntimeFunction f -> false;
        };
        case Callee.Local l -> false;
        case Callee.External e -> false;
        case Callee.Ruled r -> false;
      };
      case Op o -> false;
    };
  }

  /** Operations and {@link Group}s in an order in which each comes after what it reads. */
  List<Object> scheduled() {
    boolean[] member = new boolean[ops.size()];
    boolean any = false;
    for (int i = 0; i < member.length; i++) {
      member[i] = TensorChains.isElementwise(ops.get(i), constants);
      any |= member[i];
    }
    if (!any) {
      return new ArrayList<>(ops);
    }
    join(member);
    Map<Integer, Group> groups = groups(member);
    groups.replaceAll((g, made) -> made == null ? null : withLast(made, groups));
    return order(groups);
  }

  /** Joins an operation with those whose results it reads, where no way from them leads to it through another operation. */
  private void join(boolean[] member) {
    for (int i = 0; i < member.length; i++) {
      if (!member[i]) {
        continue;
      }
      for (Value v : Ops.operands(ops.get(i))) {
        Integer d = definition.get(v);
        if (d != null && member[d] && group[d] != group[i] && !wouldWait(group[d], group[i])) {
          int from = group[i];
          int to = group[d];
          size[to] += size[from];
          for (int k = 0; k < group.length; k++) {
            group[k] = group[k] == from ? to : group[k];
          }
        }
      }
    }
  }

  /** Whether one group, joined with the other, would read what depends on itself. */
  private boolean wouldWait(int a, int b) {
    boolean[] depends = new boolean[ops.size()];
    for (boolean changed = true; changed; ) {
      changed = false;
      for (int i = 0; i < depends.length; i++) {
        if (group[i] != a && group[i] != b && !depends[i] && reads(i, a, b, depends)) {
          depends[i] = true;
          changed |= size[group[i]] > 1;
          if (size[group[i]] > 1) {
            // All of a group waits for what one of it waits for.
            for (int k = 0; k < depends.length; k++) {
              depends[k] |= group[k] == group[i];
            }
          }
        }
      }
    }
    for (int i = 0; i < depends.length; i++) {
      if ((group[i] == a || group[i] == b) && reads(i, -1, -1, depends)) {
        return true;
      }
    }
    return false;
  }

  private boolean reads(int i, int a, int b, boolean[] others) {
    for (Value v : Ops.operands(ops.get(i))) {
      Integer d = definition.get(v);
      if (d != null && (group[d] == a || group[d] == b || others[d])) {
        return true;
      }
    }
    return false;
  }

  private Map<Integer, Group> groups(boolean[] member) {
    Map<Integer, Group> groups = new TreeMap<>();
    for (int i = 0; i < member.length; i++) {
      if (member[i] && !groups.containsKey(group[i])) {
        groups.put(group[i], group(group[i]));
      }
    }
    return groups;
  }

  /** A group with the shapes and forms that are asked of its intermediate results; null if one pass would save nothing. */
  private Group group(int g) {
    Set<Op> all = Collections.newSetFromMap(new IdentityHashMap<>());
    var members = new ArrayList<Op>();
    for (int i = 0; i < group.length; i++) {
      if (group[i] == g) {
        members.add(ops.get(i));
        all.add(ops.get(i));
      }
    }
    int work = 0;
    int within = 0;
    var asked = new ArrayList<Integer>();
    for (Op op : members) {
      Value result = Ops.results(op).getFirst();
      boolean isWork = isWork(op);
      work += isWork ? 1 : 0;
      if (users.getOrDefault(result, List.of()).stream().allMatch(u -> u != null && (all.contains(u) || isAsked(u)))) {
        within += isWork ? 1 : 0;
        for (int i = 0; i < group.length; i++) {
          if (isAsked(ops.get(i)) && Ops.operands(ops.get(i)).contains(result)) {
            asked.add(i);
          }
        }
      }
    }
    if (work < 2 || within < 1) {
      return null;
    }
    asked.forEach(i -> group[i] = g);
    members.clear();
    var inputs = new LinkedHashSet<Value>();
    var others = new LinkedHashSet<Value>();
    for (int i = 0; i < group.length; i++) {
      if (group[i] == g) {
        members.add(ops.get(i));
        all.add(ops.get(i));
      }
    }
    var results = new ArrayList<Value>();
    for (Op op : members) {
      for (Value v : Ops.operands(op)) {
        Integer d = definition.get(v);
        if ((d == null || group[d] != g) && !(constants.containsKey(v) && v.type().isPrimitive())) {
          (v.type().isTensor() ? inputs : others).add(v);
        }
      }
      Value result = Ops.results(op).getFirst();
      if (users.getOrDefault(result, List.of()).stream().anyMatch(u -> u == null || !all.contains(u))) {
        results.add(result);
      }
    }
    var sorted = new ArrayList<>(inputs);
    sorted.addAll(others);
    return new Group(List.copyOf(members), sorted, results, List.of());
  }

  /** With the inputs that another chain made, in an operation that never hands on an operand, and that only these two read. */
  private Group withLast(Group g, Map<Integer, Group> groups) {
    Set<Op> own = Collections.newSetFromMap(new IdentityHashMap<>());
    own.addAll(g.ops());
    var last = new ArrayList<Integer>();
    for (int i = 0; i < g.inputs().size(); i++) {
      Value v = g.inputs().get(i);
      Integer d = definition.get(v);
      Group maker = d == null || !v.type().isTensor() ? null : groups.get(group[d]);
      if (maker != null && isFresh(ops.get(d)) && users.get(v).stream().allMatch(
          u -> u != null && (isAsked(u) || isFresh(u) && (own.contains(u) || maker.ops().contains(u))))) {
        last.add(i);
      }
    }
    return new Group(g.ops(), g.inputs(), g.results(), last);
  }

  /** Whether the result is never an operand. */
  private static boolean isFresh(Op op) {
    return isWork(op) && !(op instanceof Op.Call c && c.callee() instanceof Callee.Runtime);
  }

  private static boolean isAsked(Op op) {
    return op instanceof Op.Call c && c.callee() instanceof Callee.Runtime r
        && (r.function() == RuntimeFunction.TENSOR_SHAPE || r.function() == RuntimeFunction.TENSOR_FORM);
  }

  private static boolean isWork(Op op) {
    return op instanceof Op.Call c && switch (c.callee()) {
      case Callee.TensorOp t -> true;
      case Callee.Generated r -> !IDENTITIES.contains(r.name());
      case Callee.Runtime r -> r.function() == RuntimeFunction.TENSOR_ADD;
      case Callee.Local l -> false;
      case Callee.External e -> false;
      case Callee.Ruled r -> false;
    };
  }

  /** As they stand, but each group where the last of it stands, or in front of what first reads of it. */
  private List<Object> order(Map<Integer, Group> groups) {
    var out = new ArrayList<Object>();
    boolean[] done = new boolean[ops.size()];
    for (int i = 0; i < done.length; i++) {
      Group g = groups.get(group[i]);
      if (g == null || g.ops().getLast() == ops.get(i)) {
        emit(i, groups, done, out);
      }
    }
    return out;
  }

  private void emit(int i, Map<Integer, Group> groups, boolean[] done, List<Object> out) {
    if (done[i]) {
      return;
    }
    Group g = groups.get(group[i]);
    if (g == null) {
      done[i] = true;
      requires(ops.get(i), groups, done, out, -1);
      out.add(ops.get(i));
      return;
    }
    int number = group[i];
    for (int k = 0; k < done.length; k++) {
      done[k] |= group[k] == number;
    }
    for (Op op : g.ops()) {
      requires(op, groups, done, out, number);
    }
    out.add(g);
  }

  private void requires(Op op, Map<Integer, Group> groups, boolean[] done, List<Object> out, int own) {
    for (Value v : Ops.operands(op)) {
      Integer d = definition.get(v);
      if (d != null && group[d] != own) {
        emit(d, groups, done, out);
      }
    }
  }
}
