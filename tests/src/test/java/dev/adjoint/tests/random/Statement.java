package dev.adjoint.tests.random;

import java.util.ArrayList;
import java.util.List;

/**
 * A statement of a random program: a line, or a head with blocks. A tree, so that a failing program can be made smaller by
 * leaving subtrees out.
 *
 * @param head the text before the first block, or the whole line of a statement without blocks
 * @param blocks nested statements; between two blocks stands {@code else}
 * @param tail what follows the last brace, e.g. {@code while (…);}
 * @param essential whether the program does not compile without it (declarations)
 */
record Statement(String head, List<List<Statement>> blocks, String tail, boolean essential) {

  static Statement line(String text) {
    return new Statement(text, List.of(), "", false);
  }

  static Statement declaration(String text) {
    return new Statement(text, List.of(), "", true);
  }

  static Statement block(String head, List<Statement> body) {
    return new Statement(head, List.of(body), "", false);
  }

  static void print(List<Statement> statements, String indent, StringBuilder out) {
    for (Statement s : statements) {
      out.append(indent).append(s.head);
      if (s.blocks.isEmpty()) {
        out.append('\n');
        continue;
      }
      for (int i = 0; i < s.blocks.size(); i++) {
        out.append(i == 0 ? " {\n" : indent + "} else {\n");
        print(s.blocks.get(i), indent + "  ", out);
      }
      out.append(indent).append('}').append(s.tail).append('\n');
    }
  }

  /** Every list of statements that has one statement less, or a compound statement's block in its place. */
  static List<List<Statement>> smaller(List<Statement> statements) {
    var results = new ArrayList<List<Statement>>();
    for (int i = 0; i < statements.size(); i++) {
      Statement s = statements.get(i);
      if (!s.essential) {
        var without = new ArrayList<>(statements);
        without.remove(i);
        results.add(without);
      }
      for (int b = 0; b < s.blocks.size(); b++) {
        if (s.tail.isEmpty() && s.head.startsWith("if")) {
          var inlined = new ArrayList<>(statements);
          inlined.remove(i);
          inlined.addAll(i, s.blocks.get(b));
          results.add(inlined);
        }
        for (List<Statement> block : smaller(s.blocks.get(b))) {
          var blocks = new ArrayList<>(s.blocks);
          blocks.set(b, block);
          var changed = new ArrayList<>(statements);
          changed.set(i, new Statement(s.head, List.copyOf(blocks), s.tail, s.essential));
          results.add(changed);
        }
      }
    }
    return results;
  }
}
