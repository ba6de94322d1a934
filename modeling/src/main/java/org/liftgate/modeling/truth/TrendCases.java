package org.liftgate.modeling.truth;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.inference.StudentT;
import org.liftgate.modeling.staggered.CallawaySantAnna;
import org.liftgate.modeling.staggered.CallawaySantAnna.Base;
import org.liftgate.modeling.staggered.EventPath;
import org.liftgate.modeling.staggered.GroupTimeEffects;
import org.liftgate.modeling.staggered.honest.Path;
import org.liftgate.modeling.staggered.honest.RelativeMagnitudes;
import org.liftgate.modeling.staggered.honest.Smoothness;
import org.liftgate.modeling.truth.TruthCase.Expected;

/**
 * Trends that part by as much as a robust set allows, the hardest departure inside it, and by more.
 * The effect asked for is that of the first period, as {@code honest-did} has it by itself.
 */
final class TrendCases {
  private static final int REFERENCE = -1;
  private static final String TERM = "event(0)";
  private static final TwoArmPanel ARMS = TwoArmPanel.of(150, 150, 0.3);

  /** The slope changes by .15, and by .3. */
  private static final DriftingPanel BENT = DriftingPanel.bent(ARMS, 0.15, 0.3);

  private static final DriftingPanel MORE = DriftingPanel.bent(ARMS, 0.15, 0.45);

  private TrendCases() {}

  static List<TruthCase<?>> all() {
    var jumps = DriftingPanel.jumping(ARMS, 1, 1);
    var further = DriftingPanel.jumping(ARMS, 1, 1.5);
    return List.of(
        of("honest-did original", BENT, TrendCases::original).expecting(Expected.BIASED),
        of("honest-did sd(0.15)", BENT, p -> smooth(p, 0.15)).expecting(Expected.COVERING),
        of("honest-did sd(0.15)", MORE, p -> smooth(p, 0.15)).expecting(Expected.EXCLUDING),
        of("honest-did rm(1)", jumps, p -> relative(p, 1)).expecting(Expected.COVERING),
        of("honest-did rm(1)", further, p -> relative(p, 1)).expecting(Expected.EXCLUDING));
  }

  private static TruthCase<PanelDraw> of(
      String name, DriftingPanel design, Function<Path, Estimate> estimator) {
    return TruthCase.identified(name, design, TERM, d -> estimator.apply(path(d)));
  }

  /** Callaway and Sant'Anna's effects with a universal base, up to the first period. */
  private static Path path(PanelDraw d) {
    var fit =
        new CallawaySantAnna()
            .with(Workers.of(1))
            .withBase(Base.UNIVERSAL)
            .fit(StaggeredCases.panel(d));
    EventPath used = ((GroupTimeEffects) fit).eventPath().only(e -> e <= REFERENCE + 1);
    int before = (int) Arrays.stream(used.events()).filter(e -> e < REFERENCE).count();
    return new Path(before, used.values(), used.covariance(), new double[] {1});
  }

  private static Estimate original(Path path) {
    return new StudentT(Double.POSITIVE_INFINITY).value(TERM, path.estimate(), path.stdError());
  }

  private static Estimate relative(Path path, double m) {
    var interval = new RelativeMagnitudes(Workers.of(1)).interval(path, m);
    return TruthCase.set(TERM, interval.low(), interval.high());
  }

  private static Estimate smooth(Path path, double m) {
    var interval = Smoothness.interval(path, m);
    return TruthCase.set(TERM, interval.low(), interval.high());
  }
}
