package org.liftgate.modeling.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.kernel.Pipeline;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.stages.BayesMixStage.Bend;
import org.liftgate.modeling.stages.BayesMixStage.Carry;
import org.liftgate.modeling.stages.WindowRidgeStage.Season;
import org.liftgate.modeling.stages.WindowRidgeStage.Spending;
import org.liftgate.testing.TestContext;

/** Stages of a media mix on weeks of known causes, by a real engine. */
class MixStagesTest {
  private static final int WEEKS = 80;
  private static final double TV = 6;
  private static final double WEB = 2;

  @TempDir Path folder;
  private TestContext context;

  @BeforeEach
  void open() {
    context = new TestContext(folder);
  }

  @AfterEach
  void close() {
    context.close();
  }

  private static final Schema SCHEMA =
      Schema.of(
          new Column("week", Type.DATE),
          new Column("period", Type.INTEGER),
          new Column("market", Type.INTEGER),
          new Column("tv", Type.DOUBLE),
          new Column("web", Type.DOUBLE),
          new Column("unused", Type.DOUBLE),
          new Column("price", Type.DOUBLE),
          new Column("revenue", Type.DOUBLE));

  /** TV carries over by half and bends; web works at once; both raise revenue, price lowers it. */
  private static Table weeks(boolean flat) {
    var random = new SplittableRandom(4);
    var rows = new ArrayList<List<Object>>();
    double carried = 0;
    for (int t = 0; t < WEEKS; t++) {
      double tv = random.nextDouble() < 0.25 ? 0 : 100 + 300 * random.nextDouble();
      carried = tv + 0.5 * carried;
      double web = 40 + 0.3 * carried + 60 * random.nextDouble();
      double price = 10 + random.nextGaussian();
      double revenue = 2_000 + TV * carried + WEB * web - 100 * price + 120 * random.nextGaussian();
      rows.add(
          List.of(
              LocalDate.of(2024, 1, 7).plusWeeks(t).toEpochDay(),
              (long) t + 1,
              1L,
              tv,
              web,
              0.0,
              price,
              flat ? 100.0 : revenue));
    }
    rows.add(rows.removeFirst()); // stored order is not the order of time
    return Table.named("weeks").rows(SCHEMA, rows).build();
  }

  private static int at(Table t, String column, String value) {
    int found = List.of(t.texts(column)).indexOf(value);
    assertThat(found).as(column + " " + value).isNotNegative();
    return found;
  }

  private static BayesMixStage.Parameters mix(Carry carry, Bend bend, Optional<String> lifts) {
    return new BayesMixStage.Parameters(
        "weeks",
        "week",
        "revenue",
        List.of("tv", "web", "unused"),
        List.of("price"),
        true,
        Season.FOURIER,
        carry,
        bend,
        0.5,
        0.5,
        Map.of("web", 0.25),
        lifts,
        2,
        150,
        0.8,
        List.of(0.5),
        8,
        52,
        0.5,
        1.5,
        13);
  }

  private static double truth(Table t, String channel, double perUnit, boolean carries) {
    double[] spend = t.doubles(channel);
    double[] ordered = new double[spend.length];
    ordered[0] = spend[spend.length - 1];
    System.arraycopy(spend, 0, ordered, 1, spend.length - 1);
    double carried = 0;
    double brought = 0;
    for (double x : ordered) {
      carried = x + (carries ? 0.5 * carried : 0);
      brought += perUnit * carried;
    }
    return brought / Arrays.stream(spend).sum();
  }

  private void holds(String channel, double truth) {
    Table t = context.read("estimates_mix");
    int i = at(t, "treatment", channel);
    System.out.printf(
        "  %s: %.2f (%.2f to %.2f), truth %.2f%n",
        channel,
        t.doubles("estimate")[i],
        t.doubles("conf_low")[i],
        t.doubles("conf_high")[i],
        truth);
    assertThat(truth).isBetween(t.doubles("conf_low")[i], t.doubles("conf_high")[i]);
  }

  @Test
  void theBayesianMixFindsReturnsNamesWhatWasNeverUsedAndStatesItsPriors() {
    Table weeks = weeks(false);
    context
        .input(weeks)
        .run("mix", new BayesMixStage(), mix(Carry.GEOMETRIC, Bend.POWER, Optional.empty()));
    holds("tv", truth(weeks, "tv", TV, true));
    Table estimates = context.read("estimates_mix");
    assertThat(estimates.texts("detail")[at(estimates, "treatment", "unused")])
        .contains("Nothing was ever spent on unused");
    Table priors = context.read("priors_mix");
    assertThat(priors.doubles("reach")[at(priors, "channel", "web")]).isEqualTo(0.25);
    double mean = Arrays.stream(weeks.doubles("revenue")).average().orElseThrow();
    assertThat(priors.doubles("scale")[at(priors, "channel", "tv")])
        .isCloseTo(0.5 * mean, within(1e-6 * mean));
    Table windows = context.read("windows_mix");
    assertThat(windows.longs("first_window")).containsExactly(40, 64);
    assertThat(windows.longs("decides")).containsExactly(0, 1);
    assertThat(windows.longs("weeks")).containsExactly(40, 16);
    Table today = context.read("today_mix");
    assertThat(today.rows()).isEqualTo(2);
    Table budget = context.read("budget_mix");
    for (int i = 0; i < budget.rows(); i++) {
      assertThat(budget.doubles("advised")[i])
          .isBetween(
              budget.doubles("least")[i] * (1 - 1e-9), budget.doubles("most")[i] * (1 + 1e-9));
    }
  }

