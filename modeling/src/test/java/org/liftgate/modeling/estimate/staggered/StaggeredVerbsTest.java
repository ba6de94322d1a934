package org.liftgate.modeling.estimate.staggered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.estimate.EstimateVerb;
import org.liftgate.modeling.estimate.Findings;
import org.liftgate.modeling.estimate.Request;

/** From a table with named columns to findings: dates, text, missing cohorts, and refusals. */
class StaggeredVerbsTest {
  private static final int PERIODS = 8;
  private static final int UNITS = 120;

  /** Cohorts 4, 6 and never in turn; the effect is 2; the last third has no cohort at all. */
  private static Table table(IntFunction<Object> period, Schema.Type type, Object never) {
    var random = new SplittableRandom(4);
    var rows = new ArrayList<List<?>>();
    for (int u = 0; u < UNITS; u++) {
      int first = u % 3 == 0 ? 4 : u % 3 == 1 ? 6 : 99;
      for (int t = PERIODS; t >= 1; t--) {
        double y = u + t + random.nextGaussian() + (t >= first ? 2 : 0);
        Object cohort = first == 99 ? never : period.apply(first);
        var row = new ArrayList<Object>(List.of("household " + u, period.apply(t)));
        row.add(cohort);
        row.add(y);
        row.add(random.nextDouble());
        row.add(u % 2 == 0 ? "north" : "south");
        rows.add(row);
      }
    }
    var schema =
        new Schema(
            List.of(
                new Schema.Column("the unit", Schema.Type.TEXT),
                new Schema.Column("t", type),
                new Schema.Column("g", type),
                new Schema.Column("y", Schema.Type.DOUBLE),
                new Schema.Column("x", Schema.Type.DOUBLE),
                new Schema.Column("region", Schema.Type.TEXT)));
    return Table.named("panel").rows(schema, rows).build();
  }

  private static Table numbered(Object never) {
    return table(t -> (long) t, Schema.Type.INTEGER, never);
  }

