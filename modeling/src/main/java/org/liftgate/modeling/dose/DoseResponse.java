package org.liftgate.modeling.dose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liftgate.accumulate.SmallSample;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Estimator;
import org.liftgate.modeling.inference.StudentT;
import org.liftgate.modeling.linear.SharedColumns;
import org.liftgate.modeling.linear.SharedColumns.Column;
import org.liftgate.modeling.linear.SharedRegressions;

/**
 * What a dose does to outcomes, effects of any number absorbed, weighted to a target population,
 * clustered one or two ways.
 *
 * <ul>
 *   <li>{@code bin(a,b]}: what doses in the bin do against none, mean over the rows in the bin. A
 *       regression on a dummy for each bin.
 *   <li>{@code per_point}: the average derivative of the outcome in the dose, over all rows at the
 *       doses they have, weighted: half of one point more less one point less. A regression on the
 *       dose and the square of its distance from its mean, whose first coefficient this is; a
 *       straight line would weigh rows by how rare their dose is (Yitzhaki, 1996), and miss it
 *       where the response bends, as that of net value does: discounts cost more the more is sold.
 *   <li>the same with {@code -given}: with other regressors held fixed, on the rows where they are
 *       known; {@code -where-known} are the terms on these rows without them, where they are fewer;
 *       and each held regressor's own coefficient, a point of it.
 *   <li>{@code placebo}: a point of a later dose, beside the present one: it can have done nothing
 *       yet, so what shows is that doses follow what moves the outcome anyway.
 *   <li>each dose that the unit chose itself: an association, since whoever buys chooses. No
 *       effect.
 * </ul>
 *
 * <p>It assumes that, given the absorbed effects, the dose is as good as random, and that it enters
 * by no more than a square. The variance is that of {@link SharedRegressions}, with t on G - 1
 * degrees of freedom, G the smaller number of clusters. Below {@code minClusters} clusters the
 * degrees of freedom are those of the effective number of clusters less one (Carter, Schnepel and
 * Steigerwald, 2017) and {@link Answer#vcov} says small-sample; fewer than {@link #FEWEST}
 * clusters, or fewer than {@link #MIN_DF} degrees of freedom, are refused.
 *
 * <p>Outcomes are cleared once, whatever the number of terms: time is that of 4 + bins + outcomes
 * columns over n rows, memory two copies of them.
 *
 * @param minClusters clusters below which a variance is labelled small-sample
 */
