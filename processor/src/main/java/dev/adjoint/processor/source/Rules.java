package dev.adjoint.processor.source;

import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/** The user's derivatives, {@code @DerivativeOf}: which methods have one, checked against the signature it must have. */
public final class Rules {
  /**
   * The rules of one method; either may be null.
   *
   * @param params of the method as its rules have them: with primitives where it declares type variables or boxes
   */
  record Ruled(List<Type> params, Callee.Rule vjp, Callee.Rule jvp, Callee.RuleReads reads) {}

  /** A rule that cannot be used, for a message at the method that states it. */
  public record Problem(Element at, Message message, List<String> arguments) {
    /** The full text. */
    public String text() {
      return message.format(arguments.toArray());
    }
  }

  private final Types types;
  private final IrTypes ir;
  private final TensorRules tensors;
  private final Map<String, Ruled> rules = new LinkedHashMap<>();
  private final Map<String, List<ExecutableElement>> implementations = new LinkedHashMap<>();
  private final Map<ExecutableElement, Boolean> seen = new LinkedHashMap<>();
  /** The rule classes that a type names or is, by the type's name. */
  private final Map<String, Set<String>> named = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  /** No rule yet. */
  public Rules(Types types) {
    this.types = types;
    this.ir = new IrTypes(types);
    this.tensors = new TensorRules(ir);
  }

  /** What was wrong with the rules added so far. */
  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** Adds every rule that a class declares. */
  public void addClass(TypeElement type) {
    for (Element member : type.getEnclosedElements()) {
      if (member instanceof ExecutableElement method && Annotated.has(method, "DerivativeOf")) {
        add(method);
      }
    }
  }

  /** Adds the classes that {@code @Differentiable(rules = …)} of a method names. */
  public void addNamedBy(ExecutableElement method) {
    for (TypeMirror type : Annotated.types(Annotated.find(method, "Differentiable"), "rules")) {
      if (types.asElement(type) instanceof TypeElement t) {
        addClass(t);
      }
    }
  }

  /** Adds the rules that a type declares itself, and those of the classes that {@code @DerivativeRules} on it names. */
  void addNamedBy(TypeElement type) {
    String name = type.getQualifiedName().toString();
    if (named.containsKey(name)) {
      return;
    }
    var classes = new HashSet<String>();
    named.put(name, classes);
    addClass(type);
    for (TypeMirror rules : Annotated.types(Annotated.find(type, "DerivativeRules"), "value")) {
      if (types.asElement(rules) instanceof TypeElement t) {
        addClass(t);
        classes.add(topLevel(t));
      }
    }
    classes.add(topLevel(type));
  }

  /**
   * A class whose rules for a method apply although nothing leads from the caller to it, or null. What a class is made into
   * must depend on nothing else than what can be reached from its own source: a build tool that compiles it alone would find no
   * rule.
   *
   * @param key of the method
   * @param callee the class that declares it
   * @param caller the class whose annotated methods are read
   * @param listed the classes that these methods name in {@code rules}
   */
  String outOfReach(String key, TypeElement callee, TypeElement caller, Set<String> listed) {
    Set<String> ofCallee = named.getOrDefault(callee.getQualifiedName().toString(), Set.of());
    for (ExecutableElement rule : implementations.getOrDefault(key, List.of())) {
      String declaring = ((TypeElement) rule.getEnclosingElement()).getQualifiedName().toString();
      String outermost = topLevel(rule.getEnclosingElement());
      if (!outermost.equals(topLevel(caller)) && !ofCallee.contains(outermost) && !listed.contains(declaring)) {
        return declaring;
      }
    }
    return null;
  }

  /** The classes that {@code @Differentiable(rules = …)} of these methods names. */
  Set<String> listedBy(List<ExecutableElement> methods) {
    return methods.stream().flatMap(m -> Annotated.types(Annotated.find(m, "Differentiable"), "rules").stream())
        .map(TypeMirror::toString).collect(Collectors.toSet());
  }

  private static String topLevel(Element type) {
    Element e = type;
    while (e.getEnclosingElement() instanceof TypeElement outer) {
      e = outer;
    }
    return ((TypeElement) e).getQualifiedName().toString();
  }

  /** The tensor operation that a method is, or null. */
  Callee.TensorOp tensorOp(ExecutableElement method) {
    return tensors.of(method);
  }