  @Test
  void weibullAndHillAreFittedByTheirOwnNames() {
    context
        .input(weeks(false))
        .run("mix", new BayesMixStage(), mix(Carry.WEIBULL, Bend.HILL, Optional.empty()));
    assertThat(List.of(context.read("posterior_mix").texts("parameter")))
        .contains("weibull_shape.tv", "weibull_scale.tv", "half.tv", "hill_shape.tv")
        .doesNotContain("decay.tv", "exponent.tv");
    Table t = context.read("estimates_mix");
    assertThat(t.doubles("estimate")[at(t, "treatment", "tv")]).isPositive();
  }

  @Test
  void anExperimentNarrowsItsChannelAndOneOutsideTheWeeksIsRefused() {
    Table weeks = weeks(false);
    var plain = mix(Carry.GEOMETRIC, Bend.POWER, Optional.empty());
    context.input(weeks).run("mix", new BayesMixStage(), plain);
    double before = width();
    context
        .input(lift(LocalDate.of(2024, 6, 2), 4 * 60.0 * WEB))
        .run("mix", new BayesMixStage(), mix(Carry.GEOMETRIC, Bend.POWER, Optional.of("lifts")));
    assertThat(width()).isLessThan(0.8 * before);
    context.input(lift(LocalDate.of(2020, 6, 7), 1));
    assertThatThrownBy(
            () ->
                context.run(
                    "mix",
                    new BayesMixStage(),
                    mix(Carry.GEOMETRIC, Bend.POWER, Optional.of("lifts"))))
        .hasMessageContaining("experiments must lie within the weeks");
  }

  private double width() {
    Table t = context.read("estimates_mix");
    int i = at(t, "treatment", "web");
    return t.doubles("conf_high")[i] - t.doubles("conf_low")[i];
  }

  private static Table lift(LocalDate from, double lift) {
    return Table.named("lifts")
        .rows(
            Schema.of(
                new Column("channel", Type.TEXT),
                new Column("from_week", Type.DATE),
                new Column("to_week", Type.DATE),
                new Column("measured_to", Type.DATE),
                new Column("factor", Type.DOUBLE),
                new Column("lift", Type.DOUBLE),
                new Column("std_error", Type.DOUBLE)),
            List.of(
                List.of(
                    "web",
                    from.toEpochDay(),
                    from.plusWeeks(3).toEpochDay(),
                    from.plusWeeks(5).toEpochDay(),
                    0.5,
                    lift,
                    Math.abs(lift) / 10)))
        .build();
  }

  @Test
  void aFlatOutcomeGivesNoModelAndEveryTable() {
    context
        .input(weeks(true))
        .run("mix", new BayesMixStage(), mix(Carry.GEOMETRIC, Bend.POWER, Optional.empty()))
        .run("search", new MixSearchStage(), search())
        .run("ways", new MediationStage(), ways());
    assertThat(context.read("estimates_ways").texts("missing_reason")).containsOnly("NO_VARIATION");
    assertThat(context.read("estimates_mix").texts("missing_reason")).containsOnly("NO_VARIATION");
    for (String t :
        List.of("priors_mix", "windows_mix", "today_mix", "budget_mix", "windows_search")) {
      assertThat(context.read(t).rows()).as(t).isZero();
    }
    assertThat(context.read("advice_mix").texts("withheld")[0]).contains("does not vary");
  }

  private static MediationStage.Parameters ways() {
    return new MediationStage.Parameters(
        "weeks",
        "week",
        "revenue",
        List.of(new Spending("tv", List.of("tv"), 0.5)),
        new Spending("web", List.of("web"), 0),
        1,
        List.of("price"),
        true,
        Season.NONE,
        400);
  }

  private static MixSearchStage.Parameters search() {
    return new MixSearchStage.Parameters(
        "weeks",
        "week",
        "revenue",
        List.of("tv", "web"),
        List.of("price"),
        true,
        Season.NONE,
        0.8,
        List.of(0.5),
        8,
        52,
        10,
        List.of("media"));
  }

  @Test
  void theSearchFindsCarryOverAndStandsOnWeeksItCanForetell() {
    context.input(weeks(false)).run("search", new MixSearchStage(), search());
    Table contest = context.read("contest_search");
    int model = at(contest, "forecast", "searched ridge");
    assertThat(contest.longs("stands")[model]).isEqualTo(1);
    assertThat(context.read("refuters_search").texts("treatment")).containsExactly("media");
    assertThat(context.read("refuters_search").texts("word")).containsExactly("pass");
    Table windows = context.read("windows_search");
    assertThat(windows.longs("stands")).containsOnly(1);
    assertThat(windows.doubles("mae")[1]).isEqualTo(contest.doubles("mae")[model]);
    Table settings = context.read("settings_search");
    for (int i = 0; i < settings.rows(); i++) {
      if (settings.texts("setting")[i].equals("decay")
          && settings.texts("channel")[i].equals("tv")
          && settings.longs("chosen")[i] == 1) {
        assertThat(settings.doubles("value")[i]).isBetween(0.3, 0.7);
      }
    }
  }

