// annotate: hipparchus-core org.hipparchus.special.elliptic.carlson.CarlsonEllipticIntegral#rF(double, double, double)
// with: hipparchus-core org.hipparchus.special.elliptic.carlson.RealDuplication
// with: hipparchus-core org.hipparchus.special.elliptic.carlson.RfRealDuplication
// refused: AD001 the constructor of a superclass calls methods of the object that it makes
package published;

/** Special function: an object whose superclass's constructor calls methods of the subclass. */
final class EllipticIntegral {
  static Object[][] inputs() {
    return new Object[][] {{0.5, 1.25, 2.0}};
  }
}
