package dev.adjoint.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;

/**
 * Turns JMH's result file ({@code -rf json -prof gc}) into the ratios of docs/performance.md. A figure is the median
 * over all iterations of all forks; a ratio is one of two such medians of the same run.
 */
public final class Report {
  private static final List<String> TIMES =
      List.of("primal", "gradient", "vjp", "hand", "differences", "hipparchus", "strata");

  private Report() {}

  /**
   * One method's median time in microseconds, and the bytes that a call allocates (NaN where the gc profiler did not
   * run).
   */
  public record Figure(double microseconds, double bytes) {}

  /** Prints the tables of the result file that is the only argument. */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      throw new IllegalArgumentException("usage: Report <jmh-result.json>");
    }
    print(read(Path.of(args[0])), System.out);
  }

  /** Reads the figures: by problem with its parameters, then by method. */
  public static Map<String, Map<String, Figure>> read(Path json) throws IOException {
    Map<String, Map<String, Figure>> rows = new LinkedHashMap<>();
    for (JsonNode entry : new ObjectMapper().readTree(json.toFile())) {
      String[] name = entry.get("benchmark").asText().split("\\.");
      StringBuilder problem = new StringBuilder(name[name.length - 2].replaceFirst("(Benchmark|PyTorch)$", ""));
      Map<String, String> parameters = new TreeMap<>();
      entry.path("params").properties().forEach(p -> parameters.put(p.getKey(), p.getValue().asText()));
      parameters.forEach((key, value) -> problem.append(' ').append(value).append(key.equals("size") ? "" : " " + key));
      rows.computeIfAbsent(problem.toString(), p -> new TreeMap<>()).put(name[name.length - 1], figure(entry));
    }
    return rows;
  }

  private static Figure figure(JsonNode entry) {
    JsonNode primary = entry.get("primaryMetric");
    double unit = switch (primary.get("scoreUnit").asText()) {
      case "ns/op" -> 1e-3;
      case "us/op" -> 1;
      case "ms/op" -> 1e3;
      case "s/op" -> 1e6;
      default -> throw new IllegalArgumentException("not a time: " + primary.get("scoreUnit"));
    };
    double[] all = StreamSupport.stream(primary.get("rawData").spliterator(), false)
        .flatMapToDouble(fork -> StreamSupport.stream(fork.spliterator(), false).mapToDouble(JsonNode::asDouble))
        .toArray();
    double bytes = DoubleStream.of(
            entry.path("secondaryMetrics").path("gc.alloc.rate.norm").path("score").asDouble(Double.NaN),
            entry.path("secondaryMetrics").path("·gc.alloc.rate.norm").path("score").asDouble(Double.NaN))
        .filter(b -> !Double.isNaN(b)).findFirst().orElse(Double.NaN);
    return new Figure(median(all) * unit, bytes);
  }

  /** The median; the mean of the middle two of an even number. */
  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : 0.5 * (sorted[middle - 1] + sorted[middle]);
  }

  /** Prints times, ratios and allocation, for derivatives, for tensors, and for kernels over arrays. */
  public static void print(Map<String, Map<String, Figure>> rows, PrintStream out) {
    Map<String, Map<String, Figure>> derivatives = new LinkedHashMap<>(rows);
    Map<String, Map<String, Figure>> tensors = new LinkedHashMap<>(rows);
    Map<String, Map<String, Figure>> kernels = new LinkedHashMap<>(rows);
    derivatives.values().removeIf(methods -> isOfTensors(methods) || isOfKernels(methods));
    tensors.values().removeIf(methods -> !isOfTensors(methods));
    kernels.values().removeIf(methods -> !isOfKernels(methods));
    if (!derivatives.isEmpty()) {
      derivatives(derivatives, out);
    }
    if (!tensors.isEmpty()) {
      tensors(tensors, out);
    }
    if (!kernels.isEmpty()) {
      kernels(kernels, out);
    }
  }

  private static boolean isOfKernels(Map<String, Figure> methods) {
    return methods.containsKey("kernel");
  }

  private static void kernels(Map<String, Map<String, Figure>> rows, PrintStream out) {
    List<String> times = List.of("primal", "vjp", "kernel", "kernelGradient", "device", "deviceGradient");
    out.println("| kernels, µs | " + String.join(" | ", times) + " | kernel / primal | kernelGradient / vjp | device / kernel"
        + " | deviceGradient / kernelGradient |");
    out.println("|---|" + "---:|".repeat(times.size() + 4));
    rows.forEach((problem, methods) -> {
      out.print("| " + problem + " |");
      times.forEach(t -> out.print(" " + number(time(methods, t)) + " |"));
      out.printf(" %s | %s | %s | %s |%n", number(time(methods, "kernel") / time(methods, "primal")),
          number(time(methods, "kernelGradient") / time(methods, "vjp")),
          number(time(methods, "device") / time(methods, "kernel")),
          number(time(methods, "deviceGradient") / time(methods, "kernelGradient")));
    });
  }

  private static boolean isOfTensors(Map<String, Figure> methods) {
    return methods.containsKey("adjoint") || methods.containsKey("pytorch");
  }

  private static void tensors(Map<String, Map<String, Figure>> rows, PrintStream out) {
    out.println("| tensors | Adjoint, µs | PyTorch, µs | Adjoint / PyTorch | bytes per call |");
    out.println("|---|---:|---:|---:|---:|");
    rows.forEach((problem, methods) -> {
      double ours = time(methods, "adjoint"), pytorch = time(methods, "pytorch");
      out.printf("| %s | %s | %s | %s | %s |%n", problem, number(ours), number(pytorch), number(ours / pytorch),
          number(bytes(methods, "adjoint")));
      if (methods.containsKey("scoped")) {
        double scoped = time(methods, "scoped");
        out.printf("| %s, memory given back | %s | %s | %s | %s |%n", problem, number(scoped), number(pytorch),
            number(scoped / pytorch), number(bytes(methods, "scoped")));
      }
      if (methods.containsKey("eager")) {
        double eager = time(methods, "eager");
        out.printf("| %s, through the graph | %s | %s | %s | %s |%n", problem, number(eager), number(pytorch),
            number(eager / pytorch), number(bytes(methods, "eager")));
      }
    });
  }

  private static void derivatives(Map<String, Map<String, Figure>> rows, PrintStream out) {
    out.println("| µs | " + String.join(" | ", TIMES) + " |");
    out.println("|---|" + "---:|".repeat(TIMES.size()));
    rows.forEach((problem, methods) -> {
      out.print("| " + problem + " |");
      TIMES.forEach(t -> out.print(" " + number(time(methods, t)) + " |"));
      out.println();
    });
    out.println();
    out.println("| ratio | generated / primal | generated / hand | hand / primal | differences / generated"
        + " | Hipparchus / generated | Strata / generated |");
    out.println("|---|---:|---:|---:|---:|---:|---:|");
    rows.forEach((problem, methods) -> {
      double generated = generated(methods), hand = time(methods, "hand"), primal = time(methods, "primal");
      out.printf("| %s | %s | %s | %s | %s | %s | %s |%n", problem, number(generated / primal),
          number(generated / hand), number(hand / primal), number(time(methods, "differences") / generated),
          number(time(methods, "hipparchus") / generated), number(time(methods, "strata") / generated));
    });
    out.println();
    out.println("| bytes per call | primal | gradient | vjp | hand |");
    out.println("|---|---:|---:|---:|---:|");
    rows.forEach((problem, methods) -> out.printf("| %s | %s | %s | %s | %s |%n", problem,
        number(bytes(methods, "primal")), number(bytes(methods, "gradient")), number(bytes(methods, "vjp")),
        number(bytes(methods, "hand"))));
  }

  /** The generated method that stands beside the hand-written one: vjp, or gradient where all arguments are scalars. */
  private static double generated(Map<String, Figure> methods) {
    return time(methods, methods.containsKey("vjp") ? "vjp" : "gradient");
  }

  private static double time(Map<String, Figure> methods, String method) {
    return methods.containsKey(method) ? methods.get(method).microseconds() : Double.NaN;
  }

  private static double bytes(Map<String, Figure> methods, String method) {
    double bytes = methods.containsKey(method) ? methods.get(method).bytes() : Double.NaN;
    return bytes < 0.5 ? 0 : bytes;
  }

  /** Three significant digits below 100, whole numbers above, a dash for what was not measured. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    double size = Math.abs(value);
    return size == 0 ? "0"
        : size >= 100 ? String.format(Locale.ROOT, "%,d", Math.round(value))
            : String.format(Locale.ROOT, size >= 10 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.3g", value);
  }
}
