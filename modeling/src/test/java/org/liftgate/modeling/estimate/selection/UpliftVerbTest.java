package org.liftgate.modeling.estimate.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Missing;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Estimate.Value;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.estimate.Findings;
import org.liftgate.modeling.estimate.Request;

/** {@code uplift} by names of columns. */
class UpliftVerbTest {
  private static Table table(double slope) {
    int n = 800;
    var random = new SplittableRandom(8);
    double[] mailed = new double[n];
    double[] visits = new double[n];
    double[] sales = new double[n];
    double[] household = new double[n];
    String[] city = new String[n];
    for (int i = 0; i < n; i++) {
      household[i] = i / 2;
      mailed[i] = i % 4 < 2 ? 1 : 0;
      visits[i] = random.nextGaussian();
      city[i] = random.nextBoolean() ? "north" : "south";
      double effect = 1 + slope * visits[i] + (city[i].equals("north") ? slope : 0);
      sales[i] = visits[i] + effect * mailed[i] + random.nextGaussian();
    }
    return Table.named("data")
        .doubles("mailed", mailed)
        .doubles("visits", visits)
        .doubles("sales", sales)
        .doubles("household", household)
        .texts("city", city)
        .build();
  }

  private static Findings run(Table data, String... options) {
    var given = new HashMap<String, String>();
    given.put("outcome", "sales");
    given.put("treatment", "mailed");
    given.put("features", "visits,city");
    given.put("placebo", "5");
    given.put("draws", "50");
    for (int i = 0; i < options.length; i += 2) {
      given.put(options[i], options[i + 1]);
    }
    var verb = new UpliftVerb();
    return verb.run(Request.of(verb, data, given, Workers.of(2)));
  }

  private static Estimate term(Findings found, String term) {
    return found.estimates().stream().filter(e -> e.term().equals(term)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"t, forest", "s, boosting", "x, linear", "dr, forest"})
  void differencesAreFound(String learner, String model) {
    var found =
        run(
            table(1.5),
            "learner",
            learner,
            "model",
            model,
            "group",
            "household",
            "probability",
            "0.5",
            "margin",
            "1",
            "cost",
            "1");
    assertThat(((Value) term(found, "rate")).statistic()).isGreaterThan(4);
    assertThat(((Value) term(found, "decile(1)")).value())
        .isGreaterThan(((Value) term(found, "decile(10)")).value());
    assertThat(term(found, "profit(everybody)")).isInstanceOf(Value.class);
    assertThat(found.fit())
        .containsKeys("rate_se_half_samples", "placebo_p", "score_auc", "rate_one_sided_p");
    assertThat(found.vcov().clusters()).containsExactly("household");
    assertThat(found.notes()).noneMatch(n -> n.contains("associational"));
  }

  @Test
  void aConstantGetsNoTable() {
    var found = run(table(0), "learner", "t", "folds", "2");
    var refused = (Missing) term(found, "deciles");
    assertThat(refused.reason()).isEqualTo(Reason.NO_HETEROGENEITY);
    assertThat(refused.detail()).contains("does not beat a constant");
    assertThat(found.estimates()).noneMatch(e -> e.term().startsWith("decile("));
    assertThat(found.notes()).anyMatch(n -> n.contains("associational"));
    assertThat(found.fit()).containsEntry("held_out_rows", 400.0);
  }

  @Test
  void allProblemsAtOnce() {
    assertThatThrownBy(
            () ->
                run(
                    table(0),
                    "folds",
                    "1",
                    "probability",
                    "1",
                    "margin",
                    "0",
                    "cost",
                    "-1",
                    "top-share",
                    "2"))
        .isInstanceOfSatisfying(LiftgateException.class, e -> assertThat(e.problems()).hasSize(5));
    assertThatThrownBy(() -> run(table(0), "features", "visits,mailed"))
        .hasMessageContaining("must not hold the treatment");
  }
}
