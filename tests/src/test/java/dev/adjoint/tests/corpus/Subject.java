package dev.adjoint.tests.corpus;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A method annotated {@code @Differentiable} as its source declares it. Read from the syntax alone, so that what the tests
 * expect of the generated interface never depends on the processor.
 *
 * @param file the simple name of the file
 * @param nesting simple names of the class and those around it, outermost first
 * @param method the method's name
 * @param isStatic whether it has no receiver
 * @param types the source text of the parameter types; {@code ...} is {@code []}
 * @param names parameter names
 * @param wrt whether each parameter is differentiated
 */
public record Subject(String pkg, String file, List<String> nesting, String method, boolean isStatic, List<String> types,
    List<String> names, List<Boolean> wrt) {

  /** The binary name of the class. */
  public String className() {
    return pkg + "." + String.join("$", nesting);
  }

  /** The binary name of the generated class. */
  public String derivativesName() {
    return pkg + "." + String.join("_", nesting) + "Derivatives";
  }

  @Override
  public String toString() {
    return String.join(".", nesting) + "." + method + "(" + String.join(", ", types) + ")";
  }

  /** All annotated methods of a source text, in order. */
  public static List<Subject> read(String file, String text) {
    var unit = new SimpleJavaFileObject(URI.create("memory:///" + file + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
    var task = (JavacTask) ToolProvider.getSystemJavaCompiler().getTask(null, null, d -> {}, null, null, List.of(unit));
    try {
      var found = new ArrayList<Subject>();
      for (var tree : task.parse()) {
        String pkg = tree.getPackageName() == null ? "" : tree.getPackageName().toString();
        for (var type : tree.getTypeDecls()) {
          if (type instanceof ClassTree c) {
            collect(pkg, file, List.of(), c, found);
          }
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void collect(String pkg, String file, List<String> outer, ClassTree type, List<Subject> found) {
    var nesting = new ArrayList<>(outer);
    nesting.add(type.getSimpleName().toString());
    for (var member : type.getMembers()) {
      if (member instanceof ClassTree c) {
        collect(pkg, file, nesting, c, found);
      } else if (member instanceof MethodTree m) {
        AnnotationTree annotation = annotation(m.getModifiers(), "Differentiable");
        if (annotation != null) {
          found.add(subject(pkg, file, nesting, m, annotation));
        }
      }
    }
  }

  private static Subject subject(String pkg, String file, List<String> nesting, MethodTree m, AnnotationTree annotation) {
    var chosen = new ArrayList<String>();
    for (var argument : annotation.getArguments()) {
      if (argument.toString().startsWith("wrt")) {
        Matcher quoted = Pattern.compile("\"(\\w+)\"").matcher(argument.toString());
        while (quoted.find()) {
          chosen.add(quoted.group(1));
        }
      }
    }
    var types = new ArrayList<String>();
    var names = new ArrayList<String>();
    var wrt = new ArrayList<Boolean>();
    for (VariableTree p : m.getParameters()) {
      String type = p.getType().toString().replace("...", "[]");
      String name = p.getName().toString();
      boolean floating = type.matches("(double|float)(\\[\\])*|List<(Double|Float|(double|float)(\\[\\])+)>");
      types.add(type);
      names.add(name);
      wrt.add(chosen.isEmpty() ? floating && annotation(p.getModifiers(), "NonDifferentiable") == null : chosen.contains(name));
    }
    return new Subject(pkg, file, List.copyOf(nesting), m.getName().toString(), m.getModifiers().getFlags().contains(Modifier.STATIC),
        List.copyOf(types), List.copyOf(names), List.copyOf(wrt));
  }

  private static AnnotationTree annotation(ModifiersTree modifiers, String simpleName) {
    for (AnnotationTree a : modifiers.getAnnotations()) {
      String name = a.getAnnotationType().toString();
      if (name.equals(simpleName) || name.endsWith("." + simpleName)) {
        return a;
      }
    }
    return null;
  }
}
