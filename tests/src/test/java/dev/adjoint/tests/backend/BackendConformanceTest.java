package dev.adjoint.tests.backend;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.adjoint.runtime.backend.Backends;
import dev.adjoint.runtime.backend.reference.ReferenceBackend;
import dev.adjoint.runtime.backend.spi.Availability;
import dev.adjoint.runtime.backend.spi.Backend;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every backend that is found, and works here, gives what the reference gives: each kernel on each element type it
 * takes, on odd sizes and none, on every layout of its operands and results, in place, and on special values. How far
 * results may differ is said in each family's class.
 *
 * <p>A backend that does not work here is one skipped test with its reason.
 */
final class BackendConformanceTest {

  @TestFactory
  Stream<DynamicNode> everyBackendAgreesWithTheReference() {
    return Backends.all().stream().filter(backend -> !backend.name().equals("reference")).map(backend ->
        switch (backend.probe()) {
          case Availability.Available _ -> dynamicContainer(backend.name(),
              families(backend).entrySet().stream().map(family ->
                  dynamicContainer(family.getKey(), family.getValue())));
          case Availability.Unavailable unavailable ->
              dynamicTest(backend.name(), () -> abort(unavailable.reason()));
        });
  }

  /** The tests of a backend, by family. */
  static Map<String, List<DynamicTest>> families(Backend subject) {
    var comparison = new Comparison(new On(subject), new On(new ReferenceBackend()));
    var families = new LinkedHashMap<String, List<DynamicTest>>();
    families.put("memory and random numbers", MemoryConformance.tests(comparison));
    families.put("elementwise", ElementwiseConformance.tests(comparison));
    families.put("reductions", ReductionsConformance.tests(comparison));
    families.put("matrix products", MatrixProductsConformance.tests(comparison));
    families.put("indexing", IndexingConformance.tests(comparison));
    families.put("windows", WindowsConformance.tests(comparison));
    return families;
  }
}
