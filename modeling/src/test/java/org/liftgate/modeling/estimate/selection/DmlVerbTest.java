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

/** {@code dml} by names of columns. */
class DmlVerbTest {
  private static Table table(int n) {
    var random = new SplittableRandom(3);
    var price = new double[n];
    var income = new double[n];
    var visits = new double[n];
    var demand = new double[n];
    var day = new double[n];
    var constant = new double[n];
    var copy = new double[n];
    var city = new String[n];
    var offer = new String[n];
    var id = new String[n];
    for (int i = 0; i < n; i++) {
      income[i] = 1 + random.nextDouble();
      visits[i] = random.nextGaussian();
      city[i] = random.nextBoolean() ? "north" : "south";
      id[i] = "c" + i;
      double base = 0.3 * visits[i] + (city[i].equals("north") ? 0.4 : 0);
      price[i] = Math.exp(0.5 * base + 0.4 * random.nextGaussian());
      copy[i] = 2 * price[i] + 1;
      offer[i] = random.nextInt(3) == 0 ? "mail" : random.nextBoolean() ? "call" : "a none";
      double effect = -2 + 0.5 * income[i];
      double lift = offer[i].equals("mail") ? 0.5 : 0;
      demand[i] = Math.exp(effect * Math.log(price[i]) + base + lift + 0.2 * random.nextGaussian());
      day[i] = i % 2 == 0 ? demand[i] : -demand[i];
    }
    return Table.named("data")
        .doubles("price", price)
        .doubles("income", income)
        .doubles("visits", visits)
        .doubles("demand", demand)
        .doubles("day", day)
        .doubles("constant", constant)
        .doubles("copy", copy)
        .texts("city", city)
        .texts("offer", offer)
        .texts("id", id)
        .build();
  }

  private static Findings run(Table data, String... options) {
    var given = new HashMap<String, String>();
    given.put("outcome", "demand");
    given.put("treatment", "price");
    given.put("modifiers", "income");
    given.put("controls", "visits,city");
    given.put("nuisance", "linear");
    given.put("log", "demand,price");
    for (int i = 0; i < options.length; i += 2) {
      given.put(options[i], options[i + 1]);
    }
    given.values().removeIf(String::isEmpty);
    var verb = new DmlVerb();
    return verb.run(Request.of(verb, data, given, Workers.of(2)));
  }

  private static Estimate term(Findings found, String term) {
    return found.estimates().stream().filter(e -> e.term().equals(term)).findFirst().orElseThrow();
  }

  private static void near(Estimate estimate, double truth) {
    Value v = (Value) estimate;
    assertThat(Math.abs(v.value() - truth)).as(v.term()).isLessThan(4 * v.stdError());
  }

  @ParameterizedTest
  @CsvSource({"linear", "forest", "boosting", "tuned"})
  void elasticitiesByIncome(String nuisance) {
    var found = run(table(1_500), "nuisance", nuisance, "curve", "income");
    near(term(found, "income"), 0.5);
    assertThat(((Value) term(found, "ate")).value()).isBetween(-1.4, -1.1);
    assertThat(found.formula()).isEqualTo("log(demand) ~ log(price) by income | visits + city");
    assertThat(found.fit()).containsKeys("outcome_r2", "treatment_r2", "heterogeneity_p");
    assertThat(found.estimates()).anyMatch(e -> e.term().startsWith("effect(income=1."));
    assertThat(found.vcov().kind()).isEqualTo("HC1");
  }

  @ParameterizedTest
  @CsvSource({"plm", "dr"})
  void armsOfText(String method) {
    var found =
        run(table(1_500), "treatment", "offer", "log", "demand", "method", method, "basis", "none");
    near(term(found, "ate(mail)"), 0.5);
    near(term(found, "ate(call)"), 0);
    assertThat(found.notes()).contains("Effects are against a none.");
  }

  @Test
  void whatIsWrongIsSaidAtOnce() {
    assertThatThrownBy(
            () -> run(table(200), "folds", "1", "basis", "cubic", "curve", "city", "repeats", "0"))
        .isInstanceOf(LiftgateException.class)
        .satisfies(
            e ->
                assertThat(((LiftgateException) e).problems().toString())
                    .contains("basis", "folds", "curve", "repeats"));
    assertThatThrownBy(
            () ->
                run(
                    table(10_000),
                    "outcome",
                    "day",
                    "controls",
                    "visits,id,day",
                    "log",
                    "day,price,constant"))
        .isInstanceOf(LiftgateException.class)
        .satisfies(
            e ->
                assertThat(((LiftgateException) e).problems().toString())
                    .contains(
                        "must be above 0 in every row; 5,000 of 10,000 are not",
                        "must have at most 500 levels; it has 10,000",
                        "must not hold the treatment or the outcome",
                        "constant is none"));
  }

  @ParameterizedTest
  @CsvSource({
    "200, constant, visits, NO_VARIATION, same in every row",
    "30, price, visits, LOW_DF, 30 rows are too few",
    "200, price, copy, NO_OVERLAP, determine the treatment"
  })
  void whatCannotBeEstimated(int n, String treatment, String control, Reason reason, String words) {
    var found = run(table(n), "treatment", treatment, "controls", control, "log", "demand");
    assertThat(term(found, "ate"))
        .isInstanceOfSatisfying(
            Missing.class,
            m -> {
              assertThat(m.reason()).isEqualTo(reason);
              assertThat(m.detail()).contains(words);
            });
  }
}
