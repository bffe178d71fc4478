package dev.adjoint.processor.source.typing;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;

/** The import declarations of a compilation unit (JLS 7.5), by kind, in their order. */
final class Imports {
  private final Model model;
  private final String packageName;
  private final List<String> types = new ArrayList<>();
  private final List<String> onDemand = new ArrayList<>();
  private final List<String> statics = new ArrayList<>();
  private final List<String> staticsOnDemand = new ArrayList<>();
  private final Set<String> modulePackages = new LinkedHashSet<>();

  Imports(Model model, CompilationUnitTree unit) {
    this.model = model;
    this.packageName = unit.getPackageName() == null ? "" : unit.getPackageName().toString();
    for (ImportTree tree : unit.getImports()) {
      String name = tree.getQualifiedIdentifier().toString();
      if (tree.isModule()) {
        addModule(model.elements.getModuleElement(name));
      } else if (name.endsWith(".*")) {
        (tree.isStatic() ? staticsOnDemand : onDemand).add(name.substring(0, name.length() - 2));
      } else {
        (tree.isStatic() ? statics : types).add(name);
      }
    }
    onDemand.add("java.lang");
  }

  private void addModule(ModuleElement module) {
    if (module == null) {
      return;
    }
    for (ModuleElement.Directive directive : module.getDirectives()) {
      if (directive instanceof ModuleElement.ExportsDirective exported && exported.getTargetModules() == null) {
        modulePackages.add(exported.getPackage().getQualifiedName().toString());
      } else if (directive instanceof ModuleElement.RequiresDirective required && required.isTransitive()) {
        addModule(required.getDependency());
      }
    }
  }

  /** The class that a simple name means outside of every class: single imports, the package, on-demand imports. */
  TypeElement type(String name, Members members) {
    for (String imported : types) {
      if (last(imported).equals(name)) {
        return byCanonicalName(imported);
      }
    }
    for (String imported : statics) {
      if (last(imported).equals(name)) {
        TypeElement found = member(byCanonicalName(qualifier(imported)), name, members);
        if (found != null) {
          return found;
        }
      }
    }
    TypeElement found = byCanonicalName(packageName.isEmpty() ? name : packageName + "." + name);
    if (found != null) {
      return found;
    }
    for (String from : onDemand) {
      found = byCanonicalName(from + "." + name);
      if (found != null && members.isAccessible(found)) {
        return found;
      }
    }
    for (String from : staticsOnDemand) {
      found = member(byCanonicalName(from), name, members);
      if (found != null) {
        return found;
      }
    }
    for (String from : modulePackages) {
      found = byCanonicalName(from + "." + name);
      if (found != null && members.isAccessible(found)) {
        return found;
      }
    }
    return null;
  }

  private static TypeElement member(TypeElement of, String name, Members members) {
    return of == null ? null : members.type(of, name);
  }

  /** The classes from which {@code name} is imported singly as a static member. */
  List<TypeElement> staticOwners(String name) {
    return existing(statics.stream().filter(s -> last(s).equals(name)).map(Imports::qualifier).toList());
  }

  /** The classes whose static members are imported on demand. */
  List<TypeElement> staticOnDemandOwners() {
    return existing(staticsOnDemand);
  }

  private List<TypeElement> existing(List<String> names) {
    List<TypeElement> found = new ArrayList<>();
    for (String name : names) {
      TypeElement element = byCanonicalName(name);
      if (element != null) {
        found.add(element);
      }
    }
    return found;
  }

  TypeElement byCanonicalName(String name) {
    return model.elements.getTypeElement(name);
  }

  private static String last(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static String qualifier(String name) {
    return name.substring(0, name.lastIndexOf('.'));
  }
}
