package dev.adjoint.tests.cuda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Declarations of C functions, read from the text of a header. */
final class Declarations {
  private static final Pattern FUNCTION =
      Pattern.compile("(?m)^\\s*((?:const )?\\w+ ?\\**) *\\b(\\w+)\\s*\\(([^()]*)\\)\\s*;");
  private static final Pattern PARAMETER_NAME = Pattern.compile("(.*[\\s*])\\w+");
  private static final List<String> WORDS = List.of("int", "char", "void", "float", "double");

  /**
   * A function, its types without blanks.
   *
   * @param result such as {@code constchar*}
   * @param parameters such as {@code unsignedint}
   */
  record Function(String result, List<String> parameters) {}

  private Declarations() {}

  /** What the backend calls. */
  static Map<String, Function> ours() {
    try (InputStream in = Declarations.class.getResourceAsStream("/cuda/declarations.h")) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The functions of a text by their names. */
  static Map<String, Function> parse(String header, boolean namedParameters) {
    String text = header.replaceAll("(?s)/\\*.*?\\*/|//[^\n]*", "").replaceAll("\\b(CUDAAPI|CUBLASWINAPI)\\b ?", "");
    var functions = new LinkedHashMap<String, Function>();
    Matcher function = FUNCTION.matcher(text);
    while (function.find()) {
      var parameters = new ArrayList<String>();
      for (String parameter : function.group(3).strip().split("\\s*,\\s*")) {
        Matcher named = PARAMETER_NAME.matcher(parameter);
        boolean name = namedParameters && named.matches() && WORDS.stream().noneMatch(parameter::endsWith);
        parameters.add(withoutBlanks(name ? named.group(1) : parameter));
      }
      functions.putIfAbsent(function.group(2), new Function(withoutBlanks(function.group(1)), parameters));
    }
    return functions;
  }

  private static String withoutBlanks(String text) {
    return text.replaceAll("\\s+", "");
  }
}
