package org.liftgate.modeling.adjusted;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftgate.kernel.Estimate.Missing;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.weighting.TreatedContrast;

/**
 * Effects given history, other treatments held fixed. In a group's periods from the start on each
 * treatment p that reaches there adds {@code tau_p} to its members. Given p's own history p is
 * unconfounded, so that p's doubly robust contrast {@code a_p} of what is left once every effect is
 * taken off is zero:
 *
 * <pre>a_p'(y - sum_q L_q tau_q) = 0 for every p, with a_p'L_p = 1</pre>
 *
 * the estimating equations of an additive structural nested mean model (Robins, 1994; Vansteelandt
 * and Joffe, 2014, section 3), solved together. Lists drawn after the start may depend on what
 * happened since: they are taken off, never conditioned on. Errors by influence functions of all
 * equations at once.
 */
public final class HistoryEffects {
  private final Map<Object, Member> groups;
  private final int units;

  /** A group with its contrast. */
  public record Member(GroupSample sample, TreatedContrast contrast) {}

  /**
   * @param left labels of other treatments without a contrast, whose effects stay in the number
   * @param others n values: what other treatments add to each unit after the start
   */
  public record Net(UnitInfluence effect, List<Object> left, double[] others) {}

  /** An effect, or why there is none. */
  public record Found(Optional<Net> net, Optional<Missing> missing) {}

  /**
   * @param groups by label, those with a contrast
   * @param units U, the number of unit codes
   */
  public HistoryEffects(Map<Object, Member> groups, int units) {
    this.groups = groups;
    this.units = units;
  }

  /** The group's own effect, the others' taken off. */
  public Found of(Object label, String term) {
    GroupSample sample = groups.get(label).sample();
    int[] row = rows(sample);
    var others = new ArrayList<Other>();
    var left = new ArrayList<Object>();
    var contrasts = new ArrayList<Placed>();
    contrasts.add(new Placed(groups.get(label).contrast(), identity(row, sample), sample));
    for (Other o : sample.others()) {
      if (o.after()) {
        Optional<Placed> placed =
            Optional.ofNullable(groups.get(o.label())).flatMap(m -> place(m, row));
        placed.ifPresentOrElse(
            p -> {
              others.add(o);
              contrasts.add(p);
            },
            () -> left.add(o.label()));
      }
    }
    return solve(sample, others, left, contrasts, term);
  }

  /** A contrast with the row of the group that each of its own rows stands for, or -1. */
  private record Placed(TreatedContrast contrast, int[] at, GroupSample own) {
    double[] take(double[] values) {
      double[] out = new double[at.length];
      for (int i = 0; i < at.length; i++) {
        out[i] = at[i] < 0 ? 0 : values[at[i]];
      }
      return out;
    }
  }

  private int[] rows(GroupSample sample) {
    int[] row = new int[units];
    java.util.Arrays.fill(row, -1);
    for (int i = 0; i < sample.unit().length; i++) {
      row[sample.unit()[i]] = i;
    }
    return row;
  }

  private static int[] identity(int[] row, GroupSample sample) {
    int[] at = new int[sample.unit().length];
    java.util.Arrays.setAll(at, i -> row[sample.unit()[i]]);
    return at;
  }

  private static Optional<Placed> place(Member m, int[] row) {
    int[] at = identity(row, m.sample());
    boolean[] present = new boolean[at.length];
    boolean all = true;
    for (int i = 0; i < at.length; i++) {
      present[i] = at[i] >= 0;
      all &= present[i];
    }
    TreatedContrast contrast = all ? m.contrast() : m.contrast().among(present);
    return contrast.defined()
        ? Optional.of(new Placed(contrast, at, m.sample()))
        : Optional.empty();
  }

  private Found solve(
      GroupSample sample,
      List<Other> others,
      List<Object> left,
      List<Placed> contrasts,
      String term) {
    int m = contrasts.size();
    double[][] lists = new double[m][];
    lists[0] = new double[sample.treated().length];
    for (int i = 0; i < lists[0].length; i++) {
      lists[0][i] = sample.treated()[i];
    }
    for (int q = 1; q < m; q++) {
      lists[q] = others.get(q - 1).indicator();
    }
    double[][] a = new double[m][m];
    double[] b = new double[m];
    for (int p = 0; p < m; p++) {
      for (int q = 0; q < m; q++) {
        a[p][q] = contrasts.get(p).contrast().of(contrasts.get(p).take(lists[q])).value();
      }
      b[p] = contrasts.get(p).contrast().of(contrasts.get(p).take(sample.after())).value();
    }
    Optional<double[][]> inverse = SmallSystem.inverse(a);
    if (inverse.isEmpty()) {
      return new Found(
          Optional.empty(),
          Optional.of(
              new Missing(
                  term, Reason.COLLINEAR, "Other treatments' lists cannot be told from its own.")));
    }
    double[] tau = new double[m];
    for (int p = 0; p < m; p++) {
      for (int q = 0; q < m; q++) {
        tau[p] += inverse.get()[p][q] * b[q];
      }
    }
    double[] rest = sample.after().clone();
    double[] added = new double[rest.length];
    for (int q = 0; q < m; q++) {
      for (int i = 0; i < rest.length; i++) {
        rest[i] -= lists[q][i] * tau[q];
        added[i] += q > 0 ? lists[q][i] * tau[q] : 0;
      }
    }
    double[] by = new double[units];
    for (int p = 0; p < m; p++) {
      Placed placed = contrasts.get(p);
      double[] influence = placed.contrast().of(placed.take(rest)).influence();
      for (int i = 0; i < influence.length; i++) {
        by[placed.own().unit()[i]] += inverse.get()[0][p] * influence[i];
      }
    }
    return new Found(
        Optional.of(new Net(new UnitInfluence(tau[0], by), left, added)), Optional.empty());
  }
}
