package dev.adjoint.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws lines over one axis. */
public final class Plot {
  private Plot() {}

  /**
   * Writes a PNG, with its directory if need be, and returns its path. Needs no display.
   *
   * @param lines values by the names of the lines, each as many as there are xs; drawn in the order of these; one alone gets no legend
   */
  public static Path lines(String title, String xTitle, String yTitle, List<? extends Number> xs,
      Map<String, List<Double>> lines, Path file) throws IOException {
    System.setProperty("java.awt.headless", "true");
    XYChart chart = new XYChartBuilder().width(900).height(500)
        .title(title).xAxisTitle(xTitle).yAxisTitle(yTitle).build();
    chart.getStyler().setYAxisDecimalPattern("#,##0.##").setLegendVisible(lines.size() > 1);
    new TreeMap<>(lines).forEach((name, values) -> chart.addSeries(name, xs, values).setMarker(SeriesMarkers.NONE));
    if (file.getParent() != null) {
      Files.createDirectories(file.getParent());
    }
    ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", file.toFile());
    return file;
  }
}
