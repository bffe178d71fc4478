package example;

import java.util.Arrays;

final class Main {
  public static void main(String[] args) {
    var f = RosenbrockDerivatives.valueGradient(new double[] {2, 1});
    System.out.println("value " + f.value());
    System.out.println("gradient " + Arrays.toString(f.x()));
  }
}
