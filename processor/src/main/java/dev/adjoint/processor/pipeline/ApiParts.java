package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Generated;
import dev.adjoint.processor.ir.Parts;

/**
 * The interface of a method with parameters or a result that are taken apart: {@code fGradient}, {@code fVjp} and {@code fJvp} take
 * and give records, and call what the transforms made, which works on their parts and has the name {@code fParts…}.
 *
 * <p>Adjoints of records, and of arrays of them, come back in the result like those of numbers; arrays of numbers that are
 * parameters have buffers, as everywhere.
 */
final class ApiParts {
  private final Api api;
  private final Derivative d;
  private final PartsSignature s;
  private final PartsDocs docs;

  ApiParts(Api api, Derivative derivative) {
    this.api = api;
    this.d = derivative;
    this.s = new PartsSignature(derivative, api.names());
    this.docs = new PartsDocs(derivative);
  }

  void add() {
    for (int i = 0; i < s.size(); i++) {
      if (s.isWrt(i)) {
        adjoints(s.parts(i));
      }
    }
    if (s.result() != null) {
      adjoints(s.result());
    }
    core(s.core(""), true, d.onParts());
    String tangent = s.core("Tangent");
    core(tangent, true, d.jvp());
    new PartsForward(api, s, docs, tangent).add();
    if (d.vjp() == null) {
      return;
    }
    String adjoint = s.core("Adjoint");
    core(adjoint, false, d.vjp());
    core(s.core("Forward"), true, d.forward());
    core(s.core("Reverse"), true, d.reverse());
    var reverse = new PartsReverse(api, s, docs, adjoint);
    reverse.vjp(false);
    reverse.vjp(true);
    if (reverse.isTrackable()) {
      reverse.tracked();
    }
    if (s.result() instanceof Parts.One r && (r.type().isFloating() || r.type().isTensor())) {
      reverse.gradient(false);
      reverse.gradient(true);
    }
    if (d.second() != null) {
      String second = s.core("AdjointTangent");
      core(second, false, d.second().hvp());
      var hvp = new PartsHvp(api, s, docs, second);
      hvp.add(false);
      if (d.second().needsTape()) {
        hvp.add(true);
      }
      if (d.entry().signature().params().stream().allMatch(p -> PartsVector.is(p.parts()))) {
        new PartsHessian(api, s, docs, hvp).add();
      }
    }
    if (d.taylor() != null) {
      String series = s.core("Series");
      core(series, false, d.taylor().function());
      new PartsTaylor(api, s, docs, series).add();
    }
    if (PartsJacobian.applies(d)) {
      if (d.sparsity() != null) {
        core(s.core("Columns"), false, d.sparsity());
      }
      new PartsJacobian(api, s, docs, reverse).add();
    }
  }

  /** Asks for the classes of adjoints that the interface names. */
  private void adjoints(Parts parts) {
    switch (parts) {
      case Parts.One p -> { }
      case Parts.Cell p -> adjoints(p.content());
      case Parts.Columns p -> adjoints(p.element());
      case Parts.Tuple p -> {
        p.parts().stream().filter(part -> !part.constant()).forEach(part -> adjoints(part.parts()));
        api.adjoint(p.type(), p);
      }
      case Parts.Sum p -> {
        p.cases().stream().filter(c -> c.parts().isDifferentiable()).forEach(c -> adjoints(c.parts()));
        api.adjoint(p.type(), p);
      }
    }
  }

  private void core(String name, boolean isPublic, Function f) {
    String record = f.results().size() > 1 ? ApiNames.capitalized(name) : null;
    if (record != null) {
      api.record(record, "The results of {@code " + name + "}.\n", f.results(), ApiNames.numbered(f.results().size()));
    }
    api.method(new Generated.Method(name, isPublic, isPublic ? docs.core() : null, record, false, f));
  }
}
