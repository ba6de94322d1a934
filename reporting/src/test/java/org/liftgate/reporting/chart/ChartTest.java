package org.liftgate.reporting.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Charts")
class ChartTest {

  @Test
  @DisplayName("ticks are round, exact and labelled with the digits their step needs")
  void ticks() {
    assertThat(Ticks.nice(0, 1, 5).labels())
        .containsExactly("0.0", "0.2", "0.4", "0.6", "0.8", "1.0");
    assertThat(Ticks.nice(-3, 8, 5).labels()).containsExactly("0", "5");
    assertThat(Ticks.around(-3, 8, 5).labels()).containsExactly("−5", "0", "5", "10");
    assertThat(Ticks.around(0, 2_600_000, 4).labels()).contains("1,000,000", "3,000,000");
    assertThat(Ticks.whole(0, 2, 10).labels()).containsExactly("0", "1", "2");
  }

  @Property
  void anAxisOfItsOwnHoldsTheData(
      @ForAll @DoubleRange(min = -1e9, max = 1e9) double a,
      @ForAll @DoubleRange(min = -1e9, max = 1e9) double b) {
    Ticks ticks = Ticks.around(Math.min(a, b), Math.max(a, b), 5);
    double slack = 1e-9 * Math.max(Math.abs(a), Math.abs(b));
    assertThat(ticks.low()).isLessThanOrEqualTo(Math.min(a, b) + slack);
    assertThat(ticks.high()).isGreaterThanOrEqualTo(Math.max(a, b) - slack);
    assertThat(ticks.values()).hasSizeBetween(2, 13);
    assertThat(ticks.labels()).doesNotHaveDuplicates();
  }

  @Property
  void spreadLabelsNeverTouchAndKeepTheirOrder(
      @ForAll @Size(min = 1, max = 8) List<@DoubleRange(min = 0, max = 300) Double> wanted) {
    double[] at = wanted.stream().mapToDouble(d -> d).toArray();
    double[] placed = Labels.spread(at, 17, 0, 300);
    for (int i = 0; i < at.length; i++) {
      assertThat(placed[i]).isBetween(-1e-9, 300 + 1e-9);
      for (int j = 0; j < at.length; j++) {
        if (at[i] < at[j]) {
          assertThat(placed[j] - placed[i]).isGreaterThan(17 - 1e-6);
        }
      }
    }
  }

  @Test
  @DisplayName("labels far apart stay where their lines end")
  void spread() {
    assertThat(Labels.spread(new double[] {10, 100}, 17, 0, 200)).containsExactly(10, 100);
    assertThat(Labels.spread(new double[] {50, 50}, 20, 0, 200))
        .containsExactly(new double[] {40, 60}, within(1e-9));
  }

  @Test
  @DisplayName("text from data cannot leave its element, and the file is well-formed XML")
  void escaping() throws Exception {
    String bad = "</text><script>alert('x')</script>\"&\u0001";
    var row =
        new ForestPlot.Row(
            bad, Optional.of(new ForestPlot.Value(1, 0, 2)), bad, bad, bad, OptionalDouble.of(1));
    var plot = new ForestPlot("forest", bad, bad, bad, bad, .5, List.of(row));
    String svg = Charts.standalone(plot);
    assertThat(svg).doesNotContain("<script", "\u0001");
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    assertThat(document.getElementsByTagName("script").getLength()).isZero();
    assertThat(document.getDocumentElement().getAttribute("role")).isEqualTo("img");
  }

  @Test
  @DisplayName("the five verdicts have five shapes")
  void verdicts() {
    var shapes =
        List.of("accept", "fragile", "inconclusive", "reject", "not-estimable").stream()
            .map(v -> VerdictMark.icon(v).replaceAll("v-[a-z-]+", ""))
            .toList();
    assertThat(shapes).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("a row without a value keeps its place, with the reason in the data table")
  void missing() {
    var plot =
        new ForestPlot(
            "f",
            "t",
            "d",
            "n",
            "x",
            0,
            List.of(
                new ForestPlot.Row(
                    "Campaign 4",
                    Optional.empty(),
                    "not-estimable",
                    "one arm is empty",
                    "",
                    OptionalDouble.empty())));
    assertThat(plot.data().rows())
        .containsExactly(List.of("Campaign 4", "–", "–", "not-estimable", "one arm is empty"));
    assertThat(plot.draw(720).marks()).contains("one arm is empty").doesNotContain("NaN");
  }

  @Test
  @DisplayName("a coordinate that is not finite is an error, never a silent gap")
  void finite() {
    assertThatThrownBy(() -> Svg.number(Double.NaN)).hasMessageContaining("must be finite");
    assertThat(
            Arrays.asList(
                Svg.number(1e-7),
                Svg.number(12.346),
                Svg.number(-0.0),
                Svg.number(-3.046),
                Svg.number(7.5)))
        .containsExactly("0", "12.35", "0", "-3.05", "7.5");
  }
}
