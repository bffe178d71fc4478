package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.analysis.CallEffects;
import dev.adjoint.processor.analysis.Checks;
import dev.adjoint.processor.analysis.GivenObjects;
import dev.adjoint.processor.analysis.GivenRecords;
import dev.adjoint.processor.diagnostic.Diagnostics;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.ArrayKernel;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Generated;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Unit;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.ir.Verifier;
import dev.adjoint.processor.transform.Scalars;
import dev.adjoint.processor.transform.CommonLoads;
import dev.adjoint.processor.transform.Forward;
import dev.adjoint.processor.transform.Inline;
import dev.adjoint.processor.transform.Invariants;
import dev.adjoint.processor.transform.Known;
import dev.adjoint.processor.transform.TensorChains;
import dev.adjoint.processor.transform.implicit.ImplicitRules;
import dev.adjoint.processor.transform.reverse.Reverse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The passes on one class, in order: what the reader read is verified, small helpers are inlined, what cannot be
 * differentiated is refused, forward and reverse mode are made, and the generated class is put together. The IR is verified
 * after each pass when assertions are on. A method that fails is left out; the others go on.
 */
public final class Pipeline {
  private final Options options;
  private final Dump dump;
  private final Storage storage;

  /**
   * Options of a run.
   *
   * @param analyse whether activity, memory and caching are analysed; off gives the same numbers, slowly, for checking
   * @param debug whether an internal failure prints its stack trace
   */
  public record Options(boolean analyse, boolean debug) {}

  /** A pipeline that prints nothing. */
  public Pipeline(Options options) {
    this(options, Dump.none(), new Storage());
  }

  /** A pipeline for one class. */
  Pipeline(Options options, Dump dump, Storage storage) {
    this.options = options;
    this.dump = dump;
    this.storage = storage;
  }

  /** Differentiates the methods of a class; empty if none could be. */
  public Optional<Api.Assembly> run(Unit unit, java.util.function.Function<String, Diagnostics> diagnostics) {
    var helpers = new Helpers(unit, options.analyse(), storage);
    var derivatives = new ArrayList<Derivative>();
    for (Unit.Entry entry : unit.entries()) {
      Derivative made = differentiate(unit, entry, helpers, diagnostics.apply(entry.key()));
      Derivative d = made == null || entry.dispatch() == null || Dispatch.isCall(made.primal()) ? made
          : new Pass("dispatch", made.primal(), diagnostics.apply(entry.key()))
              .run(() -> Dispatch.open(made, options.analyse(), helpers, diagnostics.apply(entry.key())));
      if (d != null) {
        derivatives.add(d);
      }
    }
    if (derivatives.isEmpty() || !companions(unit, helpers, diagnostics)) {
      return Optional.empty();
    }
    Unit.Entry first = derivatives.getFirst().entry();
    Diagnostics last = diagnostics.apply(first.key());
    var pass = new Pass("assemble", unit.functions().get(first.key()), last);
    return Optional.ofNullable(pass.run(() -> {
      Generated.Dispatch dispatch = Dispatch.of(unit, derivatives, options.analyse(), helpers);
      List<Function> privates = new ArrayList<>();
      unit.implicits().forEach(i ->
          privates.addAll(ImplicitRules.of(i, unit.functions().get(i.key()), helpers, helpers)));
      privates.addAll(helpers.drain());
      privates.forEach(f -> verify(f, unit, Dump.Pass.HELPERS));
      Derivative d = derivatives.removeFirst();
      derivatives.addFirst(new Derivative(d.entry(), d.primal(), d.vjp(), d.vjpNeedsTape(), d.vjpNeedsStaging(), d.jvp(),
          d.forward(), d.reverse(), d.kernel(), d.arrays(), d.kernelSecond(), d.second(), d.taylor(), d.sparsity(), d.onParts(), privates));
      var chains = new TensorChains();
      derivatives.replaceAll(x -> x.through(f -> {
        Function chained = chains.apply(f);
        verify(chained, unit);
        return chained;
      }));
      return Api.assembleAll(unit, derivatives, chains.chains(), dispatch);
    }));
  }

  /** What a method is differentiated by is differentiated like a helper, and checked like one. */
  private boolean companions(Unit unit, Helpers helpers, java.util.function.Function<String, Diagnostics> diagnostics) {
    boolean fine = true;
    for (Unit.Implicit implicit : unit.implicits()) {
      boolean isEntry = unit.entries().stream().anyMatch(e -> e.key().equals(implicit.key()));
      Diagnostics into = diagnostics.apply(isEntry ? implicit.key() : unit.entries().getFirst().key());
      CompanionChecks.run(implicit, helpers::prepared, into);
      fine &= !into.hasErrors();
    }
    return fine;
  }

