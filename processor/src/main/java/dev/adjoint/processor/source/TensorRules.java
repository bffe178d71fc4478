package dev.adjoint.processor.source;

import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Callee.TensorReadKind;
import dev.adjoint.processor.ir.Callee.TensorRuleKind;
import dev.adjoint.processor.ir.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;

/** The rules of methods on tensors: one method per operand and mode, whose parameters say by name what it reads. */
final class TensorRules {
  private static final Type SHAPE = Type.Ref.of("dev.adjoint.runtime.array", "Shape");
  private static final Type FORM = Type.Ref.of("dev.adjoint.runtime.array", "Form");

  private final IrTypes ir;
  private final Map<String, Map<Integer, Callee.TensorRule>> vjp = new LinkedHashMap<>();
  private final Map<String, Map<Integer, Callee.TensorRule>> jvp = new LinkedHashMap<>();

  TensorRules(IrTypes ir) {
    this.ir = ir;
  }

  /** A method's operands: the receiver as {@code self}, then the parameters. */
  private record Operand(String name, Type type) {}

  /**
   * What a method gives back: a tensor or a number, or a record whose first component is one and whose others are constant.
   *
   * @param record null where it is no record
   * @param parts a component's name and type each; one without a name where it is no record
   */
  private record Result(Type.Ref record, List<Operand> parts) {
    Type differentiated() {
      return parts.getFirst().type();
    }
  }

  private Result result(ExecutableElement original) {
    Type type = ir.erased(original.getReturnType());
    if (type instanceof Type.Ref ref && !type.isTensor() && original.getReturnType() instanceof DeclaredType declared
        && declared.asElement() instanceof TypeElement element && element.getKind() == ElementKind.RECORD
        && element.getRecordComponents().stream().skip(1).allMatch(c -> Annotated.has(c, "NonDifferentiable"))) {
      return new Result(ref, element.getRecordComponents().stream()
          .map(c -> new Operand(c.getSimpleName().toString(), ir.erased(c.asType()))).toList());
    }
    return new Result(null, List.of(new Operand("result", type)));
  }

  private List<Operand> operands(ExecutableElement original) {
    var operands = new ArrayList<Operand>();
    if (!original.getModifiers().contains(Modifier.STATIC)) {
      operands.add(new Operand("self", receiver(original)));
    }
    for (VariableElement p : original.getParameters()) {
      operands.add(new Operand(p.getSimpleName().toString(), ir.erased(p.asType())));
    }
    return operands;
  }

  /** The tensor's families are interfaces that it alone implements. */
  private static Type receiver(ExecutableElement original) {
    Type.Ref owner = IrTypes.ref((TypeElement) original.getEnclosingElement());
    return owner.pkg().equals(Type.TENSOR.pkg()) ? Type.TENSOR : owner;
  }

