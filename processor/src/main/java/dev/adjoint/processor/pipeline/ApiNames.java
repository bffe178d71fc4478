package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The names of a generated class's methods and records, which are part of its interface: they depend on signatures only. */
public final class ApiNames {
  /** Names that no record component may have, JLS 8.10.1. */
  private static final Set<String> NOT_COMPONENTS = Set.of("clone", "finalize", "getClass", "hashCode", "notify",
      "notifyAll", "toString", "wait");

  private final Map<String, Integer> overloads = new HashMap<>();
  private final Set<String> records = new HashSet<>();
  private final Set<String> signatures = new HashSet<>();
  private final Set<String> constants = new HashSet<>();

  /** Names for a class with these methods. */
  ApiNames(List<Function> primals) {
    primals.forEach(p -> overloads.merge(p.name(), 1, Integer::sum));
  }

  /** The generated class of a class: nested ones are flattened with underscores. */
  public static Type.Ref generatedClass(Type.Ref owner) {
    return Type.Ref.of(owner.pkg(), String.join("_", owner.names()) + "Derivatives");
  }

  /** The generated class of the checks of a class's derivatives. */
  static Type.Ref checkClass(Type.Ref owner) {
    return Type.Ref.of(owner.pkg(), String.join("_", owner.names()) + "Checks");
  }

  /** The generated class of the adjoints and tangents of a record; that of a generic one has the names of its type arguments. */
  public static Type.Ref adjointClass(Type.Ref record) {
    return Type.Ref.of(record.pkg(), String.join("_", record.names()) + Type.suffix(record.arguments()) + "Adjoint");
  }

  /** The generated class of a class's kernels. */
  public static Type.Ref kernelClass(Type.Ref owner) {
    return Type.Ref.of(owner.pkg(), String.join("_", owner.names()) + "Kernels");
  }

  /**
   * The simple name of the record in which a generated method's results come back.
   *
   * @param kind {@code Gradient}, {@code Vjp}, {@code Jvp}, {@code Forward} or {@code Reverse}
   * @param overloaded whether the class has another annotated method of that name
   */
  public static String record(String method, String kind, List<Type> params, boolean overloaded) {
    return capitalized(method) + kind + (overloaded ? Type.suffix(params) : "");
  }

  /** The reverse half's name: overloads have halves with the same parameters, so theirs has a suffix. */
  public static String reverse(String method, List<Type> params, boolean overloaded) {
    return method + "Reverse" + (overloaded ? Type.suffix(params) : "");
  }

  /** Whether the class has another annotated method of that name. */
  boolean isOverloaded(Function primal) {
    return overloads.get(primal.name()) > 1;
  }

  /** The same for a method of this class. */
  String reverse(Function primal) {
    return reverse(primal.name(), primal.params().stream().map(Value::type).toList(), overloads.get(primal.name()) > 1);
  }

  /** The components for the scalar or differentiated parameters: their names where a record may have them. */
  public static List<String> components(List<Value> params, String... before) {
    var all = new ArrayList<String>(List.of(before));
    for (Value p : params) {
      String name = p.name() == null ? "p" + params.indexOf(p) : p.name();
      while (NOT_COMPONENTS.contains(name) || all.contains(name)) {
        name += "_";
      }
      all.add(name);
    }
    return all;
  }

  /**
   * A generated method on the parts of the parameters of a method.
   *
   * @param kind empty for the method itself, or {@code Forward}, {@code Reverse}, {@code Tangent}
   * @param params the parts' types
   */
  public static String parts(String method, String kind, List<Type> params, boolean overloaded) {
    return method + "Parts" + kind + (overloaded ? Type.suffix(params) : "");
  }

  /** The record of a private function with several results. */
  public static String record(Function helper) {
    return helper.results().size() > 1 ? capitalized(helper.name()) : null;
  }

  /** The components of {@link #record(Function)}. */
  public static List<String> components(Function helper) {
    return numbered(helper.results().size());
  }

  /** Components for several results, or none for one. */
  static List<String> numbered(int results) {
    return results > 1 ? java.util.stream.IntStream.range(0, results).mapToObj(i -> "r" + i).toList() : List.of();
  }

  /** As the static method, but never twice the same in this class. */
  String newRecord(Function primal, String kind) {
    List<Type> types = primal.params().stream().map(Value::type).toList();
    return unused(record(primal.name(), kind, types, overloads.get(primal.name()) > 1), records);
  }

  /** A method's name, with a suffix in the rare case that another one has its name and parameter types. */
  String newMethod(Function primal, String kind, List<Type> params) {
    String name = primal.name() + kind;
    if (!signatures.add(name + params)) {
      name = unused(name + Type.suffix(primal.params().stream().map(Value::type).toList()), signatures);
    }
    return name;
  }

  /** The name of a constant: {@code fooBar} gives {@code FOO_BAR}. */
  String newConstant(String method) {
    return unused(constant(method), constants);
  }

  static String constant(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
  }

  private static String unused(String wish, Set<String> taken) {
    String name = wish;
    for (int n = 2; !taken.add(name); n++) {
      name = wish + "_" + n;
    }
    return name;
  }

  static String capitalized(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }
}
