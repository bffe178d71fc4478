package dev.adjoint.tests.source;

import com.sun.source.util.Trees;
import dev.adjoint.processor.diagnostic.Diagnostics;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Code;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Unit;
import dev.adjoint.processor.source.Places;
import dev.adjoint.processor.source.Rules;
import dev.adjoint.processor.source.SourceReader;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A source that is compiled in memory, with every method of its first class that is not private read on the way; the opaque
 * code of what was read is compiled into another class of the package.
 */
final class Compiled {
  /** The class as Java compiled it. */
  final Class<?> type;
  final Map<String, Unit> units = new LinkedHashMap<>();
  /** What was reported, by key of the method. */
  final Map<String, Diagnostics> diagnostics = new TreeMap<>();
  final Map<Op.Opaque, Method> opaque = new IdentityHashMap<>();
  /** What javac printed, the reader's messages among it. */
  final List<javax.tools.Diagnostic<? extends JavaFileObject>> printed;

  private static final String HANDLES = PrivateMembers.class.getName() + ".";

  private final Map<String, ByteArrayOutputStream> classes = new HashMap<>();
  private final String pkg;
  private RuntimeException failure;

  Compiled(String name, String source) {
    pkg = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : "";
    printed = compile(name, source, new Reader());
    if (failure != null) {
      throw failure;
    }
    var ops = new ArrayList<Op.Opaque>();
    functions().values().forEach(f -> collect(f.body(), ops));
    String opaqueName = (pkg.isEmpty() ? "" : pkg + ".") + "OpaqueCode";
    var errors = compile(opaqueName, opaqueSource(ops), null);
    if (errors.stream().anyMatch(d -> d.getKind() == javax.tools.Diagnostic.Kind.ERROR)) {
      throw new IllegalStateException("opaque code does not compile: " + errors + opaqueSource(ops));
    }
    var loader = new Loader();
    try {
      type = Class.forName(name, true, loader);
      for (Method method : Class.forName(opaqueName, true, loader).getDeclaredMethods()) {
        if (method.isSynthetic() || !method.getName().startsWith("o")) {
          continue;
        }
        method.setAccessible(true);
        opaque.put(ops.get(Integer.parseInt(method.getName().substring(1))), method);
      }
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(printed.toString(), e);
    }
  }

  /** All functions that were read, by key. */
  Map<String, Function> functions() {
    Map<String, Function> all = new LinkedHashMap<>();
    units.values().forEach(u -> all.putAll(u.functions()));
    return all;
  }

  private static void collect(Block block, List<Op.Opaque> into) {
    for (Op op : block.ops()) {
      if (op instanceof Op.Opaque o) {
        into.add(o);
      }
      Ops.blocks(op).forEach(b -> collect(b, into));
    }
  }

  private String opaqueSource(List<Op.Opaque> ops) {
    var members = new LinkedHashMap<Code.Piece, String>();
    var text = new StringBuilder(pkg.isEmpty() ? "" : "package " + pkg + ";\n").append("final class OpaqueCode {\n");
    for (int i = 0; i < ops.size(); i++) {
      Op.Opaque op = ops.get(i);
      text.append("  static ").append(op.result() == null ? "void" : op.result().type()).append(" o").append(i).append('(');
      for (int k = 0; k < op.operands().size(); k++) {
        text.append(k == 0 ? "" : ", ").append("final ").append(op.operands().get(k).type()).append(" a").append(k);
      }
      text.append(") { ").append(op.result() == null ? "" : "return ");
      for (Code.Piece piece : op.code().pieces()) {
        text.append(switch (piece) {
          case Code.Text t -> t.text();
          case Code.Operand o -> "a" + o.index();
          case Code.TypeName t -> t.type().qualifiedName();
          case Code.PrivateField f -> members.computeIfAbsent(f, k -> "member" + members.size());
          case Code.PrivateMethod m -> members.computeIfAbsent(m, k -> "member" + members.size());
        });
      }
      text.append("; }\n");
    }
    members.forEach((member, name) -> text.append(declaration(member, name)));
    return text.append("}\n").toString();
  }

  /** A constant or method through which a private member is reached. */
  private static String declaration(Code.Piece member, String name) {
    return switch (member) {
      case Code.PrivateField f -> "  static final java.lang.invoke.VarHandle " + name + " = " + HANDLES + "field("
          + f.owner().qualifiedName() + ".class, \"" + f.name() + "\");\n";
      case Code.PrivateMethod m -> {
        var params = new ArrayList<String>(m.isStatic() ? List.of() : List.of(m.owner() + " a"));
        var args = new ArrayList<String>(m.isStatic() ? List.of() : List.of("a"));
        var types = new StringBuilder();
        for (int i = 0; i < m.params().size(); i++) {
          params.add(m.params().get(i) + " a" + i);
          args.add("a" + i);
          types.append(", ").append(m.params().get(i).toString().replaceAll("<.*>", "")).append(".class");
        }
        yield "  private static " + (m.result() == null ? "void" : m.result()) + " " + name + "(" + String.join(", ", params)
            + ") { " + (m.result() == null ? "" : "return (" + m.result() + ") ") + HANDLES + "call("
            + m.owner().qualifiedName() + ".class, \"" + m.name() + "\", new Class<?>[] {" + types.toString().replaceFirst("^, ", "")
            + "}" + args.stream().map(a -> ", " + a).collect(java.util.stream.Collectors.joining()) + "); }\n";
      }
      case Code.Text t -> throw new AssertionError();
      case Code.Operand o -> throw new AssertionError();
      case Code.TypeName t -> throw new AssertionError();
    };
  }