  /** A component of a result that is constant and no number, or null: nobody could give a zero seed of its shape. */
  private static Parts.Leaf constantArray(Parts result) {
    return result == null ? null : result.innermost().leaves().stream()
        .filter(l -> l.constant() && l.type().isDifferentiable() && !l.type().isFloating()).findFirst().orElse(null);
  }

  private Derivative differentiate(Unit unit, Unit.Entry entry, Helpers helpers, Diagnostics diagnostics) {
    Function primal = unit.functions().get(entry.key());
    var pass = new Pass("read", primal, diagnostics);
    return pass.run(() -> {
      verify(primal, unit);
      pass.name = "inline";
      Function inlined = prepare(primal, unit, dump);
      verify(inlined, unit);
      pass.name = "check";
      Checks.run(inlined, helpers::prepared, diagnostics);
      GivenRecords.check(inlined, presenceOf(entry, inlined), helpers::prepared, diagnostics);
      if (entry.signature() != null) {
        GivenObjects.check(inlined, entry.signature().references(), ObjectAdjoints.mayChange(inlined, entry.signature()),
            helpers::prepared, diagnostics);
      }
      if (entry.signature() != null && entry.kernel() != null) {
        diagnostics.report(Message.KERNEL_SIGNATURE, primal.span(), "a kernel takes numbers, and " + primal.name() + " a record");
      }
      Parts.Leaf constant = entry.signature() == null ? null : constantArray(entry.signature().result());
      if (constant != null) {
        diagnostics.report(Message.CONSTANT_IN_RESULT, primal.span(), String.join(".", constant.path()), primal.name());
      }
      if (diagnostics.hasErrors()) {
        return null;
      }
      pass.name = "forward mode";
      Function jvp = Forward.jvp(inlined, options.analyse(), helpers);
      verify(jvp, unit, Dump.Pass.FORWARD);
      var setup = new Reverse.Setup(options.analyse(), helpers);
      boolean hasVjp = primal.results().isEmpty() || primal.results().stream().anyMatch(Type::isDifferentiable);
      if (!hasVjp) {
        return halves(entry, primal, inlined, jvp, setup, unit, helpers);
      }
      pass.name = "reverse mode";
      Reverse.Vjp vjp = Reverse.vjp(inlined, setup);
      verify(vjp.function(), unit, Dump.Pass.REVERSE);
      pass.name = "split reverse mode";
      Reverse.Split split = Reverse.split(inlined, setup);
      verify(split.forward(), unit, Dump.Pass.SPLIT);
      verify(split.reverse(), unit, Dump.Pass.SPLIT);
      storage.method(entry.key(), inlined, vjp, split);
      pass.name = "second order";
      boolean objects = entry.signature() != null && !entry.signature().params().stream().allMatch(p -> PartsVector.is(p.parts()));
      if (entry.order() > 1 && entry.signature() != null && !isNumber(primal)) {
        diagnostics.report(Message.SECOND_ORDER_RECORD, primal.span(), primal.name());
        return null;
      }
      SecondOrder second = entry.order() > 1 ? SecondOrder.of(inlined, options.analyse(), helpers, diagnostics) : null;
      if (diagnostics.hasErrors()) {
        return null;
      }
      if (second != null) {
        second.functions().forEach(f -> verify(f, unit, Dump.Pass.SECOND_ORDER));
      }
      pass.name = "Taylor series";
      TaylorCoefficients taylor = entry.taylor().isEmpty() ? null
          : TaylorCoefficients.of(inlined, entry, helpers, diagnostics);
      if (diagnostics.hasErrors()) {
        return null;
      }
      if (taylor != null) {
        verify(taylor.function(), unit, Dump.Pass.TAYLOR);
      }
      pass.name = "sparsity";
      if (entry.sparsity() && objects) {
        diagnostics.report(Message.SPARSITY, primal.span(), primal.name());
        return null;
      }
      Function sparsity = entry.sparsity() ? SparsityPattern.of(inlined, helpers, diagnostics) : null;
      if (diagnostics.hasErrors()) {
        return null;
      }
      if (sparsity != null) {
        verify(sparsity, unit, Dump.Pass.SPARSITY);
      }
      pass.name = "kernel";
      boolean overArrays = entry.kernel() != null && ArrayKernels.isArrayKernel(inlined);
      ArrayKernel arrays = overArrays ? ArrayKernels.of(entry, inlined, options.analyse(), helpers, diagnostics) : null;
      if (arrays != null) {
        arrays.javaFunctions().forEach(f -> verify(f, unit));
      }
      String kernel = entry.kernel() != null && !overArrays ? KernelSource.of(unit, entry, inlined, vjp, jvp, diagnostics) : null;
      return shared(entry, inlined, helpers, new Derivative(entry, primal, vjp.function(), vjp.usesTape(), vjp.stages(), jvp, split.forward(),
          split.reverse(), kernel, arrays, kernel == null ? null : KernelSecond.of(inlined, options.analyse(), helpers), second,
          taylor, sparsity, onParts(entry, inlined, helpers), List.of()));
    });
  }

