package dev.adjoint.processor.source.typing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * The members of classes by name, inherited ones included, as far as they are accessible from the class that is read
 * (JLS 6.6, 8.2). What is hidden or overridden is left out.
 */
final class Members {
  /** A method as a member of a type, whose class type arguments are substituted. */
  record Method(ExecutableElement element, ExecutableType type) {}

  private final Model model;
  private final TypeElement reader;
  private final TypeMirror anonymous;
  private final Map<TypeElement, Map<String, List<Element>>> declared = new HashMap<>();

  /** @param anonymous the supertype of the anonymous class that is read, which is in {@code reader}; or null */
  Members(Model model, TypeElement reader, TypeMirror anonymous) {
    this.model = model;
    this.reader = reader;
    this.anonymous = anonymous;
  }

  private List<Element> declared(TypeElement owner, String name) {
    return declared.computeIfAbsent(owner, o -> {
      Map<String, List<Element>> index = new HashMap<>();
      for (Element e : o.getEnclosedElements()) {
        index.computeIfAbsent(e.getSimpleName().toString(), n -> new ArrayList<>()).add(e);
      }
      return index;
    }).getOrDefault(name, List.of());
  }

  /** The field of that name, or null. */
  VariableElement field(TypeMirror site, String name) {
    for (TypeElement owner : ancestors(site)) {
      for (Element e : declared(owner, name)) {
        if (e.getKind().isField() && isMember(e, owner, site)) {
          return (VariableElement) e;
        }
      }
    }
    return null;
  }

  /** The member class of that name, or null. */
  TypeElement type(TypeElement site, String name) {
    for (TypeElement owner : ancestors(site.asType())) {
      for (Element e : declared(owner, name)) {
        if ((e.getKind().isClass() || e.getKind().isInterface()) && isMember(e, owner, site.asType())) {
          return (TypeElement) e;
        }
      }
    }
    return null;
  }

  /** The methods of that name. */
  List<Method> methods(TypeMirror site, String name) {
    List<Method> found = new ArrayList<>();
    for (TypeElement owner : ancestors(site)) {
      for (Element e : declared(owner, name)) {
        if (e.getKind() == ElementKind.METHOD && isMember(e, owner, site)) {
          add(found, new Method((ExecutableElement) e, memberType(site, (ExecutableElement) e)));
        }
      }
    }
    return found;
  }

  private void add(List<Method> found, Method added) {
    for (int i = 0; i < found.size(); i++) {
      if (sameParameters(found.get(i).type(), added.type())) {
        // Ancestors come subclass first, but an interface may stand before another that extends it.
        var before = (TypeElement) found.get(i).element().getEnclosingElement();
        TypeMirror owner = added.element().getEnclosingElement().asType();
        if (before.getKind().isInterface()
            && model.types.isSubtype(model.types.erasure(owner), model.types.erasure(before.asType()))) {
          found.set(i, added);
        }
        return;
      }
    }
    found.add(added);
  }

  boolean sameParameters(ExecutableType a, ExecutableType b) {
    List<? extends TypeMirror> p = a.getParameterTypes();
    List<? extends TypeMirror> q = b.getParameterTypes();
    if (p.size() != q.size()) {
      return false;
    }
    for (int i = 0; i < p.size(); i++) {
      if (!model.types.isSameType(model.types.erasure(p.get(i)), model.types.erasure(q.get(i)))) {
        return false;
      }
    }
    return true;
  }

  /** The methods of that name that the anonymous class inherits or overrides; none where there is no such class. */
  List<Method> inherited(String name) {
    return anonymous == null ? List.of() : methods(anonymous, name).stream()
        .filter(m -> !m.element().getModifiers().contains(Modifier.PRIVATE)).toList();
  }

  /** The field of that name that the anonymous class inherits, or null. */
  VariableElement inheritedField(String name) {
    VariableElement field = anonymous == null ? null : field(anonymous, name);
    return field == null || field.getModifiers().contains(Modifier.PRIVATE) ? null : field;
  }

  /** The constructors of a class that are accessible. */
  List<Method> constructors(TypeMirror site) {
    return constructors(site, false);
  }

  /** As above; an anonymous {@code subclass} reaches protected ones too (JLS 6.6.2.2). */
  List<Method> constructors(TypeMirror site, boolean subclass) {
    List<Method> found = new ArrayList<>();
    for (Element e : declared(Model.elementOf(site), "<init>")) {
      if (e.getKind() == ElementKind.CONSTRUCTOR
          && (isAccessible(e) || subclass && e.getModifiers().contains(Modifier.PROTECTED))) {
        found.add(new Method((ExecutableElement) e, memberType(site, (ExecutableElement) e)));
      }
    }
    return found;
  }

