package org.liftgate.modeling.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.panel.Csv;

/** The verbs ols, fe, did and event-study, against the peers' figures. */
class LinearVerbsTest {
  private final Table ols = table("ols.csv");
  private final Table panel = table("twfe_unbalanced.csv");
  private final Table cells = table("did2x2.csv");

  private static Table table(String name) {
    Csv csv = Csv.resource(name);
    var builder = Table.named("data");
    csv.columns()
        .forEach(
            (column, values) -> {
              if (Arrays.stream(values).allMatch(v -> v.matches("-?\\d+"))) {
                builder.longs(column, Arrays.stream(values).mapToLong(Long::parseLong).toArray());
              } else if (Arrays.stream(values).allMatch(v -> v.matches("-?[\\d.eE+-]+"))) {
                builder.doubles(column, csv.doubles(column));
              } else {
                builder.texts(column, values);
              }
            });
    return builder.build();
  }

  private static Findings run(String verb, Table data, String... options) {
    EstimateVerb found =
        ServiceLoader.load(EstimateVerb.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(v -> v.name().equals(verb))
            .findFirst()
            .orElseThrow();
    var given = new HashMap<String, String>();
    for (int i = 0; i < options.length; i += 2) {
      given.put(options[i], options[i + 1]);
    }
    return found.run(Request.of(found, data, given, Workers.of(2)));
  }

  private static JsonNode golden(String file, String figure) throws IOException {
    try (var in = LinearVerbsTest.class.getResourceAsStream("/golden/" + file)) {
      return new ObjectMapper().readTree(in).get("figures").get(figure).get("value");
    }
  }

  private static Estimate.Value value(Findings findings, String term) {
    return (Estimate.Value)
        findings.estimates().stream().filter(e -> e.term().equals(term)).findFirst().orElseThrow();
  }

  private static void same(Estimate.Value ours, JsonNode theirs) {
    for (var pair :
        Map.of(
                "est", ours.value(),
                "se", ours.stdError(),
                "t", ours.statistic(),
                "p", ours.pValue(),
                "lo", ours.confLow(),
                "hi", ours.confHigh())
            .entrySet()) {
      if (theirs.has(pair.getKey())) {
        double expected = theirs.get(pair.getKey()).asDouble();
        assertThat(pair.getValue())
            .as(ours.term() + " " + pair.getKey())
            .isCloseTo(expected, within(1e-8 * Math.abs(expected)));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "iid; ols.fixest.iid",
        "hc1; ols.fixest.hetero",
        "cluster(g1); ols.fixest.cl.g1",
        "cluster(g1,g2); ols.fixest.cl.g1g2",
        "cr2(g1); ols.estimatr.cl.CR2",
        "hc3; ols.estimatr.HC3",
      })
  void ols(String vcov, String figure) throws IOException {
    Findings findings = run("ols", ols, "formula", "y ~ x1 + x2 + x3 + x4 + x5", "vcov", vcov);
    JsonNode coef = golden("ols.json", figure).get("coef");
    assertThat(findings.estimates()).hasSize(6);
    for (Estimate e : findings.estimates()) {
      same((Estimate.Value) e, coef.get(e.term()));
    }
    assertThat(findings.fit().get("r2")).isCloseTo(0.372701552341394, within(1e-12));
    assertThat(findings.fit())
        .containsKeys("adj_r2", "f", "f_p", "durbin_watson", "loglik", "aic", "vif(x1)");
  }

  @Test
  void olsWithWeights() throws IOException {
    Findings findings =
        run("ols", ols, "formula", "y ~ x1 + x2 + x3 + x4 + x5", "weights", "wt", "vcov", "hc1");
    JsonNode coef = golden("ols.json", "wls.fixest.hetero").get("coef");
    findings.estimates().forEach(e -> same((Estimate.Value) e, coef.get(e.term())));
  }

  @Test
  void aWaldTestOfAFactorTestsAllItsLevels() {
    Findings findings =
        run("ols", ols, "formula", "y ~ x1 + i(g2)", "wald", "g2", "vcov", "cluster(g1)");
    assertThat(findings.fit().get("wald_df1")).isEqualTo(24.0);
    Findings all = run("ols", ols, "formula", "y ~ x1 + x2", "wald", "x1,x2");
    assertThat(all.fit().get("wald_f")).isEqualTo(all.fit().get("f"));
    assertThatThrownBy(() -> run("ols", ols, "formula", "y ~ x1", "wald", "x11"))
        .isInstanceOf(LiftgateException.class)
        .hasMessageContaining("Wald");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "y ~ d | hh + week; ; twfe.cl.hh",
        "y ~ d | hh + week; iid; twfe.iid",
        "y ~ d | hh + week; hc1; twfe.hetero",
        "y ~ d | hh + week; cluster(hh,week); twfe.cl.hhweek",
        "y ~ d | hh + week; cluster(segment); twfe.cl.segment",
        "y ~ d + x | hh + week; cluster(hh); twfe.cov.cl.hh",
        "y ~ d | hh; ; fe.hh.cl",
      })
  void fe(String formula, String vcov, String figure) throws IOException {
    Findings findings =
        vcov == null
            ? run("fe", panel, "formula", formula)
            : run("fe", panel, "formula", formula, "vcov", vcov);
    JsonNode coef = golden("twfe.json", figure).get("coef");
    assertThat(findings.estimates()).hasSize(coef.size());
    findings.estimates().forEach(e -> same((Estimate.Value) e, coef.get(e.term())));
  }

  @Test
  void feReportsTheFitOfFixest() throws IOException {
    Map<String, Double> fit = run("fe", panel, "formula", "y ~ d | hh + week").fit();
    JsonNode theirs = golden("twfe.json", "twfe.fit");
    var names =
        Map.of(
            "r2", "r2",
            "adj_r2", "ar2",
            "within_r2", "wr2",
            "adj_within_r2", "war2",
            "loglik", "ll",
            "aic", "aic",
            "bic", "bic");
    names.forEach(
        (ours, name) ->
            assertThat(fit.get(ours))
                .as(ours)
                .isCloseTo(theirs.get(name).asDouble(), within(1e-9 * Math.abs(fit.get(ours)))));
  }

  @Test
  void feWithFactorsCombinedEffectsAndText() throws IOException {
    var d = new double[cells.rows()];
    Arrays.setAll(d, i -> cells.longs("post")[i] * cells.longs("treated")[i]);
    var builder = Table.named("data").doubles("d", d);
    cells.schema().names().forEach(name -> builder.column(name, cells.column(name)));
    Findings findings =
        run("fe", builder.build(), "formula", "sales ~ i(store_type, d) | store + store_type^post");
    JsonNode coef = golden("twfe.json", "did2x2.het").get("coef");
    assertThat(findings.estimates()).hasSize(3);
    findings.estimates().forEach(e -> same((Estimate.Value) e, coef.get(e.term())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"iid; did2x2.ols", "cluster(store); did2x2.cl.nofe"})
  void did(String vcov, String figure) throws IOException {
    Findings findings =
        run("did", cells, "outcome", "sales", "treated", "treated", "post", "post", "vcov", vcov);
    JsonNode coef = golden("twfe.json", figure).get("coef");
    assertThat(findings.estimates().get(0).term()).isEqualTo("att");
    for (Estimate e : findings.estimates()) {
      same((Estimate.Value) e, coef.get(e.term().equals("att") ? "post:treated" : e.term()));
    }
  }

  @ParameterizedTest
  @CsvSource({"hc1, did2x2.HC1", "hc2, did2x2.HC2", "hc3, did2x2.HC3", ", did2x2.HC1"})
  void didIsRobustByDefault(String vcov, String figure) throws IOException {
    String[] options = {"outcome", "sales", "treated", "treated", "post", "post"};
    if (vcov != null) {
      options = Arrays.copyOf(options, 8);
      options[6] = "vcov";
      options[7] = vcov;
    }
    Findings findings = run("did", cells, options);
    double theirs = golden("twfe.json", figure).get("post:treated").asDouble();
    assertThat(value(findings, "att").stdError()).isCloseTo(theirs, within(1e-8 * theirs));
    assertThat(findings.notes().stream().anyMatch(n -> n.startsWith("HC1 by default")))
        .isEqualTo(vcov == null);
  }

  @Test
  void didWithCovariatesIsTheRegression() {
    Findings did =
        run(
            "did",
            cells,
            "outcome",
            "sales",
            "treated",
            "treated",
            "post",
            "post",
            "covariates",
            "store_type");
    Findings ols = run("ols", cells, "formula", "sales ~ treated*post + store_type", "vcov", "hc1");
    assertThat(value(did, "att").stdError())
        .isEqualTo(value(ols, "treated:post").stdError(), within(1e-12));
    assertThat(did.estimates().stream().map(Estimate::term))
        .contains("store_type::Suburban", "store_type::Urban");
  }

  @Test
  void didRefusesWhatItCannotCompare() {
    Table none =
        Table.named("data")
            .doubles("y", 1, 2, 3, 4)
            .longs("t", 0, 0, 0, 0)
            .longs("p", 0, 1, 0, 1)
            .longs("half", 0, 0, 1, 1)
            .longs("g", 1, 1, 2, 2)
            .longs("two", 0, 1, 2, 0)
            .build();
    String[] base = {"outcome", "y", "treated", "t", "post", "p"};
    assertThat(reason(run("did", none, base))).isEqualTo(Reason.EMPTY_ARM);
    base[3] = "half";
    base[5] = "half";
    assertThat(reason(run("did", none, base))).isEqualTo(Reason.INCOMPLETE_CELLS);
    base[5] = "two";
    assertThatThrownBy(() -> run("did", none, base)).hasMessageContaining("0 and 1");
    Findings small =
        run("did", none, "outcome", "y", "treated", "half", "post", "p", "vcov", "cluster(g)");
    assertThat(reason(small)).isEqualTo(Reason.SMALL_ARM);
  }

  private static Reason reason(Findings findings) {
    return ((Estimate.Missing) findings.estimates().get(0)).reason();
  }

  @Test
  void eventStudy() throws IOException {
    JsonNode coef = golden("twfe.json", "event.study").get("coef");
    JsonNode wald = golden("twfe.json", "event.pretrend");
    Findings findings = eventStudy(panel, "cohort", "first");
    assertThat(findings.estimates()).hasSize(coef.size());
    for (Estimate e : findings.estimates()) {
      String period = e.term().substring(6, e.term().length() - 1);
      same((Estimate.Value) e, coef.get("rb::" + period));
    }
    assertThat(findings.fit().get("pre_trend_f"))
        .isCloseTo(wald.get("stat").asDouble(), within(1e-8));
    assertThat(findings.fit().get("pre_trend_p")).isCloseTo(wald.get("p").asDouble(), within(1e-9));
    assertThat(findings.notes()).anyMatch(n -> n.contains("staggered"));
  }

  private static Findings eventStudy(Table data, String... last) {
    String[] options = {
      "outcome", "y", "unit", "hh", "period", "week", "window", "-6:8", last[0], last[1]
    };
    if (last.length > 2) {
      options = Arrays.copyOf(options, 12);
      options[10] = last[2];
      options[11] = last[3];
    }
    return run("event-study", data, options);
  }

  @Test
  void eventTimesAndDatesGiveTheSameAsCohorts() {
    Estimate.Value byCohort = value(eventStudy(panel, "cohort", "first"), "event(3)");
    var never = new java.util.BitSet();
    long[] rel = panel.longs("rel");
    for (int i = 0; i < rel.length; i++) {
      if (rel[i] == -1000) {
        never.set(i);
      }
    }
    var builder = Table.named("data");
    for (String name : panel.schema().names()) {
      builder.column(name, panel.column(name));
    }
    builder.column("r", new Table.Longs(org.liftgate.kernel.Schema.Type.INTEGER, rel, never));
    long[] week = Arrays.stream(panel.longs("week")).map(w -> 19_000 + 7 * w).toArray();
    long[] first = Arrays.stream(panel.longs("first")).map(w -> 19_000 + 7 * w).toArray();
    var date = org.liftgate.kernel.Schema.Type.DATE;
    Table dated =
        builder
            .column("label", new Table.Longs(date, week, new java.util.BitSet()))
            .column("start", new Table.Longs(date, first, never))
            .build();
    assertThat(value(eventStudy(dated, "event-time", "r"), "event(3)")).isEqualTo(byCohort);
    Findings byDate =
        run(
            "event-study",
            dated,
            "outcome",
            "y",
            "unit",
            "hh",
            "period",
            "label",
            "window",
            "-6:8",
            "cohort",
            "start");
    assertThat(value(byDate, "event(3)")).isEqualTo(byCohort);
  }

  @Test
  void eventStudyTakesEveryCovariance() {
    Estimate.Value cr1 = value(eventStudy(panel, "cohort", "first"), "event(2)");
    for (String vcov : List.of("cr2(hh)", "cr3(hh)", "hc2", "pairs(hh)", "wild(hh)")) {
      Findings other = eventStudy(panel, "cohort", "first", "vcov", vcov);
      Estimate.Value v = value(other, "event(2)");
      assertThat(v.value()).isCloseTo(cr1.value(), within(1e-9));
      assertThat(v.stdError() / cr1.stdError()).as(vcov).isBetween(0.4, 1.2);
    }
  }

  @Test
  void repeatedKeysAreNamed() {
    Table twice =
        Table.named("data")
            .doubles("y", 1, 2, 3, 4, 5)
            .texts("hh", "a", "a", "b", "b", "b")
            .longs("week", 1, 2, 1, 2, 2)
            .longs("first", 2, 2, 0, 0, 0)
            .build();
    var missing = (Estimate.Missing) eventStudy(twice, "cohort", "first").estimates().get(0);
    assertThat(missing.reason()).isEqualTo(Reason.DUPLICATE_ROWS);
    assertThat(missing.detail()).contains("hh b has more than one row in week 2");
  }

  @Test
  void columnNamesMayHoldBlanksAndQuotes() {
    Table odd =
        Table.named("data")
            .doubles("net sales", 1, 2, 3, 5, 4, 7)
            .doubles("a \"b\"", 1, 2, 4, 3, 5, 6)
            .texts("my group", "u", "v", "w", "x", "y", "z")
            .build();
    Findings findings =
        run("ols", odd, "formula", "`net sales` ~ `a \"b\"`", "vcov", "cluster(my group)");
    assertThat(findings.estimates()).hasSize(2).allMatch(e -> e instanceof Estimate.Value);
    assertThat(findings.estimates().get(1).term()).isEqualTo("`a \"b\"`");
  }
}
