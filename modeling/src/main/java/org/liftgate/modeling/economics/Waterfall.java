package org.liftgate.modeling.economics;

import java.util.ArrayList;
import java.util.List;

/**
 * From the margin on each cell of what was sold more to profit, in steps that add up: margin on the
 * base-price value of every cell, less the retailer's discounts on all of it, less costs. Cells are
 * declared beforehand and keep their sign.
 */
public record Waterfall(List<Step> steps) {

  /** A step in money; the last one is the sum of all others. */
  public record Step(String name, double amount) {}

  public static final String DISCOUNTS = "discounts";
  public static final String FIXED = "fixed_cost";
  public static final String REACHING = "unit_costs";
  public static final String PROFIT = "profit";

  /**
   * @param cells C names
   * @param sales K x C effects on sales per unit and period
   * @param base K x C effects at base price
   * @param set numbers of the groups to add up
   */
  public static Waterfall of(
      List<Project> projects, List<String> cells, double[] sales, double[] base, int[] set) {
    int c = cells.size();
    var margins = new double[c];
    double discounts = 0;
    double fixed = 0;
    double reaching = 0;
    for (int k : set) {
      Project p = projects.get(k);
      for (int i = 0; i < c; i++) {
        double value = p.scale() * base[k * c + i];
        margins[i] += p.terms().margin().value() * value;
        discounts += value - p.scale() * sales[k * c + i];
      }
      fixed += p.terms().fixed().value();
      reaching += p.reached() * p.terms().perUnit().value();
    }
    var steps = new ArrayList<Step>();
    for (int i = 0; i < c; i++) {
      steps.add(new Step(cells.get(i), margins[i]));
    }
    steps.add(new Step(DISCOUNTS, -discounts));
    steps.add(new Step(FIXED, -fixed));
    steps.add(new Step(REACHING, -reaching));
    steps.add(new Step(PROFIT, steps.stream().mapToDouble(Step::amount).sum()));
    return new Waterfall(List.copyOf(steps));
  }
}
