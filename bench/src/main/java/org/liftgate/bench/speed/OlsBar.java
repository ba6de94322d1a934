package org.liftgate.bench.speed;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftgate.accumulate.LeastSquares;
import org.liftgate.accumulate.Workers;

/** Least squares with twenty regressors and an intercept, HC1 and clustered errors of one fit. */
public final class OlsBar implements Bar {
  private static final int ROWS = 1_000_000;
  private static final int COLUMNS = 20;
  private static final int CLUSTERS = 10_000;
  private static final Map<String, Double> PEER =
      Map.of("b1", -1.0016229284, "hc1", 0.0011916306482, "cl", 0.0036199135781);

  @Override
  public String name() {
    return "ols-1m";
  }

  @Override
  public String what() {
    return "LeastSquares.fit on columns, 20 regressors + intercept, HC1 and 10,000 clusters";
  }

  @Override
  public Limit limit() {
    return Limit.of(0.15, "fixest 0.67");
  }

  @Override
  public Work prepare(Optional<Path> peers) {
    OlsData data = OlsData.of(peers, "ols1m", ROWS, COLUMNS, CLUSTERS, 104);
    return new Work(
        ROWS,
        (COLUMNS + 1L) * ROWS * Double.BYTES + (long) ROWS * Integer.BYTES,
        () -> figures(data),
        peers.isPresent() ? PEER : Map.of());
  }

  private static Map<String, Double> figures(OlsData data) {
    var fit =
        (LeastSquares.Fit)
            LeastSquares.fit(data.x(), data.y(), List.of(data.cluster()), false, Workers.all());
    int n = data.y().length;
    double left = n - COLUMNS - 1.0;
    double g = fit.clusters()[0].count();
    double cluster = g / (g - 1) * (n - 1) / left;
    var out = new LinkedHashMap<String, Double>();
    out.put("b1", fit.coefficients()[1]);
    out.put("hc1", Math.sqrt(fit.sandwich(fit.meats()[0])[1][1] * n / left));
    out.put("cl", Math.sqrt(fit.sandwich(fit.clusters()[0].meat())[1][1] * cluster));
    return out;
  }
}
