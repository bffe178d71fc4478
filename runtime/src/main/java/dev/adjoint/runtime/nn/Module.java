package dev.adjoint.runtime.nn;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.backend.spi.Storage;
import dev.adjoint.runtime.tensor.GradMode;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A part of a network: parameters, which are leaf tensors that training changes; buffers, which belong to the state but are
 * not trained; and modules inside it. Everything has a name, and comes in the order in which it was registered.
 *
 * <pre>{@code
 * final class TinyModel extends Module {
 *   private final Linear first = child("first", new Linear(1000, 100));
 *   private final Linear second = child("second", new Linear(100, 10));
 *
 *   public Tensor forward(Tensor x) {
 *     return second.forward(first.forward(x).relu());
 *   }
 * }
 * }</pre>
 *
 * <p>Invariant: within a module a name stands for one parameter, buffer or child, and modules form a tree, or at least no
 * circle. Conversions by {@link #to(DType)} and {@link #to(Device)} put new tensors into the place of old ones: a module
 * asks for its own by {@link #parameter(String)} whenever it computes, and an optimizer is made after them.
 *
 * <p>Threads may compute with one module at once as long as none changes it.
 */
public abstract class Module {
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();
  private final Map<String, Tensor> buffers = new LinkedHashMap<>();
  private final Map<String, Module> children = new LinkedHashMap<>();
  private boolean training = true;

  /** A module without parameters, buffers or children, in training. */
  protected Module() {}

  /** What the module computes. */
  public abstract Tensor forward(Tensor input);

  // Registration.

  /**
   * Adds a parameter, which from now on requires a gradient.
   *
   * @return the tensor
   * @throws IllegalArgumentException if the name is empty, has a dot or is taken, or the tensor is no floating leaf
   */
  protected final Tensor parameter(String name, Tensor value) {
    checkName(name);
    if (!value.isLeaf() || !value.dtype().isFloating()) {
      throw new IllegalArgumentException(typeName() + ": parameter " + name + " of type " + value.dtype() + " and shape "
          + value.shape() + " is not a leaf of floating type; detach() what was computed");
    }
    parameters.put(name, value.requiresGrad_());
    return value;
  }

  /**
   * Adds a tensor that is saved with the module but not trained.
   *
   * @return the tensor
   * @throws IllegalArgumentException if the name is empty, has a dot or is taken
   */
  protected final Tensor buffer(String name, Tensor value) {
    checkName(name);
    buffers.put(name, value);
    return value;
  }

  /**
   * Adds a module inside this one.
   *
   * @return the module
   * @throws IllegalArgumentException if the name is empty, has a dot or is taken, or this module is inside the other
   */
  protected final <M extends Module> M child(String name, M module) {
    checkName(name);
    if (module.modules().contains(this)) {
      throw new IllegalArgumentException(typeName() + ": child " + name + " would contain the module itself");
    }
    children.put(name, module);
    return module;
  }

  private void checkName(String name) {
    if (name.isEmpty() || name.indexOf('.') >= 0) {
      throw new IllegalArgumentException(typeName() + ": \"" + name
          + "\" can't be a name of a parameter, buffer or module: it is empty or has a dot");
    }
    if (parameters.containsKey(name) || buffers.containsKey(name) || children.containsKey(name)) {
      throw new IllegalArgumentException(typeName() + ": the name \"" + name + "\" is taken");
    }
  }

  /**
   * The parameter of that name of this module itself.
   *
   * @throws IllegalArgumentException if this module itself has no such parameter
   */
  public final Tensor parameter(String name) {
    return require("parameter", parameters, name);
  }

  /**
   * The buffer of that name of this module itself.
   *
   * @throws IllegalArgumentException if this module itself has no such buffer
   */
  public final Tensor buffer(String name) {
    return require("buffer", buffers, name);
  }

  /**
   * The child of that name of this module itself.
   *
   * @throws IllegalArgumentException if this module itself has no such child
   */
  public final Module child(String name) {
    return require("module", children, name);
  }

  private <T> T require(String what, Map<String, T> map, String name) {
    T found = map.get(name);
    if (found == null) {
      throw new IllegalArgumentException(typeName() + " has no " + what + " " + name + ", only " + map.keySet());
    }
    return found;
  }

  // Traversal.

  /** The modules directly inside this one, by name. */
  public final Map<String, Module> children() {
    return Collections.unmodifiableMap(children);
  }

  /** This module and all inside it, outer ones first, each once. */
  public final List<Module> modules() {
    return List.copyOf(namedModules().values());
  }

  /** This module, under the empty name, and all inside it under dotted names, outer ones first, each once. */
  public final Map<String, Module> namedModules() {
    var found = new LinkedHashMap<String, Module>();
    collectModules("", found, identitySet());
    return Collections.unmodifiableMap(found);
  }

  private void collectModules(String name, Map<String, Module> found, Set<Module> seen) {
    if (seen.add(this)) {
      found.put(name, this);
      children.forEach((childName, child) ->
          child.collectModules(name.isEmpty() ? childName : name + "." + childName, found, seen));
    }
  }

  /** The parameters of this module and of all inside it, each once. */
  public final List<Tensor> parameters() {
    return List.copyOf(namedParameters().values());
  }

  /** The parameters of this module and of all inside it under dotted names, each once. */
  public final Map<String, Tensor> namedParameters() {
    return collect(module -> module.parameters);
  }

  /** The buffers of this module and of all inside it under dotted names, each once. */
  public final Map<String, Tensor> namedBuffers() {
    return collect(module -> module.buffers);
  }

  private Map<String, Tensor> collect(Function<Module, Map<String, Tensor>> own) {
    var found = new LinkedHashMap<String, Tensor>();
    Set<Tensor> seen = identitySet();
    namedModules().forEach((prefix, module) -> own.apply(module).forEach((name, tensor) -> {
      if (seen.add(tensor)) {
        found.put(prefix.isEmpty() ? name : prefix + "." + name, tensor);
      }
    }));
    return Collections.unmodifiableMap(found);
  }

  private static <T> Set<T> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  /**
   * Calls a function with all modules inside this one and then with this, as one that initialises parameters needs.
   *
   * @return this
   */
  public final Module apply(Consumer<Module> function) {
    children.values().forEach(child -> child.apply(function));
    function.accept(this);
    return this;
  }

  // Modes and gradients.

  /**
   * Makes this module and all inside it compute as in training.
   *
   * @return this
   */
  public final Module train() {
    return train(true);
  }

  /**
   * Makes this module and all inside it compute as in use: no dropout.
   *
   * @return this
   */
  public final Module eval() {
    return train(false);
  }

  /** Training or use; see {@link #train()} and {@link #eval()}. */
  public final Module train(boolean on) {
    modules().forEach(module -> module.training = on);
    return this;
  }

  /** Whether this module computes as in training, as it does at first. */
  public final boolean isTraining() {
    return training;
  }

  /**
   * Makes all parameters require a gradient, or none.
   *
   * @return this
   */
  public final Module requiresGrad_(boolean required) {
    parameters().forEach(tensor -> tensor.requiresGrad_(required));
    return this;
  }

  /** Clears the gradients of all parameters. */
  public final void zeroGrad() {
    parameters().forEach(Tensor::zeroGrad);
  }

  // Conversions.

  /**
   * Converts the floating parameters and buffers, with their gradients, to a floating type.
   *
   * @return this
   * @throws IllegalArgumentException if the type is not floating
   */
  public final Module to(DType dtype) {
    if (!dtype.isFloating()) {
      throw new IllegalArgumentException(typeName() + ": parameters are of floating type, not " + dtype);
    }
    return convert(tensor -> tensor.dtype().isFloating() ? tensor.to(dtype) : tensor);
  }

  /**
   * Moves parameters and buffers, with their gradients, to a device.
   *
   * @return this
   */
  public final Module to(Device device) {
    return convert(tensor -> tensor.to(device));
  }

  private Module convert(UnaryOperator<Tensor> conversion) {
    // A tensor that several modules share stays shared, and nothing is replaced before everything is converted.
    var converted = new IdentityHashMap<Tensor, Tensor>();
    for (Module module : modules()) {
      module.parameters.values().forEach(tensor -> converted.computeIfAbsent(tensor, t -> parameterFrom(t, conversion)));
      module.buffers.values().forEach(
          tensor -> converted.computeIfAbsent(tensor, t -> GradMode.withoutGrad(() -> conversion.apply(t))));
    }
    for (Module module : modules()) {
      module.parameters.replaceAll((_, tensor) -> converted.get(tensor));
      module.buffers.replaceAll((_, tensor) -> converted.get(tensor));
    }
    return this;
  }

  private static Tensor parameterFrom(Tensor parameter, UnaryOperator<Tensor> conversion) {
    return GradMode.withoutGrad(() -> {
      Tensor result = conversion.apply(parameter);
      if (result == parameter) {
        return parameter;
      }
      result.requiresGrad_(parameter.requiresGrad());
      if (parameter.grad() != null) {
        result.setGrad(conversion.apply(parameter.grad().detach()));
      }
      return result;
    });
  }

  // State.

  /**
   * All parameters and buffers under dotted names. The tensors share the module's elements and require no gradient:
   * {@code copy()} what has to outlive training.
   */
  public final Map<String, Tensor> stateDict() {
    var state = new LinkedHashMap<String, Tensor>();
    collectState("", state);
    state.replaceAll((_, tensor) -> tensor.detach());
    return state;
  }

  private void collectState(String prefix, Map<String, Tensor> state) {
    parameters.forEach((name, tensor) -> state.put(prefix + name, tensor));
    buffers.forEach((name, tensor) -> state.put(prefix + name, tensor));
    children.forEach((name, child) -> child.collectState(prefix + name + ".", state));
  }

  /**
   * Copies elements into parameters and buffers. All names, shapes and types are checked before anything is written.
   *
   * @param state tensors by dotted name; floating types are converted
   * @param strict whether each name of either side has to be one of the other
   * @throws IllegalArgumentException if names are missing or unexpected and {@code strict} is set, or a shape or kind of
   *     type differs; the message lists all of it, and nothing was changed
   */
  public final void loadStateDict(Map<String, Tensor> state, boolean strict) {
    var own = new LinkedHashMap<String, Tensor>();
    collectState("", own);
    StateCheck.require(typeName(), own, state, strict);
    var storages = new HashSet<Storage>();
    own.values().forEach(tensor -> storages.add(tensor.view().storage()));
    GradMode.withoutGrad(() -> {
      var targets = new ArrayList<Tensor>();
      var sources = new ArrayList<Tensor>();
      own.forEach((name, target) -> {
        Tensor source = state.get(name);
        if (source != null) {
          targets.add(target);
          // A tensor of this very module, perhaps under another name, must not change before it is read.
          sources.add(storages.contains(source.view().storage()) ? source.copy() : source.to(target.device()));
        }
      });
      for (int i = 0; i < targets.size(); i++) {
        targets.get(i).copy_(sources.get(i));
      }
    });
  }

  // Text.

  /** The module's options as {@link #toString} shows them between parentheses, such as {@code p=0.5}. */
  protected String options() {
    return "";
  }

  /** The name that {@link #toString} begins with. */
  protected String typeName() {
    Class<?> type = getClass();
    while (type.isAnonymousClass()) {
      type = type.getSuperclass();
    }
    return type.getSimpleName();
  }

  /** PyTorch's text: type, options and, indented, the modules inside. */
  @Override
  public final String toString() {
    String options = options();
    if (children.isEmpty()) {
      return typeName() + "(" + options + ")";
    }
    var text = new StringBuilder(typeName()).append("(\n");
    if (!options.isEmpty()) {
      text.append("  ").append(options).append('\n');
    }
    children.forEach((name, child) ->
        text.append("  (").append(name).append("): ").append(child.toString().replace("\n", "\n  ")).append('\n'));
    return text.append(')').toString();
  }
}
