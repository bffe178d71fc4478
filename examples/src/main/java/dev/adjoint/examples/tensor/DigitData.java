package dev.adjoint.examples.tensor;

import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Tensor;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * Images of handwritten digits.
 *
 * @param images [n, 64], grey values from 0 to 1
 * @param labels [n], the digits, int64
 */
record DigitData(Tensor images, Tensor labels) {
  private static final String RESOURCE = "/dev/adjoint/examples/digits.csv.gz";
  private static final int PIXELS = 64, GREATEST = 16, HELD_OUT = 5;

  /** Reads the table: the part to train on, then every fifth image, held out. */
  static List<DigitData> read() {
    try (Reader in = new InputStreamReader(
        new GZIPInputStream(DigitData.class.getResourceAsStream(RESOURCE)), StandardCharsets.US_ASCII)) {
      List<CSVRecord> records = CSVFormat.DEFAULT.parse(in).getRecords();
      return List.of(select(records, false), select(records, true));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DigitData select(List<CSVRecord> records, boolean heldOut) {
    List<CSVRecord> chosen =
        records.stream().filter(r -> (r.getRecordNumber() % HELD_OUT == 0) == heldOut).toList();
    var grey = new float[chosen.size() * PIXELS];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = Float.parseFloat(chosen.get(i / PIXELS).get(i % PIXELS)) / GREATEST;
    }
    long[] labels = chosen.stream().mapToLong(r -> Long.parseLong(r.get(PIXELS))).toArray();
    return new DigitData(Tensor.of(grey, Shape.of(labels.length, PIXELS)), Tensor.of(labels));
  }

  int size() {
    return labels.numel();
  }

  /** The images with these numbers. */
  DigitData select(Tensor numbers) {
    return new DigitData(images.indexSelect(0, numbers), labels.indexSelect(0, numbers));
  }
}
