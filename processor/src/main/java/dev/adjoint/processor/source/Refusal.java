package dev.adjoint.processor.source;

import com.sun.source.tree.Tree;
import dev.adjoint.processor.diagnostic.Message;
import java.util.List;

/** An expression or statement that cannot be read. Caught at the enclosing statement, so that the next one is read too. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Message message;
  private final transient Tree tree;
  private final transient List<String> arguments;
  private transient List<String> escaping = List.of();

  Refusal(Message message, Tree tree, String... arguments) {
    super(message.name(), null, false, false);
    this.message = message;
    this.tree = tree;
    this.arguments = List.of(arguments);
  }

  /** What follows from a problem that has been reported already. */
  static Refusal silent() {
    return new Refusal(Message.INTERNAL, null);
  }

  /** The same for an object of a class, which could be kept whole. */
  Refusal escaping(List<String> types) {
    escaping = List.copyOf(types);
    return this;
  }

  /** The class of the object that goes where it cannot be followed; null for another refusal. */
  List<String> escaping() {
    return escaping;
  }

  /** The place, or null when the problem is known already. */
  Tree tree() {
    return tree;
  }

  Message message() {
    return message;
  }

  String[] arguments() {
    return arguments.toArray(String[]::new);
  }
}
