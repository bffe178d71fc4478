package dev.adjoint.tests.corpus;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * One run of javac from memory to memory.
 *
 * @param success whether javac accepted everything
 * @param classes class files by binary name
 * @param generated sources the processor wrote, by binary name of their class
 * @param diagnostics everything javac and the processor said, in order
 */
public record Compilation(boolean success, Map<String, byte[]> classes, Map<String, String> generated,
    List<Diagnostic<? extends JavaFileObject>> diagnostics) {

  /** The entry point of the processor, named so that this class compiles and runs before there is one. */
  private static final String PROCESSOR = "dev.adjoint.processor.AdjointProcessor";

  /** A new instance of the processor. */
  public static Processor processor() {
    try {
      return (Processor) Class.forName(PROCESSOR).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no " + PROCESSOR + " on the class path", e);
    }
  }

  /** Compiles with the processor. */
  public static Compilation withProcessor(Map<String, String> sources, String... options) {
    return run(sources, List.of(processor()), List.of(options));
  }

  /** Compiles without any processor. */
  public static Compilation plain(Map<String, String> sources, String... options) {
    return run(sources, List.of(), List.of(options));
  }

  /**
   * Compiles.
   *
   * @param sources texts by binary name of their top-level class
   */
  public static Compilation run(Map<String, String> sources, List<Processor> processors, List<String> options) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var collector = new DiagnosticCollector<JavaFileObject>();
    var all = new ArrayList<String>(List.of(processors.isEmpty() ? "-proc:none" : "-proc:full", "-encoding", "UTF-8"));
    all.addAll(options);
    try (StandardJavaFileManager standard = compiler.getStandardFileManager(collector, null, StandardCharsets.UTF_8);
        var memory = new Memory(standard)) {
      var units = new ArrayList<JavaFileObject>();
      sources.forEach((name, text) -> units.add(new Source(name, text)));
      var task = compiler.getTask(null, memory, collector, all, null, units);
      if (!processors.isEmpty()) {
        task.setProcessors(processors);
      }
      boolean success = task.call();
      var classes = new TreeMap<String, byte[]>();
      memory.classes.forEach((name, file) -> classes.put(name, file.bytes.toByteArray()));
      var generated = new TreeMap<String, String>();
      memory.generated.forEach((name, file) -> generated.put(name, file.bytes.toString(StandardCharsets.UTF_8)));
      List<Diagnostic<? extends JavaFileObject>> said = new ArrayList<>();
      collector.getDiagnostics().forEach(d -> said.add(Said.of(d)));
      return new Compilation(success, classes, generated, List.copyOf(said));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A loader of the compiled classes, with assertions enabled in them. */
  public ClassLoader loader() {
    var loader = new MemoryLoader(classes);
    loader.setDefaultAssertionStatus(true);
    return loader;
  }

  /** Errors and warnings, one per line, for messages of failed tests. */
  public String problems() {
    var text = new StringBuilder();
    for (var d : diagnostics) {
      if (d.getKind() != Diagnostic.Kind.NOTE && d.getKind() != Diagnostic.Kind.OTHER) {
        text.append(describe(d)).append('\n');
      }
    }
    return text.toString();
  }

  /** A diagnostic with its place. */
  public static String describe(Diagnostic<? extends JavaFileObject> d) {
    String where = d.getSource() == null ? "" : fileName(d.getSource()) + ":" + d.getLineNumber() + ":" + d.getColumnNumber() + ": ";
    return where + d.getKind() + ": " + d.getMessage(null);
  }

  /** The simple name of a source, without its ending. */
  public static String fileName(JavaFileObject file) {
    String name = file.getName();
    return name.substring(name.lastIndexOf('/') + 1).replace(".java", "");
  }

  /** What a diagnostic says, without the compiler that said it: javac's own ones hold all its trees and symbols. */
  private record Said(Kind kind, JavaFileObject source, long position, long start, long end, long line, long column, String code,
      String message) implements Diagnostic<JavaFileObject> {

    static Said of(Diagnostic<? extends JavaFileObject> d) {
      return new Said(d.getKind(), d.getSource(), d.getPosition(), d.getStartPosition(), d.getEndPosition(), d.getLineNumber(),
          d.getColumnNumber(), d.getCode(), d.getMessage(null));
    }

    @Override
    public Kind getKind() {
      return kind;
    }

    @Override
    public JavaFileObject getSource() {
      return source;
    }

    @Override
    public long getPosition() {
      return position;
    }

    @Override
    public long getStartPosition() {
      return start;
    }

    @Override
    public long getEndPosition() {
      return end;
    }

    @Override
    public long getLineNumber() {
      return line;
    }

    @Override
    public long getColumnNumber() {
      return column;
    }

    @Override
    public String getCode() {
      return code;
    }

    @Override
    public String toString() {
      return describe(this);
    }

    /** In the language in which it was said. */
    @Override
    public String getMessage(Locale locale) {
      return message;
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("memory:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class Output extends SimpleJavaFileObject {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Output(String name, Kind kind) {
      super(URI.create("memory:///out/" + name.replace('.', '/') + kind.extension), kind);
    }

    @Override
    public OutputStream openOutputStream() {
      return bytes;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }

  private static final class Memory extends ForwardingJavaFileManager<StandardJavaFileManager> {
    private final Map<String, Output> classes = new LinkedHashMap<>();
    private final Map<String, Output> generated = new LinkedHashMap<>();

    Memory(StandardJavaFileManager standard) {
      super(standard);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(JavaFileManager.Location location, String name, JavaFileObject.Kind kind,
        FileObject sibling) {
      var output = new Output(name, kind);
      (kind == JavaFileObject.Kind.SOURCE ? generated : classes).put(name, output);
      return output;
    }

    @Override
    public FileObject getFileForOutput(JavaFileManager.Location location, String pkg, String name, FileObject sibling) {
      return new Output(pkg + "." + name, JavaFileObject.Kind.OTHER);
    }

    @Override
    public FileObject getFileForInput(JavaFileManager.Location location, String pkg, String name) throws IOException {
      return location == StandardLocation.CLASS_OUTPUT || location == StandardLocation.SOURCE_OUTPUT ? null
          : super.getFileForInput(location, pkg, name);
    }
  }

  private static final class MemoryLoader extends ClassLoader {
    private final Map<String, byte[]> classes;

    MemoryLoader(Map<String, byte[]> classes) {
      super(Compilation.class.getClassLoader());
      this.classes = classes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = classes.get(name);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
