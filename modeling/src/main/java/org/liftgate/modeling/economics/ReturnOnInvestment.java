package org.liftgate.modeling.economics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.liftgate.modeling.economics.Account.Amount;

/**
 * Return on what treatments cost: (margin on the base-price value of extra sales - retailer's
 * discounts on them - cost) / cost. Sales are net of the retailer's discounts, so these count once;
 * coupons paid by manufacturers cost the retailer nothing. Intervals are the middle 95% of a {@link
 * HouseholdBootstrap}, in which costs and margins are drawn too. One score is drawn for all groups'
 * fixed costs, one for all costs per unit and one for all margins: who misjudges one misjudges all,
 * which makes totals no surer than their parts.
 *
 * @param hurdle return that must be exceeded, such as 0.05
 */
public record ReturnOnInvestment(double hurdle, HouseholdBootstrap bootstrap) {
  private static final int FIGURES = 3; // revenue, contribution, cost

  /**
   * Accounts of sets of groups.
   *
   * @param projects K, in the order of the effects
   * @param sets numbers of groups; groups may be in several sets
   */
  public List<Account> of(List<Project> projects, ValueEffects effects, List<int[]> sets) {
    if (projects.size() != effects.groups()) {
      throw new IllegalArgumentException(
          "projects (%d) must be as many as effects (%d)"
              .formatted(projects.size(), effects.groups()));
    }
    double[][] drawn = bootstrap.map(effects, d -> figures(projects, d, sets));
    var accounts = new ArrayList<Account>();
    for (int s = 0; s < sets.size(); s++) {
      accounts.add(account(projects, effects, sets.get(s), s, drawn));
    }
    return accounts;
  }

  private static double[] figures(
      List<Project> projects, HouseholdBootstrap.Draw d, List<int[]> sets) {
    var out = new double[FIGURES * sets.size()];
    for (int s = 0; s < sets.size(); s++) {
      for (int k : sets.get(s)) {
        Project p = projects.get(k);
        double revenue = p.scale() * d.sales()[k];
        double base = p.scale() * d.base()[k];
        double margin = p.terms().margin().at(d.zMargin(), 0, 1);
        out[FIGURES * s] += revenue;
        out[FIGURES * s + 1] += margin * base - (base - revenue);
        out[FIGURES * s + 2] += p.terms().cost(p.reached(), d.zFixed(), d.zUnit());
      }
    }
    return out;
  }

  private Account account(
      List<Project> projects, ValueEffects effects, int[] set, int s, double[][] drawn) {
    double revenue = 0;
    double base = 0;
    double margin = 0;
    double cost = 0;
    for (int k : set) {
      Project p = projects.get(k);
      revenue += p.scale() * effects.sales()[k];
      base += p.scale() * effects.base()[k];
      margin += p.terms().margin().value() * p.scale() * effects.base()[k];
      cost += p.cost();
    }
    double profit = margin - (base - revenue) - cost;
    var revenues = new double[drawn.length];
    var costs = new double[drawn.length];
    var profits = new double[drawn.length];
    var returns = new double[drawn.length];
    boolean paid = cost > 0;
    int above = 0;
    for (int d = 0; d < drawn.length; d++) {
      revenues[d] = drawn[d][FIGURES * s];
      costs[d] = drawn[d][FIGURES * s + 2];
      double left = drawn[d][FIGURES * s + 1];
      profits[d] = left - costs[d];
      above += left > (1 + hurdle) * costs[d] ? 1 : 0;
      paid &= costs[d] > 0;
      returns[d] = profits[d] / costs[d];
    }
    return new Account(
        amount(revenue, revenues),
        base,
        margin,
        base - revenue,
        amount(cost, costs),
        amount(profit, profits),
        paid ? Optional.of(amount(profit / cost, returns)) : Optional.empty(),
        cost > 0 ? OptionalDouble.of((double) above / drawn.length) : OptionalDouble.empty());
  }

  private static Amount amount(double value, double[] draws) {
    java.util.Arrays.sort(draws);
    double[] ends = HouseholdBootstrap.middle(draws);
    return new Amount(value, ends[0], ends[1]);
  }
}
