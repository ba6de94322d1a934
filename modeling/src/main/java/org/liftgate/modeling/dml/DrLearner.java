package org.liftgate.modeling.dml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Estimator;
import org.liftgate.modeling.learn.Refusal;

/**
 * Effects of arms as the projection of doubly robust scores on a basis of the modifiers (Robins,
 * Rotnitzky and Zhao, 1994; Semenova and Chernozhukov, 2021; EconML's {@code LinearDRLearner}).
 * Score of arm a against the first: m_a - m_0 + 1{T=a} (Y - m_a) / p_a - 1{T=0} (Y - m_0) / p_0,
 * with m and p learned on other folds and p not below the bound.
 *
 * <p>Estimand. The least squares projection of E[Y(a) - Y(0) | X] on (1, phi(X)) over the
 * population, each row alike; {@code ate} = E[Y(a) - Y(0)]. Unlike {@link LinearDml} it does not
 * weigh by the variance of the treatment, and needs overlap in return. Right if either the means or
 * the probabilities are.
 *
 * @param joint whether one regression of all arms, flags of the arms among its features, gives the
 *     means (as EconML's); else each arm has its own
 * @param bound propensities below are raised to it, and counted
 */
public record DrLearner(
    Basis basis,
    Nuisances nuisances,
    boolean joint,
    double bound,
    Covariance covariance,
    int folds,
    int repeats,
    long seed,
    Workers workers)
    implements Estimator<DmlSample> {
  /** Propensities below are raised to this. */
  public static final double BOUND = 0.01;

  /** Share of rows with a raised propensity from which on there is no overlap to speak of. */
  private static final double MOST_CLIPPED = 0.5;

  public DrLearner {
    if (folds < 2 || repeats < 1 || !(bound > 0 && bound < 0.5)) {
      throw new IllegalArgumentException(
          "folds (%d) must be at least 2, repeats (%d) at least 1, bound (%s) above 0, below .5"
              .formatted(folds, repeats, bound));
    }
  }

  /** Five folds once, a regression for each arm, HC1. */
  public DrLearner(Basis basis, Nuisances nuisances) {
    this(basis, nuisances, false, BOUND, Covariance.robust(1), 5, 1, 1, Workers.of(1));
  }

  public DrLearner with(Covariance value) {
    return new DrLearner(basis, nuisances, joint, bound, value, folds, repeats, seed, workers);
  }

  public DrLearner with(Workers value) {
    return new DrLearner(basis, nuisances, joint, bound, covariance, folds, repeats, seed, value);
  }

  public DrLearner withJoint() {
    return new DrLearner(basis, nuisances, true, bound, covariance, folds, repeats, seed, workers);
  }

  public DrLearner withBound(double value) {
    return new DrLearner(basis, nuisances, joint, value, covariance, folds, repeats, seed, workers);
  }

  public DrLearner withFolds(int value) {
    return new DrLearner(basis, nuisances, joint, bound, covariance, value, repeats, seed, workers);
  }

  public DrLearner withRepeats(int value) {
    return new DrLearner(basis, nuisances, joint, bound, covariance, folds, value, seed, workers);
  }

  public DrLearner withSeed(long value) {
    return new DrLearner(
        basis, nuisances, joint, bound, covariance, folds, repeats, value, workers);
  }

  @Override
  public String name() {
    return "dr-learner";
  }

  @Override
  public List<Estimate> estimate(DmlSample sample) {
    return fit(sample).estimates();
  }

  /** The whole fit. */
  public CateFit fit(DmlSample sample) {
    if (!(sample.treatment() instanceof Treatment.Arms arms)) {
      String detail = "Doubly robust scores are of arms; the treatment is a dose.";
      return new CateFit.Refused(List.of("ate"), Reason.UNSUITED, detail);
    }
    Optional<CateFit.Refused> refused = Checks.refusal(sample, covariance, folds);
    if (refused.isPresent()) {
      return refused.get();
    }
    try {
      var passes = new ArrayList<Pass>();
      for (int r = 0; r < (sample.folds().length > 0 ? 1 : repeats); r++) {
        passes.add(pass(sample, arms, r == 0 ? seed : Digest.mix(seed + r)));
      }
      return Pass.medians(passes);
    } catch (Refusal r) {
      return new CateFit.Refused(Checks.terms(arms), r.reason(), r.detail());
    }
  }

  private Pass pass(DmlSample s, Treatment.Arms arms, long stream) {
    Split split = LinearDml.split(s, covariance, folds, stream);
    var cross = new CrossFit(s.known(), split, stream, workers);
    double[][] p = cross.probabilities(nuisances.treatment(), arms);
    double[] left = left(arms, p);
    double lowest = 1;
    int clipped = 0;
    for (int i = 0; i < s.rows(); i++) {
      boolean any = false;
      for (double[] of : p) {
        lowest = Math.min(lowest, of[i]);
        any |= of[i] < bound;
        of[i] = Math.max(bound, of[i]);
      }
      clipped += any ? 1 : 0;
    }
    if (clipped > MOST_CLIPPED * s.rows()) {
      throw new Refusal(
          Reason.NO_OVERLAP,
          "%,d of %,d rows have an arm with a propensity below %s."
              .formatted(clipped, s.rows(), bound));
    }
    double[][] m =
        joint
            ? cross.jointly(nuisances.outcome(), s.outcome(), arms)
            : cross.byArm(nuisances.outcome(), s.outcome(), arms);
    return project(s, arms, m, p, new CateFit.Quality(r2(s, arms, m), left, clipped, lowest));
  }

  private Pass project(
      DmlSample s, Treatment.Arms arms, double[][] m, double[][] p, CateFit.Quality quality) {
    Basis.Fitted phi = basis.fit(s.modifiers());
    double[][] values = phi.at(s.modifiers().values());
    var z = new double[values.length + 1][];
    z[0] = new double[s.rows()];
    Arrays.fill(z[0], 1);
    System.arraycopy(values, 0, z, 1, values.length);
    var stages = new ArrayList<FinalStage>();
    List<String> terms = EffectModel.terms(phi, List.of(""));
    for (int a = 1; a < m.length; a++) {
      double[] scores = scores(s, arms, m, p, a);
      stages.add(new FinalStage(scores, terms, z, covariance, s.clusters(), workers));
    }
    return Pass.of(joined(phi, s, stages), stages, s, quality, notes(quality, s));
  }

  private static double[] scores(
      DmlSample s, Treatment.Arms arms, double[][] m, double[][] p, int a) {
    var out = new double[s.rows()];
    for (int i = 0; i < out.length; i++) {
      int own = arms.codes()[i];
      out[i] = m[a][i] - m[0][i];
      if (own == a || own == 0) {
        double residual = (s.outcome()[i] - m[own][i]) / p[own][i];
        out[i] += own == a ? residual : -residual;
      }
    }
    return out;
  }

  /** Coefficients of all contrasts; between contrasts they covary by their influences. */
  private static EffectModel joined(Basis.Fitted phi, DmlSample s, List<FinalStage> stages) {
    int width = phi.names().size() + 1;
    int p = width * stages.size();
    var b = new double[p];
    var v = new double[p][p];
    var leftOut = new ArrayList<Integer>();
    for (int c = 0; c < stages.size(); c++) {
      FinalStage stage = stages.get(c);
      System.arraycopy(stage.coefficients, 0, b, c * width, width);
      for (int j = 0; j < width; j++) {
        System.arraycopy(stage.covariance[j], 0, v[c * width + j], c * width, width);
      }
      for (int j : stage.leftOut) {
        leftOut.add(c * width + j);
      }
    }
    if (stages.size() > 1) {
      FinalStage.between(stages, width, v);
    }
    int[] out = leftOut.stream().mapToInt(j -> j).toArray();
    return new EffectModel(phi, s.treatment().contrasts(), b, v, out, stages.get(0).df);
  }

  private static double[] left(Treatment.Arms arms, double[][] p) {
    double[][] flags = arms.columns();
    var out = new double[flags.length];
    Arrays.setAll(out, a -> 1 - CrossFit.left(flags[a], p[a + 1]));
    return out;
  }

  private static double r2(DmlSample s, Treatment.Arms arms, double[][] m) {
    var own = new double[s.rows()];
    Arrays.setAll(own, i -> m[arms.codes()[i]][i]);
    return 1 - CrossFit.left(s.outcome(), own);
  }

  private List<String> notes(CateFit.Quality quality, DmlSample s) {
    return quality.clipped() == 0
        ? List.of()
        : List.of(
            "%,d of %,d rows had a propensity below %s, which was raised to it; the lowest was %.2g."
                .formatted(quality.clipped(), s.rows(), bound, quality.lowest()));
  }
}
