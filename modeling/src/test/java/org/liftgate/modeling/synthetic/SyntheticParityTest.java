package org.liftgate.modeling.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.panel.Csv;
import org.liftgate.modeling.synthetic.SyntheticDid.Errors;
import org.liftgate.modeling.synthetic.SyntheticDid.Weighting;

/** Every figure of R's synthdid to 1e-6, and California's Proposition 99. */
class SyntheticParityTest {
  private record Row(String figure, String call, double theirs, double ours) {
    double difference() {
      return Math.abs(theirs - ours) / Math.max(Math.abs(theirs), 1e-3);
    }
  }

  @Test
  void figuresOfSynthdid() throws IOException {
    JsonNode figures;
    try (var in = SyntheticParityTest.class.getResourceAsStream("/golden/synthdid.json")) {
      figures = new ObjectMapper().readTree(in).get("figures");
    }
    var rows = new ArrayList<Row>();
    compare(rows, figures, "synthdid_estimate", Weighting.SDID);
    compare(rows, figures, "sc_estimate", Weighting.SC);
    compare(rows, figures, "did_estimate", Weighting.DID);
    rows.forEach(r -> System.out.printf("%-34s %.2e  %s%n", r.figure(), r.difference(), r.call()));
    assertThat(figures.size()).as("no figure is left out").isEqualTo(3);
    assertThat(rows).hasSize(30).allMatch(r -> r.difference() <= 1e-6);
  }

  private static void compare(List<Row> rows, JsonNode figures, String name, Weighting weighting) {
    JsonNode figure = figures.get(name);
    JsonNode theirs = figure.get("value");
    String call = figure.get("call").asText();
    SyntheticDid.Fit fit = SyntheticDid.sdid().with(weighting).fit(golden());
    rows.add(new Row(name + " tau", call, theirs.get("tau").asDouble(), fit.effect()));
    int[] order = asTexts(fit.block());
    for (int i = 0; i < 5; i++) {
      double omega = theirs.get("omega_first5").get(i).asDouble();
      rows.add(new Row(name + " omega " + i, call, omega, fit.weights().omega()[order[i]]));
    }
    for (int t = 0; t < 4; t++) {
      double lambda = theirs.get("lambda").get(t).asDouble();
      rows.add(new Row(name + " lambda " + t, call, lambda, fit.weights().lambda()[t]));
    }
  }

  /** The peer sorts units as texts: 10 comes before 9. */
  private static int[] asTexts(Block block) {
    int[] ids = goldenIds();
    return IntStream.range(0, block.controls())
        .boxed()
        .sorted(Comparator.comparing(i -> Integer.toString(ids[block.units()[i]])))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static int[] goldenIds() {
    Csv csv = Csv.resource("cs_panel.csv");
    int[] id = csv.ints("id");
    int[] g = csv.ints("g");
    return IntStream.range(0, csv.rows())
        .filter(i -> g[i] == 0 || g[i] == 5)
        .map(i -> id[i])
        .distinct()
        .sorted()
        .toArray();
  }

  private static Block golden() {
    Csv csv = Csv.resource("cs_panel.csv");
    int[] g = csv.ints("g");
    int[] kept = IntStream.range(0, csv.rows()).filter(i -> g[i] == 0 || g[i] == 5).toArray();
    int[] id = csv.ints("id");
    int[] t = csv.ints("t");
    double[] y = csv.doubles("y");
    byte[] d = csv.flags("d");
    var treated = new byte[kept.length];
    for (int i = 0; i < kept.length; i++) {
      treated[i] = d[kept[i]];
    }
    return (Block)
        Block.of(
            TreatedRows.of(
                IntStream.of(kept).map(i -> id[i]).toArray(),
                IntStream.of(kept).map(i -> t[i]).toArray(),
                IntStream.of(kept).mapToDouble(i -> y[i]).toArray(),
                treated));
  }

  private static Block california() throws IOException {
    String folder = System.getenv("LIFTGATE_TEST_DATA");
    Assumptions.assumeTrue(
        folder != null && Files.isDirectory(Path.of(folder)), "LIFTGATE_TEST_DATA is not a folder");
    List<String> lines = Files.readAllLines(Path.of(folder, "benchmarks", "california_prop99.csv"));
    List<String[]> cells = lines.stream().skip(1).map(l -> l.split(";")).toList();
    List<String> states = cells.stream().map(c -> c[0]).distinct().sorted().toList();
    int n = cells.size();
    var unit = new int[n];
    var period = new int[n];
    var y = new double[n];
    var d = new byte[n];
    for (int i = 0; i < n; i++) {
      unit[i] = states.indexOf(cells.get(i)[0]);
      period[i] = Integer.parseInt(cells.get(i)[1]);
      y[i] = Double.parseDouble(cells.get(i)[2]);
      d[i] = Byte.parseByte(cells.get(i)[3]);
    }
    return (Block) Block.of(TreatedRows.of(unit, period, y, d));
  }

  @Test
  void propositionNinetyNine() throws IOException {
    Block block = california();
    var did = (Estimate.Value) SyntheticDid.sdid().with(Weighting.DID).estimate(block);
    var sdid = (Estimate.Value) SyntheticDid.sdid().estimate(block);
    var sc = (Estimate.Value) SyntheticDid.sc().estimate(block);
    System.out.printf("prop 99: did %s%nsdid %s%nsc %s%n", did, sdid, sc);
    assertThat(did.value()).isCloseTo(-27.349, within(5e-4));
    assertThat(sdid.value()).isCloseTo(-15.60, within(5e-3));
    assertThat(sc.value()).as("-19.6 in the paper's table 1").isCloseTo(-19.6, within(0.05));
    assertThat(did.stdError()).as("17.7 in the paper's table 1").isCloseTo(17.7, within(1.8));
    assertThat(sdid.stdError()).as("8.4 in the paper's table 1").isCloseTo(8.4, within(1.7));
    assertThat(sc.stdError()).as("9.9 in the paper's table 1").isCloseTo(9.9, within(2.0));
    assertThat(SyntheticDid.sdid().with(Errors.JACKKNIFE).estimate(block))
        .isInstanceOf(Estimate.Missing.class);
    var placebos = PlaceboInSpace.of(block, org.liftgate.accumulate.Workers.all());
    System.out.println("prop 99 permutation p " + placebos.pValue());
    assertThat(placebos.pValue()).isLessThan(0.1);
  }
}
