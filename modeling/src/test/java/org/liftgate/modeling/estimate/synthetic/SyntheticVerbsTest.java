package org.liftgate.modeling.estimate.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.estimate.EstimateVerb;
import org.liftgate.modeling.estimate.Findings;
import org.liftgate.modeling.estimate.Request;

class SyntheticVerbsTest {
  private static final Map<String, String> COLUMNS =
      Map.of("outcome", "sales", "unit", "shop name", "period", "week", "treated", "d");

  private static Table table(int treated, boolean gap) {
    int n = gap ? 79 : 80;
    var shop = new String[n];
    var week = new double[n];
    var y = new double[n];
    var d = new long[n];
    for (int i = 0; i < n; i++) {
      int row = n - 1 - i;
      int u = row / 8;
      int t = row % 8;
      shop[i] = "shop " + u;
      week[i] = 2020 + t;
      d[i] = u < treated && t >= 5 ? 1 : 0;
      y[i] = u + t * t + Math.sin(17.0 * row) + 3 * d[i];
    }
    return Table.named("file")
        .texts("shop name", shop)
        .doubles("week", week)
        .doubles("sales", y)
        .longs("d", d)
        .build();
  }

  private static Findings run(String verb, Table table, String... more) {
    var given = new HashMap<>(COLUMNS);
    for (int i = 0; i < more.length; i += 2) {
      given.put(more[i], more[i + 1]);
    }
    EstimateVerb found =
        ServiceLoader.load(EstimateVerb.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(v -> v.name().equals(verb))
            .findFirst()
            .orElseThrow();
    return found.run(Request.of(found, table, given, Workers.of(2)));
  }

  @Test
  void effectsFromAFileInAnyOrder() {
    Findings sdid = run("sdid", table(2, false), "vcov", "jackknife");
    var att = (Estimate.Value) sdid.estimates().get(0);
    assertThat(att.term()).isEqualTo("att");
    assertThat(att.confLow()).isLessThan(3);
    assertThat(att.confHigh()).isGreaterThan(3);
    assertThat(sdid.fit()).containsEntry("controls", 8.0).containsEntry("periods_before", 5.0);
    assertThat(sdid.vcov().kind()).isEqualTo("jackknife");
    assertThat(sdid.formula()).isEqualTo("sales ~ d | shop name + week");
    Findings sc = run("sc", table(1, false));
    assertThat(sc.fit()).containsKey("permutation_p");
    assertThat(sc.notes()).anyMatch(n -> n.startsWith("Weights of units: shop "));
  }

  @Test
  void whatIsMissingHasAName() {
    var missing = (Estimate.Missing) run("sdid", table(2, true)).estimates().get(0);
    assertThat(missing.detail())
        .isEqualTo("The panel is not balanced: no row for unit shop 9 in period 2027.");
    assertThatThrownBy(() -> run("sdid", table(2, false), "treated", "week"))
        .isInstanceOf(LiftgateException.class)
        .hasStackTraceContaining("must hold 0 and 1 alone");
    assertThatThrownBy(() -> run("sc", table(2, false), "outcome", "shop name"))
        .hasStackTraceContaining("must hold numbers");
    assertThatThrownBy(() -> run("sc", table(2, false), "replications", "1"))
        .hasStackTraceContaining("must be at least 2");
    assertThatThrownBy(() -> run("sc", table(2, false), "vcov", "hc1"))
        .hasMessageContaining("estimate sc cannot start");
  }
}