public record DoseResponse(DoseBins bins, int minClusters, Workers workers)
    implements Estimator<DoseSample> {
  public static final String PER_POINT = "per_point";
  public static final String GIVEN = "-given";
  public static final String WHERE_KNOWN = "-where-known";
  public static final String PLACEBO = "placebo";
  public static final int FEWEST = 5;
  public static final double MIN_DF = 4;

  private static final String DOSE = "the dose";
  private static final String CURVE = "the dose squared";

  /** What a number is of. */
  public enum Role {
    DOSE,
    HELD,
    CHOSEN,
    PLACEBO
  }

  /**
   * One number.
   *
   * @param term without what the caller calls its population
   * @param bin of a {@code bin(a,b]}; -1 otherwise
   * @param rows it was estimated from
   */
  public record Answer(
      String outcome, String term, Role role, int bin, Estimate estimate, long rows, String vcov) {}

  @Override
  public String name() {
    return "dose";
  }

  @Override
  public List<Estimate> estimate(DoseSample sample) {
    return answers(sample).stream().map(Answer::estimate).toList();
  }

  /** Answers for each outcome, in order of outcomes and terms. */
  public List<Answer> answers(DoseSample sample) {
    Optional<Estimate.Missing> unusable = unusable(sample);
    var answers = new ArrayList<Answer>();
    int[] known = sample.known();
    if (unusable.isPresent()) {
      refuse(answers, sample, unusable.orElseThrow(), "");
    } else {
      var all = new Terms(sample, regressions(sample, known.length == sample.rows()));
      all.plain(answers, "");
      all.chosen(answers);
      if (known.length == sample.rows() && !sample.held().isEmpty()) {
        all.given(answers);
      }
    }
    if (!sample.held().isEmpty() && (unusable.isPresent() || known.length < sample.rows())) {
      given(answers, sample, known, unusable);
    }
    sample.later().ifPresent(later -> placebo(answers, sample, later, unusable));
    return answers;
  }

  private void placebo(
      List<Answer> answers,
      DoseSample sample,
      DoseSample.Named later,
      Optional<Estimate.Missing> unusable) {
    int[] known = sample.known(List.of(later));
    Optional<Estimate.Missing> none =
        known.length == 0 ? none(Reason.NO_ROWS, "No later dose is known.") : unusable;
    if (none.isPresent()) {
      for (DoseSample.Named outcome : sample.outcomes()) {
        answers.add(missing(outcome.name(), PLACEBO, Role.PLACEBO, -1, none.orElseThrow()));
      }
      return;
    }
    DoseSample part = sample.take(known);
    var columns = new ArrayList<Column>();
    columns.add(new Column(DOSE, part::dose));
    columns.add(new Column(CURVE, () -> curve(part)));
    columns.add(new Column(PLACEBO, part.later().orElseThrow()::values));
    part.outcomes().forEach(c -> columns.add(new Column(c.name(), c::values)));
    var terms = new Terms(part, shared(part, columns));
    for (DoseSample.Named outcome : part.outcomes()) {
      var fit = new Dropping(terms.regressions, outcome.name(), List.of(DOSE, CURVE, PLACEBO));
      answers.add(terms.answer(outcome.name(), PLACEBO, Role.PLACEBO, -1, fit, PLACEBO));
    }
  }

  private void given(
      List<Answer> answers, DoseSample sample, int[] known, Optional<Estimate.Missing> unusable) {
    Optional<Estimate.Missing> none =
        known.length == 0
            ? Optional.of(
                new Estimate.Missing(
                    PER_POINT,
                    Reason.MISSING_INPUT,
                    "%s are not known in any row."
                        .formatted(
                            String.join(
                                ", ",
                                sample.held().stream().map(DoseSample.Named::name).toList()))))
            : unusable;
    if (none.isPresent()) {
      refuse(answers, sample, none.orElseThrow(), GIVEN);
      for (DoseSample.Named outcome : sample.outcomes()) {
        for (DoseSample.Named held : sample.held()) {
          answers.add(missing(outcome.name(), held.name(), Role.HELD, -1, none.orElseThrow()));
        }
      }
      return;
    }
    DoseSample part = sample.take(known);
    var terms = new Terms(part, regressions(part, true));
    terms.plain(answers, WHERE_KNOWN);
    terms.given(answers);
  }

  private Optional<Estimate.Missing> unusable(DoseSample sample) {
    if (sample.rows() == 0) {
      return none(Reason.NO_ROWS, "There are no rows.");
    }
    for (int i = 0; i < sample.rows(); i++) {
      double w = sample.weight(i);
      if (!Double.isFinite(sample.dose()[i]) || !(w > 0) || Double.isInfinite(w)) {
        return none(
            Reason.NOT_FINITE,
            "The dose (%s) and weight (%s) of row %d must be finite, the weight above 0."
                .formatted(sample.dose()[i], w, i + 1));
      }
    }
    double first = sample.dose()[0];
    for (double dose : sample.dose()) {
      if (dose != first) {
        return Optional.empty();
      }
    }
    return none(
        Reason.NO_VARIATION,
        "The dose is %s in every row, so nothing shows what more or less of it does."
            .formatted(Double.toString(first)));
  }

  private static Optional<Estimate.Missing> none(Reason reason, String detail) {
    return Optional.of(new Estimate.Missing(PER_POINT, reason, detail));
  }

  private void refuse(
      List<Answer> answers, DoseSample sample, Estimate.Missing why, String suffix) {
    for (DoseSample.Named outcome : sample.outcomes()) {
      answers.add(missing(outcome.name(), PER_POINT + suffix, Role.DOSE, -1, why));
      for (int bin = 1; bin < bins.count(); bin++) {
        answers.add(missing(outcome.name(), bins.term(bin) + suffix, Role.DOSE, bin, why));
      }
      for (DoseSample.Named own :
          suffix.isEmpty() ? sample.chosen() : List.<DoseSample.Named>of()) {
        answers.add(missing(outcome.name(), own.name(), Role.CHOSEN, -1, why));
      }
    }
  }

  private static Answer missing(
      String outcome, String term, Role role, int bin, Estimate.Missing why) {
    var estimate = new Estimate.Missing(term, why.reason(), why.detail());
    return new Answer(outcome, term, role, bin, estimate, 0, "");
  }

  private SharedRegressions regressions(DoseSample sample, boolean held) {
    var columns = new ArrayList<Column>();
    columns.add(new Column(DOSE, sample::dose));
    columns.add(new Column(CURVE, () -> curve(sample)));
    for (int bin = 1; bin < bins.count(); bin++) {
      int b = bin;
      columns.add(new Column(bins.term(bin), () -> bins.dummies(sample.dose(), b)));
    }
    var named = new ArrayList<>(sample.chosen());
    if (held) {
      named.addAll(sample.held());
    }
    named.addAll(sample.outcomes());
    named.forEach(c -> columns.add(new Column(c.name(), c::values)));
    return shared(sample, columns);
  }

  private SharedRegressions shared(DoseSample sample, List<Column> columns) {
    return SharedRegressions.of(
        new SharedColumns(
            sample.rows(), columns, sample.weights(), sample.effects(), sample.clusters()),
        SmallSample.fixest(),
        workers);
  }

  /** Squared distances from the mean dose. */
  private static double[] curve(DoseSample sample) {
    double sum = 0;
    double mass = 0;
    for (int i = 0; i < sample.rows(); i++) {
      sum += sample.weight(i) * sample.dose()[i];
      mass += sample.weight(i);
    }
    double mean = sum / mass;
    var out = new double[sample.rows()];
    for (int i = 0; i < out.length; i++) {
      out[i] = (sample.dose()[i] - mean) * (sample.dose()[i] - mean);
    }
    return out;
  }

  /** Terms from one clearing. */
  private final class Terms {
    private final DoseSample sample;
    private final SharedRegressions regressions;

    Terms(DoseSample sample, SharedRegressions regressions) {
      this.sample = sample;
      this.regressions = regressions;
    }

    void plain(List<Answer> answers, String suffix) {
      for (DoseSample.Named outcome : sample.outcomes()) {
        perPoint(answers, outcome.name(), List.of(), suffix);
        inBins(answers, outcome.name(), List.of(), suffix);
      }
    }

    void given(List<Answer> answers) {
      List<String> held = sample.held().stream().map(DoseSample.Named::name).toList();
      for (DoseSample.Named outcome : sample.outcomes()) {
        var fit = perPoint(answers, outcome.name(), held, GIVEN);
        inBins(answers, outcome.name(), held, GIVEN);
        held.forEach(h -> answers.add(answer(outcome.name(), h, Role.HELD, -1, fit, h)));
      }
    }

    void chosen(List<Answer> answers) {
      for (DoseSample.Named outcome : sample.outcomes()) {
        for (DoseSample.Named own : sample.chosen()) {
          var fit = new Dropping(regressions, outcome.name(), List.of(own.name()));
          answers.add(answer(outcome.name(), own.name(), Role.CHOSEN, -1, fit, own.name()));
        }
      }
    }

    private Dropping perPoint(
        List<Answer> answers, String outcome, List<String> held, String suffix) {
      var terms = new ArrayList<>(List.of(DOSE, CURVE));
      terms.addAll(held);
      var fit = new Dropping(regressions, outcome, terms);
      answers.add(answer(outcome, PER_POINT + suffix, Role.DOSE, -1, fit, DOSE));
      return fit;
    }

    private void inBins(List<Answer> answers, String outcome, List<String> held, String suffix) {
      var terms = new ArrayList<>(bins.terms());
      terms.addAll(held);
      var fit = new Dropping(regressions, outcome, terms);
      for (int bin = 1; bin < bins.count(); bin++) {
        String column = bins.term(bin);
        answers.add(answer(outcome, column + suffix, Role.DOSE, bin, fit, column));
      }
    }

    private Answer answer(
        String outcome, String term, Role role, int bin, Dropping fit, String column) {
      Estimate estimate = estimate(term, fit, column);
      return new Answer(outcome, term, role, bin, estimate, regressions.rows(), vcov());
    }

    private Estimate estimate(String term, Dropping fit, String column) {
      int clusters = regressions.clusters();
      if (clusters < FEWEST) {
        return new Estimate.Missing(
            term,
            Reason.TOO_FEW_CLUSTERS,
            "%d clusters of the coarser kind; at least %d are needed.".formatted(clusters, FEWEST));
      }
      return fit.missing(column)
          .<Estimate>map(m -> new Estimate.Missing(term, m.reason(), m.detail()))
          .orElseGet(() -> value(term, fit, column, clusters));
    }

    private Estimate value(String term, Dropping fit, String column, int clusters) {
      SharedRegressions.Solved solved = fit.solved().orElseThrow();
      int at = solved.terms().indexOf(column);
      double variance = solved.covariance()[at][at];
      if (!Double.isFinite(variance) || !(variance > 0)) {
        return new Estimate.Missing(
            term, Reason.NOT_FINITE, "The variance comes out as %s.".formatted(variance));
      }
      double df = clusters >= minClusters ? clusters - 1 : solved.effective()[at] - 1;
      if (df < MIN_DF) {
        return new Estimate.Missing(
            term,
            Reason.LOW_DF,
            "%d clusters count like %.1f of equal weight: too few for the t distribution."
                .formatted(clusters, df + 1));
      }
      return new StudentT(df).value(term, solved.coefficients()[at], Math.sqrt(variance));
    }

    private String vcov() {
      int clusters = regressions.clusters();
      String by = "CR1 cluster(%s)".formatted(String.join(", ", sample.clusters().keySet()));
      return clusters >= minClusters
          ? by
          : by + ", small-sample: %d clusters, effective df".formatted(clusters);
    }
  }

  /** A fit that leaves out, and names, terms that cannot be told from others. */
  private static final class Dropping {
    private final List<SharedRegressions.Missing> dropped = new ArrayList<>();
    private final SharedRegressions.Fit fit;

    Dropping(SharedRegressions regressions, String outcome, List<String> terms) {
      var left = new ArrayList<>(terms);
      SharedRegressions.Fit found = regressions.fit(outcome, left);
      while (found instanceof SharedRegressions.Missing m
          && m.name().isPresent()
          && left.size() > 1) {
        dropped.add(m);
        left.remove(m.name().orElseThrow());
        found = regressions.fit(outcome, left);
      }
      fit = found;
    }

    Optional<SharedRegressions.Missing> missing(String column) {
      if (fit instanceof SharedRegressions.Missing m) {
        return Optional.of(m);
      }
      return dropped.stream().filter(m -> m.name().filter(column::equals).isPresent()).findFirst();
    }

    Optional<SharedRegressions.Solved> solved() {
      return fit instanceof SharedRegressions.Solved s ? Optional.of(s) : Optional.empty();
    }
  }
}
