package typing;

import module java.base;

/** Simple names that a module import provides, and a name of the package that shadows one. */
final class ModuleImports {
  static double sum(List<Double> list, Map<String, double[]> map) {
    BigDecimal big = new BigDecimal("1.5").add(BigDecimal.ONE);
    var random = new Random(3);
    Path path = Path.of("a", "b");
    return list.get(0) + map.get("a")[0] + big.doubleValue() + random.nextDouble() + path.getNameCount()
        + Stream.of(1, 2).mapToInt(i -> i).sum() + ThreadLocalRandom.current().nextInt(3) + Objects.hash(1, "a", 2.0);
  }

  /** Hides the class of java.util. */
  static final class Objects {
    static double hash(int a, String b, double c) { return a + c; }
  }
}
