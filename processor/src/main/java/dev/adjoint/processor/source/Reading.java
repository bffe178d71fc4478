package dev.adjoint.processor.source;

import com.sun.source.util.Trees;
import dev.adjoint.processor.ir.Op;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** What the bodies of one unit share while they are read. */
final class Reading {
  final ProcessingEnvironment environment;
  final Trees trees;
  final Types types;
  final Elements elements;
  final IrTypes ir;
  final Places places;
  final Rules rules;
  /** The class whose annotated methods are read; the generated class is in its package. */
  final TypeElement owner;
  /** The rule classes that the annotated methods name. */
  final Set<String> listedRules;
  /** Whether an internal failure prints its stack trace. */
  final boolean debug;
  /** Whether a name was met that a later round may declare. */
  boolean incomplete;
  /** Helpers that cannot be differentiated, and why. */
  final Map<String, Op.Reason> unreadable = new LinkedHashMap<>();
  /** Helpers that were called, by key. */
  final Map<String, ExecutableElement> reached = new LinkedHashMap<>();

  Reading(ProcessingEnvironment environment, Trees trees, Places places, Rules rules, TypeElement owner,
      Set<String> listedRules, boolean debug) {
    this.listedRules = listedRules;
    this.debug = debug;
    this.environment = environment;
    this.trees = trees;
    this.types = environment.getTypeUtils();
    this.elements = environment.getElementUtils();
    this.ir = new IrTypes(types);
    this.places = places;
    this.rules = rules;
    this.owner = owner;
  }
}
