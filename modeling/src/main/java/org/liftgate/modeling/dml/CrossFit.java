package org.liftgate.modeling.dml;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.dml.DmlSample.Columns;
import org.liftgate.modeling.learn.Features;
import org.liftgate.modeling.learn.MeanLearner;
import org.liftgate.modeling.learn.Refusal;
import org.liftgate.modeling.propensity.Observed;
import org.liftgate.modeling.propensity.PropensityScore;

/**
 * Cross-fitting (Chernozhukov and others, 2018): every row is predicted by models that learned from
 * the other folds. All estimators of this package take their nuisances from here.
 */
final class CrossFit {
  /** Rows of an arm that its own model needs. */
  private static final int LEAST = 10;

  private final Columns known;
  private final Split split;
  private final long seed;
  private final Workers workers;
  private @Nullable Features features;

  CrossFit(Columns known, Split split, long seed, Workers workers) {
    this.known = known;
    this.split = split;
    this.seed = seed;
    this.workers = workers;
  }

  /** Makes the bins before threads ask for them. */
  private Features features() {
    if (features == null) {
      features = Features.of(known.values(), workers);
    }
    return features;
  }

  /** Out-of-fold means of m targets, m x n. */
  double[][] means(MeanLearner learner, double[][] targets) {
    if (known.width() == 0) {
      return LinearCrossFit.predictions(new double[0][], targets, split, workers);
    }
    if (learner instanceof MeanLearner.Linear) {
      return LinearCrossFit.predictions(known.values(), targets, split, workers);
    }
    Features x = features();
    int n = split.fold().length;
    var out = new double[targets.length][n];
    workers.map(
        split.count() * targets.length,
        job -> {
          int f = job % split.count();
          int t = job / split.count();
          int[] held = split.inside(f);
          int[] rest = split.outside(f);
          var mean = learner.fit(x.take(rest), taken(targets[t], rest), stream(f), one());
          put(mean.predict(x.take(held)), held, out[t]);
          return job;
        });
    return out;
  }

  /** Out-of-fold means of the outcome in each arm, learned from its own rows, arms x n. */
  double[][] byArm(MeanLearner learner, double[] y, Treatment.Arms arms) {
    Features x = features();
    int count = arms.labels().size();
    var out = new double[count][y.length];
    workers.map(
        split.count() * count,
        job -> {
          int f = job % split.count();
          int arm = job / split.count();
          int[] own = ofArm(arms, split.outside(f), arm);
          int[] held = split.inside(f);
          var mean = learner.fit(x.take(own), taken(y, own), stream(f), one());
          put(mean.predict(x.take(held)), held, out[arm]);
          return job;
        });
    return out;
  }

  /** The same from one model of all arms, flags of the arms among its features. */
  double[][] jointly(MeanLearner learner, double[] y, Treatment.Arms arms) {
    double[][] flags = arms.columns();
    int q = known.width();
    double[][] all = Arrays.copyOf(known.values(), q + flags.length);
    System.arraycopy(flags, 0, all, q, flags.length);
    Features x = Features.of(all, workers);
    var out = new double[arms.labels().size()][y.length];
    workers.map(
        split.count(),
        f -> {
          int[] held = split.inside(f);
          int[] rest = split.outside(f);
          var mean = learner.fit(x.take(rest), taken(y, rest), stream(f), one());
          for (int arm = 0; arm < out.length; arm++) {
            put(mean.predict(x.others(asIf(held, arm, flags.length), one())), held, out[arm]);
          }
          return f;
        });
    return out;
  }

  private double[][] asIf(int[] rows, int arm, int flags) {
    int q = known.width();
    var out = new double[q + flags][];
    for (int k = 0; k < q; k++) {
      out[k] = taken(known.values()[k], rows);
    }
    for (int a = 1; a <= flags; a++) {
      out[q + a - 1] = new double[rows.length];
      Arrays.fill(out[q + a - 1], a == arm ? 1 : 0);
    }
    return out;
  }

  /** Out-of-fold probabilities of the arms, arms x n; each row sums to one. */
  double[][] probabilities(MeanLearner learner, Treatment.Arms arms) {
    double[][] out =
        learner instanceof MeanLearner.Linear || known.width() == 0
            ? logits(arms)
            : flags(learner, arms);
    for (int i = 0; i < split.fold().length; i++) {
      double sum = 0;
      for (double[] p : out) {
        sum += p[i];
      }
      for (double[] p : out) {
        p[i] = sum > 0 ? p[i] / sum : 1.0 / out.length;
      }
    }
    return out;
  }

