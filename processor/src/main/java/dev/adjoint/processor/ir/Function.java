package dev.adjoint.processor.ir;

import java.util.List;

/**
 * A method as IR.
 *
 * @param key unique among the functions of one compilation, e.g. {@code pkg.C#f(double[],int)}
 * @param name the method's simple name
 * @param params the parameters as values, the receiver's first for an instance method
 * @param wrt for each parameter, whether it is differentiated
 * @param results result types: none, one, or several (generated functions only)
 * @param body its yields are the results
 * @param span the method's name in the source
 */
public record Function(String key, String name, List<Value> params, List<Boolean> wrt, List<Type> results, Block body,
    Span span) {
  public Function {
    params = List.copyOf(params);
    wrt = List.copyOf(wrt);
    results = List.copyOf(results);
  }
}
