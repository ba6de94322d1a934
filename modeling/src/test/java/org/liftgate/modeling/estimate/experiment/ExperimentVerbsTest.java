package org.liftgate.modeling.estimate.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.estimate.EstimateVerb;
import org.liftgate.modeling.estimate.Findings;
import org.liftgate.modeling.estimate.Request;
import org.liftgate.modeling.truth.RandomisedExperiment;

class ExperimentVerbsTest {

  private static Table table(int n) {
    var s = RandomisedExperiment.of(n, 0.5, 0.5).draw(1);
    var t = new long[n];
    var baskets = new double[n];
    var house = new String[n];
    for (int i = 0; i < n; i++) {
      t[i] = s.treated()[i];
      baskets[i] = 1 + i % 3;
      house[i] = "h" + i;
    }
    return Table.named("file")
        .doubles("y", s.outcome())
        .doubles("y before", s.covariates()[0])
        .doubles("baskets", baskets)
        .longs("t", t)
        .texts("house", house)
        .build();
  }

  private static Findings run(String verb, int n, String... options) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      given.put(options[i], options[i + 1]);
    }
    EstimateVerb found =
        ServiceLoader.load(EstimateVerb.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(v -> v.name().equals(verb))
            .findFirst()
            .orElseThrow();
    return found.run(Request.of(found, table(n), given, Workers.of(2)));
  }

  @Test
  void effectsOfAnExperimentInAFile() {
    Findings plain = run("difference", 900, "outcome", "y", "treatment", "t");
    Findings sharp =
        run("cuped", 900, "outcome", "y", "treatment", "t", "covariates", "\"y before\"");
    assertThat(plain.estimates()).hasSize(1);
    assertThat(plain.fit()).containsKeys("srm_p", "treated", "comparison");
    assertThat(sharp.fit().get("variance_reduction")).isBetween(0.1, 0.7);
    assertThat(((Estimate.Value) sharp.estimates().get(0)).stdError())
        .isLessThan(((Estimate.Value) plain.estimates().get(0)).stdError());
    Findings clustered =
        run("difference", 900, "outcome", "y", "treatment", "t", "cluster", "house");
    assertThat(((Estimate.Value) clustered.estimates().get(0)).stdError())
        .isCloseTo(((Estimate.Value) plain.estimates().get(0)).stdError(), within(1e-12));
    assertThat(clustered.vcov().clusters()).containsExactly("house");
  }

  @Test
  void anIntervalForEveryLookStandsBesideTheFixedOne() {
    Findings f = run("difference", 900, "outcome", "y", "treatment", "t", "tightest-at", "500");
    assertThat(f.estimates()).extracting(Estimate::term).containsExactly("ate", "ate at any look");
  }

  @Test
  void mismatchedArmsAreSaid() {
    Findings f = run("difference", 900, "outcome", "y", "treatment", "t", "share", "0.3");
    assertThat(f.notes()).anyMatch(n -> n.startsWith("Sample-ratio mismatch"));
    assertThatThrownBy(
            () -> run("difference", 900, "outcome", "y", "treatment", "t", "share", "1.5"))
        .hasStackTraceContaining("must lie between 0 and 1");
  }

  @Test
  void ratios() {
    String[] options = {"numerator", "y", "denominator", "baskets", "treatment", "t"};
    assertThat(run("ratio", 900, options).estimates().get(0)).isInstanceOf(Estimate.Value.class);
    var few = (Estimate.Missing) run("ratio", 6, options).estimates().get(0);
    assertThat(few.reason()).isEqualTo(Reason.TOO_FEW_CLUSTERS);
  }
}
