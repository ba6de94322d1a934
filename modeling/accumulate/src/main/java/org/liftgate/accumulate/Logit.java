package org.liftgate.accumulate;

import java.util.Arrays;
import java.util.Optional;

/**
 * Logistic regression with an intercept by maximum likelihood: Newton's method on passes over
 * blocks of rows (McCullagh and Nelder, 1989, section 4.4), from a start found on every sixteenth
 * block of large data. Halves a step that lowers the likelihood.
 */
public final class Logit {
  private static final int PASSES = 60;
  private static final int PILOT_PASSES = 12;
  private static final int PATIENCE = 12;
  private static final double TOLERANCE = 1e-9;

  /** Of large data: X'WX is then of a point so near the maximum that errors keep eight digits. */
  private static final double LARGE_TOLERANCE = 2e-8;

  private static final double PILOT_TOLERANCE = 1e-3;

  /** How far from the maximum a score may be, in standard deviations of a column. */
  private static final double CLOSE = 1e-11;

  /** Steps below this leave an error of its square after a step of Newton's. */
  private static final double NEAR = 1e-3;

  private final LogitDesign design;
  private final Workers workers;
  private final LogitBasis basis;

  /** Of each coefficient in the basis; zero without a penalty. */
  private final double[] penalty;

  private Logit(LogitDesign design, double[] ridge, Workers workers) {
    this.design = design;
    this.workers = workers;
    double[][] both = design.centresAndScales();
    this.basis = new LogitBasis(both[0], both[1]);
    this.penalty = new double[basis.width()];
    for (int k = 0; k < ridge.length; k++) {
      penalty[k + 1] = ridge[k] * both[1][k] * both[1][k];
    }
  }

  /** A fit, or why there is none. */
  public sealed interface Result
      permits LogitFit, Score, Dependent, Separated, OneOutcome, NotConverged {}

  /**
   * @param columns that are constant or combinations of earlier ones, ascending
   */
  public record Dependent(int[] columns) implements Result {}

  /**
   * The likelihood has no maximum: along a direction of the columns named, every row moves towards
   * its own outcome or stays (Albert and Anderson, 1984).
   *
   * @param perfect whether every row moves; otherwise some rows lie on the border
   *     (quasi-separation)
   */
  public record Separated(int[] columns, boolean perfect) implements Result {}

  /** Every row that counts has the same outcome. */
  public record OneOutcome() implements Result {}

  public record NotConverged(int passes) implements Result {}

  /** Coefficients and linear predictor alone, for a score. */
  public record Score(double[] coefficients, double[] linearPredictor) implements Result {}

  /** Fits and keeps what covariances need. */
  public static Result fit(LogitDesign design, Workers workers) {
    return new Logit(design, new double[0], workers).run(true);
  }

  /**
   * The linear predictor to about 1e-12, without a last pass for covariances.
   *
   * @return a {@link Score} or a reason
   */
  public static Result score(LogitDesign design, Workers workers) {
    return new Logit(design, new double[0], workers).run(false);
  }

  /**
   * Maximises the log-likelihood minus sum_k ridge_k b_k^2 / 2; the intercept is free.
   *
   * @param ridge k values of at least 0
   * @return a {@link Score} or a reason
   */
  public static Result ridge(LogitDesign design, double[] ridge, Workers workers) {
    if (ridge.length != design.columns().length) {
      throw new IllegalArgumentException("ridge must have one value for each column");
    }
    return new Logit(design, ridge, workers).run(false);
  }

  private Result run(boolean full) {
    double[] totals = design.rows() == 0 ? new double[2] : design.totals();
    if (!(totals[1] > 0) || !(totals[1] < totals[0])) {
      return new OneOutcome();
    }
    double[] start = new double[basis.width()];
    start[0] = Math.log(totals[1] / (totals[0] - totals[1]));
    if (design.large()) {
      start = new Newton(start, true).pilot().orElse(start);
    }
    var newton = new Newton(start, false);
    return newton
        .solve(full)
        .orElseGet(
            () ->
                full
                    ? newton.fit(nullLogLikelihood(totals))
                    : new Score(basis.coefficients(newton.b), predictor(newton.b)));
  }

  private static double nullLogLikelihood(double[] totals) {
    double p = totals[1] / totals[0];
    return totals[1] * Math.log(p) + (totals[0] - totals[1]) * Math.log1p(-p);
  }

  private LogitMoments pass(double[] b, boolean pilot, boolean gram) {
    return workers
        .map(
            design.chunks(pilot),
            c ->
                new LogitMoments(design, basis, b)
                    .add(
                        design.start(c, pilot),
                        design.end(c, pilot),
                        LogitDesign.stride(pilot),
                        gram))
        .stream()
        .reduce(LogitMoments::merge)
        .orElseThrow();
  }

