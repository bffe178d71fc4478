package typing;

import java.util.*;
import java.util.function.*;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Library and own generics: members of parameterized, raw and wildcard types, inference from arguments and targets. */
class Generics<T extends Comparable<T>, U> {
  T value;
  U[] many;
  List<? extends T> some;
  Generics<T, List<U>> next;
  Map<String, ? super T> sinks;

  T get() { return value; }
  <R> R map(Function<? super T, ? extends R> f) { return f.apply(value); }
  static <A, B extends A> A pick(A a, B b) { return a; }
  static <E extends Enum<E>> int ordinal(E e) { return e.ordinal(); }
  static <N extends Number & Comparable<N>> N larger(N a, N b) {
    return a.compareTo(b) > 0 && a.doubleValue() > b.intValue() ? a : b;
  }
  <S extends T> S same(S s) { S local = s; return local; }
  static <X> X nothing() { return null; }

  Object own(Generics<String, Double> g, Generics<?, ? extends Number> w, @SuppressWarnings("rawtypes") Generics raw) {
    int a = g.value.length() + g.get().indexOf("x") + g.next.many.length + g.some.get(0).length();
    double d = g.many[0] + g.next.many[0].get(0) + g.next.next.many[0].get(0).get(1) + w.many[0].doubleValue();
    Object o = raw.value, p = raw.get(), q = raw.next.value, r = w.value, s = w.get();
    T mine = value, his = this.next.get();
    boolean less = mine.compareTo(his) < 0;
    String t = same2("a").trim() + g.map(x -> x + 1).trim() + g.map(x -> x.length()).intValue() + g.map(String::length);
    double u = larger(1.0, 2.0) + larger(1, 2) + ordinal(Thread.State.NEW) + Generics.<Double>nothing();
    Double v = nothing();
    double y = Generics.<Number, Integer>pick(1.5, 2).doubleValue() + pick(1, 2) + (Integer) pick((Object) 1, "s");
    g.sinks.put("a", "b");
    return g.sinks.get("a");
  }

  static <S> S same2(S s) { return s; }

  double library(Map<String, Double> map, List<double[]> rows, Optional<Double> maybe, Set<Integer> ints, Deque<Long> deque) {
    double d = map.get("a") + map.getOrDefault("b", 1.0) + rows.get(0)[1] + maybe.get() + maybe.orElse(2.0) + deque.peek();
    d += maybe.map(x -> x * 2).orElse(0.0) + (maybe.filter(x -> x > 0).isPresent() ? 1 : 0);
    return d;
  }

  double more(Map<String, Double> map, List<Double> list, Optional<Double> maybe, double[] array, List<List<Integer>> nested) {
    double d = 0;
    for (Map.Entry<String, Double> e : map.entrySet()) {
      d += e.getValue() + e.getKey().length();
    }
    for (var e : map.entrySet()) {
      d += e.getValue() * e.getKey().charAt(0);
    }
    for (double x : list) {
      d += x;
    }
    for (var x : map.values()) {
      d -= x;
    }
    for (var inner : nested) {
      for (int i : inner) {
        d += i;
      }
    }
    var copy = new ArrayList<>(list);
    var empty = new ArrayList<Double>();
    List<Double> target = new ArrayList<>();
    Map<String, List<Integer>> groups = new HashMap<>();
    groups.computeIfAbsent("a", k -> new ArrayList<>()).add(3);
    target.add(d);
    empty.addAll(copy);
    d += copy.get(0) + empty.get(0) + target.get(0) + Collections.max(list) + Collections.min(copy).doubleValue();
    d += List.of(1, 2).get(0) + List.of(1.0).get(0) + Arrays.asList(1L, 2L).get(1) + Map.of("a", 1).get("a");
    d += maybe.map(x -> x * 2).orElse(0.0) + maybe.map(x -> List.of(x)).get().get(0) + maybe.or(() -> Optional.of(1.0)).get();
    d += list.stream().mapToDouble(x -> x * 2).sum() + list.stream().mapToDouble(Double::doubleValue).max().getAsDouble();
    d += list.stream().map(x -> x + 1).reduce(0.0, (a, b) -> a + b) + list.stream().reduce(0.0, Double::sum);
    d += list.stream().filter(x -> x > 0).map(Math::sqrt).collect(Collectors.toList()).get(0);
    d += IntStream.range(0, 3).mapToDouble(i -> array[i]).sum() + DoubleStream.of(array).map(x -> x * x).sum();
    d += Stream.of("a", "b").map(String::length).toList().get(0) + Stream.iterate(1, i -> i * 2).limit(3).count();
    d += Arrays.stream(array).boxed().sorted(Comparator.reverseOrder()).findFirst().get();
    d += Objects.requireNonNull(list).get(0) + Objects.requireNonNullElse(maybe.get(), 1.0);
    list.sort((a, b) -> Double.compare(b, a));
    list.forEach(x -> { double y = x; System.out.println(y); });
    map.forEach((k, v) -> System.out.println(k.length() + v));
    map.merge("a", 1.0, Double::sum);
    map.compute("a", (k, v) -> v == null ? 1.0 : v + k.length());
    list.replaceAll(x -> x * 2);
    Function<Double, Double> square = x -> x * x;
    BiFunction<Integer, Integer, Integer> plus = (a, b) -> a + b;
    DoubleUnaryOperator sine = Math::sin, twice = x -> 2 * x;
    Supplier<List<Double>> supplier = ArrayList::new;
    ToDoubleFunction<String> length = s -> s.length();
    IntFunction<int[]> maker = int[]::new;
    Comparator<String> byLength = Comparator.comparing(s -> s.length());
    Comparator<String> byLength2 = Comparator.comparing(String::length);
    UnaryOperator<String> trim = String::trim;
    d += square.andThen(x -> x + 1).apply(2.0) + plus.apply(1, 2) + sine.andThen(twice).applyAsDouble(1);
    d += supplier.get().get(0) + length.applyAsDouble("x") + maker.apply(3)[0] + trim.apply(" x").length();
    Iterator<Double> it = list.iterator();
    while (it.hasNext()) {
      d += it.next();
    }
    Double[] boxes = list.toArray(new Double[0]);
    Double[] others = list.toArray(Double[]::new);
    d += boxes[0] * others[1] + Collections.nCopies(3, d).get(0) + nested.get(0).get(1);
    return d;
  }
}