  private static boolean isNumber(Function primal) {
    return primal.results().size() == 1 && primal.results().getFirst().isFloating();
  }

  /** A method whose result carries no derivative has none for users; where it may write arrays, its callers need both halves. */
  private Derivative halves(Unit.Entry entry, Function primal, Function inlined, Function jvp, Reverse.Setup setup, Unit unit,
      Helpers helpers) {
    boolean arrays = false;
    for (int i = 0; i < primal.params().size(); i++) {
      arrays |= primal.wrt().get(i) && primal.params().get(i).type().isArray();
    }
    if (!arrays) {
      return shared(entry, inlined, helpers, new Derivative(entry, primal, null, false, false, jvp, null, null, null, null, null, null, null,
          null, onParts(entry, inlined, helpers), List.of()));
    }
    Reverse.Split split = Reverse.split(inlined, setup);
    verify(split.forward(), unit, Dump.Pass.SPLIT);
    verify(split.reverse(), unit, Dump.Pass.SPLIT);
    return shared(entry, inlined, helpers, new Derivative(entry, primal, null, false, false, jvp, split.forward(), split.reverse(), null,
        null, null, null, null, null, onParts(entry, inlined, helpers), List.of()));
  }

  private static Derivative shared(Unit.Entry entry, Function inlined, Helpers helpers, Derivative d) {
    return new SharedArguments(entry, inlined, helpers::prepared).guard(d);
  }

  /** The parameters that say which elements of an array of records are there. */
  private static List<Value> presenceOf(Unit.Entry entry, Function f) {
    if (entry.signature() == null) {
      return List.of();
    }
    var leaves = entry.signature().params().stream().flatMap(p -> p.parts().leaves().stream()).toList();
    return IntStream.range(0, leaves.size()).filter(i -> leaves.get(i).presence()).mapToObj(f.params()::get).toList();
  }

  private static Function onParts(Unit.Entry entry, Function inlined, Helpers helpers) {
    return entry.signature() == null ? null : helpers.primal(inlined);
  }

  /**
   * What both modes differentiate: small helpers inlined, tests with one outcome settled, repeated loads merged, invariants in front
   * of their loops.
   */
  static Function prepare(Function primal, Unit unit, Dump dump) {
    Function whole = Known.apply(Inline.apply(primal, unit.functions()));
    Function scalars = Scalars.apply(whole);
    Function inlined = scalars == whole ? whole : Known.apply(scalars);
    dump.after(Dump.Pass.INLINE, inlined);
    Function shared = CommonLoads.apply(inlined, new CallEffects(unit.functions()::get));
    dump.after(Dump.Pass.LOADS, shared);
    Function normal = Invariants.apply(shared);
    dump.after(Dump.Pass.NORMALIZE, normal);
    return normal;
  }

  private void verify(Function f, Unit unit, Dump.Pass pass) {
    dump.after(pass, f);
    verify(f, unit);
  }

  private static void verify(Function f, Unit unit) {
    boolean assertions = false;
    assert assertions = true;
    if (assertions) {
      Verifier.verify(f, unit.functions());
    }
  }

  /** Runs passes on one method and makes a diagnostic of an internal failure. */
  private final class Pass {
    private final Function method;
    private final Diagnostics diagnostics;
    private String name;

    Pass(String name, Function method, Diagnostics diagnostics) {
      this.name = name;
      this.method = method;
      this.diagnostics = diagnostics;
    }

    <T> T run(java.util.function.Supplier<T> passes) {
      try {
        return passes.get();
      } catch (RuntimeException | AssertionError | StackOverflowError e) {
        diagnostics.report(Message.INTERNAL, method.span(), name, method.name(), String.valueOf(e.getMessage()));
        if (options.debug()) {
          e.printStackTrace();
        }
        return null;
      }
    }
  }
}
