package dev.adjoint.runtime.nn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON text strictly by RFC 8259, and refuses also what it leaves open: a name that comes twice in an object, half
 * of a surrogate pair, and values nested deeper than {@value #MAX_DEPTH}. White space may surround the value.
 */
final class JsonReader {
  static final int MAX_DEPTH = 64;

  /** The text is no JSON. */
  static final class MalformedJson extends Exception {
    private static final long serialVersionUID = 1;

    private final int at;

    MalformedJson(int at, String message) {
      super(message);
      this.at = at;
    }

    /** Where, in characters. */
    int at() {
      return at;
    }
  }

  private final String text;
  private int at;
  private int depth;

  private JsonReader(String text) {
    this.text = text;
  }

  static Json read(String text) throws MalformedJson {
    var reader = new JsonReader(text);
    reader.skipSpace();
    Json value = reader.value();
    reader.skipSpace();
    if (reader.at < text.length()) {
      throw reader.unexpected("the end");
    }
    return value;
  }

  private MalformedJson unexpected(String wanted) {
    if (at >= text.length()) {
      return new MalformedJson(at, "the text ends where " + wanted + " is expected");
    }
    char c = text.charAt(at);
    String found = c >= ' ' && c < 127 ? "'" + c + "'" : String.format("U+%04X", (int) c);
    return new MalformedJson(at, found + " stands where " + wanted + " is expected");
  }

  private void skipSpace() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private boolean take(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char c) throws MalformedJson {
    if (!take(c)) {
      throw unexpected("'" + c + "'");
    }
  }

  private Json value() throws MalformedJson {
    int start = at;
    return switch (at < text.length() ? text.charAt(at) : '\0') {
      case '{' -> nested(() -> new Json.Members(start, members()));
      case '[' -> nested(() -> new Json.Elements(start, elements()));
      case '"' -> new Json.Text(start, string());
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
      case 't' -> literal("true");
      case 'f' -> literal("false");
      case 'n' -> literal("null");
      default -> throw unexpected("a value");
    };
  }

  private interface Part {
    Json read() throws MalformedJson;
  }

  private Json nested(Part part) throws MalformedJson {
    if (depth == MAX_DEPTH) {
      throw new MalformedJson(at, "values are nested deeper than " + MAX_DEPTH);
    }
    depth++;
    at++;
    Json value = part.read();
    depth--;
    return value;
  }

  private Map<String, Json> members() throws MalformedJson {
    var members = new LinkedHashMap<String, Json>();
    skipSpace();
    if (take('}')) {
      return members;
    }
    do {
      skipSpace();
      int start = at;
      if (at >= text.length() || text.charAt(at) != '"') {
        throw unexpected("a name in quotes");
      }
      String name = string();
      if (members.containsKey(name)) {
        throw new MalformedJson(start, "the name \"" + name + "\" comes twice");
      }
      skipSpace();
      expect(':');
      skipSpace();
      members.put(name, value());
      skipSpace();
    } while (take(','));
    if (!take('}')) {
      throw unexpected("',' or '}'");
    }
    return members;
  }

  private List<Json> elements() throws MalformedJson {
    var elements = new ArrayList<Json>();
    skipSpace();
    if (take(']')) {
      return elements;
    }
    do {
      skipSpace();
      elements.add(value());
      skipSpace();
    } while (take(','));
    if (!take(']')) {
      throw unexpected("',' or ']'");
    }
    return elements;
  }

  private String string() throws MalformedJson {
    int start = at++;
    var value = new StringBuilder();
    while (true) {
      if (at >= text.length()) {
        throw unexpected("'\"'");
      }
      char c = text.charAt(at);
      if (c < ' ') {
        throw unexpected("a character of a string");
      }
      at++;
      if (c == '"') {
        // Only escapes can make one: text that was decoded has pairs.
        if (value.codePoints().anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
          throw new MalformedJson(start, "the string has half of a surrogate pair");
        }
        return value.toString();
      }
      value.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() throws MalformedJson {
    char c = at < text.length() ? text.charAt(at) : '\0';
    int index = "\"\\/bfnrt".indexOf(c);
    if (index >= 0) {
      at++;
      return "\"\\/\b\f\n\r\t".charAt(index);
    }
    if (c != 'u') {
      throw unexpected("one of \"\\/bfnrtu");
    }
    at++;
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = at < text.length() && text.charAt(at) < 128 ? Character.digit(text.charAt(at), 16) : -1;
      if (digit < 0) {
        throw unexpected("a hexadecimal digit");
      }
      code = code * 16 + digit;
      at++;
    }
    return (char) code;
  }

  private Json number() throws MalformedJson {
    int start = at;
    take('-');
    if (!take('0')) {
      digits();
    }
    if (take('.')) {
      digits();
    }
    if (take('e') || take('E')) {
      if (!take('+')) {
        take('-');
      }
      digits();
    }
    return new Json.Digits(start, text.substring(start, at));
  }

  private void digits() throws MalformedJson {
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == start) {
      throw unexpected("a digit");
    }
  }

  private Json literal(String literal) throws MalformedJson {
    if (!text.startsWith(literal, at)) {
      throw unexpected("a value");
    }
    int start = at;
    at += literal.length();
    return new Json.Literal(start, literal);
  }
}