  @Test
  void mediationFindsBothWays() {
    context.input(weeks(false)).run("ways", new MediationStage(), ways());
    Table t = context.read("estimates_ways");
    Map.of("direct", TV, "indirect", 0.3 * WEB, "total", TV + 0.3 * WEB)
        .forEach(
            (term, truth) -> {
              int i = at(t, "term", term);
              assertThat(truth)
                  .as(term)
                  .isBetween(t.doubles("conf_low")[i], t.doubles("conf_high")[i]);
              assertThat(t.doubles("std_error")[i]).isLessThan(1.5);
            });
    assertThat(t.texts("grade")).containsOnly("associational");
  }

  @Test
  void aWindowedRidgeWritesPointsWithoutIntervalsAndItsAccuracy() {
    context
        .input(weeks(false))
        .run(
            "ridge",
            new WindowRidgeStage(),
            new WindowRidgeStage.Parameters(
                "weeks",
                "week",
                "revenue",
                List.of(new Spending("tv", List.of("tv"), 0.5)),
                List.of(new Spending("web", List.of("web"), 0)),
                1,
                List.of("price"),
                true,
                Season.NONE,
                1,
                true,
                0.8,
                Profile.PUBLISHED));
    Table t = context.read("estimates_ridge");
    assertThat(List.of(t.texts("treatment"))).contains("tv", "predicted_web", "residual_web");
    assertThat(t.column("std_error").nulls().cardinality()).isEqualTo(t.rows());
    Table accuracy = context.read("accuracy_ridge");
    assertThat(accuracy.rows()).isEqualTo(4);
    assertThat(accuracy.doubles("r2")[at(accuracy, "model", "outcome")]).isGreaterThan(0.9);
  }

  /** "TV is the strongest": a claim held against the least lead over every other driver. */
  private String strongest(String first, List<String> others) {
    context
        .input(weeks(false))
        .run(
            "carried",
            new CarryOverStage(),
            new CarryOverStage.Parameters(
                "weeks",
                "week",
                "weeks_carried",
                List.of("period"),
                List.of(new Spending("tv_carried", List.of("tv"), 0.5)),
                1))
        .next()
        .run(
            "strongest",
            new LargestSlopeStage(),
            new LargestSlopeStage.Parameters(
                "weeks_carried",
                "revenue",
                first,
                others,
                List.of("period"),
                "market",
                "period",
                List.of(),
                true,
                RegressionStage.Vcov.DRISCOLL_KRAAY,
                4));
    var holds =
        new Pipeline.Claim.Holds(
            "revenue",
            LargestSlopeStage.LEAD,
            Optional.of(first),
            true,
            Optional.of(0.0),
            Optional.empty(),
            Optional.empty());
    var claim =
        new Pipeline.Claim("first", "It is the strongest.", "strongest", "", Optional.of(holds));
    return claimed(claim);
  }

  private String claimed(Pipeline.Claim claim) {
    context.pipeline(
        new Pipeline(
            "test",
            "1",
            "Test",
            "Which is the strongest?",
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(claim),
            Map.of()));
    ClaimTable.write(context, List.of(), Estimated.of(context, "strongest"));
    return context.read("claims").texts("status")[0];
  }

  @Test
  void theStrongestStandsOnlyWhereItBeatsEveryOther() {
    assertThat(strongest("tv_carried", List.of("web", "price"))).isEqualTo("stands");
    Table rivals = context.read("rivals_strongest");
    assertThat(rivals.rows()).isEqualTo(2);
    assertThat(Arrays.stream(rivals.doubles("conf_low")).min().orElseThrow()).isPositive();
    assertThat(rivals.doubles("slope")[at(rivals, "rival", "price")])
        .as("a rival that lowers the outcome counts by its size")
        .isNegative();
    Table carried = context.read("weeks_carried");
    assertThat(carried.longs("month")[0]).isEqualTo(1);
    double[] tv = carried.doubles("tv");
    double[] own = carried.doubles("tv_carried");
    assertThat(own[0]).as("the first week, stored last").isEqualTo(tv[0]);
    assertThat(own[2]).isCloseTo(tv[2] + 0.5 * (tv[1] + 0.5 * tv[0]), within(1e-9));
  }

  @Test
  void oneThatLosesAContestDoesNotStand() {
    assertThat(strongest("web", List.of("tv_carried", "price"))).isEqualTo("does not stand");
    Table t = context.read("estimates_strongest");
    assertThat(t.texts("term")).containsExactly("lead");
    assertThat(t.doubles("conf_high")[0]).isNegative();
  }
}
