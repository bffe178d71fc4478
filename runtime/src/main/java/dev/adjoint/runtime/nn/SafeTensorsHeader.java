package dev.adjoint.runtime.nn;

import dev.adjoint.runtime.array.Shape;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The header of a safetensors file. Invariant: the entries fill the data from its first to its last byte without gap or
 * overlap, and each has the size that its type and shape ask for.
 *
 * @param entries in the order of the header
 * @param metadata the free-form {@code __metadata__}
 */
record SafeTensorsHeader(Map<String, Entry> entries, Map<String, String> metadata) {
  static final String METADATA = "__metadata__";

  /**
   * A tensor in the file.
   *
   * @param begin its first byte, counted from the first after the header
   * @param end the byte after its last
   */
  record Entry(SafeTensorsType type, Shape shape, long begin, long end) {}

  /**
   * Reads and checks a header.
   *
   * @param bytes the header without the length in front of it
   * @param data the number of bytes after the header
   */
  static SafeTensorsHeader parse(Path file, byte[] bytes, long data) throws SafeTensorsException {
    return new Parser(file, bytes).parse(data);
  }

  private static final class Parser {
    private final Path file;
    private final byte[] bytes;
    private String text;

    Parser(Path file, byte[] bytes) {
      this.file = file;
      this.bytes = bytes;
    }

    private SafeTensorsException bad(String message) {
      return new SafeTensorsException(file, message);
    }

    /** An error at a character of the header, as a byte of the file. */
    private SafeTensorsException bad(int at, String message) {
      int before = text.substring(0, at).getBytes(StandardCharsets.UTF_8).length;
      return bad("header, byte " + (Long.BYTES + before) + ": " + message);
    }

    SafeTensorsHeader parse(long data) throws SafeTensorsException {
      text = decode();
      if (!text.startsWith("{")) {
        throw bad(0, "a header begins with '{'");
      }
      Json root;
      try {
        root = JsonReader.read(text);
      } catch (JsonReader.MalformedJson e) {
        throw bad(e.at(), "no valid JSON: " + e.getMessage());
      }
      var entries = new LinkedHashMap<String, Entry>();
      Map<String, String> metadata = Map.of();
      for (var member : members("the header", root).entrySet()) {
        if (member.getKey().equals(METADATA)) {
          metadata = metadata(member.getValue());
        } else {
          entries.put(member.getKey(), entry("tensor \"" + member.getKey() + "\"", member.getValue()));
        }
      }
      checkLayout(entries, data);
      return new SafeTensorsHeader(entries, metadata);
    }

    private String decode() throws SafeTensorsException {
      var input = ByteBuffer.wrap(bytes);
      try {
        return StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT).decode(input).toString();
      } catch (CharacterCodingException e) {
        throw bad("header, byte " + (Long.BYTES + input.position()) + ": no valid UTF-8");
      }
    }

    private Map<String, Json> members(String what, Json value) throws SafeTensorsException {
      if (value instanceof Json.Members members) {
        return members.map();
      }
      throw bad(value.at(), what + " is " + value.kind() + ", not an object");
    }

    private List<Json> elements(String what, Json value) throws SafeTensorsException {
      if (value instanceof Json.Elements elements) {
        return elements.list();
      }
      throw bad(value.at(), what + " is " + value.kind() + ", not an array");
    }

    private String string(String what, Json value) throws SafeTensorsException {
      if (value instanceof Json.Text string) {
        return string.value();
      }
      throw bad(value.at(), what + " is " + value.kind() + ", not a string");
    }

    private long count(String what, Json value) throws SafeTensorsException {
      if (!(value instanceof Json.Digits digits)) {
        throw bad(value.at(), what + " is " + value.kind() + ", not a whole number");
      }
      if (digits.text().startsWith("-")) {
        throw bad(value.at(), what + " is " + digits.text() + ", which is negative");
      }
      if (!digits.text().chars().allMatch(c -> c >= '0' && c <= '9')) {
        throw bad(value.at(), what + " is " + digits.text() + ", not a whole number");
      }
      try {
        return Long.parseLong(digits.text());
      } catch (NumberFormatException e) {
        throw bad(value.at(), what + " is " + digits.text() + ", which is too large");
      }
    }

