package dev.adjoint.tests.tensorcompiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.tensor.Tensor;
import dev.adjoint.tests.corpus.Compilation;
import java.lang.classfile.Attributes;
import java.lang.classfile.MethodModel;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.Test;

/** Every public method of the tensor has a rule, is constant, or is refused where it would lose a derivative. */
class OperationsTest {
  private static final Pattern CODE = Pattern.compile("^\\[(AD\\d+)]");

  /** Tell of the graph or of storage, not of elements, and yield what no derivative passes through. */
  private static final Set<String> TELLING = Set.of("retainsGrad()");

  /** Read as lists that are taken apart; {@link SeveralTensorsTest} compares them with the graph. */
  private static final Set<String> CUTTING = Set.of("split(int, int)", "chunk(int, int)", "unbind(int)");

  /** Operands without a rule, with a call: an active one is refused with AD018. */
  private static final Map<String, String> WITHOUT_RULE = Map.of(
      "clamp(double, double) lower", "x.clamp(a, 1)", "clamp(double, double) upper", "x.clamp(-1, a)",
      "maskedFill(Tensor, double) value", "x.maskedFill(x.gt(0), a)",
      "norm(double, boolean, int[]) p", "x.norm(a, true)");

  /**
   * Methods without a rule: a program that would lose a derivative in one, and the message it gets.
   *
   * @param body of a method of a tensor x, numbers a (double) and s (float), arrays d (double), f (float) and m (double)
   */
  private record Refused(String signature, String code, String body) {}

  /** Lists of tensors that are not made in the method. */
  private static final List<Refused> OF_SEVERAL = List.of(
      new Refused("cat(List, int)", "AD001", "return Tensor.cat(Collections.nCopies(2, x), 0);"),
      new Refused("stack(List, int)", "AD001", "return Tensor.stack(Collections.nCopies(2, x), 0);"));

  /** Elements as Java's, or what they are kept in. */
  private static final List<Refused> HANDING_OUT = List.of(
      new Refused("toArray()", "AD017", "return Tensor.of(x.toArray(), x.shape());"),
      new Refused("toFloats()", "AD017", "return Tensor.of(x.toFloats());"),
      new Refused("toDoubles()", "AD017", "return Tensor.of(x.toDoubles());"),
      new Refused("toLongs()", "AD017", "return Tensor.of(x.toLongs());"),
      new Refused("toBooleans()", "AD017", "return Tensor.of(x.toBooleans()).mul(x);"),
      new Refused("itemLong()", "AD017", "return x.mul(x.itemLong());"),
      new Refused("toString()", "AD017", "return x.mul(x.toString().length());"),
      new Refused("view()", "AD017", "return x.mul(x.view().offset());"),
      new Refused("self()", "AD017", "return x.self().mul(2);"));

  /** The eager graph: in generated code there is none. */
  private static final List<Refused> OF_THE_GRAPH = List.of(
      new Refused("backward()", "AD017", "x.backward(); return x.mul(2);"),
      new Refused("backward(Tensor, GradOption[])", "AD017", "x.backward(x); return x.mul(2);"),
      new Refused("backward(GradOption, GradOption[])", "AD017", "x.backward(GradOption.RETAIN_GRAPH); return x.mul(2);"),
      new Refused("setGrad(Tensor)", "AD017", "x.setGrad(x); return x.mul(2);"),
      new Refused("zeroGrad()", "AD017", "x.zeroGrad(); return x.mul(2);"),
      new Refused("grad()", "AD017", "return x.grad();"),
      new Refused("gradFn()", "AD017", "return x.mul(x.gradFn().name().length());"),
      new Refused("outputIndex()", "AD017", "return x.mul(x.outputIndex());"),
      new Refused("retainGrad()", "AD017", "return x.retainGrad().mul(2);"),
      new Refused("registerHook(UnaryOperator)", "AD017", "return x.mul(x.registerHook(g -> g).hashCode());"));

  /** Numbers that become elements. {@code scalar(double)} and {@code full} have rules. */
  private static final List<Refused> OF_NUMBERS = List.of(
      new Refused("of(double[])", "AD001", "return Tensor.of(d).mul(x);"),
      new Refused("of(float[])", "AD001", "return Tensor.of(f).mul(x);"),
      new Refused("of(Object[])", "AD001", "return Tensor.of(m).mul(x);"),
      new Refused("of(Object, Shape)", "AD001", "return Tensor.of(d, Shape.of(1)).mul(x);"),
      new Refused("scalar(float)", "AD001", "return Tensor.scalar(s).mul(x);"),
      new Refused("arange(double, double, double)", "AD001", "return Tensor.arange(0, a, 1).mul(x);"),
      new Refused("linspace(double, double, int)", "AD001", "return Tensor.linspace(0, a, 3).mul(x);"));

  private static Stream<Refused> refused() {
    return Stream.of(OF_SEVERAL, HANDING_OUT, OF_THE_GRAPH, OF_NUMBERS).flatMap(List::stream);
  }

  private static Stream<Method> methods() {
    return TensorRule.families().stream().flatMap(family -> Arrays.stream(family.getDeclaredMethods()))
        .filter(m -> Modifier.isPublic(m.getModifiers()) && !m.isSynthetic());
  }

  private static MethodModel model(Method method) {
    String descriptor =
        MethodType.methodType(method.getReturnType(), method.getParameterTypes()).toMethodDescriptorString();
    return TensorRule.model(method.getDeclaringClass()).methods().stream()
        .filter(m -> m.methodName().equalsString(method.getName()) && m.methodType().equalsString(descriptor))
        .findFirst().orElseThrow();
  }

  private static boolean isConstant(Method method) {
    return TensorRule.isAnnotated(model(method), "NonDifferentiable");
  }

