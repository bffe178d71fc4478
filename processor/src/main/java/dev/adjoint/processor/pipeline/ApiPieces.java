package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.ir.ArrayKernel;
import dev.adjoint.processor.ir.ArrayKernel.Apart;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Generated;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** What the class of kernels calls for a kernel over arrays: methods with some of the iterations, and for second derivatives. */
final class ApiPieces {
  private final Api api;
  private final ApiSignature s;

  ApiPieces(Api api, ApiSignature s) {
    this.api = api;
    this.s = s;
  }

  Generated.PieceMethods add(ArrayKernel.Pieces pieces) {
    List<String> adjoints = s.scalars.size() > 1 ? s.components(s.scalars) : List.of();
    List<String> numbers = numbers(pieces);
    return new Generated.PieceMethods(
        method("Range", pieces.value(), ApiDocs.range(s, false), "", List.of()),
        method("RangeAdjoint", pieces.adjoint(), ApiDocs.range(s, true), "The adjoints of numbers from {@code ", adjoints), adjoints,
        method("Places", pieces.places(), ApiDocs.places(s), "The results of {@code ", numbers), numbers);
  }

  /** How much scratch memory an iteration's adjoint needs. */
  String scratch(Function f) {
    return method("Scratch", f, ApiDocs.scratch(s), "", List.of());
  }

  /** The tangent of reverse mode. */
  String add(ArrayKernel.Second second) {
    List<String> components = new ArrayList<>();
    if (!s.scalars.isEmpty()) {
      components.addAll(s.components(s.scalars));
      components.addAll(tangents());
    }
    return method("VjpTangent", second.function(), ApiDocs.vjpTangent(s), "The adjoints of numbers, and their tangents, from {@code ",
        components);
  }

  /** The components with the tangents of numbers' adjoints. */
  List<String> tangents() {
    return s.components(s.scalars).stream().map(name -> name + "Tangent").toList();
  }

  private List<String> numbers(ArrayKernel.Pieces pieces) {
    var names = new ArrayList<String>();
    long near = pieces.apart().stream().filter(a -> a == Apart.NEAR).count();
    int loops = (int) (pieces.places().results().size() - 3 * near) / 2;
    for (int k = 0; k < loops; k++) {
      names.addAll(List.of(k == 0 ? "from" : "from2", k == 0 ? "to" : "to2"));
    }
    for (int k = 0; k < pieces.apart().size(); k++) {
      if (pieces.apart().get(k) == Apart.NEAR) {
        String name = s.params.get(k).name();
        names.addAll(List.of(name + "Stride", name + "Least", name + "Greatest"));
      }
    }
    return names;
  }

  private String method(String kind, Function f, String javadoc, String results, List<String> components) {
    String name = api.names().newMethod(s.primal, kind, f.params().stream().map(Value::type).toList());
    String record = null;
    if (!components.isEmpty()) {
      record = api.names().newRecord(s.primal, kind);
      api.record(record, results + name + "}.\n", f.results(), components);
    }
    api.method(new Generated.Method(name, true, javadoc, record, false, f));
    return name;
  }
}
