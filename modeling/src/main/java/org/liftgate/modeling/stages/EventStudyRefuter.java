package org.liftgate.modeling.stages;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.liftgate.accumulate.Workers;
import org.liftgate.modeling.adjusted.UnitInfluence;
import org.liftgate.modeling.stages.RefuterTable.Word;
import org.liftgate.modeling.staggered.EventPath;
import org.liftgate.modeling.staggered.PreTrendPower;
import org.liftgate.modeling.staggered.honest.Path;
import org.liftgate.modeling.staggered.honest.RelativeMagnitudes;

/**
 * How blind a test of pre-trends is to what would bias the pooled effect, and how large a departure
 * from parallel trends the effect survives, by week since the start.
 */
record EventStudyRefuter(
    RefuteStage.Parameters p, RefuteData data, UnitInfluence pooled, RefuterRows rows) {
  private static final int REFERENCE = -1;

  void judge(Workers workers) {
    String rule =
        "pass: the average effect survives departures after the start as large as the largest before it (HonestDiD, breakdown M at least 1); fragile: at least .5; fail: less; for reading only";
    Optional<EventPath> path = path();
    if (path.isEmpty()) {
      rows.report(
          "honest-did",
          rule,
          Word.FRAGILE,
          null,
          1.0,
          null,
          "There is no event study with consecutive weeks on both sides to judge by.");
      return;
    }
    EventPath events = path.get();
    var power = new PreTrendPower(events, REFERENCE);
    var slopes = List.of(power.detectable(0.5, 1e-3), power.detectable(0.8, 1e-3));
    double bias = Arrays.stream(slopes.getLast().trend()).filter(v -> v > 0).average().orElse(0);
    rows.report(
        "pre-trend-power",
        "pass: a trend found four times in five would bias the average effect by less than the effect; else fragile; for reading only",
        bias < Math.abs(pooled.value()) ? Word.PASS : Word.FRAGILE,
        slopes.getLast().slope(),
        null,
        null,
        RefuterRows.text(
            "The pre-trend test finds a trend of %.2f a week half the time and one of %.2f four times in five, which would bias the average effect by %.2f.",
            slopes.getFirst().slope(), slopes.getLast().slope(), bias));
    int before = (int) Arrays.stream(events.events()).filter(e -> e < REFERENCE).count();
    double[] target = new double[events.events().length - before];
    Arrays.fill(target, 1.0 / target.length);
    var found =
        new RelativeMagnitudes(workers)
            .breakdown(new Path(before, events.values(), events.covariance(), target), 0.05);
    double m = found.orElse(0);
    rows.report(
        "honest-did",
        rule,
        m >= 1 ? Word.PASS : m >= 0.5 ? Word.FRAGILE : Word.FAIL,
        m,
        1.0,
        null,
        found.isEmpty()
            ? "The average of the weekly effects is not told from zero even under parallel trends, so there is no departure it survives."
            : RefuterRows.text(
                "The average effect differs from zero up to departures of %.2f times the largest before the start.",
                m));
  }

  /** Pooled effects by week since the start with their joint covariance, from unit influences. */
  private Optional<EventPath> path() {
    int[] weeks = IntStream.range(-p.pre(), p.post()).filter(w -> w != REFERENCE).toArray();
    List<Optional<UnitInfluence>> found = data.windows().events(weeks, REFERENCE);
    if (p.pre() < 2 || found.stream().anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    List<UnitInfluence> effects = found.stream().map(Optional::orElseThrow).toList();
    int n = weeks.length;
    double[][] covariance = new double[n][n];
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < n; b++) {
        covariance[a][b] = effects.get(a).covariance(effects.get(b));
      }
    }
    double[] values = effects.stream().mapToDouble(UnitInfluence::value).toArray();
    boolean varies = IntStream.range(0, n).allMatch(a -> covariance[a][a] > 0);
    return varies ? Optional.of(new EventPath(weeks, values, covariance)) : Optional.empty();
  }
}
