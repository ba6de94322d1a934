package org.liftgate.app.estimate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.store.Json;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.estimate.Findings;

/** Findings as the contract's document. A number that is not there is null. */
public final class FindingsJson {
  /** Statistics that every document has, null where the estimator has none. */
  private static final List<String> FIT =
      List.of("r2", "adj_r2", "f", "f_p", "durbin_watson", "loglik");

  private FindingsJson() {}

  public static ObjectNode of(Findings findings) {
    ObjectNode node =
        Json.object()
            .put("estimator", findings.estimator())
            .put("formula", findings.formula())
            .put("n", findings.rows());
    ObjectNode vcov = node.putObject("vcov").put("kind", findings.vcov().kind());
    vcov.set("clusters", Json.tree(findings.vcov().clusters()));
    vcov.put("ssc", findings.vcov().ssc());
    var rows = node.putArray("estimates");
    findings.estimates().forEach(e -> rows.add(row(e)));
    ObjectNode fit = node.putObject("fit");
    FIT.forEach(name -> fit.put(name, finite(findings.fit().get(name))));
    findings.fit().forEach((name, value) -> fit.put(name, finite(value)));
    node.set("notes", Json.tree(findings.notes()));
    return node;
  }

  private static ObjectNode row(Estimate estimate) {
    ObjectNode row = Json.object().put("term", estimate.term());
    return switch (estimate) {
      case Estimate.Value v ->
          numbers(
                  row,
                  v.value(),
                  v.stdError(),
                  v.statistic(),
                  v.df(),
                  v.pValue(),
                  v.confLow(),
                  v.confHigh())
              .putNull("missing");
      case Estimate.Point p ->
          numbers(row, p.value(), null, null, null, null, null, null)
              .putNull("missing")
              .put("no_uncertainty", p.why());
      case Estimate.Missing m -> {
        numbers(row, null, null, null, null, null, null, null)
            .putObject("missing")
            .put("reason", m.reason().name().toLowerCase(Locale.ROOT))
            .put("detail", m.detail());
        yield row;
      }
    };
  }

  private static ObjectNode numbers(ObjectNode row, @Nullable Double... values) {
    String[] names = {
      "estimate", "std_error", "statistic", "df", "p_value", "conf_low", "conf_high"
    };
    for (int i = 0; i < names.length; i++) {
      row.put(names[i], finite(values[i]));
    }
    return row;
  }

  private static @Nullable Double finite(@Nullable Double value) {
    return value != null && Double.isFinite(value) ? value : null;
  }
}
