package dev.adjoint.processor.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How a value is taken apart. A record is the tuple of its components, an array of records a column for each component, an object
 * the tuple of its fields, of which each that may be assigned is an array of one: what is left are numbers, arrays and opaque
 * objects, which is all that the representation has. Objects that are one share their arrays, so that these alias as they do.
 */
public sealed interface Parts {
  /** The type of the whole. */
  Type type();

  /** A value that is not taken apart. */
  record One(Type type) implements Parts {}

  /**
   * A record, or an object of exactly this class.
   *
   * @param object whether it is an object with an identity, whose parts are fields
   */
  record Tuple(Type.Ref type, List<Part> parts, boolean object) implements Parts {
    public Tuple {
      parts = List.copyOf(parts);
    }

    /** A record. */
    public Tuple(Type.Ref type, List<Part> parts) {
      this(type, parts, false);
    }
  }

  /** A field that may be assigned. */
  record Cell(Parts content) implements Parts {
    @Override
    public Type type() {
      return content.type();
    }

    /** The array of one that it is. */
    public Columns row() {
      return new Columns(content.type().array(), content, false);
    }
  }

  /**
   * One of several records or enums: a sealed interface. Which one it is says its first leaf, a number; behind it come the leaves of all
   * cases, of which those of the others are zero and null.
   *
   * @param object whether it is a reference to an object of one of several classes
   */
  record Sum(Type.Ref type, List<Case> cases, boolean object) implements Parts {
    public Sum {
      cases = List.copyOf(cases);
    }

    /** A value of a sealed interface. */
    public Sum(Type.Ref type, List<Case> cases) {
      this(type, cases, false);
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
   * A component of a record or a field of an object.
   *
   * @param constant whether it is declared {@code @NonDifferentiable}
   * @param handle of a field that generated code cannot name, or null
   */
  record Part(String name, Parts parts, boolean constant, Code.PrivateField handle) {
    private static final Set<String> TAKEN = Set.of("size", "flatten");

    /** A component of a record. */
    public Part(String name, Parts parts, boolean constant) {
      this(name, parts, constant, null);
    }

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

  /** How the elements at the bottom of arrays and lists are taken apart; what is no array itself. */
  default Parts innermost() {
    return this instanceof Columns c ? c.element().innermost() : this;
  }

  /** The same where each field is what it holds: how a user has it, and its adjoint. */
  default Parts held() {
    return switch (this) {
      case One p -> p;
      case Cell p -> p.content().held();
      case Tuple p -> new Tuple(p.type(), p.parts().stream()
          .map(part -> new Part(part.name(), part.parts().held(), part.constant(), part.handle())).toList(), p.object());
      case Sum p -> p;
      case Columns p -> new Columns(p.type(), p.element().held(), p.list());
    };
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
      case Cell p when p.content() instanceof One one -> all.add(new Leaf(List.of(), one.type().array(), false, false, false, false));
      case Cell p -> p.row().leaves().forEach(l -> all.add(new Leaf(l.path(), l.type(), l.constant(), false, l.optional(), l.choice())));
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
