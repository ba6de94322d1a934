package org.liftgate.modeling.increment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.liftgate.accumulate.ListedWithin;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Panel;
import org.liftgate.modeling.inference.StudentT;
import org.liftgate.modeling.panel.Panels;

/**
 * Each group's effect of {@link StackedIncrement} taken apart by periods: part p of group k is the
 * sum of its coefficients in the periods of p over the number of all its periods from the start on,
 * so a group's parts add up to its effect. The regression is solved once; each outcome is then one
 * pass. Least squares is linear in the outcome, so effects on outcomes that add up to a whole add
 * up to the effect on the whole.
 */
public final class IncrementParts {

  /** Which part a period from the start on belongs to, 0 to P - 1. */
  @FunctionalInterface
  public interface Part {
    int of(int group, int period);
  }

  /**
   * A group that the regression identifies.
   *
   * @param weight in the pooled effect, as the design has it
   * @param missing why it has no number of its own although it counts in pooled ones
   */
  public record Group(
      int group,
      int treated,
      int comparison,
      int pre,
      int post,
      double weight,
      Optional<Estimate.Missing> missing) {}

  /**
   * What an outcome gains.
   *
   * @param values K x P
   * @param influence U x K x P: what each unit adds to the error, scaled so that sums of squares
   *     are CR1 variances
   * @param df G - 1
   */
  public record Effects(double[] values, double[] influence, double df) {
    /**
     * Effects on what is left of an outcome when another is taken off: least squares is linear in
     * the outcome, and so are its influences.
     */
    public Effects minus(Effects part) {
      var less = new double[values.length];
      Arrays.setAll(less, i -> values[i] - part.values[i]);
      var influences = new double[influence.length];
      Arrays.setAll(influences, i -> influence[i] - part.influence[i]);
      return new Effects(less, influences, df);
    }

    /** The weighted sum of values: its estimate with the CR1 standard error. */
    public Estimate combined(String term, double[] weights) {
      double sum = 0;
      int width = values.length;
      for (int c = 0; c < width; c++) {
        sum += weights[c] * values[c];
      }
      double variance = 0;
      for (int u = 0; u < influence.length; u += width) {
        double of = 0;
        for (int c = 0; c < width; c++) {
          of += weights[c] * influence[u + c];
        }
        variance += of * of;
      }
      return variance > 0
          ? new StudentT(df).value(term, sum, Math.sqrt(variance))
          : new Estimate.Missing(
              term, Reason.NO_VARIATION, "Its influence is zero for every unit.");
    }
  }

  private final int parts;
  private final int[] order;
  private final List<Group> groups;
  private final List<IncrementFit.Group> left;
  private final IncrementFitting fitting;
  private final ListedWithin within;
  private final List<double[]> contrasts;

  private IncrementParts(
      int parts,
      int[] order,
      List<Group> groups,
      List<IncrementFit.Group> left,
      IncrementFitting fitting,
      ListedWithin within,
      List<double[]> contrasts) {
    this.parts = parts;
    this.order = order;
    this.groups = groups;
    this.left = left;
    this.fitting = fitting;
    this.within = within;
    this.contrasts = contrasts;
  }

  /** What came of solving the regression. */
  public sealed interface Outcome {
    record Solved(IncrementParts parts) implements Outcome {}

    record Refused(Estimate.Missing why) implements Outcome {}
  }

  /**
   * Solves the regression.
   *
   * @param given rows in any order; its outcome is not read
   * @param parts P
   */
  public static Outcome of(StackedIncrement options, ListedPanel given, Part part, int parts) {
    Panel rows = given.panel();
    int[] order = Panels.orderByGroup(rows);
    ListedPanel sample = order.length == 0 ? given : given.with(Panels.take(rows, order));
    return switch (Stacks.of(sample)) {
      case Stacks.Unusable(Reason reason, String detail) -> refused(reason, detail);
      case Stacks.Usable(List<Stack> stacks, List<Stack> incomplete) -> {
        var fitting = new IncrementFitting(options, sample, stacks, incomplete);
        Optional<String> few = fitting.few();
        yield few.isPresent()
            ? refused(Reason.TOO_FEW_CLUSTERS, few.get())
            : solve(fitting, stacks, incomplete, order, part, parts);
      }
    };
  }

