package org.liftgate.modeling.dml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.dml.DmlSample.Columns;
import org.liftgate.modeling.learn.Refusal;

/**
 * Functions phi of the modifiers in which the effect is linear: theta(x) = b0 + phi(x)'b. The
 * constant is not among them.
 */
public sealed interface Basis permits Basis.Constant, Basis.Polynomial, Basis.Logarithms, Splines {

  /** Functions with all that depends on the sample settled. */
  interface Fitted {
    List<String> names();

    /**
     * Values at rows.
     *
     * @param x k arrays of m values
     * @return functions x m
     */
    double[][] at(double[][] x);
  }

  Fitted fit(Columns modifiers);

  /** The text that {@link #parse} reads. */
  String text();

  /** One effect for all. */
  record Constant() implements Basis {
    @Override
    public Fitted fit(Columns modifiers) {
      return new Powers(List.of(), List.of());
    }

    @Override
    public String text() {
      return "none";
    }
  }

  /**
   * All products of the modifiers up to a degree, in the order of scikit-learn's {@code
   * PolynomialFeatures}: a, b, a^2, a:b, b^2.
   *
   * @param degree at least 1
   */
  record Polynomial(int degree) implements Basis {
    public Polynomial {
      if (degree < 1) {
        throw new IllegalArgumentException("degree (" + degree + ") must be at least 1");
      }
    }

    @Override
    public Fitted fit(Columns modifiers) {
      var products = new ArrayList<int[]>();
      for (int d = 1; d <= degree; d++) {
        products(modifiers.width(), d, 0, new int[0], products);
      }
      List<String> names = products.stream().map(p -> name(p, modifiers.names())).toList();
      return new Powers(names, products);
    }

    private static void products(int k, int left, int from, int[] taken, List<int[]> out) {
      if (left == 0) {
        out.add(taken);
        return;
      }
      for (int j = from; j < k; j++) {
        int[] more = Arrays.copyOf(taken, taken.length + 1);
        more[taken.length] = j;
        products(k, left - 1, j, more, out);
      }
    }

    private static String name(int[] product, List<String> names) {
      var parts = new ArrayList<String>();
      for (int at = 0; at < product.length; ) {
        int end = at;
        while (end < product.length && product[end] == product[at]) {
          end++;
        }
        String name = names.get(product[at]);
        parts.add(end - at == 1 ? name : name + "^" + (end - at));
        at = end;
      }
      return String.join(":", parts);
    }

    @Override
    public String text() {
      return "poly:" + degree;
    }
  }

  /**
   * A polynomial in the logarithms of modifiers. Coefficients of powers of a modifier with a long
   * tail hang on its few largest values, and their intervals are too short; those of its logarithm
   * do not.
   *
   * @param degree at least 1
   */
  record Logarithms(int degree) implements Basis {
    public Logarithms {
      new Polynomial(degree);
    }

    /**
     * @throws Refusal where a modifier is not above 0 everywhere
     */
    @Override
    public Fitted fit(Columns modifiers) {
      for (int j = 0; j < modifiers.width(); j++) {
        double least = Arrays.stream(modifiers.values()[j]).min().orElse(1);
        if (!(least > 0)) {
          throw new Refusal(
              Estimate.Reason.NOT_FINITE,
              "%s has values of 0 or less (least %s), which have no logarithm. Maybe basis poly:2 or ns:4."
                  .formatted(modifiers.names().get(j), least));
        }
      }
      var names = modifiers.names().stream().map(n -> "ln(" + n + ")").toList();
      Fitted powers = new Polynomial(degree).fit(new Columns(names, logs(modifiers.values())));
      return new Fitted() {
        @Override
        public List<String> names() {
          return powers.names();
        }

        @Override
        public double[][] at(double[][] x) {
          return powers.at(logs(x));
        }
      };
    }

    private static double[][] logs(double[][] x) {
      return Arrays.stream(x)
          .map(column -> Arrays.stream(column).map(StrictMath::log).toArray())
          .toArray(double[][]::new);
    }

    @Override
    public String text() {
      return "log:" + degree;
    }
  }

  /**
   * Products of modifiers.
   *
   * @param products places of the modifiers multiplied
   */
  record Powers(List<String> names, List<int[]> products) implements Fitted {
    @Override
    public double[][] at(double[][] x) {
      int m = x.length == 0 ? 0 : x[0].length;
      var out = new double[products.size()][];
      for (int j = 0; j < out.length; j++) {
        int[] product = products.get(j);
        double[] values = x[product[0]].clone();
        for (int f = 1; f < product.length; f++) {
          double[] by = x[product[f]];
          for (int i = 0; i < m; i++) {
            values[i] *= by[i];
          }
        }
        out[j] = values;
      }
      return out;
    }
  }

  /**
   * Reads {@code none}, {@code poly:2}, {@code log:2}, {@code ns:4} or {@code bs:5}; empty for
   * anything else.
   */
  static Optional<Basis> parse(String text) {
    if (text.equals("none")) {
      return Optional.of(new Constant());
    }
    if (!text.matches("(poly|log|ns|bs):[1-9][0-9]?")) {
      return Optional.empty();
    }
    int number = Integer.parseInt(text.substring(text.indexOf(':') + 1));
    return switch (text.substring(0, text.indexOf(':'))) {
      case "poly" -> number > 9 ? Optional.empty() : Optional.of(new Polynomial(number));
      case "log" -> number > 9 ? Optional.empty() : Optional.of(new Logarithms(number));
      case "ns" -> Optional.of(Splines.natural(number));
      default -> number < 3 ? Optional.empty() : Optional.of(Splines.cubic(number));
    };
  }
}
