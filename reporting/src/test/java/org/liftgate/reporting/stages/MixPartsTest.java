package org.liftgate.reporting.stages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.liftgate.reporting.report.Part;
import org.liftgate.reporting.report.ReportModel.Setting;

@DisplayName("sections on a media mix")
class MixPartsTest extends PartsFixture {
  private static final Setting WORDS =
      words(
          "social",
          "revenue",
          "week",
          "quarter",
          Map.of("social", "social advertising", "mediator", "search advertising"));

  private List<Part> parts() {
    return parts(WORDS, "weeks");
  }

  private Part part(String id) {
    return parts().stream().filter(p -> p.id().equals(id)).findFirst().orElseThrow();
  }

  private void contest(boolean stands) {
    double mae = stands ? 1667.4 : 35447.2;
    table(
        "contest_mix",
        "forecast:TEXT is_model:BOOLEAN weeks:INTEGER mae rmse lead lead_low lead_high"
            + " stands:BOOLEAN",
        List.of(
            row("Bayesian media mix", true, 21L, mae, 2100.0, 2005.0, 847.0, 2609.0, stands),
            row("training mean", false, 21L, 3672.0, 4602.0, null, null, null, null),
            row("last value", false, 21L, 3752.0, 4500.0, null, null, null, null)));
  }

  private void mix() {
    table(
        "contributions_mix",
        "channel:TEXT spend inclusion total total_low total_high share share_low share_high roi"
            + " roi_low roi_high marginal_roi marginal_roi_low marginal_roi_high",
        List.of(
            row("snapchat", 100.0, .2, 10.0, 0.0, 40.0, .01, 0.0, .04, .1, 0.0, .4, .05, 0.0, .2),
            row(
                "facebook",
                100.0,
                1.0,
                150.0,
                100.0,
                200.0,
                .15,
                .1,
                .2,
                1.5,
                1.0,
                2.0,
                1.2,
                .9,
                1.6)));
    table(
        "posterior_mix",
        "parameter:TEXT mean low high r_hat bulk_draws tail_draws",
        List.of(row("sigma", .3, .2, .4, 1.0012, 1815.0, 2400.0)));
    table(
        "checks_mix",
        "figure:TEXT observed low high tail misfit:BOOLEAN",
        List.of(
            row("largest", 100.0, 92.0, 102.0, .1, false),
            row("skewness", 2.0, .1, .6, .001, true)));
    table(
        "response_mix",
        "channel:TEXT spend response low high supported:BOOLEAN",
        List.of(
            row("facebook", 0.0, 0.0, 0.0, 0.0, false),
            row("facebook", 10.0, 20.0, 10.0, 30.0, true),
            row("facebook", 20.0, 30.0, 15.0, 50.0, false)));
  }

  private void advice(boolean plan) {
    table(
        "budget_mix",
        "channel:TEXT today advised least most beyond:BOOLEAN",
        plan
            ? List.of(
                row("facebook", 10.0, 15.0, 5.0, 15.0, false),
                row("snapchat", 10.0, 5.0, 5.0, 15.0, true))
            : List.of());
    table("today_mix", "channel:TEXT spend", List.of(row("facebook", 10.0)));
    table(
        "advice_mix",
        "plan:BOOLEAN gain gain_low gain_high improves regret regret_today withheld:TEXT test:TEXT"
            + " test_channel:TEXT test_weeks:INTEGER test_detectable",
        List.of(
            plan
                ? row(
                    true,
                    4847.8,
                    1532.2,
                    8552.0,
                    1.0000000000000007,
                    324.0,
                    5171.8,
                    null,
                    null,
                    null,
                    null,
                    null)
                : row(
                    false,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    "the model is rejected.",
                    "Switch facebook off in 104 of 208 weeks.",
                    "social",
                    208L,
                    1234.5)));
  }

  private void mediation(boolean known) {
    var rows = new ArrayList<List<Object>>();
    double value = 4.41;
    for (String term : List.of("indirect", "direct", "total", "rho")) {
      Double v = term.equals("rho") ? (Double) .48 : (Double) value;
      rows.add(
          row(
              "mediation",
              "mediation",
              "social",
              "revenue",
              term,
              known ? v : null,
              .8,
              v - 1.5,
              v + 1.5,
              .01,
              104L,
              known ? null : "Search never moves."));
      value *= 2;
    }
    table(
        "estimates",
        "design:TEXT estimator:TEXT treatment:TEXT outcome:TEXT term:TEXT estimate std_error"
            + " conf_low conf_high p_value n:INTEGER detail:TEXT",
        rows);
  }

  @Test
  @DisplayName("are absent without their tables")
  void absent() {
    assertThat(parts()).isEmpty();
  }