  /** Adds a rule; what is wrong with it, or null. */
  Rules.Problem add(ExecutableElement rule, AnnotationMirror mirror, ExecutableElement original) {
    var kind = TensorRuleKind.valueOf(String.valueOf(Annotated.value(mirror, "mode") == null ? "VJP"
        : ((VariableElement) Annotated.value(mirror, "mode")).getSimpleName().toString()));
    List<Operand> operands = operands(original);
    String wanted = String.valueOf(Annotated.value(mirror, "wrt"));
    int operand = index(operands, wanted);
    Result results = result(original);
    Type result = results.differentiated();
    if (operand < 0 || !isDifferentiable(operands.get(operand).type()) || !isDifferentiable(result)) {
      return new Rules.Problem(rule, Message.RULE_OPERAND, List.of(wanted, ir.readable(original)));
    }
    Type of = operands.get(operand).type();
    Type seed = kind == TensorRuleKind.JVP ? of.shadow() : result.shadow();
    Type returned = kind == TensorRuleKind.JVP ? result.shadow() : of.shadow();
    List<? extends VariableElement> params = rule.getParameters();
    var reads = new ArrayList<Callee.TensorRead>();
    boolean fits = rule.getModifiers().contains(Modifier.STATIC) && !rule.getModifiers().contains(Modifier.PRIVATE)
        && !params.isEmpty() && ir.erased(params.getLast().asType()).equals(seed)
        && ir.erased(rule.getReturnType()).equals(returned);
    for (int i = 0; fits && i < params.size() - 1; i++) {
      Callee.TensorRead read = read(params.get(i), operands, results);
      fits = read != null;
      reads.add(read);
    }
    if (!fits) {
      return new Rules.Problem(rule, Message.RULE_SIGNATURE, List.of(ir.readable(original), "static "
          + IrTypes.shortName(returned) + " " + rule.getSimpleName() + "(what it reads by name, "
          + IrTypes.shortName(seed) + (kind == TensorRuleKind.JVP ? " tangent)" : " seed)")));
    }
    reads.add(new Callee.TensorRead(TensorReadKind.SEED, -1));
    var made = new Callee.TensorRule(IrTypes.ref((TypeElement) rule.getEnclosingElement()),
        rule.getSimpleName().toString(), kind, reads);
    String key = ir.key(original);
    boolean again = kind != TensorRuleKind.JVP && vjp.computeIfAbsent(key, k -> new LinkedHashMap<>()).put(operand, made) != null;
    again |= kind != TensorRuleKind.VJP && jvp.computeIfAbsent(key, k -> new LinkedHashMap<>()).put(operand, made) != null;
    return again ? new Rules.Problem(rule, Message.RULE_TWICE, List.of(ir.readable(original), kind.name())) : null;
  }

  private static boolean isDifferentiable(Type operand) {
    return operand.hasAdjointValue() || operand.equals(Type.TENSOR.array());
  }

  private static int index(List<Operand> operands, String name) {
    for (int i = 0; i < operands.size(); i++) {
      if (operands.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private Callee.TensorRead read(VariableElement param, List<Operand> operands, Result result) {
    String name = param.getSimpleName().toString();
    Type type = ir.erased(param.asType());
    int operand = index(operands, name);
    if (operand >= 0) {
      return operands.get(operand).type().equals(type) ? new Callee.TensorRead(TensorReadKind.ARGUMENT, operand) : null;
    }
    int part = index(result.parts(), name);
    if (part >= 0) {
      return type.equals(result.parts().get(part).type()) ? new Callee.TensorRead(TensorReadKind.RESULT, part) : null;
    }
    return name.endsWith("Shape") && type.equals(SHAPE) ? derived(name, type, TensorReadKind.SHAPE, operands)
        : name.endsWith("Form") && (type.equals(FORM) || type.equals(FORM.array())) ? derived(name, type, TensorReadKind.FORM, operands) : null;
  }

  /** The shape or form of an operand; of an array of tensors the forms. */
  private static Callee.TensorRead derived(String name, Type type, TensorReadKind kind, List<Operand> operands) {
    int operand = index(operands, name.substring(0, name.length() - (kind == TensorReadKind.FORM ? "Form" : "Shape").length()));
    Type of = type.isArray() ? Type.TENSOR.array() : Type.TENSOR;
    return operand < 0 || !operands.get(operand).type().equals(of) ? null : new Callee.TensorRead(kind, operand);
  }

  /** The operation that a method is, or null if no operand has a rule. */
  Callee.TensorOp of(ExecutableElement method) {
    String key = ir.key(method);
    Map<Integer, Callee.TensorRule> reverse = vjp.get(key);
    if (reverse == null) {
      return null;
    }
    Map<Integer, Callee.TensorRule> forward = jvp.getOrDefault(key, Map.of());
    List<Operand> operands = operands(method);
    var v = new ArrayList<Callee.TensorRule>();
    var j = new ArrayList<Callee.TensorRule>();
    for (int i = 0; i < operands.size(); i++) {
      v.add(reverse.get(i));
      j.add(forward.get(i));
    }
    Result result = result(method);
    List<String> components = result.record() == null ? List.of() : result.parts().stream().map(Operand::name).toList();
    return new Callee.TensorOp(IrTypes.ref((TypeElement) method.getEnclosingElement()), method.getSimpleName().toString(),
        operands.stream().map(Operand::type).toList(), result.differentiated(), result.record(), components,
        !method.getModifiers().contains(Modifier.STATIC), v, j);
  }
}
