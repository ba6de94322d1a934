package org.liftgate.ingest.simulate.pricing;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What estimators of elasticity are after, of a draw of customers. A customer's effect is the
 * partially linear one: the slope of log demand on log price, were the price drawn by lot from the
 * chances that customers of this kind have, Cov(log D, log P | x) / Var(log P | x). The projection
 * minimises E[Var(log P | x) (effect - b'phi(income))^2], phi powers up to the second of income or
 * of its logarithm, which is what double machine learning with a basis in income converges to
 * (Chernozhukov, Demirer, Duflo, Fernandez-Val 2018; Robinson 1988). Noise of log demand has mean 0
 * at every price and so leaves all of it as it is.
 */
final class Targets {
  private static final int NODES = 41;
  private static final double DISCOUNT = 0.9;
  private static final double RAISED = 1.1;
  private final PricingParameters p;
  private final double[][] moments = new double[3][4];
  private final double[][] logMoments = new double[3][4];
  private final double[] effect = new double[2];
  private final double[] point = new double[2];
  private final long[] count = new long[2];
  private final double[] incomes = new double[2];
  private final double[] logIncomes = new double[2];
  private final double[] revenue = new double[5];
  private final double[] income;
  private final double[] gain;
  private int next;

  Targets(PricingParameters p, int customers) {
    this.p = p;
    income = new double[customers];
    gain = new double[customers];
  }

  void add(Customer c) {
    double[] chance = chances(c);
    double[] logPrice = Arrays.stream(Customer.PRICES).map(StrictMath::log).toArray();
    double[] logDemand =
        Arrays.stream(Customer.PRICES).map(q -> StrictMath.log(c.response(p, q))).toArray();
    double t = mean(chance, logPrice);
    double y = mean(chance, logDemand);
    double variance = 0;
    double covariance = 0;
    for (int k = 0; k < chance.length; k++) {
      variance += chance[k] * (logPrice[k] - t) * (logPrice[k] - t);
      covariance += chance[k] * (logPrice[k] - t) * (logDemand[k] - y);
    }
    double x = c.income();
    add(moments, x, variance, covariance);
    add(logMoments, StrictMath.log(x), variance, covariance);
    int group = x < 1 ? 0 : 1;
    effect[group] += covariance / variance;
    point[group] += elasticity(c, c.price(p));
    count[group]++;
    incomes[0] += x;
    incomes[1] += x * x;
    logIncomes[0] += StrictMath.log(x);
    logIncomes[1] += StrictMath.log(x) * StrictMath.log(x);
    double low = DISCOUNT * c.response(p, DISCOUNT);
    double full = c.response(p, 1);
    double raised = RAISED * c.response(p, RAISED);
    revenue[0] += full;
    revenue[1] += low;
    revenue[2] += raised;
    revenue[3] += c.price(p) * c.response(p, c.price(p));
    revenue[4] += Math.max(low, full);
    income[next] = x;
    gain[next++] = low - full;
  }

  private static void add(double[][] moments, double x, double variance, double covariance) {
    double[] basis = {1, x, x * x};
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        moments[i][j] += variance * basis[i] * basis[j];
      }
      moments[i][3] += covariance * basis[i];
    }
  }

  /** Chances given what is known: over what nobody sees, the mean over its normal law. */
  private double[] chances(Customer c) {
    if (p.hidden() == 0) {
      return c.chances(p, 0);
    }
    var chance = new double[Customer.PRICES.length];
    double weights = 0;
    for (int i = 0; i < NODES; i++) {
      double z = -5 + 10.0 * i / (NODES - 1);
      double weight = StrictMath.exp(-z * z / 2);
      double[] at = c.chances(p, z);
      for (int k = 0; k < chance.length; k++) {
        chance[k] += weight * at[k];
      }
      weights += weight;
    }
    for (int k = 0; k < chance.length; k++) {
      chance[k] /= weights;
    }
    return chance;
  }

  /** d log demand / d log price at a price. */
  private double elasticity(Customer c, double price) {
    if (p.heterogeneity() == Shape.CONSTANT) {
      return p.elasticity();
    }
    double slope = p.slope() + p.extra() * p.heterogeneity().steep(c.income());
    return slope * price / c.response(p, price);
  }

  private static double mean(double[] weights, double[] values) {
    return IntStream.range(0, weights.length).mapToDouble(k -> weights[k] * values[k]).sum();
  }

  /** Values by term; groups without customers are left out. */
  Map<String, Double> values() {
    var values = new LinkedHashMap<String, Double>();
    double n = next;
    values.put("slope", moments[0][3] / moments[0][0]);
    projection(values, "income", "", moments, incomes);
    projection(values, "ln(income)", " in log:2", logMoments, logIncomes);
    values.put("ate", (effect[0] + effect[1]) / n);
    values.put("point-elasticity", (point[0] + point[1]) / n);
    String[] groups = {"income_group=below 1", "income_group=1 and more"};
    for (int g = 0; g < 2; g++) {
      if (count[g] > 0) {
        values.put("segment(" + groups[g] + ")", effect[g] / count[g]);
        values.put("point-elasticity(" + groups[g] + ")", point[g] / count[g]);
      }
    }
    values.put("revenue(none)", revenue[0] / n);
    values.put("revenue(discount)", revenue[1] / n);
    values.put("revenue(raise)", revenue[2] / n);
    values.put("revenue(previous)", revenue[3] / n);
    values.put("revenue(best)", revenue[4] / n);
    bestCut(values, n);
    return values;
  }

  private void projection(
      Map<String, Double> values, String of, String basis, double[][] moments, double[] sums) {
    double[] b = solve(moments);
    values.put("projection(1)" + basis, b[0]);
    values.put("projection(" + of + ")" + basis, b[1]);
    values.put("projection(" + of + "^2)" + basis, b[2]);
    values.put("projection-mean" + basis, b[0] + (b[1] * sums[0] + b[2] * sums[1]) / next);
  }

  /** The income up to which a discount pays most. */
  private void bestCut(Map<String, Double> values, double n) {
    int[] order =
        IntStream.range(0, next)
            .boxed()
            .sorted((a, b) -> Double.compare(income[a], income[b]))
            .mapToInt(i -> i)
            .toArray();
    double sum = 0;
    double best = 0;
    double cut = 0;
    for (int i : order) {
      sum += gain[i];
      if (sum > best) {
        best = sum;
        cut = income[i];
      }
    }
    values.put("best-cut", cut);
    values.put("revenue(best-cut)", (revenue[0] + best) / n);
  }

  /** The 3 x 3 normal equations, by elimination; their matrix is positive definite. */
  private static double[] solve(double[][] moments) {
    var a = Arrays.stream(moments).map(double[]::clone).toArray(double[][]::new);
    for (int i = 0; i < 3; i++) {
      for (int r = i + 1; r < 3; r++) {
        double f = a[r][i] / a[i][i];
        for (int c = i; c < 4; c++) {
          a[r][c] -= f * a[i][c];
        }
      }
    }
    var b = new double[3];
    for (int i = 2; i >= 0; i--) {
      double rest = a[i][3];
      for (int c = i + 1; c < 3; c++) {
        rest -= a[i][c] * b[c];
      }
      b[i] = rest / a[i][i];
    }
    return b;
  }
}
