package dev.adjoint.processor.ir;

import java.util.ArrayList;
import java.util.List;

/** The tokens of the text form: values ({@code %3.x}), words and numbers, quoted strings, punctuation. */
final class Tokens {
  private record Token(String text, int line) {}

  private final List<Token> tokens = new ArrayList<>();
  private int position;

  Tokens(String text) {
    int line = 1;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c)) {
        line += c == '\n' ? 1 : 0;
        i++;
        continue;
      }
      int end = end(text, i, line);
      tokens.add(new Token(text.substring(i, end), line));
      i = end;
    }
    tokens.add(new Token("", line));
  }

  private static int end(String text, int start, int line) {
    char c = text.charAt(start);
    int i = start + 1;
    if (c == '"') {
      while (i < text.length() && text.charAt(i) != '"') {
        i += text.charAt(i) == '\\' ? 2 : 1;
      }
      if (i >= text.length()) {
        throw new IllegalArgumentException("line " + line + ": a string without its end");
      }
      return i + 1;
    }
    if (c == '%' || isWord(text, start)) {
      while (i < text.length() && isWord(text, i)) {
        i++;
      }
      return i;
    }
    return text.startsWith("->", start) || text.startsWith("+=", start) ? start + 2 : i;
  }

  /** Names with their dots, and numbers with their signs, but not the minus of an arrow. */
  private static boolean isWord(String text, int i) {
    char c = text.charAt(i);
    return Character.isJavaIdentifierPart(c) || c == '.' || c == '-' && !text.startsWith("->", i);
  }

  /** The next token, which stays; empty at the end. */
  String peek() {
    return tokens.get(position).text;
  }

  /** Takes the next token. */
  String next() {
    return tokens.get(position++).text;
  }

  /** Takes the next token if it is this one. */
  boolean take(String text) {
    if (!peek().equals(text)) {
      return false;
    }
    position++;
    return true;
  }

  /** Takes the next token, which has to be this one. */
  void expect(String text) {
    if (!take(text)) {
      throw error("expected " + text + " but found " + (peek().isEmpty() ? "the end" : peek()));
    }
  }

  /** Takes a quoted string and gives what it stands for. */
  String string() {
    String token = peek();
    if (!token.startsWith("\"")) {
      throw error("expected a string but found " + token);
    }
    position++;
    var text = new StringBuilder();
    for (int i = 1; i < token.length() - 1; i++) {
      char c = token.charAt(i);
      if (c != '\\') {
        text.append(c);
      } else if (token.charAt(i + 1) == 'u') {
        text.append((char) Integer.parseInt(token.substring(i + 2, i + 6), 16));
        i += 5;
      } else {
        text.append(token.charAt(++i));
      }
    }
    return text.toString();
  }

  IllegalArgumentException error(String problem) {
    return new IllegalArgumentException("line " + tokens.get(Math.min(position, tokens.size() - 1)).line + ": " + problem);
  }
}
