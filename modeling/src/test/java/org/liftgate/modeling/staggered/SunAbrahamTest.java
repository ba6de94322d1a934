package org.liftgate.modeling.staggered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.panel.Csv;

/** fixest's sunab, a known truth and refusals. */
class SunAbrahamTest {
  private static final Pattern RAW = Pattern.compile("week::(-?\\d+):cohort::(\\d+)");

  private static Estimate.Value find(List<Estimate> all, String term) {
    return (Estimate.Value)
        all.stream().filter(e -> e.term().equals(term)).findFirst().orElseThrow();
  }

  @Test
  void figuresOfFixest() {
    var figures = new Figures("twfe.json");
    Csv csv = Csv.resource("twfe_unbalanced.csv");
    int[] first = csv.ints("first");
    Arrays.setAll(first, i -> first[i] == 0 ? StaggeredPanel.NEVER : first[i]);
    var panel = StaggeredPanel.of(csv.ints("hh"), csv.ints("week"), first, csv.doubles("y"));
    List<Estimate> ours = new SunAbraham().estimate(panel);
    List<String> names = List.of("sunab.period", "sunab.att", "sunab.cohort", "sunab.raw");
    for (String name : names) {
      JsonNode value = figures.value(name);
      value
          .fieldNames()
          .forEachRemaining(
              key -> {
                Estimate.Value v = find(ours, term(key));
                JsonNode theirs = value.get(key);
                figures.compare(name, key + " est", theirs.get("est"), v.value(), 1e-8);
                figures.compare(name, key + " se", theirs.get("se"), v.stdError(), 1e-8);
                figures.compare(name, key + " t", theirs.get("t"), v.statistic(), 1e-8);
                figures.compare(name, key + " p", theirs.get("p"), v.pValue(), 1e-8);
              });
    }
    figures.judge(names);
  }

  private static String term(String key) {
    var raw = RAW.matcher(key);
    if (raw.matches()) {
      int g = Integer.parseInt(raw.group(2));
      return "att(%d,%d)".formatted(g, g + Integer.parseInt(raw.group(1)));
    }
    return key.equals("ATT")
        ? "att"
        : key.replace("week::", "event(").replace("cohort::", "cohort(") + ")";
  }

  @Test
  void findsTheEffectsThatWerePlanted() {
    var law = new Staggered(2000, 1);
    List<Estimate> all = new SunAbraham().estimate(law.draw(3));
    for (int g : new int[] {4, 6, 8}) {
      for (int t = g; t <= Staggered.PERIODS; t++) {
        Estimate.Value v = find(all, "att(%d,%d)".formatted(g, t));
        assertThat(v.value()).isCloseTo(law.truth(g, t), within(4 * v.stdError()));
      }
    }
  }

  @Test
  void neitherOrderNorThreadsChangeAByte() {
    StaggeredPanel panel = new Staggered(60, 1).draw(3);
    List<Estimate> once = new SunAbraham().with(Workers.of(1)).estimate(panel);
    assertThat(new SunAbraham().with(Workers.of(3)).estimate(Staggered.shuffled(panel, 2)))
        .isEqualTo(once);
  }

  @Test
  void withoutNeverTreatedUnitsTheLastCohortIsCompared() {
    StaggeredPanel all = new Staggered(400, 1).draw(4);
    StaggeredPanel panel = Staggered.keep(all, i -> all.cohort()[i] != StaggeredPanel.NEVER);
    var fit = (SunAbraham.Solved) new SunAbraham().fit(panel);
    assertThat(find(fit.estimates(), "att(4,5)").value()).isCloseTo(2, within(0.5));
    assertThat(fit.notes()).anyMatch(n -> n.contains("the cohort of 8 is the comparison"));
  }

  /** In a balanced panel: sum over cohorts of N_g (b_ge - mean)^2 / N_e^2, times U/(U-1). */
  @Test
  void sampledSharesAddTheirVariance() {
    StaggeredPanel panel =
        Staggered.keep(new Staggered(200, 1).draw(3), i -> i / Staggered.PERIODS % 12 != 0);
    List<Estimate> fixed = new SunAbraham().estimate(panel);
    var sampled = (SunAbraham.Solved) new SunAbraham().withSampledShares(true).fit(panel);
    int units = panel.rows() / Staggered.PERIODS;
    for (int e = 0; e <= 2; e++) {
      double total = 0;
      double mean = 0;
      double squares = 0;
      for (int pass = 0; pass < 2; pass++) {
        for (int g : new int[] {4, 6, 8}) {
          double size = (double) count(panel, g) / Staggered.PERIODS;
          double b = find(fixed, "att(%d,%d)".formatted(g, g + e)).value();
          total += pass == 0 ? size : 0;
          mean += pass == 0 ? size * b : 0;
          squares += pass == 0 ? 0 : size * Math.pow(b - mean / total, 2);
        }
      }
      String term = "event(" + e + ")";
      double less = find(fixed, term).stdError();
      double more = find(sampled.estimates(), term).stdError();
      double added = squares / total / total * units / (units - 1.0);
      assertThat(more * more).isCloseTo(less * less + added, within(1e-12));
      int at = Arrays.binarySearch(sampled.path().events(), e);
      assertThat(sampled.path().covariance()[at][at]).isCloseTo(more * more, within(1e-12));
    }
    double cohort = find(fixed, "cohort(4)").stdError();
    assertThat(find(sampled.estimates(), "cohort(4)").stdError())
        .as("a cohort's own periods weigh alike whoever is drawn")
        .isCloseTo(cohort, within(1e-12));
    assertThat(find(sampled.estimates(), "att").stdError())
        .isGreaterThan(find(fixed, "att").stdError());
  }

  private static int count(StaggeredPanel panel, int cohort) {
    return (int) Arrays.stream(panel.cohort()).filter(g -> g == cohort).count();
  }

  @Test
  void unfitPanelsAreRefused() {
    StaggeredPanel panel = new Staggered(40, 1).draw(1);
    var one = Staggered.keep(panel, i -> panel.cohort()[i] == 4);
    assertThat(((SunAbraham.Missing) new SunAbraham().fit(one)).reason())
        .isEqualTo(Reason.NO_COMPARISON);
    var never = Staggered.keep(panel, i -> panel.cohort()[i] == StaggeredPanel.NEVER);
    assertThat(((SunAbraham.Missing) new SunAbraham().fit(never)).reason())
        .isEqualTo(Reason.EMPTY_ARM);
  }
}
