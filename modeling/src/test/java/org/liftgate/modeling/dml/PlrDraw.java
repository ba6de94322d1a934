package org.liftgate.modeling.dml;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.liftgate.kernel.Digest;
import org.liftgate.modeling.dml.DmlSample.Columns;

/**
 * Partially linear worlds with ten confounders: T = e(x) + v, Y = theta(x1) T + g(x) + u, standard
 * normal x, v and u. With {@code curved} both means bend (sines, steps, products), else they are
 * linear in the controls. For that E[Y | x] = theta(x1) e(x) + g(x) asks for products of x1 and
 * sin(2 x1) with x2, the only one in e; without them m is wrong and its error meets that of e.
 * theta(x1) = 1 + slope x1 + bend sin(2 x1).
 *
 * <p>Truth. v does not depend on x, so b is the plain projection of theta on (1, x1): E[sin(2 x1)
 * x1] = 2 exp(-2), hence slope + 2 exp(-2) bend; and the constant, and the mean of theta, is 1.
 */
record PlrDraw(int n, boolean curved, double slope, double bend) {

  double projectedSlope() {
    return slope + 2 * Math.exp(-2) * bend;
  }

  DmlSample draw(long seed) {
    var random = new SplittableRandom(Digest.mix(seed + 77));
    var x = new double[10][n];
    var t = new double[n];
    var y = new double[n];
    for (int i = 0; i < n; i++) {
      for (double[] column : x) {
        column[i] = random.nextGaussian();
      }
      double a = x[0][i];
      double b = x[1][i];
      double c = x[2][i];
      double linear = 0.7 * b;
      double e = curved ? Math.sin(a) + 0.5 * Math.cos(b) + (c > 0 ? 0.6 : 0) : linear;
      double g = curved ? Math.sin(a) + Math.cos(b) + (c > 0 ? 0.8 : 0) + 0.5 * x[3][i] : linear;
      t[i] = e + random.nextGaussian();
      double theta = 1 + slope * a + bend * Math.sin(2 * a);
      y[i] = theta * t[i] + g + random.nextGaussian();
    }
    double[][] given = Arrays.copyOfRange(x, 1, curved ? 10 : 12);
    List<String> names = IntStream.rangeClosed(2, curved ? 10 : 12).mapToObj(k -> "x" + k).toList();
    if (!curved) {
      given[9] = product(x[0], x[1], false);
      given[10] = product(x[0], x[1], true);
    }
    return DmlSample.of(
        y,
        new Treatment.Dose(t),
        new Columns(List.of("x1"), new double[][] {x[0]}),
        new Columns(names, given));
  }

  private static double[] product(double[] one, double[] other, boolean sine) {
    var out = new double[one.length];
    Arrays.setAll(out, i -> (sine ? Math.sin(2 * one[i]) : one[i]) * other[i]);
    return out;
  }
}
