package dev.adjoint.tests.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.nn.Linear;
import dev.adjoint.runtime.nn.SafeTensors;
import dev.adjoint.runtime.nn.SafeTensorsException;
import dev.adjoint.runtime.tensor.Generator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files made byte by byte, each wrong in one way. */
class MalformedSafeTensorsTest {
  @TempDir
  Path directory;

  private static byte[] file(long length, byte[] header, int data) {
    return ByteBuffer.allocate(8 + header.length + data).order(ByteOrder.LITTLE_ENDIAN).putLong(length).put(header).array();
  }

  private String refusal(byte[] bytes) throws IOException {
    Path file = Files.write(directory.resolve("bad.safetensors"), bytes);
    String message = assertThrows(SafeTensorsException.class, () -> SafeTensors.load(file)).getMessage();
    assertTrue(message.startsWith(file + ": "), message);
    return message.substring((file + ": ").length());
  }

  /** The refusal of a file with this header and a number of bytes of data, all 0. */
  private String refusal(String header, int data) throws IOException {
    byte[] bytes = header.getBytes(StandardCharsets.UTF_8);
    return refusal(file(bytes.length, bytes, data));
  }

  private static String entry(String dtype, String shape, String offsets) {
    return "{\"dtype\":\"" + dtype + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}";
  }

  private static String one(String dtype, String shape, String offsets) {
    return "{\"x\":" + entry(dtype, shape, offsets) + "}";
  }

  @Test
  void fewerBytesThanTheLengthOfTheHeader() throws IOException {
    assertEquals("cut short: the file has 3 bytes, but the length of the header takes 8", refusal(new byte[3]));
    assertEquals("cut short: the file has 0 bytes, but the length of the header takes 8", refusal(new byte[0]));
  }

  @Test
  void aHeaderBeyondTheFileOrTheLimit() throws IOException {
    assertEquals("cut short: the header has 50 bytes, but only 2 follow its length",
        refusal(file(50, new byte[] {'{', '}'}, 0)));
    assertEquals("a header of 4294967296 bytes exceeds the limit of 104857600",
        refusal(file(1L << 32, new byte[] {'{', '}'}, 0)));
    assertEquals("a header of 18446744073709551615 bytes exceeds the limit of 104857600",
        refusal(file(-1, new byte[] {'{', '}'}, 0)));
  }

  @Test
  void dataThatIsCutShort() throws IOException {
    assertEquals("tensor \"x\" is at data offsets 0 to 8, but only 5 bytes of data follow the header: the file is cut short"
        + " or the offsets are wrong", refusal(one("F32", "[2]", "[0,8]"), 5));
  }

  @Test
  void everyCutOfAGoodFileIsRefused() throws IOException {
    Path file = directory.resolve("good.safetensors");
    SafeTensors.save(file, new Linear(2, 3, new Generator(0)).stateDict(), Map.of("a", "b"));
    byte[] good = Files.readAllBytes(file);
    for (int length = 0; length < good.length; length++) {
      refusal(Arrays.copyOf(good, length));
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "``|header, byte 8: a header begins with '{'", "`[]`|header, byte 8: a header begins with '{'",
      "` {}`|header, byte 8: a header begins with '{'",
      "`{`|header, byte 9: no valid JSON: the text ends where a name in quotes is expected",
      "`{}x`|header, byte 10: no valid JSON: 'x' stands where the end is expected",
      "`{'a':1}`|header, byte 9: no valid JSON: ''' stands where a name in quotes is expected",
      "`{\"a\" 1}`|header, byte 13: no valid JSON: '1' stands where ':' is expected",
      "`{\"a\":1,}`|header, byte 15: no valid JSON: '}' stands where a name in quotes is expected",
      "`{\"a\":[1,]}`|header, byte 16: no valid JSON: ']' stands where a value is expected",
      "`{\"a\":[1 2]}`|header, byte 16: no valid JSON: '2' stands where ',' or ']' is expected",
      "`{\"a\":01}`|header, byte 14: no valid JSON: '1' stands where ',' or '}' is expected",
      "`{\"a\":1.}`|header, byte 15: no valid JSON: '}' stands where a digit is expected",
      "`{\"a\":-}`|header, byte 14: no valid JSON: '}' stands where a digit is expected",
      "`{\"a\":+1}`|header, byte 13: no valid JSON: '+' stands where a value is expected",
      "`{\"a\":NaN}`|header, byte 13: no valid JSON: 'N' stands where a value is expected",
      "`{\"a\":nul}`|header, byte 13: no valid JSON: 'n' stands where a value is expected",
      "`{\"a`|header, byte 11: no valid JSON: the text ends where '\"' is expected",
      "`{\"\\x\":1}`|header, byte 11: no valid JSON: 'x' stands where one of \"\\/bfnrtu is expected",
      "`{\"\\u12g4\":1}`|header, byte 14: no valid JSON: 'g' stands where a hexadecimal digit is expected",
      "`{\"\\ud83d\\u0041\":1}`|header, byte 9: no valid JSON: the string has half of a surrogate pair",
      "`{\"ü\":1,\"ü\":2}`|header, byte 16: no valid JSON: the name \"ü\" comes twice",
      "`{\"a\":1/**/}`|header, byte 14: no valid JSON: '/' stands where ',' or '}' is expected"})
  void textThatIsNoJson(String header, String message) throws IOException {
    assertEquals(message, refusal(header, 0));
  }

  @Test
  void controlCharactersBytesThatAreNoTextAndBottomlessNests() throws IOException {
    assertEquals("header, byte 10: no valid JSON: U+000A stands where a character of a string is expected",
        refusal("{\"\n\":1}", 0));
    assertEquals("header, byte 10: no valid UTF-8", refusal(file(4, new byte[] {'{', '"', (byte) 0xc3, '"'}, 0)));
    assertEquals("header, byte 76: no valid JSON: values are nested deeper than 64",
        refusal("{\"a\":" + "[".repeat(1_000_000), 0));
  }

  @Test
  void aNameThatComesTwice() throws IOException {
    String x = "\"x\":" + entry("U8", "[1]", "[0,1]");
    assertEquals("header, byte 61: no valid JSON: the name \"x\" comes twice", refusal("{" + x + "," + x + "}", 1));
    assertEquals("header, byte 27: no valid JSON: the name \"dtype\" comes twice",
        refusal("{\"x\":{\"dtype\":\"U8\",\"dtype\":\"U8\"}}", 0));
  }

  @Test
  void entriesThatAreNone() throws IOException {
    assertEquals("header, byte 13: tensor \"x\" is the number 1, not an object", refusal("{\"x\":1}", 0));
    assertEquals("header, byte 13: tensor \"x\" has no dtype", refusal("{\"x\":{}}", 0));
    assertEquals("header, byte 13: tensor \"x\" has no data_offsets",
        refusal("{\"x\":{\"dtype\":\"U8\",\"shape\":[]}}", 0));
    assertEquals("header, byte 13: tensor \"x\" has \"size\", which the format does not know",
        refusal("{\"x\":{\"size\":1}}", 0));
    assertEquals("header, byte 22: tensor \"x\": dtype is null, not a string",
        refusal("{\"x\":{\"dtype\":null,\"shape\":[],\"data_offsets\":[0,1]}}", 0));
    assertEquals("header, byte 35: tensor \"x\": shape is a string, not an array",
        refusal(one("U8", "\"1\"", "[0,1]"), 1));
    assertEquals("header, byte 54: tensor \"x\" has 3 data_offsets; begin and end are needed",
        refusal(one("U8", "[1]", "[0,1,2]"), 1));
    assertEquals("header, byte 24: __metadata__ is an array, not an object", refusal("{\"__metadata__\":[]}", 0));
    assertEquals("header, byte 29: __metadata__ \"a\" is the number 1, not a string",
        refusal("{\"__metadata__\":{\"a\":1}}", 0));
  }

  @Test
  void typesThatAreNotRead() throws IOException {
    assertEquals("header, byte 22: tensor \"x\" has dtype F8_E5M2, which is not read; only [F64, F32, F16, BF16, I64, I32,"
        + " I16, I8, U8, BOOL] are", refusal(one("F8_E5M2", "[1]", "[0,1]"), 1));
    assertTrue(refusal(one("f32", "[1]", "[0,4]"), 4).contains("dtype f32"));
  }

  @Test
  void sizesThatAreNegativeFractionsOrTooLarge() throws IOException {
    assertEquals("header, byte 36: tensor \"x\": shape[0] is -1, which is negative", refusal(one("U8", "[-1]", "[0,1]"), 1));
    assertEquals("header, byte 38: tensor \"x\": shape[1] is 1.0, not a whole number",
        refusal(one("U8", "[1,1.0]", "[0,1]"), 1));
    assertEquals("header, byte 36: tensor \"x\": shape[0] is 1e3, not a whole number",
        refusal(one("U8", "[1e3]", "[0,1]"), 1));
    assertEquals("header, byte 36: tensor \"x\": shape[0] is 99999999999999999999, which is too large",
        refusal(one("U8", "[99999999999999999999]", "[0,1]"), 1));
  }

  @Test
  void shapesWhoseProductOverflows() throws IOException {
    assertEquals("header, byte 35: tensor \"x\": shape [65536, 65536] has more than 2147483647 elements",
        refusal(one("U8", "[65536,65536]", "[0,0]"), 0));
    // In 64 bits the products are -2 and 0.
    assertEquals("header, byte 35: tensor \"x\": shape [2, 9223372036854775807] has more than 2147483647 elements",
        refusal(one("U8", "[2,9223372036854775807]", "[0,0]"), 0));
    assertEquals("header, byte 35: tensor \"x\": shape [4294967296, 4294967296] has more than 2147483647 elements",
        refusal(one("U8", "[4294967296,4294967296]", "[0,0]"), 0));
    assertEquals("header, byte 35: tensor \"x\": shape [0, 65536, 65536] has more than 2147483647 elements",
        refusal(one("U8", "[0,65536,65536]", "[0,0]"), 0));
  }

  @Test
  void sizesThatAreNotThoseOfTheData() throws IOException {
    assertEquals("header, byte 55: tensor \"x\" of type F32 and shape [2] has 8 bytes, but offsets 0 to 9 hold 9",
        refusal(one("F32", "[2]", "[0,9]"), 9));
    assertEquals("header, byte 55: tensor \"x\" begins at 8, after its end at 0", refusal(one("F32", "[2]", "[8,0]"), 8));
    assertEquals("header, byte 56: tensor \"x\": data_offsets[0] is -4, which is negative",
        refusal(one("F32", "[1]", "[-4,0]"), 4));
    assertEquals("tensor \"x\" is at data offsets 9223372036854775803 to 9223372036854775807, but only 4 bytes of data"
        + " follow the header: the file is cut short or the offsets are wrong",
        refusal(one("F32", "[1]", "[9223372036854775803,9223372036854775807]"), 4));
  }

  @Test
  void dataThatOverlapsHasGapsOrIsLeftOver() throws IOException {
    String first = "{\"a\":" + entry("U8", "[4]", "[0,4]") + ",\"b\":";
    assertEquals("tensor \"b\" begins at data offset 3 and overlaps tensor \"a\", which ends at 4",
        refusal(first + entry("U8", "[4]", "[3,7]") + "}", 7));
    assertEquals("tensor \"b\" begins at data offset 0 and overlaps tensor \"a\", which ends at 4",
        refusal(first + entry("U8", "[4]", "[0,4]") + "}", 4));
    assertEquals("tensor \"b\" begins at data offset 6, but tensor \"a\" before it ends at 4: a gap of 2 bytes",
        refusal(first + entry("U8", "[4]", "[6,10]") + "}", 10));
    assertEquals("tensor \"x\" begins at data offset 1, but the data begins at 0: a gap of 1 bytes",
        refusal(one("U8", "[1]", "[1,2]"), 2));
    assertEquals("3 bytes of trailing data after the last tensor, \"x\", from data offset 1 on",
        refusal(one("U8", "[1]", "[0,1]"), 4));
    assertEquals("2 bytes of trailing data after a header without tensors, from data offset 0 on", refusal("{}", 2));
  }

  @Test
  void aTruthValueThatIsNone() throws IOException {
    byte[] header = one("BOOL", "[3]", "[0,3]").getBytes(StandardCharsets.UTF_8);
    byte[] bytes = file(header.length, header, 3);
    bytes[bytes.length - 1] = 2;
    assertEquals("byte " + (bytes.length - 1) + ", tensor \"x\": 2 is no BOOL, which is 0 or 1", refusal(bytes));
  }

  @Test
  void anyDamageIsARefusalOrALoadNeverAnotherError() throws IOException {
    Path file = directory.resolve("good.safetensors");
    SafeTensors.save(file, new Linear(2, 3, new Generator(0)).stateDict(), Map.of("a", "b"));
    byte[] good = Files.readAllBytes(file);
    var random = new SplittableRandom(16);
    for (int trial = 0; trial < 1000; trial++) {
      byte[] bad = good.clone();
      bad[random.nextInt(bad.length)] = (byte) (random.nextBoolean() ? random.nextInt() : ' ' + random.nextInt(95));
      Files.write(file, bad);
      try {
        SafeTensors.load(file);
      } catch (SafeTensorsException expected) {
        assertTrue(expected.getMessage().startsWith(file + ": "), expected.getMessage());
      }
    }
  }

  @Test
  void aModelIsUntouchedWhenItsFileIsBad() throws IOException {
    var model = new Linear(2, 3, new Generator(1));
    Path file = directory.resolve("model.safetensors");
    SafeTensors.save(file, new Linear(2, 3, new Generator(2)).stateDict(), Map.of());
    byte[] good = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(good, good.length - 1));
    float[] before = model.weight().toFloats();
    assertThrows(SafeTensorsException.class, () -> model.loadStateDict(SafeTensors.load(file), true));
    Files.write(file, good);
    var wider = new Linear(2, 4, new Generator(3));
    float[] wide = wider.weight().toFloats();
    assertThrows(IllegalArgumentException.class, () -> wider.loadStateDict(SafeTensors.load(file), true));
    assertTrue(Arrays.equals(before, model.weight().toFloats()));
    assertTrue(Arrays.equals(wide, wider.weight().toFloats()));
  }
}
