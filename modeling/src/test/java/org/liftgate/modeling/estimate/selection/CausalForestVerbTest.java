package org.liftgate.modeling.estimate.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.estimate.Findings;
import org.liftgate.modeling.estimate.Request;

/** {@code causal-forest} by names of columns. */
class CausalForestVerbTest {
  private static final int N = 900;

  private static Table data() {
    var random = new SplittableRandom(3);
    double[] age = new double[N];
    double[] mailed = new double[N];
    double[] always = new double[N];
    double[] sales = new double[N];
    double[] household = new double[N];
    String[] city = new String[N];
    for (int i = 0; i < N; i++) {
      age[i] = random.nextGaussian();
      mailed[i] = random.nextInt(2);
      always[i] = 1;
      city[i] = random.nextInt(2) == 0 ? "north" : "south";
      household[i] = i / 2;
      sales[i] = 5 + age[i] + (1 + age[i]) * mailed[i] + 0.5 * random.nextGaussian();
    }
    return Table.named("data")
        .doubles("age", age)
        .doubles("mailed", mailed)
        .doubles("always", always)
        .doubles("sales", sales)
        .doubles("household", household)
        .texts("city", city)
        .build();
  }

  private static Findings run(String... options) {
    var given = new HashMap<String, String>();
    for (int i = 0; i < options.length; i += 2) {
      given.put(options[i], options[i + 1]);
    }
    return new CausalForestVerb()
        .run(Request.of(new CausalForestVerb(), data(), given, Workers.of(2)));
  }

  private static Estimate term(Findings found, String term) {
    return found.estimates().stream().filter(e -> e.term().equals(term)).findFirst().orElseThrow();
  }

  @Test
  void meansTestsAndImportance() {
    var found =
        run(
            "outcome",
            "sales",
            "treatment",
            "mailed",
            "features",
            "age,city",
            "trees",
            "100",
            "cluster",
            "household");
    assertThat(found.rows()).isEqualTo(N);
    var ate = (Estimate.Value) term(found, "ate");
    assertThat(ate.value()).isCloseTo(1, within(4 * ate.stdError()));
    assertThat(((Estimate.Value) term(found, "blp(age)")).value()).isCloseTo(1, within(0.3));
    assertThat(((Estimate.Value) term(found, "rate")).pValue()).isLessThan(0.01);
    assertThat(((Estimate.Point) term(found, "importance(age)")).value()).isGreaterThan(0.7);
    assertThat(found.fit().get("differential_one_sided_p")).isLessThan(0.001);
    assertThat(found.vcov().clusters()).containsExactly("household");
  }

  @Test
  void refusalsAreTypedAndProblemsComeTogether() {
    var missing =
        (Estimate.Missing)
            term(run("outcome", "sales", "treatment", "always", "features", "age"), "ate");
    assertThat(missing.reason()).isEqualTo(Reason.NO_VARIATION);
    assertThatThrownBy(
            () ->
                run(
                    "outcome",
                    "sales",
                    "treatment",
                    "mailed",
                    "features",
                    "age,sales",
                    "trees",
                    "0"))
        .isInstanceOfSatisfying(
            LiftgateException.class, refused -> assertThat(refused.problems()).hasSize(2));
  }
}
