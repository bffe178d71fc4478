package dev.adjoint.tests.layering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.processor.diagnostic.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Pages that are made of the same rows as something in the code have all of them and no others. */
class DocumentationTest {
  private static final Path ROOT = root();

  private static Path root() {
    String given = System.getProperty("adjoint.root");
    Path dir = Path.of(given == null ? "" : given).toAbsolutePath();
    while (!Files.isDirectory(dir.resolve("docs"))) {
      dir = dir.getParent();
    }
    return dir;
  }

  @Test
  void everyMessageHasAnEntryWithItsParts() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/diagnostics.md"));
    var missing = new ArrayList<String>();
    for (Message message : Message.values()) {
      String heading = "\n### " + message.code() + " " + message.name() + "\n";
      int start = page.indexOf(heading);
      if (start < 0) {
        missing.add(heading.strip());
        continue;
      }
      int end = page.indexOf("\n##", start + heading.length());
      String entry = page.substring(start, end < 0 ? page.length() : end);
      String severity = message.severity().name().toLowerCase(Locale.ROOT);
      for (String part : new String[] {"**Severity:** " + severity, "**Meaning:** ", "**Example:**", "```java",
          "**Fix:** "}) {
        if (!entry.contains(part)) {
          missing.add(message.code() + " " + part);
        }
      }
    }
    assertEquals(new ArrayList<String>(), missing);
  }

  @Test
  void everyEntryIsAMessage() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/diagnostics.md"));
    Matcher headings = Pattern.compile("(?m)^### (AD\\d+) (\\w+)$").matcher(page);
    int count = 0;
    while (headings.find()) {
      assertEquals(headings.group(1), Message.valueOf(headings.group(2)).code());
      count++;
    }
    assertEquals(Message.values().length, count);
  }

  @Test
  void codesAreUniqueAndTemplatesSayWhatToDo() {
    var codes = new HashSet<String>();
    for (Message message : Message.values()) {
      assertTrue(codes.add(message.code()), message.code() + " is used twice");
      assertTrue(message.code().matches("AD[0-49]\\d\\d"), message.code());
      assertTrue(message.format().matches("(?s).*(\\.|: \\{\\d})"), message + " ends with a sentence or what to write");
    }
  }

  @Test
  void everyRowOfTheSemanticsNamesATestAndEveryTestHasARow() throws Exception {
    String page = Files.readString(ROOT.resolve("docs/semantics.md"));
    var named = new TreeSet<String>();
    Matcher names = Pattern.compile("`(\\w+Test)\\.(\\w+)`").matcher(page);
    while (names.find()) {
      named.add(names.group(1) + "." + names.group(2));
    }
    var existing = new TreeSet<String>();
    try (Stream<Path> files = Files.list(ROOT.resolve("tests/src/test/java/dev/adjoint/tests/semantics"))) {
      for (Path file : files.filter(f -> f.toString().endsWith("Test.java")).toList()) {
        String simple = file.getFileName().toString().replace(".java", "");
        Class<?> test = Class.forName("dev.adjoint.tests.semantics." + simple);
        Arrays.stream(test.getDeclaredMethods())
            .filter(m -> m.isAnnotationPresent(Test.class) || m.isAnnotationPresent(TestFactory.class))
            .forEach(m -> existing.add(simple + "." + m.getName()));
      }
    }
    assertFalse(existing.isEmpty());
    assertEquals(existing, named);
    for (String line : page.lines().filter(l -> l.startsWith("| ") && !l.startsWith("| |")).toList()) {
      assertTrue(line.contains("Test.") || line.contains("| test |"), "a row without a test: " + line);
    }
  }
}
