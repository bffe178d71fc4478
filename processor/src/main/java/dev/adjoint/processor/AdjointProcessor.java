package dev.adjoint.processor;

import com.google.auto.service.AutoService;
import dev.adjoint.processor.pipeline.ClassRun;
import dev.adjoint.processor.pipeline.Dump;
import dev.adjoint.processor.pipeline.Pipeline;
import dev.adjoint.processor.pipeline.Report;
import dev.adjoint.processor.source.ImplementationChecks;
import dev.adjoint.processor.source.Javac;
import dev.adjoint.processor.source.Rules;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic;

/**
 * Writes {@code CDerivatives} for every class with {@code @Differentiable} methods.
 *
 * <p>A class whose bodies name something that does not exist yet waits for the next round. Across rounds only names are
 * kept: elements of an earlier round are not those of a later one.
 */
@AutoService(Processor.class)
public final class AdjointProcessor extends AbstractProcessor {
  private static final String ANNOTATIONS = "dev.adjoint.annotations.";

  private final Set<String> waiting = new LinkedHashSet<>();
  private final Set<String> ruleClasses = new LinkedHashSet<>();
  private final Set<String> adjointRecords = new LinkedHashSet<>();
  private final Set<String> printedProblems = new LinkedHashSet<>();
  private boolean unavailable;
  private Dump dump;

  @Override
  public synchronized void init(ProcessingEnvironment environment) {
    super.init(environment);
    var messager = environment.getMessager();
    String passes = !isOn("adjoint.dump") ? "off" : option("adjoint.dump") == null ? "read" : option("adjoint.dump");
    dump = Dump.of(passes, text -> messager.printMessage(Diagnostic.Kind.NOTE, text),
        problem -> messager.printMessage(Diagnostic.Kind.ERROR, problem));
  }

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    // Generated is claimed too: what is written here bears it, and javac's lint wants every annotation claimed.
    return Set.of(ANNOTATIONS + "*", "javax.annotation.processing.Generated");
  }

  @Override
  public Set<String> getSupportedOptions() {
    return Set.of("adjoint.analysis", "adjoint.dump", "adjoint.report", "adjoint.debug");
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latest();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    annotated(round, "Differentiable").forEach(m -> waiting.add(name(m.getEnclosingElement())));
    print(ImplementationChecks.of(round.getRootElements(), processingEnv));
    annotated(round, "DerivativeOf").forEach(m -> ruleClasses.add(name(m.getEnclosingElement())));
    if (waiting.isEmpty() && ruleClasses.isEmpty() || unavailable) {
      return true;
    }
    Javac javac;
    try {
      javac = Javac.behind(processingEnv);
    } catch (Javac.Missing e) {
      unavailable = true;
      processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, e.getMessage());
      return true;
    }
    process(javac, round.processingOver());
    return true;
  }

  private void process(Javac javac, boolean last) {
    Map<TypeElement, List<ExecutableElement>> work = new LinkedHashMap<>();
    for (String name : waiting) {
      TypeElement owner = processingEnv.getElementUtils().getTypeElement(name);
      work.put(owner, ElementFilter.methodsIn(owner.getEnclosedElements()).stream().filter(this::isDifferentiable).toList());
    }
    var rules = new Rules(javac.environment().getTypeUtils());
    ruleClasses.forEach(name -> rules.addClass(processingEnv.getElementUtils().getTypeElement(name)));
    work.values().forEach(methods -> methods.forEach(rules::addNamedBy));
    print(rules.problems());
    var places = javac.places();
    var options = new Pipeline.Options(!"off".equals(option("adjoint.analysis")), isOn("adjoint.debug"));
    var run = new ClassRun(processingEnv, javac.reader(places, rules, options.debug()),
        new Report(processingEnv.getMessager(), places), options, dump, isOn("adjoint.report"), adjointRecords);
    work.forEach((owner, methods) -> {
      if (run.run(owner, methods, last)) {
        waiting.remove(name(owner));
      }
    });
  }

  private void print(List<Rules.Problem> problems) {
    for (Rules.Problem problem : problems) {
      if (printedProblems.add(problem.at().getEnclosingElement() + "." + problem.at() + problem.text())) {
        processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, problem.text(), problem.at());
      }
    }
  }

  private String option(String name) {
    return processingEnv.getOptions().get(name);
  }

  private boolean isOn(String name) {
    return processingEnv.getOptions().containsKey(name) && !"off".equals(option(name));
  }

  private static String name(Element type) {
    return ((TypeElement) type).getQualifiedName().toString();
  }

  private boolean isDifferentiable(ExecutableElement method) {
    return method.getAnnotationMirrors().stream().anyMatch(a ->
        ((TypeElement) a.getAnnotationType().asElement()).getQualifiedName().contentEquals(ANNOTATIONS + "Differentiable"));
  }

  private Set<ExecutableElement> annotated(RoundEnvironment round, String annotation) {
    TypeElement type = processingEnv.getElementUtils().getTypeElement(ANNOTATIONS + annotation);
    return type == null ? Set.of() : ElementFilter.methodsIn(round.getElementsAnnotatedWith(type));
  }
}
