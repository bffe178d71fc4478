package dev.adjoint.tests.pytorch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every operation against PyTorch: values, types, shapes, names of graph nodes, first and second derivatives. */
class PyTorchTest {
  @TestFactory
  Stream<DynamicContainer> operationsAgreeWithPyTorch() {
    return Golden.files().map(file -> DynamicContainer.dynamicContainer(file, byOperation(file).entrySet().stream()
        .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> agrees(entry.getValue())))));
  }

  private static LinkedHashMap<String, List<JsonNode>> byOperation(String file) {
    return Golden.cases(file).stream().collect(Collectors.groupingBy(line -> line.get("op").textValue(),
        LinkedHashMap::new, Collectors.toList()));
  }

  private static void agrees(List<JsonNode> lines) {
    var report = new StringBuilder();
    for (JsonNode line : lines) {
      List<String> differences = Replay.differences(line);
      if (!differences.isEmpty()) {
        report.append(line.get("op").textValue()).append(' ').append(line.get("in")).append(' ').append(line.path("o"))
            .append('\n');
        differences.forEach(difference -> report.append("    ").append(difference).append('\n'));
      }
    }
    assertTrue(report.isEmpty(), report::toString);
  }

  @Test
  void everyOperationOfTheTableHasCases() {
    Set<String> tested = new HashSet<>();
    Golden.files().forEach(file -> tested.addAll(byOperation(file).keySet()));
    assertEquals(Operations.names(), tested);
  }
}
