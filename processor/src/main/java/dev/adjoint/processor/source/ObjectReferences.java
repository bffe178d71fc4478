package dev.adjoint.processor.source;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Code;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Unit;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * Which references may mean an object that a method has taken apart, or lead to one through fields: a matter of declared types. What is
 * declared as {@code Object} or a type variable, and what a subclass adds, is not followed.
 */
final class ObjectReferences {
  private final Elements elements;
  private final Types mirrors;
  private final Map<String, Set<String>> neighbours = new HashMap<>();

  ObjectReferences(Elements elements, Types mirrors) {
    this.elements = elements;
    this.mirrors = mirrors;
  }

  /** A signature with what code in these functions may name; the signature itself, or null, where no field can be assigned. */
  Unit.Signature with(Unit.Signature signature, Collection<Function> functions) {
    if (signature == null) {
      return null;
    }
    var types = new HashSet<String>();
    signature.params().forEach(p -> changeable(p.parts(), types));
    if (types.isEmpty()) {
      return signature;
    }
    var named = new HashSet<String>();
    functions.forEach(f -> named(f.body(), named));
    var leading = new HashSet<String>();
    for (String name : named) {
      if (leads(name, types)) {
        leading.add(name);
      }
    }
    return new Unit.Signature(signature.params(), signature.result(), new Unit.References(types, leading));
  }

  /** The types that a reference to an object has whose fields may be assigned. */
  private void changeable(Parts parts, Set<String> types) {
    switch (parts) {
      case Parts.Tuple p when p.object() -> {
        if (p.parts().stream().anyMatch(part -> part.parts() instanceof Parts.Cell)) {
          TypeElement type = elements.getTypeElement(p.type().qualifiedName());
          types.add(p.type().qualifiedName());
          DispatchedMethods.supertypes(type, mirrors).stream().map(t -> t.getQualifiedName().toString())
              .filter(name -> !name.equals("java.lang.Object")).forEach(types::add);
        }
        p.parts().forEach(part -> changeable(part.parts(), types));
      }
      case Parts.Cell p -> changeable(p.content(), types);
      case Parts.Columns p -> changeable(p.element(), types);
      case Parts p -> { }
    }
  }

  private static void named(Block block, Set<String> names) {
    for (Op op : block.ops()) {
      Ops.operands(op).forEach(v -> named(v.type(), names));
      if (op instanceof Op.Opaque o) {
        o.code().pieces().forEach(piece -> {
          if (piece instanceof Code.TypeName t) {
            named(t.type(), names);
          } else if (piece instanceof Code.PrivateMethod m) {
            named(m.owner(), names);
          }
        });
      }
      Ops.blocks(op).forEach(b -> named(b, names));
    }
  }

  private static void named(Type type, Set<String> names) {
    if (type instanceof Type.Array a) {
      named(a.element(), names);
    } else if (type instanceof Type.Ref r) {
      names.add(r.qualifiedName());
      r.arguments().forEach(a -> named(a, names));
    } else if (type instanceof Type.Wildcard w && w.upper() != null) {
      named(w.upper(), names);
    }
  }

  private boolean leads(String from, Set<String> types) {
    var seen = new HashSet<String>();
    var open = new java.util.ArrayDeque<String>(neighbours(from));
    while (!open.isEmpty()) {
      String next = open.pop();
      if (types.contains(next)) {
        return true;
      }
      if (seen.add(next)) {
        open.addAll(neighbours(next));
      }
    }
    return false;
  }

  /** The types of the fields of a class, its superclasses' and its static ones too. */
  private Set<String> neighbours(String name) {
    Set<String> known = neighbours.get(name);
    if (known == null) {
      known = new HashSet<>();
      TypeElement type = elements.getTypeElement(name);
      for (TypeElement t = type; t != null && !ObjectLayouts.isOfPlatform(t);
          t = t.getSuperclass() instanceof DeclaredType d ? (TypeElement) d.asElement() : null) {
        for (VariableElement field : ElementFilter.fieldsIn(t.getEnclosedElements())) {
          names(field.asType(), known);
        }
      }
      neighbours.put(name, known);
    }
    return known;
  }

  private static void names(TypeMirror type, Set<String> into) {
    if (type instanceof ArrayType a) {
      names(a.getComponentType(), into);
    } else if (type instanceof DeclaredType d) {
      into.add(((TypeElement) d.asElement()).getQualifiedName().toString());
      d.getTypeArguments().forEach(a -> names(a, into));
    }
  }
}
