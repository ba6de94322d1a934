package org.liftgate.modeling.dml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.liftgate.modeling.dml.DmlSample.Columns;

/**
 * Cubic splines of each modifier, added up; knots at equal quantiles of its values. Natural ones
 * are straight beyond the outer knots (Hastie, Tibshirani and Friedman, 2009, eq. 5.4); B-splines
 * (de Boor, 1978) keep their value at the outer knot beyond it, and the first is left out beside
 * the constant. A modifier with at most as many values as knots enters as it is.
 *
 * @param functions of each modifier, at least 1; at least 3 of B-splines
 */
public record Splines(boolean natural, int functions) implements Basis {
  private static final int DEGREE = 3;

  public Splines {
    if (functions < (natural ? 1 : DEGREE)) {
      throw new IllegalArgumentException("functions (" + functions + ") are too few");
    }
  }

  public static Splines natural(int functions) {
    return new Splines(true, functions);
  }

  public static Splines cubic(int functions) {
    return new Splines(false, functions);
  }

  @Override
  public String text() {
    return (natural ? "ns:" : "bs:") + functions;
  }

  /** Functions of one modifier. */
  private interface Family {
    int size();

    void at(double x, double[] out);
  }

  /** All modifiers' functions, one after the other. */
  private record Additive(List<String> names, List<Family> families) implements Fitted {
    @Override
    public double[][] at(double[][] x) {
      int m = x.length == 0 ? 0 : x[0].length;
      var out = new double[names.size()][m];
      int first = 0;
      for (int k = 0; k < families.size(); k++) {
        Family family = families.get(k);
        var values = new double[family.size()];
        for (int i = 0; i < m; i++) {
          family.at(x[k][i], values);
          for (int j = 0; j < values.length; j++) {
            out[first + j][i] = values[j];
          }
        }
        first += values.length;
      }
      return out;
    }
  }

  @Override
  public Fitted fit(Columns modifiers) {
    var names = new ArrayList<String>();
    var families = new ArrayList<Family>();
    for (int k = 0; k < modifiers.width(); k++) {
      Family family = family(modifiers.values()[k]);
      families.add(family);
      for (int j = 1; j <= family.size(); j++) {
        String name = modifiers.names().get(k);
        names.add(family.size() == 1 ? name : name + (natural ? ".ns" : ".bs") + j);
      }
    }
    return new Additive(names, families);
  }

  private Family family(double[] x) {
    double[] sorted = x.clone();
    Arrays.sort(sorted);
    int count = natural ? functions + 1 : functions - DEGREE + 2;
    double[] knots = new double[count];
    for (int j = 0; j < count; j++) {
      knots[j] = quantile(sorted, j / (count - 1.0));
    }
    knots = Arrays.stream(knots).distinct().toArray();
    long distinct = Arrays.stream(sorted).distinct().limit(functions + 2L).count();
    if (distinct <= functions || knots.length < 2 || functions == 1) {
      return new Plain();
    }
    return natural ? new Natural(knots) : BSplines.of(knots);
  }

  private static double quantile(double[] sorted, double p) {
    double at = p * (sorted.length - 1);
    int low = (int) at;
    int high = Math.min(sorted.length - 1, low + 1);
    return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
  }

  private record Plain() implements Family {
    @Override
    public int size() {
      return 1;
    }

    @Override
    public void at(double x, double[] out) {
      out[0] = x;
    }
  }

  /** Knots are brought to 0..1, so that cubes stay near one. */
  private record Natural(double[] knots) implements Family {
    @Override
    public int size() {
      return knots.length - 1;
    }

    @Override
    public void at(double x, double[] out) {
      int last = knots.length - 1;
      out[0] = x;
      for (int k = 0; k < last - 1; k++) {
        out[k + 1] = slope(x, k) - slope(x, last - 1);
      }
    }

    private double slope(double x, int k) {
      int last = knots.length - 1;
      double range = knots[last] - knots[0];
      double width = (knots[last] - knots[k]) / range;
      return (cube((x - knots[k]) / range) - cube((x - knots[last]) / range)) / width;
    }

    private static double cube(double v) {
      return v > 0 ? v * v * v : 0;
    }
  }

  /**
   * @param t knots with the outer ones four times
   */
  private record BSplines(double[] t) implements Family {
    static BSplines of(double[] knots) {
      var t = new double[knots.length + 2 * DEGREE];
      for (int i = 0; i < t.length; i++) {
        t[i] = knots[Math.clamp(i - DEGREE, 0, knots.length - 1)];
      }
      return new BSplines(t);
    }

    @Override
    public int size() {
      return t.length - DEGREE - 2;
    }

    /** The Cox-de Boor recursion. */
    @Override
    public void at(double value, double[] out) {
      int last = t.length - DEGREE - 2;
      double x = Math.clamp(value, t[0], t[t.length - 1]);
      int span = DEGREE;
      while (span < last && x >= t[span + 1]) {
        span++;
      }
      var b = new double[DEGREE + 1];
      b[0] = 1;
      for (int d = 1; d <= DEGREE; d++) {
        double saved = 0;
        for (int r = 0; r < d; r++) {
          double right = t[span + r + 1] - x;
          double left = x - t[span + 1 - d + r];
          double share = b[r] / (right + left);
          b[r] = saved + right * share;
          saved = left * share;
        }
        b[d] = saved;
      }
      Arrays.fill(out, 0);
      for (int r = 0; r <= DEGREE; r++) {
        int j = span - DEGREE + r - 1;
        if (j >= 0) {
          out[j] = b[r];
        }
      }
    }
  }
}
