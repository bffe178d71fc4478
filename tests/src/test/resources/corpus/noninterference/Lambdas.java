package awkward;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Implicit lambda parameters over wildcards, nested lambdas, method references, streams. */
final class Lambdas {
  static Map<String, ? extends List<? super Integer>> map = new HashMap<>();

  static void walk(Map<String, ? extends List<? extends Number>> m) {
    m.forEach((k, v) -> v.forEach(n -> System.out.println(k + n.doubleValue())));
    Comparator<? super String> c = (a, b) -> a.length() - b.length();
    List<String> names = new ArrayList<>(m.keySet());
    names.sort(c);
    names.sort(Comparator.comparing(String::length).thenComparing(Comparator.reverseOrder()));
    Function<? super Object, ? extends Supplier<String>> f = o -> () -> o.toString();
    System.out.println(f.apply(names).get());
  }

  static Map<Integer, List<String>> group(List<String> all) {
    return all.stream().filter(s -> !s.isEmpty()).collect(Collectors.groupingBy(s -> s.length(), Collectors.mapping(s -> s.trim(), Collectors.toList())));
  }

  static final BiFunction<Integer, Integer, Integer> ADD = (var a, var b) -> {
    int s = a;
    s += b;
    return s;
  };

  @dev.adjoint.annotations.Differentiable
  static double f(double x) {
    return x * x;
  }

  @dev.adjoint.annotations.Differentiable
  static double g(double x, List<? extends Number> numbers) {
    Function<Integer, Integer> twice = n -> 2 * n;
    return x * twice.apply(numbers.size());
  }
}
