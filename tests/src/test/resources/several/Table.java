package several;

/** An array and what is done to it. */
final class Table {
  private final double[] data;

  Table(double[] data) {
    this.data = data.clone();
  }

  Table(double[] data, double last) {
    this.data = data;
    data[data.length - 1] = last;
  }

  double at(int i) {
    return data[i];
  }

  double last() {
    return at(data.length - 1);
  }

  void move(double by) {
    for (int i = 0; i < data.length; i++) {
      data[i] += by * data[(i + 1) % data.length];
    }
  }

  @Override
  public String toString() {
    return "table of " + data.length;
  }
}
