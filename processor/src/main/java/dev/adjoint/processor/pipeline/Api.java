package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Generated;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Unit;
import dev.adjoint.processor.transform.TensorChains;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts the interface of a generated class together: what users call, around what the transforms made. */
public final class Api {
  private final Unit unit;
  private final ApiNames names;
  private final Generated.Dispatch dispatch;
  private final List<Generated.Record> records = new ArrayList<>();
  private final List<Generated.Functional> functionals = new ArrayList<>();
  private final List<Generated.Tracked> tracked = new ArrayList<>();
  private final List<Generated.Jacobian> jacobians = new ArrayList<>();
  private final List<Generated.Chain> chains = new ArrayList<>();
  private final List<Generated.Kernel> kernels = new ArrayList<>();
  private final List<Generated.OverArrays> arrayKernels = new ArrayList<>();
  private final List<Generated.Method> methods = new ArrayList<>();
  private final Map<Type.Ref, Generated.AdjointRecord> adjoints = new LinkedHashMap<>();

  private Api(Unit unit, List<Derivative> derivatives, Generated.Dispatch dispatch) {
    this.unit = unit;
    this.dispatch = dispatch;
    this.names = new ApiNames(derivatives.stream().map(Derivative::primal).toList());
  }

  /**
   * The generated classes of a class.
   *
   * @param kernels null if there are none
   * @param adjoints the classes of adjoints that the methods' signatures name
   */
  public record Assembly(Generated.Class derivatives, Generated.Kernels kernels, List<Generated.AdjointRecord> adjoints) {}

  /** The generated classes of a class. */
  public static Assembly assembleAll(Unit unit, List<Derivative> derivatives, List<TensorChains.Chain> chains,
      Generated.Dispatch dispatch) {
    var api = new Api(unit, derivatives, dispatch);
    derivatives.forEach(api::add);
    chains.forEach(api::add);
    Generated.Class made = api.derivatives();
    if (api.kernels.isEmpty() && api.arrayKernels.isEmpty()) {
      return new Assembly(made, null, List.copyOf(api.adjoints.values()));
    }
    return new Assembly(made, new Generated.Kernels(ApiNames.kernelClass(unit.owner()), unit.owner(), made.name(),
        unit.isPublic(), "The {@code @Kernel} methods of {@link " + String.join(".", unit.owner().names())
            + "} as operations on tensors, one pass each, tracked by the tensors' graph.\n", api.kernels, api.arrayKernels),
        List.copyOf(api.adjoints.values()));
  }

  private Generated.Class derivatives() {
    var api = this;
    String origin = String.join(".", unit.owner().names());
    String javadoc = "Derivatives of the {@code @Differentiable} methods of {@link " + origin + "}.\n\n"
        + "<p>Every method is static and keeps no state: any number of threads may call it at once.\n";
    return new Generated.Class(ApiNames.generatedClass(unit.owner()), unit.owner(), unit.isPublic(), javadoc,
        api.records, api.functionals, api.tracked, api.jacobians, api.chains, api.methods, api.dispatch);
  }

  private void add(TensorChains.Chain chain) {
    chains.add(new Generated.Chain(chain.constant(), chain.function(), chain.last()));
    methods.add(new Generated.Method(chain.function().name(), false, null, null, false, chain.function()));
  }

  private void add(Derivative d) {
    if (d.entry().signature() != null) {
      new ApiParts(this, d).add();
      privates(d);
      return;
    }
    var signature = new ApiSignature(d);
    String vjp = null;
    ApiReverse reverse = null;
    if (d.vjp() != null) {
      reverse = new ApiReverse(this, signature);
      vjp = reverse.add();
    }
    if (d.jvp() != null) {
      String jvp = new ApiForward(this, signature).add();
      if (vjp != null && hasJacobian(signature)) {
        jacobian(signature, jvp, vjp);
      }
    }
    if (d.forward() != null) {
      String first = half(d, d.forward(), "Forward", ApiDocs.forward(signature));
      String reversed = half(d, d.reverse(), "Reverse", ApiDocs.reverse(signature));
      if (signature.isTrackable()) {
        tracked.add(reverse.tracked(first, reversed));
      }
    }
    var second = d.second() == null ? new SecondNames(null, null) : second(d, signature);
    if (d.taylor() != null) {
      new ApiTaylor(this, signature).add();
    }
    privates(d);
    if (d.kernel() != null) {
      kernels.add(reverse.kernel(ApiDocs.kernel(signature), d.kernel(), d.kernelSecond() == null ? null : second(signature)));
    }
    if (d.arrays() != null) {
      arrayKernels.add(reverse.kernel(ApiDocs.kernel(signature, d.arrays()), d.arrays()));
    }
    if (vjp != null && isFunctional(d)) {
      functionals.add(new Generated.Functional(names.newConstant(d.primal().name()), unit.owner(), d.primal().name(), vjp,
          second.hvp(), second.hessian()));
    }
  }

