package org.liftgate.modeling.mix.budget;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.liftgate.accumulate.Workers;
import org.liftgate.modeling.experiment.Sizing;
import org.liftgate.modeling.mix.bayes.Channel;
import org.liftgate.modeling.mix.bayes.Contributions;
import org.liftgate.modeling.mix.bayes.Interval;
import org.liftgate.modeling.mix.bayes.MixPosterior;
import org.liftgate.modeling.mix.bayes.ResponseCurve;

/**
 * Divides today's weekly budget anew within limits, so that the posterior mean of what it adds is
 * as large as can be: exact on a grid of money by dynamic programming, then refined by exchanges
 * between pairs of channels. Today's plan is among the candidates, so none is worse by this
 * measure. It values plans that are kept up, by the curves of the model; beyond the spendings seen
 * that is the form's word, and such channels are marked.
 *
 * @param steps of the grid, at least 10
 * @param draws of the posterior used at most, at least 100
 */
public record BudgetOptimiser(int steps, int draws, Workers workers) {
  private static final double SAME = 1e-12;

  public BudgetOptimiser {
    if (steps < 10 || draws < 100) {
      throw new IllegalArgumentException(
          "steps (%d) must be at least 10 and draws (%d) at least 100".formatted(steps, draws));
    }
  }

  /** 200 steps, 1,000 draws. */
  public static BudgetOptimiser standard() {
    return new BudgetOptimiser(200, 1_000, Workers.all());
  }

  /**
   * @param limits one for each channel of the model, in its order
   * @param objections to the model, such as a lost comparison with simple rules; with any there is
   *     no plan. Chains that disagree are one by themselves
   */
  public Advice advise(MixPosterior posterior, List<Limits> limits, List<String> objections) {
    List<String> names = posterior.model().channels().stream().map(Channel::name).toList();
    if (!limits.stream().map(Limits::channel).toList().equals(names)) {
      throw new IllegalArgumentException("limits must be given for " + names + ", in this order");
    }
    var reasons = new ArrayList<>(objections);
    if (!posterior.converged()) {
      reasons.add("The chains do not agree on the posterior (R-hat or effective draws).");
    }
    return reasons.isEmpty()
        ? plan(posterior, limits)
        : new Advice.Withheld(reasons, settling(posterior));
  }

  private Advice.Plan plan(MixPosterior posterior, List<Limits> limits) {
    var values = new Values(posterior, limits, draws);
    double[] today = limits.stream().mapToDouble(Limits::today).toArray();
    double free = Arrays.stream(today).sum() - limits.stream().mapToDouble(Limits::least).sum();
    double step = free / steps;
    List<double[][]> tables =
        free > 0 ? workers.map(values.draws(), d -> values.table(d, step, steps)) : List.of();
    double[] best = today;
    if (free > 0) {
      best = better(values, best, onGrid(mean(tables), limits, step));
      best = better(values, best, exchanged(values, best, limits, step));
    }
    double[] now = values.of(today);
    double[] then = values.of(best);
    double[] gain = new double[now.length];
    double improves = 0;
    for (int d = 0; d < gain.length; d++) {
      gain[d] = then[d] - now[d];
      improves += gain[d] > 0 ? 1.0 / gain.length : 0;
    }
    double[] plan = best;
    double[] regrets = regrets(tables, now, then);
    var shares = new ArrayList<Advice.Share>();
    for (int c = 0; c < plan.length; c++) {
      Limits l = limits.get(c);
      double seen = ResponseCurve.of(posterior, l.channel(), 2, 1).supportHigh();
      shares.add(new Advice.Share(l.channel(), l.today(), plan[c], plan[c] > seen));
    }
    return new Advice.Plan(
        shares,
        Interval.of(now),
        Interval.of(then),
        Interval.of(gain),
        improves,
        regrets[1],
        regrets[0]);
  }

  private static double mean(double[] v) {
    return Arrays.stream(v).average().orElse(0);
  }

  private static double[] better(Values values, double[] old, double @Nullable [] other) {
    if (other == null) {
      return old;
    }
    double before = mean(values.of(old));
    return mean(values.of(other)) > before + SAME * Math.abs(before) ? other : old;
  }

  private static double[][] mean(List<double[][]> tables) {
    double[][] out =
        Arrays.stream(tables.get(0)).map(r -> new double[r.length]).toArray(double[][]::new);
    for (double[][] table : tables) {
      for (int c = 0; c < out.length; c++) {
        for (int j = 0; j < out[c].length; j++) {
          out[c][j] += table[c][j] / tables.size();
        }
      }
    }
    return out;
  }

  /** The best plan on the grid; null where the grid is too coarse for the limits. */
  private double @Nullable [] onGrid(double[][] table, List<Limits> limits, double step) {
    Knapsack.Best found = Knapsack.of(table, steps);
    if (found.value() == Double.NEGATIVE_INFINITY) {
      return null;
    }
    double[] out = new double[limits.size()];
    for (int c = 0; c < out.length; c++) {
      out[c] = Math.min(limits.get(c).most(), limits.get(c).least() + found.steps()[c] * step);
    }
    return out;
  }

  /** Moves money between pairs while it gains, by halves of a step. */
  private double[] exchanged(Values values, double[] from, List<Limits> limits, double step) {
    double[] plan = from.clone();
    double[] parts = new double[plan.length];
    Arrays.setAll(parts, c -> values.mean(c, plan[c]));
    for (double move = step; move > step / 64; move /= 2) {
      for (int a = 0; a < plan.length; a++) {
        for (int b = 0; b < plan.length; b++) {
          if (a == b
              || plan[a] - move < limits.get(a).least()
              || plan[b] + move > limits.get(b).most()) {
            continue;
          }
          double less = values.mean(a, plan[a] - move);
          double more = values.mean(b, plan[b] + move);
          if (less + more > parts[a] + parts[b]) {
            plan[a] -= move;
            plan[b] += move;
            parts[a] = less;
            parts[b] = more;
          }
        }
      }
    }
    return plan;
  }

  /** Of today's plan and of the advised one, against the best of each draw. */
  private double[] regrets(List<double[][]> tables, double[] now, double[] then) {
    if (tables.isEmpty()) {
      return new double[2];
    }
    List<Double> best = workers.map(tables.size(), d -> Knapsack.of(tables.get(d), steps).value());
    double[] out = new double[2];
    for (int d = 0; d < now.length; d++) {
      double most = Math.max(best.get(d), Math.max(now[d], then[d]));
      out[0] += (most - now[d]) / now.length;
      out[1] += (most - then[d]) / now.length;
    }
    return out;
  }

  /** On and off weeks for the channel whose contribution is least known, sized to break even. */
  private static Advice.SettlingTest settling(MixPosterior posterior) {
    Contributions.Part widest =
        Contributions.of(posterior).parts().stream()
            .max(Comparator.comparingDouble(p -> p.total().high() - p.total().low()))
            .orElseThrow();
    double[] sigma = posterior.draws("sigma");
    double sd = mean(sigma) * posterior.model().scale();
    double weekly = widest.spend() / posterior.model().weeks();
    double needed = Sizing.standard().subjects(sd, weekly);
    int weeks = 2 * (int) Math.min(104, Math.ceil(needed / 2));
    return new Advice.SettlingTest(
        widest.channel(), weeks, Sizing.standard().detectable(sd, weeks));
  }
}