  private double[][] flags(MeanLearner learner, Treatment.Arms arms) {
    double[][] columns = arms.columns();
    double[][] means = means(learner, columns);
    var out = new double[columns.length + 1][];
    for (int a = 0; a < means.length; a++) {
      out[a + 1] = Arrays.stream(means[a]).map(p -> Math.clamp(p, 0, 1)).toArray();
    }
    out[0] = new double[split.fold().length];
    for (int i = 0; i < out[0].length; i++) {
      double sum = 0;
      for (int a = 1; a < out.length; a++) {
        sum += out[a][i];
      }
      out[0][i] = Math.max(0, 1 - sum);
    }
    return out;
  }

  /** Odds of each arm against the first, times any number. */
  private double[][] logits(Treatment.Arms arms) {
    int count = arms.labels().size();
    int n = split.fold().length;
    var out = new double[count][n];
    Arrays.fill(out[0], count == 2 ? 0 : 1);
    workers.map(
        split.count() * (count - 1),
        job -> {
          int f = job % split.count();
          logit(arms, f, 1 + job / split.count(), out);
          return job;
        });
    return out;
  }

  private void logit(Treatment.Arms arms, int f, int arm, double[][] out) {
    int[] rest =
        Arrays.stream(split.outside(f))
            .filter(i -> arms.codes()[i] == arm || arms.codes()[i] == 0)
            .toArray();
    var flags = new byte[rest.length];
    for (int i = 0; i < rest.length; i++) {
      flags[i] = (byte) (arms.codes()[rest[i]] == arm ? 1 : 0);
    }
    switch (PropensityScore.of(known.names(), taken(known.values(), rest), flags, one())) {
      case PropensityScore.None none ->
          throw new Refusal(
              none.reason() == Reason.SEPARATION ? Reason.NO_OVERLAP : none.reason(),
              determining(rest, flags).orElse(none.detail()));
      case PropensityScore.Fitted fitted -> {
        int[] held = split.inside(f);
        double[] p =
            fitted.predict(
                Observed.of(
                    known.names(),
                    taken(known.values(), held),
                    new byte[held.length],
                    new double[held.length]));
        boolean two = out.length == 2;
        for (int i = 0; i < held.length; i++) {
          out[arm][held[i]] = two ? p[i] : p[i] / Math.max(1 - p[i], Double.MIN_NORMAL);
          if (two) {
            out[0][held[i]] = 1 - p[i];
          }
        }
      }
    }
  }

  /** A sentence on the first column that alone says which arm a row is in. */
  private Optional<String> determining(int[] rows, byte[] flags) {
    for (int k = 0; k < known.width(); k++) {
      double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
      double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
      for (int i = 0; i < rows.length; i++) {
        double v = known.values()[k][rows[i]];
        low[flags[i]] = Math.min(low[flags[i]], v);
        high[flags[i]] = Math.max(high[flags[i]], v);
      }
      if (high[0] < low[1] || high[1] < low[0]) {
        return Optional.of(
            known.names().get(k)
                + " determines the treatment: no two rows of different arms can be compared. Maybe"
                + " it is the treatment again, or follows from it.");
      }
    }
    return Optional.empty();
  }

  private static int[] ofArm(Treatment.Arms arms, int[] rows, int arm) {
    int[] own = Arrays.stream(rows).filter(i -> arms.codes()[i] == arm).toArray();
    if (own.length < LEAST) {
      throw new Refusal(
          Reason.SMALL_ARM,
          "%d rows of arm %s are left to learn from; at least %d are needed."
              .formatted(own.length, arms.labels().get(arm), LEAST));
    }
    return own;
  }

  private static Workers one() {
    return Workers.of(1);
  }

  /**
   * One stream a fold: what learners of outcome and treatment make of the same noise with the same
   * draws cancels in the final regression, what they make of it with different draws does not.
   */
  private long stream(int fold) {
    return Digest.mix(Digest.mix(seed) + 0x9e3779b97f4a7c15L * (fold + 1L));
  }

  static double[] taken(double[] values, int[] rows) {
    var out = new double[rows.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[rows[i]];
    }
    return out;
  }

  static double[][] taken(double[][] columns, int[] rows) {
    return Arrays.stream(columns).map(c -> taken(c, rows)).toArray(double[][]::new);
  }

  private static void put(double[] values, int[] rows, double[] out) {
    for (int i = 0; i < rows.length; i++) {
      out[rows[i]] = values[i];
    }
  }

  /** Share of the variance of a target that predictions leave, about its mean. */
  static double left(double[] target, double[] predicted) {
    double mean = Arrays.stream(target).average().orElse(0);
    double all = 0;
    double rest = 0;
    for (int i = 0; i < target.length; i++) {
      all += (target[i] - mean) * (target[i] - mean);
      rest += (target[i] - predicted[i]) * (target[i] - predicted[i]);
    }
    return all > 0 ? rest / all : 0;
  }
}