  @Test
  @DisplayName("contest: a model that lost is called rejected first, one that won stands")
  void contests() {
    contest(false);
    Part lost = part("contest");
    assertThat(lost.paragraphs().getFirst())
        .startsWith("Rejected: the Bayesian media mix.")
        .contains("21 weeks", "35,400", "training mean", "last value");
    assertThat(lost.plots().getFirst().title()).startsWith("Training mean forecasts better");
    contest(true);
    Part won = part("contest");
    assertThat(won.paragraphs().getFirst()).startsWith("The Bayesian media mix stands");
    assertThat(won.plots().getFirst().data().rows().getFirst()).contains("Bayesian media mix");
  }

  @Test
  @DisplayName("contest: a rule that is nearer is said to be nearer, never by less than nothing")
  void nearer() {
    table(
        "contest_mix",
        "forecast:TEXT is_model:BOOLEAN weeks:INTEGER mae rmse lead lead_low lead_high"
            + " stands:BOOLEAN",
        List.of(
            row("searched ridge", true, 21L, 57900.0, 66700.0, -26000.0, -47000.0, 3000.0, false),
            row("training median", false, 21L, 31700.0, 63600.0, null, null, null, null)));
    assertThat(part("contest").paragraphs().getFirst())
        .contains("The rule is nearer by 26,000 a week (95%: \u22123,000 to 47,000)");
  }

  @Test
  @DisplayName("contest: the original's fits before and after their window")
  void accuracy() {
    table(
        "accuracy_twfe_mailing",
        "model:TEXT weeks_of:TEXT weeks:INTEGER mae rmse r2",
        List.of(
            row("outcome", "training", 83L, 2107.5, 2713.9, .886),
            row("outcome", "test", 21L, 51042.6, 60000.0, -.285)));
    Part part = part("contest");
    assertThat(part.sheets().getLast().rows())
        .containsExactly(
            List.of(
                "All campaigns pooled",
                "revenue",
                "after it (21)",
                "51,000",
                "60,000",
                "\u22120.29"),
            List.of(
                "All campaigns pooled", "revenue", "of the fit (83)", "2,110", "2,710", "0.89"));
  }

  @Test
  @DisplayName("mediation: both ways, the whole, and what would undo the first")
  void ways() {
    mediation(true);
    Part part = part("mediation");
    assertThat(text(part))
        .contains("through search advertising adds 4.41", "48% of what is left unexplained")
        .contains("rho, the correlation of both errors, 0.48");
    assertThat(part.plots().getFirst().data().rows())
        .extracting(List::getFirst)
        .containsExactly("Through search advertising", "Past it", "In all");
    assertThat(part.plots().getFirst().draw(360).marks()).contains("Social").doesNotContain("NaN");
  }

  @Test
  @DisplayName("mediation: no number, in words and without a picture")
  void noWay() {
    mediation(false);
    Part part = part("mediation");
    assertThat(text(part)).contains("cannot be told apart. Search never moves.");
    assertThat(part.plots()).isEmpty();
  }

  @Test
  @DisplayName("contributions: most first, doubtful channels, chains and misfits in words")
  void brought() {
    contest(true);
    mix();
    Part part = part("brought-mix");
    assertThat(text(part))
        .startsWith("Of all channels facebook brought most: 15%")
        .contains("snapchat (.20)", "largest R-hat is 1.001", "1,820", "1 of 2 respects: skewness")
        .doesNotContain("rejected");
    assertThat(part.plots().getLast().data().rows())
        .extracting(List::getFirst)
        .containsExactly(
            "Facebook, so far", "Facebook, the next", "Snapchat, so far", "Snapchat, the next");
  }

  @Test
  @DisplayName("contributions and curves of a rejected model say so first")
  void rejected() {
    contest(false);
    mix();
    for (String id : List.of("brought-mix", "response-mix")) {
      assertThat(part(id).paragraphs().getFirst()).as(id).contains("was rejected");
    }
  }

  @Test
  @DisplayName("curves: support shaded, today's spending marked where it is known")
  void curves() {
    mix();
    assertThat(part("response-mix").plots().getFirst().draw(720).marks())
        .contains("class=\"shade\"")
        .doesNotContain("today");
    advice(true);
    assertThat(part("response-mix").plots().getFirst().draw(720).marks()).contains("today");
    assertThat(part("response-mix").plots().getFirst().data().rows()).hasSize(3);
  }

  @Test
  @DisplayName("budget: a plan with its probability and its regret")
  void plan() {
    contest(true);
    advice(true);
    Part part = part("budget-mix");
    assertThat(text(part)).contains("> .99", "4,800", "324", "5,170", "on snapchat yet");
    assertThat(part.sheets().getFirst().rows().getFirst())
        .containsExactly("Facebook", "10.0", "15.0", "5.0", "150%", "5.0", "15.0");
  }

