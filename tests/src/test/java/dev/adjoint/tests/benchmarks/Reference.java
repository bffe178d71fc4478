package dev.adjoint.tests.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjoint.benchmarks.data.MixtureData;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The values of {@code reference.json}. */
final class Reference {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNode ROOT = read();

  private Reference() {}

  private static JsonNode read() {
    try (InputStream in = Reference.class.getResourceAsStream("/data/reference.json")) {
      return MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A number, by names joined with slashes. */
  static double number(String path) {
    return ROOT.at("/" + path).doubleValue();
  }

  static double[] vector(String path) {
    return MAPPER.convertValue(ROOT.at("/" + path), double[].class);
  }

  static double[][] matrix(String path) {
    return MAPPER.convertValue(ROOT.at("/" + path), double[][].class);
  }

  /** A mixture's gradient by the inverse covariance factors, in the order of the benchmarks' objective. */
  static double[][] icfRowByRow(String size) {
    double[][] rows = matrix("gmm_" + size + "/gradient/icf");
    int dimension = matrix("gmm_" + size + "/gradient/mu")[0].length;
    for (int k = 0; k < rows.length; k++) {
      rows[k] = MixtureData.rowByRow(rows[k], dimension);
    }
    return rows;
  }
}
