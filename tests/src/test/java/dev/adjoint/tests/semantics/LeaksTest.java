package dev.adjoint.tests.semantics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Ways around the differentiable types: an active number or array goes into an object, a lambda, a container, code of another
 * class, and a number comes out. Each is an error; none compiles to a gradient that misses a part.
 */
class LeaksTest {

  /** A method, what else its class has, and the code of the first error. */
  private record Leak(String code, String body, String members) {
    Leak(String code, String body) {
      this(code, body, "");
    }
  }

  private static final List<Leak> LEAKS = List.of(
      // references to arrays
      new Leak("AD004", "Object o = x; return ((double[]) o)[0] * x[1];"),
      new Leak("AD004", "Object o = (Object) x; double[] y = (double[]) o; y[0] = 5; return x[0];"),
      new Leak("AD004", "double[] t = x.clone(); Object o = t; double[] y = (double[]) o; return y[0] + x[1];"),
      new Leak("AD004", "Object o = x; double[] y = ((double[]) o).clone(); return y[0] + x[1];"),
      new Leak("AD004", "Object o = x; return o instanceof double[] y ? y[0] : x[1];"),
      new Leak("AD004", "Object o = x[0] > 0 ? x : \"\"; return o instanceof double[] y ? y[0] : x[1];"),
      new Leak("AD004", "Object[] a = {x}; return ((double[]) a[0])[0] + x[1];"),
      new Leak("AD004", "Object[] a = new Object[1]; a[0] = x; Object b = a[0]; return ((double[]) b)[0] + x[1];"),
      new Leak("AD004", "double[] t = new double[2]; System.arraycopy((Object) x, 0, (Object) t, 0, 2); return t[0] + x[1];"),
      new Leak("AD004", "double[] t = new double[2]; Object o = t, s = x; System.arraycopy(s, 0, o, 0, 2); return t[0] + x[1];"),
      new Leak("AD001", "double[] t = new double[2]; Object o = t; System.arraycopy(x, 0, o, 0, 2); return t[0] + x[1];"),
      // containers
      new Leak("AD001", "List<double[]> l = new ArrayList<>(); l.add(x); return l.get(0)[0] + x[1];"),
      new Leak("AD001", "List<double[]> l = new ArrayList<>(); l.add(x.clone()); return l.get(0)[0] + x[1];"),
      new Leak("AD001", "List<double[]> l = new ArrayList<>(); l.add(x.clone()); double s = x[1]; for (double[] d : l) { s += d[0]; } return s;"),
      new Leak("AD001", "List<double[]> l = List.copyOf(List.of(x.clone())); return l.get(0)[0] + x[1];"),
      new Leak("AD075", "double[][] m = {x.clone(), x.clone()}; return Arrays.asList(m).subList(1, 2).get(0)[0] + x[1];"),
      new Leak("AD001", "List<Double> l = new ArrayList<>(); l.add(x[0]); return l.get(0) + x[1];"),
      new Leak("AD075", "return List.of(x[0], 2.0).hashCode() * x[1];"),
      new Leak("AD001", "Map<String, Double> m = new HashMap<>(); m.put(\"a\", x[0]); return m.get(\"a\") + x[1];"),
      new Leak("AD014", "Object o = x[0]; return (Double) o + x[1];"),
      new Leak("AD014", "Object o = x[0]; return (double) o + x[1];"),
      new Leak("AD014", "Number n = x[0]; return n.doubleValue() + x[1];"),
      new Leak("AD014", "Double[] d = {x[0]}; return d[0] + x[1];"),
      new Leak("AD001", "return all(1, x[0]) + x[1];",
          "@NonDifferentiable static double all(Object... values) { return (Double) values[1]; }"),
      new Leak("AD001", "return Optional.of(x.clone()).get()[0] + x[1];"),
      new Leak("AD033", "return Arrays.stream(x.clone()).sorted().sum() + x[1];"),
      new Leak("AD001", "return java.nio.DoubleBuffer.wrap(x.clone()).get(0) + x[1];"),
      // text
      new Leak("AD004", "return Double.parseDouble(\"\" + x[0]) + x[1];"),
      new Leak("AD001", "return Double.parseDouble(String.format(\"%s\", x[0])) + x[1];"),
      new Leak("AD001", "return new StringBuilder().append(x[0]).length() * x[1];"),
      new Leak("AD001", "StringBuilder b = new StringBuilder(); b.append(x[0]); return Double.parseDouble(b.toString()) + x[1];"),
      new Leak("AD001", "return new Scanner(Arrays.toString(x.clone())).nextDouble() + x[1];"),
      // objects of the user's
      new Leak("AD073", "return x[1] * new P(x[0]).hashCode();", "record P(double v) {}"),
      new Leak("AD085", "P p = new P(x[0]); Object o = p; return ((P) o).v + x[1];",
          "static class P { double v; P(double v) { this.v = v; } }"),
      new Leak("AD085", "P p = new P(x[0]); L.add(p); return L.get(0).v + x[1];",
          "static final List<P> L = new ArrayList<>(); static class P { double v; P(double v) { this.v = v; } }"),
      new Leak("AD003", "P p = new P(); p.v = (int) x[0]; return p.v + x[1];", "static class P { int v; }"),
      new Leak("AD003", "last = x.clone(); return last[0] + x[1];", "static double[] last;"),
      new Leak("AD003", "last = x; return last[0] + x[1];", "static double[] last;"),
      new Leak("AD003", "last = x.clone(); return ((double[]) last)[0] + x[1];", "static Object last;"),
      new Leak("AD002", "last[0] = x; return last[0][0] + x[1];", "static double[][] last = {null};"),
      new Leak("AD004", "last[0] = x; return ((double[]) last[0])[0] + x[1];", "static Object[] last = {null};"),
      new Leak("AD002", "last[0] = x[0]; return last[0] + x[1];", "static double[] last = {0};"),
      new Leak("AD001", "L.add(x.clone()); return L.get(0)[0] + x[1];", "static final List<double[]> L = new ArrayList<>();"),
      new Leak("AD001", "O.hold(x.clone()); return O.held()[0] + x[1];",
          "} class O { static double[] h; static void hold(double[] a) { h = a; } static double[] held() { return h; }"),
      new Leak("AD001", "O.hold(x[0]); return O.held() + x[1];",
          "} class O { static double h; static void hold(double a) { h = a; } static double held() { return h; }"),
      new Leak("AD001", "O.hold(x[0]); return O.h + x[1];", "} class O { static double h; static void hold(double a) { h = a; }"),
      new Leak("AD001", "double s = 0; for (int i = 0; i < 2; i++) { s += O.h * x[1]; O.hold(x[0]); } return s;",
          "} class O { static double h; static void hold(double a) { h = a; }"),
      new Leak("AD001", "double[] t = new double[2]; O.fill(t, x[0]); return t[0] + x[1];",
          "} class O { static void fill(double[] t, double v) { t[0] = v; }"),
      // lambdas
      new Leak("AD011", "DoubleSupplier f = () -> x[0]; return Optional.of(f).get().getAsDouble() + x[1];"),
      new Leak("AD011", "double[] c = x.clone(); DoubleSupplier f = () -> c[0]; return Optional.of(f).get().getAsDouble() + x[1];"),
      new Leak("AD011", "double a = x[0]; DoubleSupplier f = () -> a; return Optional.of(f).get().getAsDouble() + x[1];"),
      new Leak("AD001", "double a = x[0]; return apply(t -> a * t) + x[1];",
          "@NonDifferentiable static double apply(DoubleUnaryOperator f) { return f.applyAsDouble(2); }"),
      new Leak("AD004", "double[] c = x.clone(); Object f = new Object() { public String toString() { return \"\" + c[0]; } }; return Double.parseDouble(f.toString()) + x[1];"),
      new Leak("AD011", "double[] c = new double[2]; double a = x[0]; Runnable r = () -> c[0] = a; Optional.of(r).get().run(); return c[0] + x[1];"),
      new Leak("AD011", "double[] c = new double[2]; double a = x[0]; DoubleUnaryOperator f = t -> c[0] = a * t; "
          + "Optional.of(f.andThen(t -> t)).get().applyAsDouble(1); return c[0] + x[1];"),
      new Leak("AD016", "double[] c = new double[2]; use(x[0], t -> c[0] = t, null); return c[0] + x[1];",
          "static void use(double v, DoubleConsumer f, DoubleConsumer g) { (v > 0 ? f : g).accept(v); }"),
      // integers, through helpers that stay calls
      new Leak("AD101", "return power(x[1], (int) x[0], 3);",
          "static double power(double b, int k, int n) { return n == 0 ? k : b * power(b, k, n - 1); }"),
      new Leak("AD101", "return power(x[1], 3);",
          "static double power(double b, int n) { return n == 0 ? (int) b : b * power(b, n - 1); }"),
      new Leak("AD101", "int[] k = {(int) x[0]}; return power(x[1], k, 3);",
          "static double power(double b, int[] k, int n) { return n == 0 ? k[0] : b * power(b, k, n - 1); }"),
      new Leak("AD101", "int[] k = new int[1]; put(k, (int) x[0], 2); return x[1] * k[0];",
          "static void put(int[] k, int v, int n) { if (n == 0) { k[0] = v; } else { put(k, v, n - 1); } double unused = n; }"),
      new Leak("AD101", "return O.scaled(x[1], (int) x[0]);",
          "} class O { @Differentiable static double scaled(double v, int n) { return v * n; }"));