  private List<javax.tools.Diagnostic<? extends JavaFileObject>> compile(String name, String source, Reader processor) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var collected = new DiagnosticCollector<JavaFileObject>();
    var input = new SimpleJavaFileObject(URI.create("mem:///" + name.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignored) {
        return source;
      }
    };
    var task = compiler.getTask(null, new Memory(compiler.getStandardFileManager(null, null, null)), collected,
        processor == null ? List.of("-proc:none", "-nowarn", "-classpath", annotations() + java.io.File.pathSeparator + location(PrivateMembers.class)) : List.of("-classpath", annotations()), null, List.of(input));
    if (processor != null) {
      task.setProcessors(List.of(processor));
    }
    task.call();
    return collected.getDiagnostics();
  }

  private static String annotations() {
    return location(dev.adjoint.annotations.Adjoint.class);
  }

  private static String location(Class<?> type) {
    var location = type.getProtectionDomain().getCodeSource().getLocation();
    return java.nio.file.Path.of(URI.create(location.toString())).toString();
  }

  /** Reads what a real processor would find annotated. */
  private final class Reader extends AbstractProcessor {
    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latest();
    }

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return Set.of("*");
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      if (!round.processingOver()) {
        try {
          read(round);
        } catch (RuntimeException e) {
          failure = e;
        }
      }
      return false;
    }

    private void read(RoundEnvironment round) {
      var trees = Trees.instance(processingEnv);
      var places = new Places(trees);
      var rules = new Rules(processingEnv.getTypeUtils());
      for (Element root : round.getRootElements()) {
        rules.addClass((TypeElement) root);
      }
      rules.problems().forEach(p -> processingEnv.getMessager().printMessage(javax.tools.Diagnostic.Kind.WARNING, p.text(), p.at()));
      Element first = round.getRootElements().iterator().next();
      var owner = (TypeElement) first;
      List<ExecutableElement> methods = ElementFilter.methodsIn(owner.getEnclosedElements()).stream()
          .filter(m -> !m.getModifiers().contains(Modifier.PRIVATE) && trees.getTree(m) != null).toList();
      var reader = new SourceReader(processingEnv, trees, places, rules, true);
      units.put(owner.toString(), reader.read(owner, methods, k -> diagnostics.computeIfAbsent(k, x -> new Diagnostics())));
      diagnostics.values().forEach(d -> d.all().forEach(m ->
          places.print(javax.tools.Diagnostic.Kind.WARNING, m.text(), m.span())));
    }
  }

  private final class Memory extends ForwardingJavaFileManager<StandardJavaFileManager> {
    Memory(StandardJavaFileManager manager) {
      super(manager);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("mem:///" + name.replace('.', '/') + kind.extension), kind) {
        @Override
        public OutputStream openOutputStream() {
          return classes.computeIfAbsent(name, n -> new ByteArrayOutputStream());
        }
      };
    }

    @Override
    public Iterable<JavaFileObject> list(JavaFileManager.Location location, String pkg, Set<JavaFileObject.Kind> kinds,
        boolean recurse) throws java.io.IOException {
      var found = new ArrayList<JavaFileObject>();
      if (location == javax.tools.StandardLocation.CLASS_PATH && pkg.equals(Compiled.this.pkg)) {
        classes.forEach((name, bytes) -> found.add(new ClassFile(name, bytes)));
      }
      super.list(location, pkg, kinds, recurse).forEach(found::add);
      return found;
    }

    @Override
    public String inferBinaryName(Location location, JavaFileObject file) {
      return file instanceof ClassFile c ? c.name : super.inferBinaryName(location, file);
    }
  }

  private static final class ClassFile extends SimpleJavaFileObject {
    private final String name;
    private final ByteArrayOutputStream bytes;

    ClassFile(String name, ByteArrayOutputStream bytes) {
      super(URI.create("mem:///" + name.replace('.', '/') + ".class"), JavaFileObject.Kind.CLASS);
      this.name = name;
      this.bytes = bytes;
    }

    @Override
    public java.io.InputStream openInputStream() {
      return new java.io.ByteArrayInputStream(bytes.toByteArray());
    }
  }

  /** The package's classes come from here alone, so that package-private access works. */
  private final class Loader extends ClassLoader {
    Loader() {
      super(Compiled.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        if (classes.containsKey(name) && findLoadedClass(name) == null) {
          byte[] code = classes.get(name).toByteArray();
          return defineClass(name, code, 0, code.length);
        }
        return findLoadedClass(name) != null ? findLoadedClass(name) : super.loadClass(name, resolve);
      }
    }
  }
}