  private static Outcome solve(
      IncrementFitting fitting,
      List<Stack> stacks,
      List<Stack> incomplete,
      int[] order,
      Part part,
      int parts) {
    var specification = fitting.specification("effects", t -> t >= 0, false);
    var columns = specification.columns();
    int[] usable = fitting.usable(columns, specification.within(), t -> t >= 0);
    if (usable.length == 0 || fitting.exhausted(specification.within())) {
      return refused(
          Reason.COLLINEAR, "The lags of other treatments explain every group's own treatment.");
    }
    var groups = new ArrayList<Group>();
    var contrasts = new ArrayList<double[]>();
    for (int k : usable) {
      Stack s = stacks.get(k);
      groups.add(group(s, fitting));
      for (int p = 0; p < parts; p++) {
        int of = p;
        var contrast = new double[columns.count];
        int[] at =
            columns.effects(specification.within(), k, t -> t >= 0 && part.of(s.group(), t) == of);
        Arrays.stream(at).forEach(c -> contrast[c] = 1.0 / s.post());
        contrasts.add(contrast);
      }
    }
    var left = new ArrayList<IncrementFit.Group>();
    IntStream.range(0, stacks.size())
        .filter(k -> Arrays.binarySearch(usable, k) < 0)
        .forEach(k -> left.add(left(stacks.get(k), explained())));
    incomplete.forEach(s -> left.add(left(s, IncrementFitting.unseen(s))));
    return new Outcome.Solved(
        new IncrementParts(
            parts,
            order,
            List.copyOf(groups),
            List.copyOf(left),
            fitting,
            specification.within(),
            contrasts));
  }

  private static Outcome refused(Reason reason, String detail) {
    return new Outcome.Refused(new Estimate.Missing(StackedIncrement.ATT, reason, detail));
  }

  private static Estimate.Missing explained() {
    return new Estimate.Missing(
        StackedIncrement.ATT,
        Reason.COLLINEAR,
        "Other treatments' lags explain the treatment of this group.");
  }

  private static Group group(Stack s, IncrementFitting fitting) {
    return new Group(
        s.group(),
        s.treated(),
        s.comparison(),
        s.pre(),
        s.post(),
        s.weight(),
        fitting.free(s) ? Optional.empty() : Optional.of(fitting.small(s)));
  }

  private static IncrementFit.Group left(Stack s, Estimate.Missing why) {
    return new IncrementFit.Group(s.group(), why, s.treated(), s.comparison(), s.pre(), s.post());
  }

  /** The K groups in order of their effects. */
  public List<Group> groups() {
    return groups;
  }

  /** Groups of which nothing is identified, with the reason. */
  public List<IncrementFit.Group> left() {
    return left;
  }

  public int parts() {
    return parts;
  }

  /** Effects on an outcome without their uncertainty, at a fraction of its cost. */
  public double[] values(double[] y) {
    return within.estimates(sorted(y), contrasts.toArray(double[][]::new));
  }

  /**
   * Effects on an outcome.
   *
   * @param y n values in the order of the panel given
   * @throws IllegalArgumentException when a value is not finite
   */
  public Effects effects(double[] y) {
    double[] rows = sorted(y);
    if (Arrays.stream(rows).allMatch(v -> v == 0)) {
      int width = contrasts.size();
      return new Effects(new double[width], new double[width * fitting.units()], fitting.df());
    }
    IncrementFitting.Solved solved = fitting.influences(within, contrasts, rows);
    return new Effects(solved.estimates(), solved.influence(), solved.df());
  }

  private double[] sorted(double[] y) {
    if (!Arrays.stream(y).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("outcomes must be finite");
    }
    return order.length == 0 ? y : IntStream.of(order).mapToDouble(i -> y[i]).toArray();
  }
}
