// annotate: commons-math3 org.apache.commons.math3.special.BesselJ#value(double, double) (wrt = "x")
// refused: AD101 the argument is reduced by a whole number of turns, (int) (x / TWOPI + 0.5), which flows into the value: its author would write Adjoint.detach there
package published;

/** Special function: 300 lines translated from Fortran, results in an array that an object holds. */
final class BesselJValue {
  static Object[][] inputs() {
    return new Object[][] {{1.5, 0.7}, {1.5, 3.2}, {0.25, 27.5}};
  }
}