  /** Adds one rule; a wrong one is a problem and does not count. */
  public void add(ExecutableElement method) {
    if (seen.putIfAbsent(method, true) != null) {
      return;
    }
    AnnotationMirror mirror = Annotated.find(method, "DerivativeOf");
    ExecutableElement original = original(method, mirror);
    if (original == null) {
      return;
    }
    if (Annotated.value(mirror, "wrt") != null) {
      Problem problem = tensors.add(method, mirror, original);
      if (problem != null) {
        problems.add(problem);
      }
      implementations.computeIfAbsent(ir.key(original), k -> new ArrayList<>()).add(method);
      return;
    }
    String mode = mode(mirror);
    ExecutableElement forward = mode.equals("FORWARD") ? method : forwardOf(method, original);
    Type state = forward == null ? null : result(forward);
    if (mode.equals("FORWARD")) {
      forward(method, original, state);
      return;
    }
    boolean jvp = mode.equals("JVP");
    String key = ir.key(original);
    Ruled known = rules.get(key);
    List<Type> own = known != null ? known.params() : RuleParams.of(original, forward == null ? method : forward, ir);
    List<Type> expected = jvp ? jvpParams(own, state) : vjpParams(own, original, state);
    Type result = jvp ? jvpResult(original) : vjpResult(own);
    if (!is(method, expected, result)) {
      problems.add(new Problem(method, Message.RULE_SIGNATURE, List.of(ir.readable(original), signature(method, expected, result))));
      return;
    }
    Ruled before = known != null ? known : new Ruled(own, null, null, new Callee.RuleReads.Arguments());
    if ((jvp ? before.jvp() : before.vjp()) != null) {
      problems.add(new Problem(method, Message.RULE_TWICE, List.of(ir.readable(original), jvp ? "JVP" : "VJP")));
      return;
    }
    Callee.Rule rule = rule(method);
    Callee.RuleReads reads = state instanceof Type.Ref ref ? new Callee.RuleReads.State(rule(forward), ref)
        : new Callee.RuleReads.Arguments();
    rules.put(key, jvp ? new Ruled(own, before.vjp(), rule, reads) : new Ruled(own, rule, before.jvp(), reads));
    implementations.computeIfAbsent(key, k -> new ArrayList<>()).add(method);
  }

  private boolean is(ExecutableElement method, List<Type> params, Type result) {
    Set<Modifier> modifiers = method.getModifiers();
    return modifiers.contains(Modifier.STATIC) && !modifiers.contains(Modifier.PRIVATE)
        && params.equals(method.getParameters().stream().map(p -> ir.erased(p.asType())).toList())
        && java.util.Objects.equals(result, result(method));
  }

  private static String signature(ExecutableElement method, List<Type> params, Type result) {
    return "static " + name(result) + " " + method.getSimpleName()
        + params.stream().map(IrTypes::shortName).collect(Collectors.joining(", ", "(", ")"));
  }

  private Callee.Rule rule(ExecutableElement method) {
    var declares = (TypeElement) method.getEnclosingElement();
    Type.Ref owner = IrTypes.ref(declares);
    String name = method.getSimpleName().toString();
    Type result = result(method);
    // a rule with derivatives of its own may be part of a method that is differentiated twice
    var itself = !Annotated.has(method, "Differentiable") ? null
        : new Callee.External(owner, IrTypes.derivatives(owner), name,
            method.getParameters().stream().map(p -> ir.erased(p.asType())).toList(), Signatures.wrtOfWholes(method),
            result == null ? List.of() : List.of(result), false, Externals.isOverloaded(method, declares), false, Annotated.order(method));
    return new Callee.Rule(owner, name, itself);
  }