  /** What looks like a leak and is none. */
  private static final List<Leak> HARMLESS = List.of(
      new Leak("", "System.out.println(x[0]); return scale * x[0];", "static double scale = 3;"),
      new Leak("", "System.out.println(Arrays.toString(x.clone())); return scale[0] * x[0];", "static double[] scale = {3};"),
      new Leak("", "if (x.length > 5) { throw new IllegalArgumentException(Arrays.toString(x) + x[0]); } return scale * x[0];",
          "static double scale = 3;"),
      new Leak("", "double s = O.h; O.log(x[0]); return s * x[0];", "} class O { static double h = 3; static void log(double a) { }"),
      new Leak("", "O.log(Adjoint.detach(x[0])); return O.h * x[0];", "} class O { static double h = 3; static void log(double a) { }"),
      new Leak("", "List<Integer> l = new ArrayList<>(); for (int i = 0; i < 3; i++) { l.add(i); } double s = 0; for (int i : l) { s += i * x[0]; } return s;"),
      new Leak("", "List<double[]> l = new ArrayList<>(); l.add(new double[] {3}); return l.get(0)[0] * x[0];"),
      new Leak("", "Object o = new double[] {3}; return ((double[]) o)[0] * x[0];"),
      new Leak("", "return new P(3, 4).a() * x[0];", "record P(int a, double b) {}"),
      new Leak("", "int k = (int) x[0] % 1; return at(x, k, 2) * 3;",
          "static double at(double[] x, int k, int n) { return n == 0 ? x[k] : at(x, k, n - 1); }"),
      new Leak("", "Object a = new Object(), b = a; double[] c = x; return c == x && a == b ? 3 * c[0] : x[1];"),
      new Leak("", "String s = \"\" + x[0]; return s.isEmpty() ? x[1] : 3 * x[0];"),
      new Leak("", "double[][] m = {x}; Object[] a = m; return 3 * ((double[]) a[0])[0];"),
      new Leak("", "Collection<Integer> c = List.of(3); return Collections.max(c) * x[0];"),
      new Leak("", "DoubleSupplier f = () -> 3; return f.getAsDouble() * x[0];"),
      new Leak("", "DoubleUnaryOperator f = Math::abs; return f.applyAsDouble(-3) * x[0];"),
      new Leak("", "IntFunction<double[]> f = double[]::new; return (f.apply(3).length) * x[0];"));

  @TestFactory
  Stream<DynamicTest> whatLeavesTheDifferentiableTypesDoesNotComeBack() {
    return LEAKS.stream().map(leak -> DynamicTest.dynamicTest(leak.body(), () -> {
      List<String> errors = Program.errors(source(leak));
      assertTrue(!errors.isEmpty(), "compiles");
      assertTrue(errors.stream().allMatch(e -> e.startsWith(leak.code())), errors::toString);
    }));
  }

  @TestFactory
  Stream<DynamicTest> whatOnlyLooksLikeALeakIsAccepted() {
    return HARMLESS.stream().map(program -> DynamicTest.dynamicTest(program.body(), () -> {
      double[] gradient = Program.compile(source(program)).gradient("f", 2, 7);
      assertEquals(List.of(3.0, 0.0), List.of(gradient[0], gradient[1]));
    }));
  }

  private static String source(Leak leak) {
    return "@Differentiable static double f(double[] x) { " + leak.body() + " }\n" + leak.members();
  }
}