  /** The tangent of the vector-Jacobian product, for a kernel's second derivatives. */
  private Generated.SecondKernel second(ApiSignature s) {
    KernelSecond second = s.derivative.kernelSecond();
    Function f = second.tangent();
    String name = names.newMethod(s.primal, "VjpTangent", f.params().stream().map(Value::type).toList());
    String record = names.newRecord(s.primal, "VjpTangent");
    var components = new ArrayList<String>(List.of("value"));
    s.wrt.forEach(w -> components.add(w.name() + "Adjoint"));
    components.add("tangent");
    s.wrt.forEach(w -> components.add(w.name() + "AdjointTangent"));
    record(record, "The results of {@code " + name + "}.\n", f.results(), components);
    methods.add(new Generated.Method(name, true, ApiDocs.vjpTangent(s), record, false, f));
    int n = s.wrt.size();
    return new Generated.SecondKernel(name, "tangent", components.subList(n + 2, 2 * n + 2), second.source());
  }

  /** What second derivatives are called, null for none. */
  private record SecondNames(String hvp, String hessian) {}

  private SecondNames second(Derivative d, ApiSignature signature) {
    SecondOrder second = d.second();
    var names = new SecondNames(null, null);
    if (second.hvp() != null) {
      var hvp = new ApiHvp(this, signature);
      hvp.add();
      names = new SecondNames(hvp.name(), new ApiHessian(this, signature, hvp).add());
    }
    half(d, second.forward(), "ForwardTangent", ApiDocs.halfTangent(signature, "forward"));
    half(d, second.reverse(), "ReverseTangent", ApiDocs.halfTangent(signature, "reverse"));
    return names;
  }

  private void privates(Derivative d) {
    for (Function f : d.privates()) {
      String record = ApiNames.record(f);
      if (record != null) {
        record(record, "The results of {@code " + f.name() + "}.\n", f.results(), ApiNames.components(f));
      }
      methods.add(new Generated.Method(f.name(), false, null, record, false, f));
    }
  }

  /** Asks for the class of adjoints of a record or a sealed interface. */
  void adjoint(Type.Ref type, Parts parts) {
    adjoints.putIfAbsent(type, new Generated.AdjointRecord(ApiNames.adjointClass(type), type, parts));
  }

  /** Whether the result is a vector, and what it is differentiated by are numbers. */
  private static boolean hasJacobian(ApiSignature s) {
    return Type.DOUBLE.array().equals(s.result) && !s.wrt.isEmpty() && !s.hasTensors();
  }

  private void jacobian(ApiSignature s, String jvp, String vjp) {
    var params = s.params.stream().map(p -> new Generated.Component(p.type(), p.name())).toList();
    var components = s.components(s.scalars);
    String name = names.newMethod(s.primal, "Jacobian", s.types());
    if (s.derivative.sparsity() != null) {
      new ApiSparsity(this, s).add(name);
    }
    jacobians.add(new Generated.Jacobian(name,
        List.of(ApiDocs.jacobian(s, false), ApiDocs.jacobian(s, true)), params, s.primal.wrt(), jvp, vjp,
        components.subList(components.size() - s.scalars.size(), components.size()), ApiHessian.writesArrays(s.primal)));
  }

  private static boolean isFunctional(Derivative d) {
    Function f = d.primal();
    return d.entry().accessible() && !d.entry().instance() && f.params().size() == 1 && f.wrt().getFirst()
        && f.params().getFirst().type().equals(Type.DOUBLE.array()) && f.results().equals(List.of(Type.DOUBLE));
  }

  private String half(Derivative d, Function f, String kind, String javadoc) {
    String name = kind.equals("Reverse") ? names.reverse(d.primal())
        : kind.equals("ReverseTangent") ? names.reverse(d.primal()) + "Tangent" : names.newMethod(d.primal(), kind, f.params().stream().map(Value::type).toList());
    String record = null;
    if (f.results().size() > 1) {
      record = names.newRecord(d.primal(), kind);
      record(record, "The results of {@code " + name + "}.\n", f.results(), ApiNames.components(f));
    }
    methods.add(new Generated.Method(name, true, javadoc, record, false, f));
    return name;
  }

  void tracked(Generated.Tracked node) {
    tracked.add(node);
  }

  ApiNames names() {
    return names;
  }

  void method(Generated.Method method) {
    methods.add(method);
  }

  /** The type of a record of the generated class. */
  Type nested(String record) {
    var names = new ArrayList<>(ApiNames.generatedClass(unit.owner()).names());
    names.add(record);
    return new Type.Ref(unit.owner().pkg(), names, List.of());
  }

  /** Adds a record. */
  void record(String name, String javadoc, List<Type> types, List<String> components) {
    var all = new ArrayList<Generated.Component>();
    for (int i = 0; i < types.size(); i++) {
      all.add(new Generated.Component(types.get(i), components.get(i)));
    }
    records.add(new Generated.Record(name, javadoc, all));
  }
}