  private static EstimateVerb verb(String name) {
    return ServiceLoader.load(EstimateVerb.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(v -> v.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  static Findings run(String verb, Table table, String... options) {
    Map<String, String> given = new LinkedHashMap<>();
    given.put("outcome", "y");
    given.put("unit", "the unit");
    given.put("period", "t");
    given.put("cohort", "g");
    for (int i = 0; i < options.length; i += 2) {
      given.put(options[i], options[i + 1]);
    }
    EstimateVerb v = verb(verb);
    return v.run(Request.of(v, table, given, Workers.of(2)));
  }

  private static Estimate.Value value(Findings findings, String term) {
    return (Estimate.Value)
        findings.estimates().stream().filter(e -> e.term().equals(term)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"att-gt", "sun-abraham", "imputation"})
  void aMissingCohortAndZeroAreNever(String verb) {
    Findings empty = run(verb, numbered(null));
    assertThat(empty.estimates()).isEqualTo(run(verb, numbered(0L)).estimates());
    assertThat(empty.rows()).isEqualTo((long) UNITS * PERIODS);
    String term = verb.equals("att-gt") ? "simple" : "att";
    assertThat(value(empty, term).value()).isCloseTo(2, within(0.4));
    assertThat(empty.estimates()).allMatch(Estimate.Value.class::isInstance);
  }

  @Test
  void sharesOfCohortsAreFixedUnlessTheyAreSampled() {
    Findings fixed = run("sun-abraham", numbered(null));
    Findings sampled = run("sun-abraham", numbered(null), "shares", "sampled");
    assertThat(value(sampled, "att").value()).isEqualTo(value(fixed, "att").value());
    assertThat(value(sampled, "att").stdError()).isGreaterThan(value(fixed, "att").stdError());
    assertThat(fixed.notes()).anyMatch(n -> n.contains("weights count as fixed"));
    assertThat(sampled.notes()).anyMatch(n -> n.contains("count the weights as estimates"));
  }

  @Test
  void datesCountAsPeriods() {
    Findings numbers = run("att-gt", numbered(null));
    LocalDate monday = LocalDate.of(2024, 1, 1);
    Findings weeks = run("att-gt", table(t -> monday.plusWeeks(t), Schema.Type.DATE, null));
    Findings months = run("att-gt", table(t -> monday.plusMonths(t), Schema.Type.DATE, null));
    for (Findings dates : List.of(weeks, months)) {
      assertThat(dates.estimates()).hasSameSizeAs(numbers.estimates());
      assertThat(value(dates, "event(1)")).isEqualTo(value(numbers, "event(1)"));
    }
    assertThat(value(months, "att(2024-05-01,2024-06-01)").value())
        .isEqualTo(value(numbers, "att(4,5)").value());
    assertThat(weeks.notes()).anyMatch(n -> n.contains("periods of 7 days from 2024-01-08"));
  }

  @Test
  void textAndUnevenDatesAreNamed() {
    Table text = table(t -> "week " + t, Schema.Type.TEXT, null);
    assertThat(refused("att-gt", text)).contains("--period (t) holds text", "--cohort (g) holds");
    Table odd =
        table(t -> LocalDate.of(2024, 1, 1).plusDays(7L * t + t / 4), Schema.Type.DATE, null);
    assertThat(refused("att-gt", odd)).contains("--period (t) holds dates that are not equally");
  }

  private static String refused(String verb, Table table, String... options) {
    var thrown = org.assertj.core.api.Assertions.catchThrowable(() -> run(verb, table, options));
    assertThat(thrown).isInstanceOf(LiftgateException.class);
    return ((LiftgateException) thrown)
        .problems().stream()
            .map(org.liftgate.kernel.Problem::sentence)
            .collect(java.util.stream.Collectors.joining("\n"));
  }

  @Test
  void covariatesMayBeNumbersAndText() {
    Findings findings =
        run("att-gt", numbered(null), "covariates", "x,region", "control", "not-yet");
    assertThat(value(findings, "simple").value()).isCloseTo(2, within(0.4));
    assertThat(findings.fit()).containsKey("pre_trend_p");
  }

  @Test
  void baconNamesItsComparisonsAndWeights() {
    Findings findings = run("bacon", numbered(null));
    assertThat(findings.estimates())
        .extracting(Estimate::term)
        .contains("twfe", "effect(4,never)", "weight(6,4)", "weight later-vs-earlier");
    assertThat(findings.fit()).containsKeys("negative_weight_share", "negative_weight_sum");
  }

  @Test
  void preTrendPowerGivesSlopesAndBiases() {
    Findings findings = run("pre-trend-power", numbered(null));
    assertThat(findings.estimates())
        .allMatch(Estimate.Point.class::isInstance)
        .extracting(Estimate::term)
        .contains("slope(50)", "slope(80)", "bias(80,0)", "bias-passed(50,1)");
    assertThat(run("pre-trend-power", numbered(7L)).estimates())
        .allMatch(e -> e instanceof Estimate.Missing m && m.reason() == Reason.NO_COMPARISON);
  }

  @Test
  void honestIntervalsAndBreakdown() {
    for (String delta : List.of("rm", "sd")) {
      Findings found =
          run("honest-did", numbered(null), "delta", delta, "m", "0,0.5", "event", "1");
      assertThat(value(found, "original").value()).isCloseTo(2, within(0.6));
      assertThat(found.estimates())
          .extracting(Estimate::term)
          .containsExactly(
              "original", "low(m=0)", "high(m=0)", "low(m=0.5)", "high(m=0.5)", "breakdown");
      assertThat(found.estimates()).noneMatch(Estimate.Missing.class::isInstance);
    }
    assertThat(refused("honest-did", numbered(null), "m", "0,-1")).contains("--m (0,-1) must be");
    assertThat(run("honest-did", numbered(null), "event", "77").estimates())
        .allMatch(e -> e instanceof Estimate.Missing m && m.reason() == Reason.UNSUITED);
  }

  @Test
  void drawsGiveBands() {
    Findings drawn = run("att-gt", numbered(null), "draws", "500", "seed", "3");
    Findings plain = run("att-gt", numbered(null));
    var band = value(drawn, "att(4,5)");
    var point = value(plain, "att(4,5)");
    assertThat(band.confHigh() - band.confLow())
        .isGreaterThan(1.1 * (point.confHigh() - point.confLow()));
    assertThat(drawn.vcov().kind()).isEqualTo("multiplier bootstrap");
  }

  @Test
  void noNeverTreatedUnitsSuggestsNotYet() {
    Findings refused = run("att-gt", numbered(7L));
    var missing = (Estimate.Missing) refused.estimates().get(0);
    assertThat(missing.reason()).isEqualTo(Reason.NO_COMPARISON);
    assertThat(missing.detail()).contains("--control not-yet");
  }

  @Test
  void aRepeatedKeyIsNamed() {
    Table table = numbered(null);
    long[] t = table.longs("t").clone();
    t[3] = t[2];
    Table twice = replaced(table, "t", new Table.Longs(Schema.Type.INTEGER, t, new BitSet()));
    var missing = (Estimate.Missing) run("att-gt", twice).estimates().get(0);
    assertThat(missing.reason()).isEqualTo(Reason.DUPLICATE_ROWS);
    assertThat(missing.detail()).contains("household 0").contains("period " + t[3]);
  }

  static Table replaced(Table table, String name, Table.Column column) {
    var builder = Table.named(table.name());
    for (String c : table.schema().names()) {
      builder.column(c, c.equals(name) ? column : table.column(c));
    }
    return builder.build();
  }
}
