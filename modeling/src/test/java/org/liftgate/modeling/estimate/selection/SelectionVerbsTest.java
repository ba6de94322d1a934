package org.liftgate.modeling.estimate.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Missing;
import org.liftgate.kernel.Estimate.Point;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Estimate.Value;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.estimate.EstimateVerb;
import org.liftgate.modeling.estimate.Findings;
import org.liftgate.modeling.estimate.Request;
import org.liftgate.modeling.panel.Csv;

/** Verbs under selection on observables: figures of the peers through options by name. */
class SelectionVerbsTest {
  private static final String[] UNITS = {
    "treatment", "t", "outcome", "y", "covariates", "x1,x2,x3,x4"
  };

  private static final String[] REGIONS = {"north", "south", "west"};

  private static Table.Builder matching() {
    Csv csv = Csv.resource("matching.csv");
    var builder = Table.named("data");
    csv.columns().keySet().forEach(c -> builder.doubles(c, csv.doubles(c)));
    return builder;
  }

  private static Table ols() {
    Csv csv = Csv.resource("ols.csv");
    var builder = Table.named("data");
    csv.columns().keySet().forEach(c -> builder.doubles(c, csv.doubles(c)));
    return builder.build();
  }

  private static EstimateVerb verb(String name) {
    return ServiceLoader.load(EstimateVerb.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(v -> v.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Findings run(String name, Table data, String... options) {
    var given = new HashMap<String, String>();
    for (int i = 0; i < options.length; i += 2) {
      given.put(options[i], options[i + 1]);
    }
    EstimateVerb verb = verb(name);
    return verb.run(Request.of(verb, data, given, Workers.of(2)));
  }

  private static String[] units(String... more) {
    String[] all = Arrays.copyOf(UNITS, UNITS.length + more.length);
    System.arraycopy(more, 0, all, UNITS.length, more.length);
    return all;
  }

  @ParameterizedTest
  @CsvSource({
    "logit, largest, false, .926693437641769, .0918137236173554, 271",
    "score, largest, false, .895356777347215, .0891867237157343, 266",
    "score, data, false, .775310880654473, .0909146638990957, 250",
    "score, smallest, false, .694512979525977, .0904601003097420, 246",
    "score, closest, false, .759682772329905, .0879681730913100, 250",
    "logit, largest, true, .842023128133128, , 291",
  })
  void match(String on, String order, String replace, double att, Double error, double matched) {
    var found =
        run(
            "match",
            matching().build(),
            units("caliper-on", on, "order", order, "replace", replace));
    var effect = (Value) found.estimates().get(0);
    assertThat(effect.term()).isEqualTo("att");
    assertThat(effect.value()).isCloseTo(att, within(1e-8));
    if (error != null) {
      assertThat(effect.stdError()).isCloseTo(error, within(1e-8));
    } else {
      assertThat(effect.stdError()).isBetween(0.09, 0.12);
    }
    assertThat(found.fit()).containsEntry("matched", matched);
    assertThat(found.fit().get("max_smd_after")).isLessThan(found.fit().get("max_smd_before"));
    assertThat(found.notes()).anyMatch(n -> n.contains("ATM"));
  }

  @Test
  void weights() {
    var ipw = run("ipw", matching().build(), units("estimand", "att"));
    assertThat(((Value) ipw.estimates().get(0)).value()).isCloseTo(.917622300768481, within(1e-8));
    assertThat(ipw.fit().get("ess_control")).isCloseTo(276.001326995909, within(1e-6));
    var ate = run("ipw", matching().build(), units("estimand", "ate"));
    assertThat(((Value) ate.estimates().get(0)).value()).isCloseTo(.856327476422453, within(1e-8));
    double[] unit = IntStream.range(0, 800).mapToDouble(i -> i / 4).toArray();
    Table clustered = matching().doubles("a unit", unit).build();
    for (String estimand : new String[] {"ate", "att", "ato"}) {
      var aipw = run("aipw", clustered, units("estimand", estimand, "vcov", "cluster(a unit)"));
      var effect = (Value) aipw.estimates().get(0);
      assertThat(effect.term()).isEqualTo(estimand);
      assertThat(effect.value()).isBetween(0.7, 1.1);
      assertThat(effect.df()).isEqualTo(199);
    }
  }

  @Test
  void balanceAndSensitivity() {
    var balance = run("balance", matching().build(), units("caliper-on", "score"));
    assertThat(point(balance, "smd(x1,before)")).isCloseTo(.695751655067496, within(1e-8));
    assertThat(point(balance, "smd(x1,after)")).isCloseTo(.0804948242951823, within(1e-8));
    var weighted = run("balance", matching().build(), units("after", "ato"));
    assertThat(point(weighted, "smd(x1,after)")).isCloseTo(0, within(1e-10));
    var sensitivity = run("sensitivity", matching().build(), units());
    assertThat(point(sensitivity, "rv")).isBetween(0.2, 0.5);
    assertThat(point(sensitivity, "gamma")).isBetween(1.5, 5.0);
    assertThat(point(sensitivity, "as_strong_as(x1)")).isBetween(0.0, 0.9);
  }

  private static double point(Findings found, String term) {
    return ((Point)
            found.estimates().stream().filter(e -> e.term().equals(term)).findFirst().orElseThrow())
        .value();
  }

  @Test
  void logit() {
    var found = run("logit", matching().build(), "formula", "t ~ x1 + x2 + x3 + x4");
    assertThat(((Value) found.estimates().get(1)).value())
        .isCloseTo(.762841227326837, within(1e-8));
    assertThat(found.fit().get("aic")).isCloseTo(940.787741471505, within(1e-6));
    assertThat(found.vcov().kind()).isEqualTo("iid");
    var apart = run("logit", matching().build(), "formula", "t ~ x1 + I(t * 2 + x2)");
    assertThat(((Missing) apart.estimates().get(1)).reason()).isEqualTo(Reason.SEPARATION);
    assertThatThrownBy(() -> run("logit", matching().build(), "formula", "y ~ x1"))
        .isInstanceOf(LiftgateException.class)
        .hasMessageContaining("must hold 0 and 1 only");
    assertThatThrownBy(() -> run("logit", matching().build(), "formula", "t ~ x1 | id"))
        .isInstanceOf(LiftgateException.class)
        .hasMessageContaining("must keep the intercept");
  }

  @Test
  void penalised() {
    String formula = "y ~ x1 + x2 + x3 + x4 + x5";
    var lasso = run("lasso", ols(), "formula", formula, "lambda", "0.3");
    assertThat(point(lasso, "x4")).isCloseTo(.74088589136166, within(1e-8));
    assertThat(lasso.fit()).containsEntry("nonzero", 2.0);
    var ridge = run("ridge", ols(), "formula", formula, "lambda", "10", "convention", "scikit");
    assertThat(point(ridge, "x1")).isCloseTo(.555939066435445, within(1e-8));
    var net = run("elastic-net", ols(), "formula", formula, "lambda", "1", "alpha", ".5");
    assertThat(point(net, "x4")).isCloseTo(.46350603950493, within(1e-8));
    var chosen = run("lasso", ols(), "formula", formula, "rule", "1se");
    assertThat(chosen.fit().get("lambda")).isEqualTo(chosen.fit().get("lambda_1se"));
    assertThat(chosen.estimates()).allMatch(e -> e instanceof Point);
    assertThatThrownBy(() -> run("ridge", ols(), "formula", formula, "lambda", "-1"))
        .hasMessageContaining("must be at least 0");
    assertThatThrownBy(() -> run("elastic-net", ols(), "formula", formula, "alpha", "2"))
        .hasMessageContaining("must be 0 to 1");
  }

  @Test
  void textIsAFactorAndMissingRowsAreCounted() {
    String[] region = new String[800];
    Arrays.setAll(region, i -> REGIONS[i % 3]);
    Csv csv = Csv.resource("matching.csv");
    double[] holes = csv.doubles("x1");
    holes[3] = Double.NaN;
    holes[5] = Double.POSITIVE_INFINITY;
    Table data = matching().texts("the region", region).doubles("h", holes).build();
    var found =
        run(
            "match",
            data,
            "treatment",
            "t",
            "outcome",
            "y",
            "covariates",
            "h,the region",
            "exact",
            "the region");
    assertThat(found.rows()).isEqualTo(798);
    assertThat(found.notes().get(0)).contains("2 of 800");
    assertThat(found.estimates().get(0)).isInstanceOf(Value.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"match", "ipw", "aipw"})
  void whatCannotBeCompared(String verb) {
    Csv csv = Csv.resource("matching.csv");
    double[] t = csv.doubles("t");
    double[] telling = IntStream.range(0, 800).mapToDouble(i -> 3 * t[i] + i % 2).toArray();
    Table data = matching().doubles("telling", telling).doubles("none", new double[800]).build();
    Estimate apart =
        run(verb, data, "treatment", "t", "outcome", "y", "covariates", "telling")
            .estimates()
            .get(0);
    assertThat(((Missing) apart).reason()).isEqualTo(Reason.SEPARATION);
    assertThat(((Missing) apart).detail()).contains("telling");
    Estimate nobody =
        run(verb, data, "treatment", "none", "outcome", "y", "covariates", "x1").estimates().get(0);
    assertThat(((Missing) nobody).reason()).isEqualTo(Reason.EMPTY_ARM);
    assertThatThrownBy(() -> run(verb, data, "treatment", "y", "outcome", "t", "covariates", "x1"))
        .hasMessageContaining("must hold 0 and 1 only");
    assertThatThrownBy(
            () -> run(verb, data, "treatment", "t", "outcome", "y", "covariates", "x1,t"))
        .hasMessageContaining("must not hold the treatment");
  }

  @ParameterizedTest
  @ValueSource(strings = {"match", "ipw", "aipw", "balance", "sensitivity"})
  void twoRowsAreNoStackTrace(String verb) {
    Table two =
        Table.named("two").doubles("t", 0, 1).doubles("y", 1, 2).doubles("x1", 1e9, 2e9).build();
    var found = run(verb, two, "treatment", "t", "outcome", "y", "covariates", "x1");
    assertThat(found.estimates()).isNotEmpty();
  }

  @Test
  void matchSaysWhatIsWrongWithItsNumbers() {
    assertThatThrownBy(() -> run("match", matching().build(), units("caliper", "0", "ratio", "0")))
        .isInstanceOf(LiftgateException.class)
        .satisfies(e -> assertThat(((LiftgateException) e).problems()).hasSize(2));
  }
}
