package dev.adjoint.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws the log-likelihood over the iterations. */
final class Plot {
  private Plot() {}

  /** Writes a PNG, with its directory if need be, and returns its path. Needs no display. */
  static Path of(List<Double> values, Path file) throws IOException {
    System.setProperty("java.awt.headless", "true");
    XYChart chart = new XYChartBuilder().width(900).height(500)
        .title("Gaussian mixture, ADBench d2_K5").xAxisTitle("iteration").yAxisTitle("log-likelihood").build();
    chart.getStyler().setYAxisDecimalPattern("#,##0").setLegendVisible(false);
    List<Integer> iterations = IntStream.range(0, values.size()).boxed().toList();
    chart.addSeries("log-likelihood", iterations, values).setMarker(SeriesMarkers.NONE);
    if (file.getParent() != null) {
      Files.createDirectories(file.getParent());
    }
    ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", file.toFile());
    return file;
  }
}