  private double[] predictor(double[] b) {
    var out = new double[design.rows()];
    workers.map(
        design.chunks(false),
        c -> {
          basis.predict(design.columns(), b, out, design.start(c, false), design.end(c, false));
          return c;
        });
    return out;
  }

  /** Newton's method from a start; its state after the last pass. */
  private final class Newton {
    private final boolean pilot;
    private double[] b;
    private double[] step;
    private PositiveDefinite factor;
    private double logLikelihood = Double.NEGATIVE_INFINITY;
    private int passes;

    Newton(double[] start, boolean pilot) {
      this.b = start.clone();
      this.step = new double[start.length];
      this.pilot = pilot;
    }

    /** A start for all rows; empty when the sample has no solution of its own. */
    Optional<double[]> pilot() {
      while (passes < PILOT_PASSES) {
        if (!advance()) {
          return Optional.empty();
        }
        if (size() < PILOT_TOLERANCE) {
          return Optional.of(b);
        }
      }
      return Optional.empty();
    }

    /** Empty when converged. */
    Optional<Result> solve(boolean full) {
      while (passes < PASSES) {
        if (!advance()) {
          return Optional.of(singular());
        }
        double size = size();
        if (size < (design.large() ? LARGE_TOLERANCE : TOLERANCE)) {
          return Optional.empty();
        }
        if (!full && size < NEAR) {
          return chord() ? Optional.empty() : Optional.of(new NotConverged(passes));
        }
        if (passes >= PATIENCE && passes % 4 == 0) {
          var separated = new Separation(design, basis, step).check();
          if (separated.isPresent()) {
            return Optional.of(separated.get());
          }
        }
      }
      return Optional.of(new NotConverged(passes));
    }

    /** One pass and one step; false when X'WX is singular. */
    private boolean advance() {
      LogitMoments m = penalised(pass(b, pilot, true));
      passes++;
      if (m.logLikelihood < logLikelihood - 1e-9 * Math.abs(logLikelihood)) {
        for (int k = 0; k < b.length; k++) {
          step[k] /= 2;
          b[k] -= step[k];
        }
        return true;
      }
      logLikelihood = m.logLikelihood;
      var factored = PositiveDefinite.factor(m.hessian, b.length);
      if (factored.factor().isEmpty()) {
        return false;
      }
      factor = factored.factor().get();
      move(m.gradient);
      return true;
    }

    /** The pilot sample is about one in sixteen of the rows, and so is its penalty. */
    private LogitMoments penalised(LogitMoments m) {
      double share = pilot ? 1.0 / 16 : 1;
      for (int k = 0; k < b.length; k++) {
        m.logLikelihood -= share * penalty[k] * b[k] * b[k] / 2;
        m.gradient[k] -= share * penalty[k] * b[k];
        if (m.hessian.length > 0) {
          m.hessian[k * b.length + k] += share * penalty[k];
        }
      }
      return m;
    }

    private void move(double[] gradient) {
      step = gradient.clone();
      factor.solve(step);
      for (int k = 0; k < b.length; k++) {
        b[k] += step[k];
      }
    }

    /**
     * Steps with the last inverse. They shrink by a constant factor, so the last two tell how far
     * the solution still is.
     */
    private boolean chord() {
      for (int i = 0; i < PATIENCE; i++) {
        double before = size();
        move(penalised(pass(b, false, false)).gradient);
        passes++;
        double shrunk = size() / before;
        if (shrunk < 0.5 && size() * shrunk < CLOSE) {
          return true;
        }
      }
      return size() < TOLERANCE;
    }

    private double size() {
      double size = 0;
      for (double s : step) {
        size = Math.max(size, Math.abs(s));
      }
      return size;
    }

    /** Collinear columns where weights are equal; else the columns along which rows separate. */
    private Result singular() {
      LogitMoments flat = pass(new double[b.length], false, true);
      int[] dependent = PositiveDefinite.factor(flat.hessian, b.length).dependent();
      if (dependent.length > 0) {
        return new Dependent(Arrays.stream(dependent).filter(k -> k > 0).map(k -> k - 1).toArray());
      }
      return new Separation(design, basis, step)
          .check()
          .<Result>map(s -> s)
          .orElse(new NotConverged(passes));
    }

    private Result fit(double nullLogLikelihood) {
      return new LogitFit(
          basis.coefficients(b),
          predictor(b),
          logLikelihood,
          nullLogLikelihood,
          passes,
          new LogitFit.Inner(design, basis, factor.inverse()));
    }
  }
}