  @Test
  @DisplayName("budget: no plan for a rejected model, whatever the tables hold, but a test")
  void noPlan() {
    contest(false);
    advice(false);
    Part part = part("budget-mix");
    assertThat(text(part))
        .contains(
            "No plan is given",
            "switch social advertising off in 104 of 208 weeks",
            "by 1,235 or more");
    assertThat(part.sheets()).isEmpty();
    advice(true);
    assertThat(text(part("budget-mix"))).contains("No plan is given: The model was rejected.");
    assertThat(part("budget-mix").plots()).isEmpty();
  }

  @Test
  @DisplayName("series: trend, season, zeros and several peaks")
  void series() {
    var random = new java.util.SplittableRandom(7);
    var rows = new ArrayList<List<Object>>();
    for (int t = 0; t < 104; t++) {
      double wave = 10 * Math.cos(2 * Math.PI * t / 52);
      double peaks = (t % 2 == 0 ? 100 : 200) + t % 7;
      rows.add(
          row(
              17_532L + 7L * t,
              1000 - 2.0 * t + wave,
              peaks,
              t % 5 == 0 ? 0.0 : 50 + random.nextGaussian()));
    }
    table("weeks", "week:DATE revenue facebook price", rows);
    table(
        "correlations_relations",
        "a:TEXT b:TEXT place_a:INTEGER place_b:INTEGER pearson spearman",
        List.of(
            row("revenue", "revenue", 1L, 1L, 1.0, 1.0),
            row("facebook", "facebook", 2L, 2L, 1.0, 1.0),
            row("price", "price", 3L, 3L, 1.0, 1.0)));
    Part part = part("series");
    assertThat(text(part))
        .contains("went from about 1,000 to 794", "facebook (Silverman", "price (20%)");
    assertThat(part.plots())
        .extracting(p -> p.id())
        .containsExactly("series-course", "series-months", "series-spread");
  }

  @Test
  @DisplayName("series: peaks that show in powers of ten alone are found, and drawn there")
  void powers() {
    var random = new java.util.SplittableRandom(11);
    var rows = new ArrayList<List<Object>>();
    for (int t = 0; t < 104; t++) {
      double power = (t % 3 == 0 ? 5 : 2.5) + .3 * random.nextGaussian();
      rows.add(row(17_532L + 7L * t, Math.pow(10, power)));
    }
    table("weeks", "week:DATE revenue", rows);
    table(
        "correlations_relations",
        "a:TEXT b:TEXT place_a:INTEGER place_b:INTEGER pearson spearman",
        List.of(row("revenue", "revenue", 1L, 1L, 1.0, 1.0)));
    Part part = part("series");
    assertThat(text(part)).contains("revenue (in powers of ten)");
    assertThat(part.plots().getLast().draw(720).marks()).contains("power of ten");
  }

  private void windows(boolean halfStands) {
    table(
        "windows_mix",
        "first_window:INTEGER weeks:INTEGER mae rmse best_rule:TEXT best_mae best_rmse"
            + " stands:BOOLEAN decides:BOOLEAN",
        List.of(
            row(52L, 52L, 30_000.0, 1.0, "training median", 33_000.0, 1.0, halfStands, false),
            row(83L, 21L, 35_447.0, 1.0, "training median", 31_691.0, 1.0, false, true)));
  }

  @Test
  @DisplayName("a verdict that hangs on the first window says so")
  void windowsApart() {
    contest(false);
    windows(true);
    assertThat(text(part("contest")))
        .contains("hangs on where the first window ends")
        .contains("would stand had it ended after 52 (foretelling 52;");
    assertThat(part("contest").sheets().get(1).rows()).hasSize(2);
    windows(false);
    assertThat(text(part("contest"))).contains("From another first window").doesNotContain("hangs");
  }

  @Test
  @DisplayName("priors stand before what rests on them")
  void priors() {
    contest(true);
    mix();
    table(
        "priors_mix",
        "channel:TEXT inclusion reach scale",
        List.of(row("facebook", .5, .3, 21_000.0), row("snapchat", .5, .3, 21_000.0)));
    assertThat(text(part("brought-mix")))
        .contains("nothing with a probability of .50")
        .contains("below 21,000 in a week");
  }

  @Test
  @DisplayName("the strongest leads over every other or is not the strongest")
  void rivals() {
    String columns =
        "first:TEXT rival:TEXT standardised:BOOLEAN slope lead std_error conf_low conf_high p_value";
    table(
        "rivals_strongest",
        columns,
        List.of(
            row("social", "sms", true, 4.0, 6.0, 1.0, 4.0, 8.0, .001),
            row("social", "price", true, -9.0, 1.0, 1.0, -1.0, 3.0, .3)));
    Part part = part("rivals-strongest");
    assertThat(part.title()).isEqualTo("Whether social advertising is the strongest driver");
    assertThat(text(part)).contains("leads clearly over 1 of 2 other drivers");
    assertThat(part.plots()).hasSize(1);
  }
}
