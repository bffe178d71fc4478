package dev.adjoint.processor.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How a value is taken apart. A record is the tuple of its components, an array of records a column for each component: what is
 * left are numbers, arrays and opaque objects, which is all that the representation has.
 */
public sealed interface Parts {
  /** The type of the whole. */
  Type type();

  /** A value that is not taken apart. */
  record One(Type type) implements Parts {}

  /** A record. */
  record Tuple(Type.Ref type, List<Part> parts) implements Parts {
    public Tuple {
      parts = List.copyOf(parts);
    }
  }

  /**
   * One of several records or enums: a sealed interface. Which one it is says its first leaf, a number; behind it come the leaves of all
   * cases, of which those of the others are zero and null.
   */
  record Sum(Type.Ref type, List<Case> cases) implements Parts {
    public Sum {
      cases = List.copyOf(cases);
    }

    /** Which case a class is, -1 where it is none. */
    public int indexOf(Type type) {
      for (int i = 0; i < cases.size(); i++) {
        if (cases.get(i).parts().type().equals(type)) {
          return i;
        }
      }
      return -1;
    }

    /** Where the leaves of a case begin. */
    public int start(int index) {
      return 1 + cases.subList(0, index).stream().mapToInt(c -> c.parts().leaves().size()).sum();
    }
  }

  /** A class that a value of a sealed type may have, with the name of its leaves. */
  record Case(String name, Parts parts) {}

  /**
   * An array or list of records: for each part of an element an array of that part, and one of booleans that says which records
   * are not null; that one is null itself where all of them are there.
   *
   * @param list whether it is a {@code java.util.List}
   */
  record Columns(Type type, Parts element, boolean list) implements Parts {
    /** The type of an element as the array or list has it: in a list a number is in a box. */
    public Type elementType() {
      if (!(type instanceof Type.Ref list)) {
        return type.elementType();
      }
      return list.arguments().getFirst() instanceof Type.Wildcard w ? w.upper() : list.arguments().getFirst();
    }

    /** Whether it is a list of arrays that are not taken apart. */
    public boolean isListOfArrays() {
      return list && element instanceof One one && one.type().isArray();
    }
  }

  /**
   * A component of a record.
   *
   * @param constant whether it is declared {@code @NonDifferentiable}
   */
  record Part(String name, Parts parts, boolean constant) {
    private static final Set<String> TAKEN = Set.of("size", "flatten");

    /** The component's name in the record's class of adjoints, which has methods without arguments of its own. */
    public String adjointName() {
      return TAKEN.contains(name) ? name + "Adjoint" : name;
    }
  }

  /**
   * A value at the end of taking apart.
   *
   * @param path the components that lead to it
   * @param constant whether one of them is declared constant
   * @param presence whether it says which elements of an array are there
   * @param optional whether it is null and zero where a value has another class
   * @param choice whether it says which class or constant of an enum a value of a sealed type is
   */
  record Leaf(List<String> path, Type type, boolean constant, boolean presence, boolean optional, boolean choice) {
    public Leaf {
      path = List.copyOf(path);
    }

    /** The name of a variable for it, for example {@code lineStartX}. */
    public String name(String prefix) {
      var name = new StringBuilder(prefix);
      path.forEach(p -> name.append(name.isEmpty() ? p.charAt(0) : Character.toUpperCase(p.charAt(0))).append(p, 1, p.length()));
      return name.toString();
    }

    /** Whether it is differentiated where the whole is. */
    public boolean wrt() {
      return type.isDifferentiable() && !constant;
    }
  }

  /** The leaves, components in the order of their declaration. */
  default List<Leaf> leaves() {
    var all = new ArrayList<Leaf>();
    switch (this) {
      case One p -> all.add(new Leaf(List.of(), p.type(), false, false, false, false));
      case Tuple p -> {
        for (Part part : p.parts()) {
          for (Leaf leaf : part.parts().leaves()) {
            var path = new ArrayList<String>();
            path.add(part.name());
            path.addAll(leaf.path());
            all.add(new Leaf(path, leaf.type(), leaf.constant() || part.constant(), leaf.presence(), leaf.optional(), leaf.choice()));
          }
        }
      }
      case Sum p -> {
        all.add(new Leaf(List.of("tag"), Type.INT, true, false, false, true));
        p.cases().forEach(c -> c.parts().leaves().forEach(leaf -> {
          var path = new ArrayList<>(List.of(c.name()));
          path.addAll(leaf.path());
          all.add(new Leaf(path, leaf.type(), leaf.constant(), leaf.presence(), true, leaf.choice() || c.parts() instanceof One));
        }));
      }
      case Columns p -> {
        p.element().leaves().forEach(l -> all.add(new Leaf(l.path(), l.type().array(), l.constant(), l.presence(), false, l.choice())));
        if (p.element().isObject()) {
          all.add(new Leaf(List.of("present"), Type.BOOLEAN.array(), true, true, false, false));
        }
      }
    }
    return all;
  }

  /** Whether it may be null apart from its leaves. */
  default boolean isObject() {
    return this instanceof Tuple || this instanceof Sum;
  }

  /** Whether a derivative can live in some part. */
  default boolean isDifferentiable() {
    return leaves().stream().anyMatch(Leaf::wrt);
  }
}
