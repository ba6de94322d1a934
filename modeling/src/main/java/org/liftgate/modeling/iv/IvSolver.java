package org.liftgate.modeling.iv;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.inference.JointTest;
import org.liftgate.modeling.inference.StudentT;
import org.liftgate.modeling.linear.LinearFit;

/**
 * With covariates and effects partialled out, two-stage least squares is the Wald ratio of one
 * instrument, the fitted treatment. So everything follows from regressions of y, d and sums of them
 * on that instrument: their variances give the joint covariance by polarisation, since a variance
 * is quadratic in the residuals whatever its kind.
 */
final class IvSolver {
  /** Clusters below which an arm is refused. */
  private static final int FEWEST_CLUSTERS = 5;

  private static final String FITTED = "fitted instrument";

  private final TwoStageLeastSquares options;
  private final IvSample sample;

  IvSolver(TwoStageLeastSquares options, IvSample sample) {
    this.options = options;
    this.sample = sample;
  }

  IvFit fit() {
    if (options.covariance() instanceof Covariance.WildCluster
        || options.covariance() instanceof Covariance.PairsCluster) {
      return missing(
          Reason.UNSUITED,
          "Bootstraps are not offered for instruments. Maybe cluster() and the Anderson-Rubin set.");
    }
    Optional<String> small = smallArm();
    if (small.isPresent()) {
      return missing(Reason.SMALL_ARM, small.get());
    }
    LinearFit first = regress(sample.taken());
    for (String instrument : sample.instruments()) {
      var gone = Slope.missing(first, instrument);
      if (gone.isPresent()) {
        return missing(
            gone.get().reason(), "The first stage has no answer: " + gone.get().detail());
      }
    }
    return solved(first);
  }

  private Optional<String> smallArm() {
    if (!sample.binary() || sample.base().clusters().isEmpty()) {
      return Optional.empty();
    }
    List<String> by =
        switch (options.covariance()) {
          case Covariance.Clustered(List<String> names) -> names;
          case Covariance.LeverageCorrected(int _, String name) -> List.of(name);
          default -> List.of();
        };
    for (String name : by) {
      int[] codes = sample.base().clusters().get(name);
      var arms = List.of(new HashSet<Integer>(), new HashSet<Integer>());
      for (int i = 0; i < codes.length; i++) {
        arms.get((int) sample.assigned()[0][i]).add(codes[i]);
      }
      int least = Math.min(arms.get(0).size(), arms.get(1).size());
      if (least < FEWEST_CLUSTERS) {
        return Optional.of(
            "The smaller arm of the instrument has %d clusters (%s); at least %d are needed."
                .formatted(least, name, FEWEST_CLUSTERS));
      }
    }
    return Optional.empty();
  }

  private LinearFit regress(double[] outcome) {
    return options.regression().fit(sample.on(outcome, sample.instruments(), sample.assigned()));
  }

  private IvFit solved(LinearFit first) {
    boolean single = sample.instruments().size() == 1;
    double[] instrument = single ? sample.assigned()[0] : fitted(first);
    var wald = new WaldRegressions(options, sample, FITTED, instrument);
    LinearFit reduced = wald.on(sample.base().outcome());
    var gone = Slope.missing(reduced, FITTED).or(() -> Slope.missing(wald.treatment(), FITTED));
    if (gone.isPresent()) {
      return missing(gone.get().reason(), gone.get().detail());
    }
    var joint = JointWald.of(wald);
    if (!Double.isFinite(joint.effect())) {
      return missing(Reason.NO_VARIATION, "The instruments do not move the treatment at all.");
    }
    Optional<JointTest> relevance =
        first instanceof LinearFit.Solved s ? s.joint(sample.instruments()) : Optional.empty();
    var many = new ManyInstruments(options, sample);
    Optional<Double> effective =
        single
            ? relevance.map(JointTest::f)
            : first instanceof LinearFit.Solved s ? many.effectiveF(s) : Optional.empty();
    var notes = new LinkedHashSet<>(first.notes());
    notes.addAll(reduced.notes());
    return new IvFit.Solved(
        joint.late(wald),
        single ? Optional.of(renamed(reduced)) : Optional.empty(),
        firstStage(first),
        relevance,
        effective,
        single ? joint.andersonRubin() : many.andersonRubin(),
        joint.exclusion(sample),
        convention(reduced, first),
        rows(first, reduced),
        List.copyOf(notes));
  }

  /** The part of the fitted treatment that the instruments make. */
  private double[] fitted(LinearFit first) {
    var out = new double[sample.rows()];
    for (int l = 0; l < sample.assigned().length; l++) {
      double pi = Slope.of(first, sample.instruments().get(l)).value();
      for (int i = 0; i < out.length; i++) {
        out[i] += pi * sample.assigned()[l][i];
      }
    }
    return out;
  }

  private static Estimate renamed(LinearFit reduced) {
    Slope itt = Slope.of(reduced, FITTED);
    return itt.variance() > 0
        ? new StudentT(itt.df()).value(IvFit.ITT, itt.value(), itt.stdError())
        : new Estimate.Point(IvFit.ITT, itt.value(), "The outcome leaves no residuals.");
  }

  private List<Estimate> firstStage(LinearFit first) {
    var all = new ArrayList<Estimate>();
    for (String name : sample.instruments()) {
      Slope pi = Slope.of(first, name);
      String term = "first_stage(" + name + ")";
      all.add(
          pi.variance() > 0
              ? new StudentT(pi.df()).value(term, pi.value(), pi.stdError())
              : new Estimate.Point(term, pi.value(), "The first stage leaves no residuals."));
    }
    return all;
  }

  private static LinearFit.Convention convention(LinearFit reduced, LinearFit first) {
    return reduced instanceof LinearFit.Solved s
        ? s.convention()
        : first instanceof LinearFit.Solved f
            ? f.convention()
            : new LinearFit.Convention("none", List.of(), "");
  }

  private int rows(LinearFit first, LinearFit reduced) {
    return reduced instanceof LinearFit.Solved s
        ? s.rows().length
        : first instanceof LinearFit.Solved f ? f.rows().length : sample.rows();
  }

  private static IvFit missing(Reason reason, String detail) {
    return new IvFit.Missing(new Estimate.Missing(IvFit.LATE, reason, detail), List.of());
  }
}
