package org.liftgate.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.liftgate.reporting.chart.Charts;
import org.liftgate.reporting.chart.CurvePlot;
import org.liftgate.reporting.chart.CurvePlot.Point;

/**
 * Draws how seconds and memory of a whole run grow with its data, beside straight growth from the
 * smallest: {@code GrowthCharts growth.csv FOLDER} writes {@code growth-seconds.svg} and {@code
 * growth-memory.svg}. Columns of the file: lines (millions), seconds, megabytes.
 */
public final class GrowthCharts {
  private GrowthCharts() {}

  /** One measured run. */
  private record Run(double lines, double seconds, double megabytes) {}

  public static void main(String[] args) throws IOException {
    List<Run> runs =
        Files.readAllLines(Path.of(args[0])).stream()
            .skip(1)
            .map(l -> l.split(","))
            .map(
                c ->
                    new Run(
                        Double.parseDouble(c[0]),
                        Double.parseDouble(c[1]),
                        Double.parseDouble(c[2])))
            .toList();
    Run first = runs.getFirst();
    Path folder = Path.of(args[1]);
    write(
        folder.resolve("growth-seconds.svg"),
        "A tenfold of data takes less than tenfold time",
        "Seconds",
        runs.stream()
            .map(r -> point(r, r.seconds(), first.seconds() * r.lines() / first.lines()))
            .toList());
    write(
        folder.resolve("growth-memory.svg"),
        "Memory grows slower than the data",
        "Gigabytes",
        runs.stream()
            .map(
                r ->
                    point(
                        r,
                        r.megabytes() / 1000,
                        first.megabytes() / 1000 * r.lines() / first.lines()))
            .toList());
  }

  private static Point point(Run run, double value, double straight) {
    return new Point(run.lines(), value, value, value, straight);
  }

  private static void write(Path file, String title, String yTitle, List<Point> points)
      throws IOException {
    var plot =
        new CurvePlot(
            file.getFileName().toString().replace(".svg", ""),
            title,
            yTitle + " of a whole run by millions of transaction lines.",
            "Whole defended runs of retail-promotions from CSV to report, an empty home, 2 cores.",
            "Transaction lines, millions",
            yTitle,
            true,
            false,
            "measured",
            "straight growth",
            points);
    Files.writeString(file, Charts.standalone(plot) + "\n");
  }
}
