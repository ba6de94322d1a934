package org.liftgate.modeling.truth;

import java.util.List;
import java.util.function.Function;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.iv.IvSample;
import org.liftgate.modeling.iv.TwoStageLeastSquares;
import org.liftgate.modeling.linear.LinearRegression;
import org.liftgate.modeling.linear.LinearSample;
import org.liftgate.modeling.truth.TruthCase.Expected;

/** What self-selected take-up asks of instruments. */
final class EncouragementCases {
  private static final Workers ONE = Workers.of(1);

  private EncouragementCases() {}

  static List<TruthCase<?>> all() {
    var sound = new Encouragement(1_000, 0.25, 1, 0);
    var leaking = new Encouragement(1_000, 0.25, 1, 0.3);
    return List.of(
        of("iv, hc1", sound, EncouragementCases::late),
        of("ols of outcome on taken, hc1", sound, EncouragementCases::asTaken)
            .expecting(Expected.BIASED),
        of("iv, hc1", leaking, EncouragementCases::late).expecting(Expected.BIASED));
  }

  private static TruthCase<Encouragement.Draw> of(
      String name, Encouragement design, Function<Encouragement.Draw, Estimate> estimator) {
    return TruthCase.identified(name, design, "late", estimator);
  }

  private static Estimate late(Encouragement.Draw d) {
    var sample =
        IvSample.of(
            LinearSample.of(d.outcome(), List.of()), "taken", d.taken(), "z", d.encouraged());
    return new TwoStageLeastSquares(Covariance.robust(1)).with(ONE).estimate(sample).getFirst();
  }

  private static Estimate asTaken(Encouragement.Draw d) {
    var sample = LinearSample.of(d.outcome(), List.of("taken"), d.taken());
    return new LinearRegression(Covariance.robust(1)).with(ONE).estimate(sample).get(1);
  }
}