    private Map<String, String> metadata(Json value) throws SafeTensorsException {
      var metadata = new LinkedHashMap<String, String>();
      for (var member : members(METADATA, value).entrySet()) {
        metadata.put(member.getKey(), string(METADATA + " \"" + member.getKey() + "\"", member.getValue()));
      }
      return metadata;
    }

    private Entry entry(String what, Json value) throws SafeTensorsException {
      Map<String, Json> members = members(what, value);
      for (String name : members.keySet()) {
        if (!List.of("dtype", "shape", "data_offsets").contains(name)) {
          throw bad(value.at(), what + " has \"" + name + "\", which the format does not know");
        }
      }
      for (String name : List.of("dtype", "shape", "data_offsets")) {
        if (!members.containsKey(name)) {
          throw bad(value.at(), what + " has no " + name);
        }
      }
      Json dtype = members.get("dtype");
      String typeName = string(what + ": dtype", dtype);
      SafeTensorsType type = SafeTensorsType.named(typeName);
      if (type == null) {
        throw bad(dtype.at(), what + " has dtype " + typeName + ", which is not read; only "
            + List.of(SafeTensorsType.values()) + " are");
      }
      Shape shape = shape(what, members.get("shape"));
      Json offsets = members.get("data_offsets");
      List<Json> bounds = elements(what + ": data_offsets", offsets);
      if (bounds.size() != 2) {
        throw bad(offsets.at(), what + " has " + bounds.size() + " data_offsets; begin and end are needed");
      }
      var entry = new Entry(type, shape, count(what + ": data_offsets[0]", bounds.get(0)),
          count(what + ": data_offsets[1]", bounds.get(1)));
      if (entry.begin() > entry.end()) {
        throw bad(offsets.at(), what + " begins at " + entry.begin() + ", after its end at " + entry.end());
      }
      long size = (long) shape.numel() * type.bytes();
      if (entry.end() - entry.begin() != size) {
        throw bad(offsets.at(), what + " of type " + type + " and shape " + shape + " has " + size + " bytes, but offsets "
            + entry.begin() + " to " + entry.end() + " hold " + (entry.end() - entry.begin()));
      }
      return entry;
    }

    private Shape shape(String what, Json value) throws SafeTensorsException {
      var sizes = new ArrayList<Long>();
      for (Json size : elements(what + ": shape", value)) {
        sizes.add(count(what + ": shape[" + sizes.size() + "]", size));
      }
      // Sizes after a 0 count too: a shape that overflows without it is no less wrong.
      long product = 1;
      for (long size : sizes) {
        // The product of two that fit into an int fits into a long.
        if (size > Integer.MAX_VALUE || product * Math.max(size, 1) > Integer.MAX_VALUE) {
          throw bad(value.at(), what + ": shape " + sizes + " has more than " + Integer.MAX_VALUE + " elements");
        }
        product *= Math.max(size, 1);
      }
      return Shape.trusted(sizes.stream().mapToInt(Long::intValue).toArray());
    }

    private void checkLayout(Map<String, Entry> entries, long data) throws SafeTensorsException {
      var ordered = new ArrayList<>(entries.entrySet());
      ordered.sort(Comparator.comparingLong((Map.Entry<String, Entry> e) -> e.getValue().begin())
          .thenComparingLong(e -> e.getValue().end()));
      long filled = 0;
      String previous = null;
      for (var named : ordered) {
        String what = "tensor \"" + named.getKey() + "\"";
        Entry entry = named.getValue();
        if (entry.end() > data) {
          throw bad(what + " is at data offsets " + entry.begin() + " to " + entry.end() + ", but only " + data
              + " bytes of data follow the header: the file is cut short or the offsets are wrong");
        }
        if (entry.begin() < filled) {
          throw bad(what + " begins at data offset " + entry.begin() + " and overlaps tensor \"" + previous
              + "\", which ends at " + filled);
        }
        if (entry.begin() > filled) {
          throw bad(what + " begins at data offset " + entry.begin() + ", but "
              + (previous == null ? "the data begins at 0" : "tensor \"" + previous + "\" before it ends at " + filled)
              + ": a gap of " + (entry.begin() - filled) + " bytes");
        }
        filled = entry.end();
        previous = named.getKey();
      }
      if (filled != data) {
        throw bad((data - filled) + " bytes of trailing data after "
            + (previous == null ? "a header without tensors" : "the last tensor, \"" + previous + "\"")
            + ", from data offset " + filled + " on");
      }
    }
  }
}
