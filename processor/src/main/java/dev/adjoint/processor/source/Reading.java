package dev.adjoint.processor.source;

import com.sun.source.tree.Tree;
import com.sun.source.util.Trees;
import dev.adjoint.processor.diagnostic.Diagnostics;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Unit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** What the bodies of one unit share while they are read. */
final class Reading {
  private static final int MOST_SPECIALISED = 200;
  private static final int LONGEST_KEY = 4000;

  final ProcessingEnvironment environment;
  final Trees trees;
  final Types types;
  final Elements elements;
  final IrTypes ir;
  final Layouts layouts;
  /** How objects are taken apart that the code of the unit makes. */
  final Hierarchies hierarchies;
  final Signatures signatures;
  final ImmutableClasses immutables;
  final Places places;
  final Rules rules;
  /** The class whose annotated methods are read; the generated class is in its package. */
  final TypeElement owner;
  /** The rule classes that the annotated methods name. */
  final Set<String> listedRules;
  /** Whether an internal failure prints its stack trace. */
  final boolean debug;
  /** Classes whose objects are not taken apart, and where in the unit they go where they could not be followed. */
  final Map<String, String> kept;
  /** Classes whose objects did so in this reading, and where. */
  final Map<String, String> escaped = new LinkedHashMap<>();
  /** Whether a name was met that a later round may declare. */
  boolean incomplete;
  /** Helpers that cannot be differentiated, and why. */
  final Map<String, Op.Reason> unreadable = new LinkedHashMap<>();
  /** Creations of objects that are not taken for what their constructors give. */
  final Set<Tree> plain = new HashSet<>();
  /** What was called, by key. */
  final Map<String, Source> reached = new LinkedHashMap<>();
  /** Methods that are differentiated by the implicit function theorem, by key. */
  final Map<String, Unit.Implicit> implicits = new LinkedHashMap<>();
  private final Map<String, Integer> specialised = new HashMap<>();
  private final Set<String> underway = new HashSet<>();
  private java.util.function.Function<Source, Read> reader;

  /**
   * What was read of one source.
   *
   * @param function null when it could not be read
   * @param callees keys of the functions that it calls
   * @param returned the function that it returns, whose captured values are its results; null for another result
   * @param parallel its loops whose counter is declared parallel
   * @param signature the method's own parameters and result where some of them are taken apart; else null
   * @param dispatch how the method of the receiver's class is called, where the method may be overridden; else null
   * @param overridden what an annotated method overrides or implements
   */
  record Read(Function function, Set<String> callees, Diagnostics diagnostics, Shape returned, List<Span> parallel,
      Unit.Signature signature, Callee.External dispatch, List<Unit.Overridden> overridden) {}

  Reading(ProcessingEnvironment environment, Trees trees, Places places, Rules rules, TypeElement owner,
      Set<String> listedRules, Map<String, String> kept, boolean variants, boolean debug) {
    this.kept = kept;
    this.listedRules = listedRules;
    this.debug = debug;
    this.environment = environment;
    this.trees = trees;
    this.types = environment.getTypeUtils();
    this.elements = environment.getElementUtils();
    this.ir = new IrTypes(types);
    this.layouts = new Layouts(types, ir);
    this.hierarchies = new Hierarchies(layouts, types, ir, owner, kept, variants);
    this.signatures = new Signatures(ir, layouts);
    this.immutables = new ImmutableClasses(trees, owner, layouts);
    this.places = places;
    this.rules = rules;
    this.owner = owner;
  }

  /** Makes sources readable before their turn. */
  void readBy(java.util.function.Function<Source, Read> by) {
    reader = by;
  }

  /**
   * Notes that a source is called.
   *
   * @throws Refusal when the method is called with too many different functions, as a recursion that wraps its argument does
   */
  void reach(Source source, Tree tree) {
    if (reached.containsKey(source.key())) {
      return;
    }
    String declared = ir.key(source.element());
    int count = specialised.merge(declared, 1, Integer::sum);
    if (count > MOST_SPECIALISED || source.key().length() > LONGEST_KEY) {
      // Not this call alone: with the others it would be a method of hundreds of copies of itself.
      Op.Reason reason = Body.reason(Message.FUNCTION_GROWS, ir.readable(source.element()));
      unreadable.put(declared, reason);
      reached.values().stream().filter(s -> s.element().equals(source.element()) && !s.key().equals(declared))
          .forEach(s -> unreadable.put(s.key(), reason));
      throw new Refusal(Message.FUNCTION_GROWS, tree, ir.readable(source.element()));
    }
    reached.put(source.key(), source);
  }

  /** Why a source cannot be read, or null when it can, or has not been tried yet. */
  Op.Reason refused(Source source) {
    return unreadable.getOrDefault(source.key(), unreadable.get(ir.key(source.element())));
  }

  /**
   * What a source is read into, at once.
   *
   * @throws Refusal when it is being read already
   */
  Read now(Source source, Tree tree) {
    if (!underway.add(source.key())) {
      throw new Refusal(Message.UNSUPPORTED, tree, "a recursive method that returns a function or a box");
    }
    try {
      return reader.apply(source);
    } finally {
      underway.remove(source.key());
    }
  }

  /** A type where a lambda stands, without type parameters. */
  TypeMirror substitute(TypeMirror type, Shape.Place place) {
    return place.bindings().isEmpty() ? type : place.typing().substitute(type, place.bindings());
  }
}