  /** The one abstract method of a functional interface (JLS 9.8) as a member of the type, or null. */
  Method function(TypeMirror site) {
    TypeElement element = Model.elementOf(site);
    if (element == null || element.getKind() != ElementKind.INTERFACE) {
      return null;
    }
    Set<String> names = new LinkedHashSet<>();
    for (TypeElement owner : ancestors(site)) {
      for (Element e : owner.getEnclosedElements()) {
        if (e.getKind() == ElementKind.METHOD && e.getModifiers().contains(Modifier.ABSTRACT)) {
          names.add(e.getSimpleName().toString());
        }
      }
    }
    Method only = null;
    for (String name : names) {
      for (Method m : methods(site, name)) {
        if (m.element().getModifiers().contains(Modifier.ABSTRACT) && !isObjects(m)) {
          if (only != null) {
            return null;
          }
          only = m;
        }
      }
    }
    return only;
  }

  private boolean isObjects(Method m) {
    return methods(model.object(), m.element().getSimpleName().toString()).stream()
        .anyMatch(o -> sameParameters(o.type(), m.type()));
  }

  private ExecutableType memberType(TypeMirror site, ExecutableElement method) {
    TypeMirror type = memberType(site, (Element) method);
    return (ExecutableType) type;
  }

  /** The type of a member seen from its site. */
  TypeMirror memberType(TypeMirror site, Element member) {
    if (member.getModifiers().contains(Modifier.STATIC)) {
      return member.asType();
    }
    TypeMirror owner = model.types.erasure(member.getEnclosingElement().asType());
    for (TypeMirror part : model.parts(site)) {
      if (part.getKind() == TypeKind.DECLARED && model.types.isSubtype(model.types.erasure(part), owner)) {
        return model.types.asMemberOf((DeclaredType) part, member);
      }
    }
    return member.asType();
  }

  /** The classes of a type, subclasses first, each class before its interfaces, {@code Object} last. */
  private Set<TypeElement> ancestors(TypeMirror site) {
    Set<TypeElement> all = new LinkedHashSet<>();
    for (TypeMirror part : model.parts(site)) {
      addClasses(Model.elementOf(part), all);
    }
    for (TypeElement owner : List.copyOf(all)) {
      addInterfaces(owner, all);
    }
    all.add(Model.elementOf(model.object()));
    return all;
  }

  private static void addClasses(TypeElement owner, Set<TypeElement> all) {
    for (TypeElement c = owner; c != null; c = Model.elementOf(c.getSuperclass())) {
      all.add(c);
    }
  }

  private static void addInterfaces(TypeElement owner, Set<TypeElement> all) {
    for (TypeMirror parent : owner.getInterfaces()) {
      TypeElement element = Model.elementOf(parent);
      if (element != null) {
        all.add(element);
        addInterfaces(element, all);
      }
    }
  }

  private boolean isMember(Element member, TypeElement owner, TypeMirror site) {
    boolean own = model.parts(site).stream().anyMatch(p -> owner.equals(Model.elementOf(p)));
    Set<Modifier> modifiers = member.getModifiers();
    if (!own && (modifiers.contains(Modifier.PRIVATE)
        || owner.getKind().isInterface() && member.getKind() == ElementKind.METHOD
            && modifiers.contains(Modifier.STATIC))) {
      return false;
    }
    return isAccessible(member);
  }

  /** Whether a member may be named in the class that is read, as far as its modifiers say. */
  boolean isAccessible(Element member) {
    Set<Modifier> modifiers = member.getModifiers();
    if (modifiers.contains(Modifier.PUBLIC)) {
      return true;
    }
    if (modifiers.contains(Modifier.PRIVATE)) {
      return outermost(member).equals(outermost(reader));
    }
    if (model.elements.getPackageOf(member).equals(model.elements.getPackageOf(reader))) {
      return true;
    }
    return modifiers.contains(Modifier.PROTECTED) && extendsOwner(member.getEnclosingElement());
  }

  private boolean extendsOwner(Element owner) {
    TypeMirror wanted = model.types.erasure(owner.asType());
    if (anonymous != null && model.types.isSubtype(model.types.erasure(anonymous), wanted)) {
      return true;
    }
    for (TypeElement c = reader; c != null; c = outer(c)) {
      if (model.types.isSubtype(model.types.erasure(c.asType()), wanted)) {
        return true;
      }
    }
    return false;
  }

  /** The class around a class, or null. */
  static TypeElement outer(TypeElement c) {
    return c.getEnclosingElement() instanceof TypeElement element ? element : null;
  }

  private static Element outermost(Element member) {
    Element e = member;
    while (e.getEnclosingElement() != null && e.getEnclosingElement().getKind() != ElementKind.PACKAGE) {
      e = e.getEnclosingElement();
    }
    return e;
  }
}
