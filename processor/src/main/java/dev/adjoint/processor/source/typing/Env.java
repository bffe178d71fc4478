package dev.adjoint.processor.source.typing;

/**
 * The lexical environment of locals at one place of a body: immutable, by name the innermost local.
 *
 * <p>A persistent binary trie over the bits of the names' hashes, so that a body of tens of thousands of locals takes
 * logarithmic time for each.
 */
public final class Env {
  /** No local at all. */
  public static final Env EMPTY = new Env(null);

  private record Node(Local local, Node zero, Node one) {}

  private final Node root;

  private Env(Node root) {
    this.root = root;
  }

  /** This environment and one more local, which shadows any of its name. */
  public Env with(Local added) {
    return new Env(insert(root, added, hash(added.name())));
  }

  /** The innermost local of that name, or null. */
  public Local lookup(String name) {
    int bits = hash(name);
    for (Node n = root; n != null; n = (bits & 1) == 0 ? n.zero : n.one, bits >>>= 1) {
      if (n.local.name().equals(name)) {
        return n.local;
      }
    }
    return null;
  }

  /** Below the last bit every name goes to the side of zero: equal hashes make a list there. */
  private static Node insert(Node node, Local added, int bits) {
    if (node == null) {
      return new Node(added, null, null);
    }
    if (node.local.name().equals(added.name())) {
      return new Node(added, node.zero, node.one);
    }
    return (bits & 1) == 0
        ? new Node(node.local, insert(node.zero, added, bits >>> 1), node.one)
        : new Node(node.local, node.zero, insert(node.one, added, bits >>> 1));
  }

  /** The low bits of a string's hash differ little between names that are alike. */
  private static int hash(String name) {
    int h = name.hashCode() * 0x9E3779B9;
    return h ^ h >>> 16;
  }
}
