package org.liftgate.modeling.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate.Missing;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Estimate.Value;
import org.liftgate.kernel.Table;

/** {@code iv} by names of columns. */
class IvVerbTest {
  private static final int N = 400;

  private static Table.Builder mailing() {
    var random = new SplittableRandom(9);
    double[] mailed = new double[N];
    double[] redeemed = new double[N];
    double[] sales = new double[N];
    double[] income = new double[N];
    double[] household = new double[N];
    String[] city = new String[N];
    for (int i = 0; i < N; i++) {
      household[i] = i / 2;
      mailed[i] = i % 4 < 2 ? 1 : 0;
      income[i] = random.nextGaussian();
      city[i] = i % 3 == 0 ? "north" : "south";
      redeemed[i] = mailed[i] == 1 && random.nextDouble() < 0.4 ? 1 : 0;
      sales[i] = 20 + 5 * redeemed[i] + 2 * income[i] + random.nextGaussian();
    }
    return Table.named("data")
        .doubles("mailed", mailed)
        .doubles("redeemed", redeemed)
        .doubles("sales", sales)
        .doubles("income", income)
        .doubles("household", household)
        .texts("city", city);
  }

  private static Findings run(Table data, String... options) {
    var given = new HashMap<String, String>();
    for (int i = 0; i < options.length; i += 2) {
      given.put(options[i], options[i + 1]);
    }
    var verb = new IvVerb();
    return verb.run(Request.of(verb, data, given, Workers.of(1)));
  }

  @Test
  void lateWithFirstStageSetAndCurve() {
    var found =
        run(
            mailing().build(),
            "outcome",
            "sales",
            "treatment",
            "redeemed",
            "instrument",
            "mailed",
            "covariates",
            "income,city",
            "vcov",
            "cluster(household)");
    var late = (Value) found.estimates().get(0);
    assertThat(late.term()).isEqualTo("late");
    assertThat(late.value()).isCloseTo(5, within(4 * late.stdError()));
    assertThat(found.estimates())
        .extracting(e -> e.term())
        .startsWith("late", "itt", "first_stage(mailed)", "late(direct=10% of itt)")
        .endsWith("late(direct=100% of itt)");
    assertThat(found.vcov().clusters()).containsExactly("household");
    assertThat(found.fit()).containsKeys("first_stage_f", "effective_f", "anderson_rubin_low");
    assertThat(found.notes()).anyMatch(n -> n.startsWith("Anderson-Rubin 95% set: "));
    var absorbed =
        run(
            mailing().build(),
            "outcome",
            "sales",
            "treatment",
            "redeemed",
            "instrument",
            "mailed",
            "covariates",
            "income",
            "effects",
            "city");
    // HC1 counts the absorbed effect as the dummy it stands for.
    assertThat(((Value) absorbed.estimates().get(0)).value()).isCloseTo(late.value(), within(1e-9));
  }

  @Test
  void problemsAndTypedReasons() {
    assertThatThrownBy(
            () ->
                run(
                    mailing().build(),
                    "outcome",
                    "sales",
                    "treatment",
                    "redeemed",
                    "instrument",
                    "redeemed"))
        .hasMessageContaining("which has another part already");
    assertThatThrownBy(
            () ->
                run(
                    mailing().build(),
                    "outcome",
                    "sales",
                    "treatment",
                    "redeemed",
                    "instrument",
                    "city"))
        .hasMessageContaining("must hold numbers");
    var nothing =
        run(
            mailing().doubles("never", new double[N]).build(),
            "outcome",
            "sales",
            "treatment",
            "redeemed",
            "instrument",
            "never");
    assertThat(((Missing) nothing.estimates().get(0)).reason()).isEqualTo(Reason.NO_VARIATION);
  }
}
