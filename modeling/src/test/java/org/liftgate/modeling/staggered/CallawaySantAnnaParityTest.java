package org.liftgate.modeling.staggered;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.panel.Csv;
import org.liftgate.modeling.staggered.CallawaySantAnna.Base;
import org.liftgate.modeling.staggered.CallawaySantAnna.Control;

/** Every figure of the R packages did 2.5.1 and DRDID 1.2.3. */
class CallawaySantAnnaParityTest {
  private static final double TOLERANCE = 1e-8;

  private final Figures figures = new Figures("callaway_santanna.json");
  private final Csv csv = Csv.resource("cs_panel.csv");

  @Test
  void figuresOfDidAndDrdid() {
    for (String name : figures.names()) {
      if (name.startsWith("cs.")) {
        groupTimes(name);
      }
    }
    improved();
    figures.judge(figures.names());
  }

  static StaggeredPanel panel(Csv csv) {
    int[] cohort = csv.ints("g");
    java.util.Arrays.setAll(cohort, i -> cohort[i] == 0 ? StaggeredPanel.NEVER : cohort[i]);
    return StaggeredPanel.of(csv.ints("id"), csv.ints("t"), cohort, csv.doubles("y"));
  }

  /** Names read cs.CONTROL.METHOD.COVARIATES.BASE. */
  private void groupTimes(String name) {
    String[] part = name.split("\\.");
    StaggeredPanel panel = panel(csv);
    boolean covariates = part[3].equals("x");
    if (covariates) {
      panel = panel.withCovariate("x", csv.doubles("x"));
    }
    var fit =
        (GroupTimeEffects)
            new CallawaySantAnna()
                .withControl(part[1].equals("nevertreated") ? Control.NEVER : Control.NOT_YET)
                .withMethod(Method.valueOf(part[2].toUpperCase(java.util.Locale.ROOT)))
                .withBase(part[4].equals("universal") ? Base.UNIVERSAL : Base.VARYING)
                .fit(panel);
    JsonNode value = figures.value(name);
    cells(name, value, fit);
    averages(name, value.get("agg"), fit);
    var test = fit.preTest().orElseThrow();
    figures.compare(name, "W", value.at("/W/0/0"), test.statistic(), TOLERANCE);
    figures.compare(name, "Wpval", value.at("/Wpval/0/0"), rounded(test.pValue()), TOLERANCE);
  }

  /** The peer prints five digits. */
  private static double rounded(double p) {
    return Math.round(p * 1e5) / 1e5;
  }

  private void cells(String name, JsonNode value, GroupTimeEffects fit) {
    for (int i = 0; i < value.get("att").size(); i++) {
      String term =
          "att(%d,%d)".formatted(value.at("/group/" + i).asInt(), value.at("/t/" + i).asInt());
      figures.compare(
          name, term, value.at("/att/" + i), value.at("/se/" + i), find(fit, term), TOLERANCE);
    }
  }

  private void averages(String name, JsonNode agg, GroupTimeEffects fit) {
    for (String term : GroupTimeFit.AVERAGES) {
      JsonNode theirs = agg.get(term);
      figures.compare(
          name, term, theirs.get("overall"), theirs.get("se"), find(fit, term), TOLERANCE);
      String part = term.equals("dynamic") ? "event" : term;
      for (int i = 0; i < theirs.get("egt").size(); i++) {
        String each = "%s(%d)".formatted(part, theirs.at("/egt/" + i).asInt());
        figures.compare(
            name,
            each,
            theirs.at("/att/" + i),
            theirs.at("/se_egt/" + i),
            find(fit, each),
            TOLERANCE);
      }
    }
  }

  /** Periods 2 and 3 of cohorts 3 and never. */
  private void improved() {
    StaggeredPanel all = panel(csv).withCovariate("x", csv.doubles("x"));
    int[] rows =
        java.util.stream.IntStream.range(0, all.rows())
            .filter(i -> all.period()[i] == 2 || all.period()[i] == 3)
            .filter(i -> all.cohort()[i] == 3 || all.cohort()[i] == StaggeredPanel.NEVER)
            .toArray();
    var fit =
        (GroupTimeEffects) new CallawaySantAnna().withMethod(Method.IMPROVED).fit(all.take(rows));
    JsonNode theirs = figures.value("drdid.improved");
    figures.compare(
        "drdid.improved",
        "att",
        theirs.get("att"),
        theirs.get("se"),
        find(fit, "att(3,3)"),
        TOLERANCE);
  }

  static Estimate find(GroupTimeFit fit, String term) {
    List<Estimate> found = fit.estimates().stream().filter(e -> e.term().equals(term)).toList();
    org.assertj.core.api.Assertions.assertThat(found).as(term).hasSize(1);
    return found.get(0);
  }
}
