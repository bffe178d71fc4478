package dev.adjoint.tests.tensorcompiler;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * An annotated method for each rule, which does nothing but call the original, differentiated with respect to the rule's
 * operand; and one for each original, with respect to all operands that have rules. Compiled once, a class for each class of
 * rules.
 */
final class RuleMethods {
  /** A generated method's class and name. */
  record Place(String type, String name, List<String> wrt, Method original) {
    private int operand(String named) {
      return new TensorRule(null, null, original, named, null).operand();
    }

    /** Which of the arguments it is differentiated by. */
    List<Integer> operands() {
      return wrt.stream().map(this::operand).toList();
    }

    /** The same, with the operands in the order of the parameters. */
    Place inOrder() {
      return new Place(type, name, wrt.stream().sorted(Comparator.comparing(this::operand)).toList(), original);
    }
  }

  /** Compiled when first asked for, and only once if that fails. */
  private static final class Compiled {
    static final Map<String, CompiledMethods> BY_TYPE = CompiledMethods.of(texts());
  }

  /** The method of each rule. */
  static final Map<TensorRule, Place> OF_RULES = new LinkedHashMap<>();
  /** The method of each original with several operands, by all of them. */
  static final Map<Method, Place> OF_ORIGINALS = new LinkedHashMap<>();

  /** As {@link #OF_RULES}, of the functions of neural networks. */
  static final Map<TensorRule, Place> OF_NEURAL_NET_RULES = new LinkedHashMap<>();
  /** As {@link #OF_ORIGINALS}, of the functions of neural networks. */
  static final Map<Method, Place> OF_NEURAL_NET = new LinkedHashMap<>();

  static {
    collect(TensorRule.all().stream().filter(rule -> !rule.isOfArray()).toList(), OF_RULES, OF_ORIGINALS);
    collect(TensorRule.ofNeuralNet(), OF_NEURAL_NET_RULES, OF_NEURAL_NET);
  }

  private RuleMethods() {}

  private static void collect(List<TensorRule> rules, Map<TensorRule, Place> ofRules, Map<Method, Place> ofOriginals) {
    Map<Method, Set<String>> operands = new LinkedHashMap<>();
    Map<Method, String> types = new LinkedHashMap<>();
    for (TensorRule rule : rules) {
      ofRules.put(rule, new Place(rule.type() + "Methods", "by" + ofRules.size(), List.of(rule.wrt()), rule.original()));
      operands.computeIfAbsent(rule.original(), k -> new LinkedHashSet<>()).add(rule.wrt());
      types.put(rule.original(), rule.type() + "Methods");
    }
    operands.forEach((original, wrt) -> {
      if (wrt.size() > 1) {
        var place = new Place(types.get(original), "all" + ofOriginals.size(), List.copyOf(wrt), original);
        ofOriginals.put(original, place.inOrder());
      }
    });
  }

  /** The compiled class with a method. */
  static CompiledMethods at(Place place) {
    return Compiled.BY_TYPE.get(place.type());
  }

  /** The sources, by class name. */
  static Map<String, String> texts() {
    var members = new TreeMap<String, StringBuilder>();
    var places = new ArrayList<>(OF_RULES.values());
    places.addAll(OF_ORIGINALS.values());
    places.addAll(OF_NEURAL_NET_RULES.values());
    places.addAll(OF_NEURAL_NET.values());
    for (Place place : places) {
      members.computeIfAbsent(place.type(), k -> new StringBuilder()).append(method(place));
    }
    var texts = new TreeMap<String, String>();
    members.forEach((type, text) -> texts.put(type, CompiledMethods.text(type, text.toString())));
    return texts;
  }

  private static String method(Place place) {
    Method original = place.original();
    boolean instance = !Modifier.isStatic(original.getModifiers());
    var parameters = new ArrayList<String>();
    var arguments = new ArrayList<String>();
    if (instance) {
      parameters.add("Tensor self");
    }
    for (Parameter p : original.getParameters()) {
      parameters.add(p.getType().getSimpleName() + " " + p.getName());
      arguments.add(p.getName());
    }
    // Of a record the first component carries the derivative.
    RecordComponent[] components = original.getReturnType().getRecordComponents();
    Class<?> type = components == null ? original.getReturnType() : components[0].getType();
    return "  @Differentiable(wrt = {\"" + String.join("\", \"", place.wrt()) + "\"})\n  static "
        + type.getSimpleName() + " " + place.name() + "(" + String.join(", ", parameters)
        + ") {\n    return " + (instance ? "self" : original.getDeclaringClass().getSimpleName()) + "." + original.getName() + "("
        + String.join(", ", arguments) + ")" + (components == null ? "" : "." + components[0].getName() + "()") + ";\n  }\n";
  }
}
