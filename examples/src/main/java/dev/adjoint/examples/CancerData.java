package dev.adjoint.examples;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * Rows of standardised features with a constant 1 behind them, and labels: 0 malignant, 1 benign.
 *
 * @param rows n rows of 31
 * @param labels n labels
 */
public record CancerData(double[][] rows, double[] labels) {
  private static final int FEATURES = 30, HELD_OUT = 5;

  /**
   * Reads the table: the part to train on, then every fifth row, held out. Both are scaled by the first part's mean
   * and deviation.
   */
  public static CancerData[] read() {
    List<CSVRecord> records = records();
    CancerData train = select(records, false), test = select(records, true);
    for (int j = 0; j < FEATURES; j++) {
      double mean = 0, variance = 0;
      for (double[] row : train.rows) {
        mean += row[j] / train.rows.length;
      }
      for (double[] row : train.rows) {
        variance += (row[j] - mean) * (row[j] - mean) / train.rows.length;
      }
      train.scale(j, mean, Math.sqrt(variance));
      test.scale(j, mean, Math.sqrt(variance));
    }
    return new CancerData[] {train, test};
  }

  private void scale(int column, double mean, double deviation) {
    for (double[] row : rows) {
      row[column] = (row[column] - mean) / deviation;
    }
  }

  private static CancerData select(List<CSVRecord> records, boolean heldOut) {
    List<CSVRecord> chosen =
        records.stream().filter(r -> (r.getRecordNumber() % HELD_OUT == 0) == heldOut).toList();
    double[][] rows = new double[chosen.size()][FEATURES + 1];
    double[] labels = new double[chosen.size()];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < FEATURES; j++) {
        rows[i][j] = Double.parseDouble(chosen.get(i).get(j));
      }
      rows[i][FEATURES] = 1;
      labels[i] = Double.parseDouble(chosen.get(i).get(FEATURES));
    }
    return new CancerData(rows, labels);
  }

  private static List<CSVRecord> records() {
    try (Reader in = new InputStreamReader(
        CancerData.class.getResourceAsStream("breast_cancer.csv"), StandardCharsets.US_ASCII)) {
      return CSVFormat.DEFAULT.builder().setSkipHeaderRecord(true).setHeader().get().parse(in).getRecords();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