  private static String mode(AnnotationMirror mirror) {
    Object mode = Annotated.value(mirror, "mode");
    String name = mode == null ? "VJP" : mode.toString();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** The method of the same class that runs in place of the original and returns what its derivatives keep, or null. */
  private ExecutableElement forwardOf(ExecutableElement rule, ExecutableElement original) {
    for (Element member : rule.getEnclosingElement().getEnclosedElements()) {
      if (member instanceof ExecutableElement sibling && Annotated.has(sibling, "DerivativeOf")) {
        AnnotationMirror mirror = Annotated.find(sibling, "DerivativeOf");
        if (mode(mirror).equals("FORWARD") && original.equals(originalOrNull(mirror))) {
          return sibling;
        }
      }
    }
    return null;
  }

  /** Checks a method that runs in place of the original: it takes the same, and what it returns has the result. */
  private void forward(ExecutableElement method, ExecutableElement original, Type state) {
    Type result = result(original);
    boolean gives = state instanceof Type.Ref && (result == null || types.asElement(method.getReturnType()) instanceof TypeElement t
        && t.getEnclosedElements().stream().anyMatch(m -> m instanceof ExecutableElement e && e.getParameters().isEmpty()
            && e.getSimpleName().contentEquals("value") && result.equals(result(e))
            && !e.getModifiers().contains(Modifier.PRIVATE)));
    List<Type> own = RuleParams.of(original, method, ir);
    if (!gives || !is(method, own, state)) {
      String wanted = signature(method, own, Type.Ref.of("", "State"))
          + (result == null ? "" : ", where State is a class or record with a method " + IrTypes.shortName(result) + " value()");
      problems.add(new Problem(method, Message.RULE_SIGNATURE, List.of(ir.readable(original), wanted)));
    } else if (forwardOf(method, original) != method) {
      problems.add(new Problem(method, Message.RULE_TWICE, List.of(ir.readable(original), "FORWARD")));
    } else {
      implementations.computeIfAbsent(ir.key(original), k -> new ArrayList<>()).add(method);
    }
  }

  private static String name(Type result) {
    return result == null ? "void" : IrTypes.shortName(result);
  }

  private ExecutableElement original(ExecutableElement rule, AnnotationMirror mirror) {
    if (!(Annotated.value(mirror, "type") instanceof DeclaredType declared)) {
      return null;
    }
    List<ExecutableElement> found = candidates(mirror, declared);
    if (found.size() != 1) {
      String owner = declared.asElement().getSimpleName().toString();
      String candidates = found.stream().map(ir::readable).collect(Collectors.joining("; "));
      problems.add(new Problem(rule, Message.RULE_TARGET, List.of(owner + "." + Annotated.value(mirror, "method"),
          found.isEmpty() ? "no such method" : "several: " + candidates)));
      return null;
    }
    return found.getFirst();
  }

  private ExecutableElement originalOrNull(AnnotationMirror mirror) {
    List<ExecutableElement> found = Annotated.value(mirror, "type") instanceof DeclaredType declared
        ? candidates(mirror, declared) : List.of();
    return found.size() == 1 ? found.getFirst() : null;
  }

  private List<ExecutableElement> candidates(AnnotationMirror mirror, DeclaredType declared) {
    String name = String.valueOf(Annotated.value(mirror, "method"));
    List<Type> wanted = Annotated.types(mirror, "parameterTypes").stream().map(ir::erased).toList();
    boolean given = Annotated.value(mirror, "parameterTypes") != null;
    var found = new ArrayList<ExecutableElement>();
    for (Element member : declared.asElement().getEnclosedElements()) {
      if (member.getKind() == ElementKind.METHOD && member.getSimpleName().contentEquals(name)) {
        var method = (ExecutableElement) member;
        List<Type> params = method.getParameters().stream().map(p -> ir.erased(p.asType())).toList();
        if (!given || params.equals(wanted)) {
          found.add(method);
        }
      }
    }
    return found;
  }

  private Type result(ExecutableElement method) {
    return method.getReturnType().getKind() == TypeKind.VOID ? null : ir.erased(method.getReturnType());
  }

  /** @param state what the forward method returns and the rule gets for the arguments, or null */
  private List<Type> vjpParams(List<Type> own, ExecutableElement original, Type state) {
    var params = new ArrayList<>(state == null ? own : List.of(state));
    Type result = result(original);
    if (result != null) {
      params.add(result.isDifferentiable() ? result.shadow() : result);
    }
    own.stream().filter(t -> t.isArray() && t.isDifferentiable() && !t.isTensors()).forEach(t -> params.add(t.shadow()));
    return params;
  }

  private static Type vjpResult(List<Type> own) {
    long scalars = own.stream().filter(Type::isFloating).count();
    return scalars == 0 ? null : scalars == 1 ? Type.DOUBLE : Type.DOUBLE.array();
  }

  private static List<Type> jvpParams(List<Type> own, Type state) {
    var params = new ArrayList<>(state == null ? own : List.of(state));
    own.stream().filter(t -> t.isDifferentiable() && !t.isTensors()).forEach(t -> params.add(t.shadow()));
    return params;
  }

  private Type jvpResult(ExecutableElement original) {
    Type result = result(original);
    return result == null ? null : result.isDifferentiable() ? result.shadow() : result;
  }

  /** The rules of the method with this key, or null. */
  Ruled of(String key) {
    return rules.get(key);
  }

  /** Whether the method is itself such a rule: inside it the original is called as it is. */
  boolean implementedBy(String key, ExecutableElement method) {
    return implementations.getOrDefault(key, List.of()).contains(method);
  }
}
