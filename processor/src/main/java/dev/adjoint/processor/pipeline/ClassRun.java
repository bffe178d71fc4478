package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.diagnostic.Diagnostics;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.emit.CheckWriter;
import dev.adjoint.processor.emit.AdjointRecordWriter;
import dev.adjoint.processor.emit.Emitter;
import dev.adjoint.processor.emit.KernelWriter;
import dev.adjoint.processor.ir.Generated;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Unit;
import dev.adjoint.processor.source.Requests;
import dev.adjoint.processor.source.SourceReader;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/** One class from its source to the file of its derivatives. */
public final class ClassRun {
  private final ProcessingEnvironment environment;
  private final SourceReader reader;
  private final Report report;
  private final Pipeline.Options options;
  private final Dump dump;
  private final boolean reportsStorage;
  private final Set<String> written;

  /**
   * Runs over classes of one round; files and messages go through {@code environment}.
   *
   * @param reportsStorage whether to print what reverse mode stores
   * @param written the names of the records' classes of adjoints that were written, in this and earlier rounds
   */
  public ClassRun(ProcessingEnvironment environment, SourceReader reader, Report report, Pipeline.Options options,
      Dump dump, boolean reportsStorage, Set<String> written) {
    this.written = written;
    this.reportsStorage = reportsStorage;
    this.environment = environment;
    this.reader = reader;
    this.report = report;
    this.options = options;
    this.dump = dump;
  }

  /**
   * Differentiates the annotated methods of a class.
   *
   * @param last whether there is no later round that may declare a missing name
   * @return whether the class is done; false when it has to wait, in which case nothing was written or printed
   */
  public boolean run(TypeElement owner, List<ExecutableElement> methods, boolean last) {
    Map<String, ExecutableElement> entries = new LinkedHashMap<>();
    methods.forEach(m -> entries.put(reader.key(m), m));
    Map<String, Diagnostics> diagnostics = new LinkedHashMap<>();
    entries.keySet().forEach(k -> diagnostics.put(k, new Diagnostics()));
    Unit unit = reader.read(owner, methods, diagnostics::get);
    if (reader.incomplete() && !last) {
      return false;
    }
    unit.functions().values().forEach(f -> dump.after(Dump.Pass.READ, f));
    var storage = new Storage();
    Optional<Api.Assembly> made = new Pipeline(options, dump, storage).run(unit, diagnostics::get);
    Map<String, Requests> requests = new LinkedHashMap<>();
    entries.forEach((key, method) -> requests.put(key, Requests.of(method, environment.getTypeUtils())));
    made.ifPresent(assembly -> {
      write(assembly, owner, unit, diagnostics);
      Generated.Checks checks = CheckClass.of(unit, assembly.derivatives().name(), requests, diagnostics, environment.getTypeUtils());
      if (checks != null) {
        write(checks.name(), () -> CheckWriter.emit(checks).toString(), owner, unit, diagnostics);
      }
    });
    entries.forEach((key, method) -> {
      storage.check(key, requests.get(key), diagnostics.get(key));
      report.print(diagnostics.get(key), method);
      if (reportsStorage) {
        report.printStorage(storage, key, method);
      }
    });
    return true;
  }

  private void write(Api.Assembly made, TypeElement owner, Unit unit, Map<String, Diagnostics> diagnostics) {
    made.derivatives().methods().forEach(m -> dump.after(Dump.Pass.INTERFACE, m.body()));
    write(made.derivatives().name(),
        () -> Emitter.emit(made.derivatives(), m -> dump.after(Dump.Pass.OUTLINE, m.body())).toString(), owner, unit, diagnostics);
    if (made.kernels() != null) {
      write(made.kernels().name(), () -> KernelWriter.emit(made.kernels()).toString(), owner, unit, diagnostics);
    }
    for (Generated.AdjointRecord record : made.adjoints()) {
      TypeElement origin = environment.getElementUtils().getTypeElement(record.of().qualifiedName());
      // a record's adjoints are a matter of the record alone: whoever needs the class first has it written
      if (written.add(record.name().qualifiedName()) && reader.mayWriteFor(origin, record.name())) {
        write(record.name(), () -> AdjointRecordWriter.emit(record, SourceReader.isPublic(origin), ApiNames::adjointClass).toString(),
            origin, unit, diagnostics);
      }
    }
  }

  private void write(Type.Ref name, Supplier<String> source, TypeElement owner, Unit unit,
      Map<String, Diagnostics> diagnostics) {
    Unit.Entry first = unit.entries().getFirst();
    var span = unit.functions().get(first.key()).span();
    try {
      String text = source.get();
      var origins = new ArrayList<Element>(List.of(owner));
      // with more than one origin a build tool does not take the file for a matter of one source
      origins.addAll(reader.others());
      try (Writer writer = environment.getFiler().createSourceFile(name.qualifiedName(), origins.toArray(Element[]::new)).openWriter()) {
        writer.write(text);
      }
    } catch (IOException | RuntimeException | AssertionError | StackOverflowError e) {
      diagnostics.get(first.key()).report(Message.INTERNAL, span, "emit", owner.getSimpleName().toString(), String.valueOf(e));
      if (options.debug()) {
        e.printStackTrace();
      }
    }
  }
}
