package org.liftgate.app.selftest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.liftgate.app.store.Json;
import org.liftgate.modeling.truth.Bars;
import org.liftgate.modeling.truth.MonteCarlo.Figure;
import org.liftgate.modeling.truth.MonteCarlo.NoNumbers;
import org.liftgate.modeling.truth.MonteCarlo.Numbers;

/** What a self-test showed, as one document. */
public final class SelfTestJson {
  private SelfTestJson() {}

  public static ObjectNode of(SelfTest test, List<SelfTest.Shown> shown) {
    ObjectNode node =
        Json.object()
            .put("ok", shown.stream().allMatch(s -> s.failures().isEmpty()))
            .put("draws", test.draws())
            .put("seed", test.seed());
    var cases = node.putArray("cases");
    shown.forEach(s -> cases.add(one(s)));
    return node;
  }

  private static ObjectNode one(SelfTest.Shown s) {
    ObjectNode node =
        Json.object()
            .put("estimator", s.truthCase().name())
            .put("design", s.truthCase().design().name())
            .put("estimand", s.truthCase().estimand())
            .put("expected", s.truthCase().expected().name().toLowerCase(Locale.ROOT))
            .put("ok", s.failures().isEmpty())
            .put("seconds", s.seconds())
            .put("draws", s.result().draws());
    switch (s.result()) {
      case Numbers n -> numbers(node, n);
      case NoNumbers _ -> none(node);
    }
    ObjectNode missing = node.putObject("missing");
    s.result().missing().forEach((r, n) -> missing.put(r.name().toLowerCase(Locale.ROOT), n));
    node.set("failures", Json.tree(s.failures()));
    return node;
  }

  private static void numbers(ObjectNode node, Numbers n) {
    node.put("estimated", n.estimated())
        .put("truth", n.truth())
        .put("mean", n.mean())
        .put("sd", n.sd())
        .put("mean_std_error", n.meanStdError());
    figure(node, "bias_in_se", n.bias());
    figure(node, "se_over_sd", n.ratio());
    figure(node, "power", n.power());
    band(figure(node, "size", n.size()), Bars.size(n.estimated()));
    band(figure(node, "coverage", n.coverage()), Bars.coverage(n.estimated()));
  }

  private static ObjectNode figure(ObjectNode node, String name, Figure figure) {
    return node.putObject(name).put("value", figure.value()).put("error", figure.error());
  }

  private static void band(ObjectNode figure, Bars.Range range) {
    figure.put("low", range.low()).put("high", range.high());
  }

  private static void none(ObjectNode node) {
    node.put("estimated", 0);
    for (String name : List.of("truth", "mean", "sd", "mean_std_error")) {
      node.putNull(name);
    }
    for (String name : List.of("bias_in_se", "se_over_sd", "power", "size", "coverage")) {
      node.putNull(name);
    }
  }
}