  /** Whether a parameter can be a tensor, or a number that becomes an element. */
  private static boolean mayCarry(Class<?> parameter) {
    return parameter.isArray() ? mayCarry(parameter.getComponentType())
        : Set.of(Tensor.class, List.class, Object.class, double.class, float.class).contains(parameter);
  }

  @Test
  void everyOperandWithAReverseRuleHasAForwardRule() {
    var modes = new TreeMap<String, Set<String>>();
    TensorRule.all().forEach(rule -> assertTrue(modes.computeIfAbsent(
        rule.original().getDeclaringClass().getSimpleName() + "." + TensorRule.signature(rule.original()) + " by " + rule.wrt(),
        k -> new TreeSet<>()).add(rule.mode()), "twice: " + rule));
    Set<Set<String>> complete = Set.of(Set.of("VJP", "JVP"), Set.of("ELEMENTWISE"), Set.of("LINEAR"));
    modes.values().removeIf(complete::contains);
    assertEquals(Map.of(), modes);
  }

  @Test
  void everyOperandOfAnOperationHasARuleOrIsConstantOrIsRefused() {
    var missing = new TreeSet<String>();
    Map<Method, List<TensorRule>> rules = TensorRule.all().stream().collect(Collectors.groupingBy(TensorRule::original));
    rules.forEach((original, of) -> {
      Set<String> wrt = of.stream().map(TensorRule::wrt).collect(Collectors.toSet());
      var parameters = model(original).findAttribute(Attributes.runtimeInvisibleParameterAnnotations())
          .map(a -> a.parameterAnnotations()).orElse(List.of());
      for (int i = 0; i < original.getParameterCount(); i++) {
        String name = original.getParameters()[i].getName();
        boolean constant = i < parameters.size() && !parameters.get(i).isEmpty();
        if (mayCarry(original.getParameterTypes()[i]) && !wrt.contains(name) && !constant) {
          missing.add(TensorRule.signature(original) + " " + name);
        }
      }
      if (!Modifier.isStatic(original.getModifiers()) && !wrt.contains("self")) {
        missing.add(TensorRule.signature(original) + " self");
      }
    });
    assertEquals(new TreeSet<>(WITHOUT_RULE.keySet()), missing);
  }

  @Test
  void everyMethodHasARuleOrIsConstantOrIsRefused() {
    Set<Method> ruled = TensorRule.all().stream().map(TensorRule::original).collect(Collectors.toCollection(HashSet::new));
    Set<String> open = methods()
        .filter(m -> !ruled.contains(m) && !isConstant(m) && !m.getName().endsWith("_"))
        .filter(m -> !Modifier.isStatic(m.getModifiers()) || Arrays.stream(m.getParameterTypes()).anyMatch(OperationsTest::mayCarry))
        .map(TensorRule::signature).collect(Collectors.toCollection(TreeSet::new));
    Set<String> known = refused().map(Refused::signature).collect(Collectors.toCollection(TreeSet::new));
    known.addAll(TELLING);
    known.addAll(CUTTING);
    assertEquals(known, open);
  }

  @Test
  void whatHasNoRuleIsRefusedAtTheCall() {
    List<Refused> refused = new ArrayList<>(refused().toList());
    WITHOUT_RULE.values().stream().sorted()
        .forEach(call -> refused.add(new Refused(call, "AD018", "return " + call + ";")));
    assertCodes(refused);
  }

  @Test
  void whatChangesATensorInPlaceIsRefusedOnActiveTensorsAndOnConstants() {
    var refused = new ArrayList<Refused>();
    methods().filter(m -> m.getName().endsWith("_")).forEach(m -> {
      String arguments = Arrays.stream(m.getParameterTypes()).map(OperationsTest::argument)
          .collect(Collectors.joining(", ", "(", ")"));
      String signature = TensorRule.signature(m);
      refused.add(new Refused(signature, "AD017", "return x." + m.getName() + arguments + ";"));
      refused.add(new Refused(signature, "AD017", "c." + m.getName() + arguments + "; return x.mul(c);"));
    });
    assertTrue(refused.size() > 40, refused::toString);
    assertCodes(refused);
  }

  private static String argument(Class<?> type) {
    return type == Tensor.class ? "c" : type == double.class ? "0.5" : type == long.class ? "2L" : "true";
  }

  /** Compiles one method for each and compares the codes, method by method. */
  private static void assertCodes(List<Refused> refused) {
    var members = new StringBuilder();
    for (int i = 0; i < refused.size(); i++) {
      members.append("@Differentiable static Tensor f").append(i).append("(Tensor x, double a, float s, double[] d, float[] f, ")
          .append("double[][] m, @NonDifferentiable Tensor c) { ").append(refused.get(i).body()).append(" }\n");
    }
    Compilation compilation = CompiledMethods.compilation("Refusals", members.toString(), "-Xmaxerrs", "1000");
    String text = CompiledMethods.text("Refusals", members.toString());
    int before = (int) text.substring(0, text.indexOf("@Differentiable")).chars().filter(c -> c == '\n').count();
    var actual = new ArrayList<>(Collections.nCopies(refused.size(), ""));
    for (var d : compilation.diagnostics()) {
      Matcher code = CODE.matcher(d.getMessage(null));
      if (d.getKind() == Diagnostic.Kind.ERROR) {
        int method = (int) d.getLineNumber() - before - 1;
        actual.set(method, actual.get(method) + (code.find() ? code.group(1) : d.getMessage(null)));
      }
    }
    var differences = new ArrayList<String>();
    for (int i = 0; i < refused.size(); i++) {
      if (!actual.get(i).equals(refused.get(i).code())) {
        differences.add(refused.get(i) + " got " + actual.get(i));
      }
    }
    assertEquals(List.of(), differences);
  }
}
