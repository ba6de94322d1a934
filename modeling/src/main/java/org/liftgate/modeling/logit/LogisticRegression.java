package org.liftgate.modeling.logit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.liftgate.accumulate.Logit;
import org.liftgate.accumulate.LogitDesign;
import org.liftgate.accumulate.LogitFit;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Missing;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Estimator;
import org.liftgate.modeling.inference.StudentT;

/**
 * Logistic regression log(p/(1-p)) = a + x'b by maximum likelihood, inference by the normal law.
 *
 * <p>Covariances: the inverse information (iid), HC0 to HC3 (as R's sandwich has them for a glm),
 * and clustered by one or two variables with fixest's factor G/(G-1) * (n-1)/(n-k). A likelihood
 * without maximum is {@code SEPARATION} and names the columns (Albert and Anderson, 1984).
 *
 * @param covariance iid, robust or clustered; others give {@code UNSUITED}
 */
public record LogisticRegression(Covariance covariance, Workers workers)
    implements Estimator<LogitSample> {
  static final String INTERCEPT = "(Intercept)";

  public LogisticRegression(Covariance covariance) {
    this(covariance, Workers.of(1));
  }

  public LogisticRegression withCovariance(Covariance value) {
    return new LogisticRegression(value, workers);
  }

  public LogisticRegression withWorkers(Workers value) {
    return new LogisticRegression(covariance, value);
  }

  @Override
  public String name() {
    return "logit";
  }

  @Override
  public List<Estimate> estimate(LogitSample sample) {
    return fit(sample).estimates();
  }

  /** The estimates with what they come from. */
  public LogitResult fit(LogitSample s) {
    var kept = IntStream.range(0, s.columns().length).boxed().collect(Collectors.toList());
    while (true) {
      var design =
          new LogitDesign(
              kept.stream().map(k -> s.columns()[k]).toArray(double[][]::new),
              s.outcome(),
              s.weights());
      Logit.Result result = Logit.fit(design, workers);
      if (result instanceof Logit.Dependent(int[] columns) && columns.length > 0) {
        List<Integer> gone = Arrays.stream(columns).mapToObj(kept::get).toList();
        kept.removeAll(gone);
      } else {
        return report(s, kept, result);
      }
    }
  }

  private LogitResult report(LogitSample s, List<Integer> kept, Logit.Result result) {
    if (result instanceof LogitFit fit) {
      return new Errors(covariance, s)
          .of(fit)
          .map(v -> values(s, kept, fit, v))
          .orElseGet(
              () -> missing(s, Reason.UNSUITED, "This covariance is not available for a logit."));
    }
    if (result instanceof Logit.Separated(int[] columns, boolean perfect)) {
      return missing(s, Reason.SEPARATION, separated(s, kept, columns, perfect));
    }
    if (result instanceof Logit.OneOutcome) {
      return missing(s, Reason.NO_VARIATION, "Every row has the same outcome.");
    }
    return missing(s, Reason.NOT_CONVERGED, "The likelihood was not maximised.");
  }

  private static String separated(
      LogitSample s, List<Integer> kept, int[] columns, boolean perfect) {
    String names =
        Arrays.stream(columns)
            .mapToObj(k -> s.names().get(kept.get(k)))
            .collect(Collectors.joining(", "));
    return perfect
        ? "The outcomes are told apart without error by " + names + "."
        : "Some rows are told apart without error by "
            + names
            + ", so its likelihood grows forever.";
  }

  private static LogitResult missing(LogitSample s, Reason reason, String detail) {
    var estimates = new ArrayList<Estimate>();
    estimates.add(new Missing(INTERCEPT, reason, detail));
    s.names().forEach(n -> estimates.add(new Missing(n, reason, detail)));
    return new LogitResult(estimates, Optional.empty(), 0);
  }

  private static LogitResult values(
      LogitSample s, List<Integer> kept, LogitFit fit, Errors.Found found) {
    if (!found.reason().isEmpty()) {
      return missing(s, Reason.TOO_FEW_CLUSTERS, found.reason());
    }
    var normal = new StudentT(Double.POSITIVE_INFINITY);
    var estimates = new ArrayList<Estimate>();
    double[][] v = found.covariance();
    estimates.add(normal.value(INTERCEPT, fit.coefficients()[0], Math.sqrt(v[0][0])));
    for (int k = 0; k < s.names().size(); k++) {
      String name = s.names().get(k);
      int at = kept.indexOf(k) + 1;
      estimates.add(
          at == 0
              ? new Missing(
                  name, Reason.COLLINEAR, "It is constant or a combination of earlier columns.")
              : normal.value(name, fit.coefficients()[at], Math.sqrt(v[at][at])));
    }
    return new LogitResult(estimates, Optional.of(fit), found.clusters());
  }
}
