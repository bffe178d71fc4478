package dev.adjoint.tests.profile;

import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.profile.Profiler;

/** A program of its own, started by {@link FlightRecorderTest}: profiles one operation and prints the table. */
final class ProfiledProgram {
  private ProfiledProgram() {}

  /** Needs no arguments. */
  public static void main(String[] arguments) {
    System.out.println("jdk.jfr: " + (ModuleLayer.boot().findModule("jdk.jfr").isPresent() ? "present" : "absent"));
    try (var profiler = Profiler.start()) {
      Profiler.begin("mul", Shape.of(3, 3)).end();
      System.out.print(profiler.averages().table());
    }
  }
}
