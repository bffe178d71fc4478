package dev.adjoint.tests.source;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Methods of a record, whose fields are read through its accessors; and what only javac can type. */
@SuppressWarnings({"unused", "boxing"})
record RecordPrograms(double a, int[] b, String name) {

  static List<RecordPrograms> samples() {
    return List.of(new RecordPrograms(2.5, new int[] {1, 2}, "n"), new RecordPrograms(-1, null, null));
  }

  double fields(double x) {
    return a * x + this.a + b.length + name.length();
  }

  double others(RecordPrograms other, double self) {
    return other.a * self + other.b[0] - a;
  }

  static int streams(int n) {
    int s = IntStream.range(0, n + 10).filter(i -> i % 2 == 0).map(i -> i * n).sum();
    List<String> names = IntStream.range(0, 3).mapToObj(i -> "v" + i).collect(Collectors.toList());
    String joined = names.stream().filter(t -> !t.isEmpty()).collect(Collectors.joining(","));
    List<Integer> none = Collections.<Integer>emptyList();
    return s + names.size() + joined.length() + none.size();
  }
}
