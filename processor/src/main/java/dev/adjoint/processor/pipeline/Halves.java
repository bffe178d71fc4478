package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Generated;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.transform.Forward;
import dev.adjoint.processor.transform.reverse.Reverse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The method and its derivatives for receivers of one class, as methods of an object: what calls go through where the receiver's class
 * is not known. All of it follows from the method's parameters, results and wrt.
 *
 * @param value the method itself
 * @param jvp forward mode
 * @param forward the forward half of reverse mode, or null
 * @param reverse the reverse half, or null
 * @param forwardTangent the tangent of the forward half, or null
 * @param reverseTangent the tangent of the reverse half, or null
 */
record Halves(Function value, Function jvp, Function forward, Function reverse, Function forwardTangent, Function reverseTangent) {
  static final String VALUE = "value";
  static final String JVP = "jvp";
  static final String FORWARD = "forward";
  static final String REVERSE = "reverse";
  private static final String TANGENT = "Tangent";

  /** Those of a method, of which only the parameters and results matter. */
  static Halves of(Derivative d) {
    boolean twice = d.second() != null;
    return new Halves(d.primal(), d.jvp(), d.forward(), d.reverse(), twice ? d.second().forward() : null, twice ? d.second().reverse() : null);
  }

  /** Those of a function. */
  static Halves of(Function f, int order, boolean analyse, Helpers helpers) {
    var setup = new Reverse.Setup(analyse, helpers);
    Function value = helpers.primal(f);
    Function jvp = Forward.jvp(f, analyse, helpers);
    boolean numbers = f.results().isEmpty() || f.results().stream().anyMatch(Type::isDifferentiable);
    boolean arrays = IntStream.range(0, f.params().size()).anyMatch(i -> f.wrt().get(i) && f.params().get(i).type().isArray());
    if (!numbers && !arrays) {
      return new Halves(value, jvp, null, null, null, null);
    }
    Reverse.Split split = Reverse.split(f, setup);
    if (order < 2) {
      return new Halves(value, jvp, split.forward(), split.reverse(), null, null);
    }
    Reverse.Split again = Reverse.split(f, new Reverse.Setup(analyse, helpers, true));
    return new Halves(value, jvp, split.forward(), split.reverse(), SecondOrder.tangentOfForward(f, again.forward(), analyse, helpers),
        SecondOrder.tangentOfReverse(again.reverse(), analyse, helpers));
  }

  /** A method of the object that is the first argument. */
  static Callee.Generated callee(Callee.External c, String name, int results) {
    return new Callee.Generated(c.derivatives(), name, results > 1 ? ApiNames.capitalized(name) : null,
        components(c.results().size(), results), true);
  }

  private static List<String> components(int values, int results) {
    return values == 1 && results == 2 ? List.of("value", "tangent") : ApiNames.numbered(results);
  }

  /** The methods of the object, without the object. */
  List<Generated.Method> methods() {
    var all = new ArrayList<Generated.Method>();
    add(VALUE, value, "The method itself.", all);
    add(JVP, jvp, "Forward mode: the result, and its tangent for tangents of what is differentiated.", all);
    add(FORWARD, forward, "The forward half of reverse mode: the result; what the reverse half needs is on the tape.", all);
    add(REVERSE, reverse, "The reverse half: one differentiated number's adjoint, several on the tape.", all);
    add(FORWARD + TANGENT, forwardTangent, "The tangent of the forward half.", all);
    add(REVERSE + TANGENT, reverseTangent, "The tangent of the reverse half.", all);
    return all;
  }

  private static void add(String name, Function f, String javadoc, List<Generated.Method> to) {
    if (f != null) {
      to.add(new Generated.Method(name, true, javadoc + "\n", f.results().size() > 1 ? ApiNames.capitalized(name) : null, false, f));
    }
  }

  /** The records in which several results come back. */
  List<Generated.Record> records() {
    var all = new ArrayList<Generated.Record>();
    for (Generated.Method m : methods()) {
      if (m.record() != null) {
        int values = m.name().equals(JVP) ? value.results().size() : 0;
        List<String> names = components(values, m.body().results().size());
        var components = new ArrayList<Generated.Component>();
        for (int i = 0; i < names.size(); i++) {
          components.add(new Generated.Component(m.body().results().get(i), names.get(i)));
        }
        all.add(new Generated.Record(m.record(), "The results of {@code " + m.name() + "}.\n", components));
      }
    }
    return all;
  }
}
