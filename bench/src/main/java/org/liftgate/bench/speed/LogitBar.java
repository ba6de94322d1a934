package org.liftgate.bench.speed;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.liftgate.accumulate.Logit;
import org.liftgate.accumulate.LogitDesign;
import org.liftgate.accumulate.LogitFit;
import org.liftgate.accumulate.Workers;

/** Logistic regression with ten covariates, with its covariance. */
public final class LogitBar implements Bar {
  @Override
  public String name() {
    return "logit-1m";
  }

  @Override
  public String what() {
    return "Logit.fit on columns, ten covariates + intercept, and the covariance";
  }

  @Override
  public Limit limit() {
    return Limit.of(0.2, "scikit-learn 1.06");
  }

  @Override
  public Work prepare(Optional<Path> peers) {
    var units = UnitsData.of(peers);
    var design = LogitDesign.of(units.covariates(), units.treated());
    return new Work(
        units.rows(),
        UnitsData.BYTES - 8L * UnitsData.ROWS,
        () -> figures(design),
        peers.isPresent() ? Map.of("x1", 0.5001474565851166) : Map.of());
  }

  private static Map<String, Double> figures(LogitDesign design) {
    var fit = (LogitFit) Logit.fit(design, Workers.all());
    var out = new LinkedHashMap<String, Double>();
    out.put("x1", fit.coefficients()[1]);
    out.put("se", Math.sqrt(fit.covariance()[1][1]));
    return out;
  }
}
