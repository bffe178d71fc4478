package dev.adjoint.processor.ir;

import java.util.Set;
import java.util.function.Predicate;

/** Names that give way to those that are there: a wish as it is, or with the first number from 2 on with which nothing else has it. */
public final class NewName {
  private NewName() {}

  /** A name that is not taken. */
  public static String of(String wish, Predicate<String> taken) {
    String name = wish;
    for (int n = 2; taken.test(name); n++) {
      name = wish + n;
    }
    return name;
  }

  /** A name that is not taken, and is from now on. */
  public static String add(String wish, Set<String> taken) {
    String name = of(wish, taken::contains);
    taken.add(name);
    return name;
  }
}
