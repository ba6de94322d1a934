package org.liftgate.modeling.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.modeling.forest.BinnedFeatures;
import org.liftgate.modeling.forest.BoostingOptions;
import org.liftgate.modeling.forest.Forest;
import org.liftgate.modeling.forest.ForestOptions;
import org.liftgate.modeling.forest.GradientBoosting;
import org.liftgate.modeling.forest.RegressionForest;
import org.liftgate.modeling.linear.LinearFit;
import org.liftgate.modeling.linear.LinearRegression;
import org.liftgate.modeling.linear.LinearSample;

/**
 * How well an outcome is forecast for units and periods not seen: each fold is forecast in its
 * later periods by models that learned from the earlier periods of all other units. Models are the
 * mean, least squares, a random forest (Breiman, 2001) and boosted trees (Friedman, 2001). The
 * importance of a column is the rise of the squared error when its values are exchanged among the
 * rows forecast (Fisher, Rudin and Dominici, 2019). Intervals are normal, from units' mean losses.
 * An importance says what a forecast leans on, not what causes the outcome.
 *
 * @param folds of units, at least 2
 * @param share of the periods, the earlier ones, that models learn from
 * @param repeats of each exchange
 */
public record GroupedForecast(
    int folds, double share, int trees, int repeats, long seed, Workers workers) {
  private static final double NORMAL = 1.959963984540054;

  /** Names of the models, the baseline first. */
  public static final List<String> MODELS = List.of("mean", "ols", "forest", "boosting");

  public GroupedForecast {
    if (folds < 2 || !(share > 0 && share < 1) || trees < 1 || repeats < 1) {
      throw new IllegalArgumentException(
          "folds (%d), share (%s), trees (%d) and repeats (%d) must be at least 2, inside 0 to 1, at least 1 and at least 1"
              .formatted(folds, share, trees, repeats));
    }
  }

  /** A mean over units with its 95% interval. */
  public record Interval(double value, double low, double high) {}

  /**
   * @param r2 1 less the squared error over that of the training mean
   * @param gain squared error less that of the training mean, over the latter
   * @param importance by column: rise of the squared error over that of the training mean
   */
  public record Score(
      String model,
      double meanAbsoluteError,
      double rootMeanSquare,
      double r2,
      Interval gain,
      Map<String, Interval> importance) {}

  /** Scores, or why there are none. */
  public sealed interface Result {}

  /**
   * @param rows forecast
   * @param units they are of
   */
  public record Scored(List<Score> scores, long rows, long units) implements Result {
    public Scored {
      scores = List.copyOf(scores);
    }
  }

  public record Refused(String detail) implements Result {}

  /** Losses of one model by row; exchanged losses by column. */
  private record Losses(double[] square, double[] absolute, double[][] exchanged) {
    static Losses of(int rows, int columns) {
      return new Losses(new double[rows], new double[rows], new double[columns][rows]);
    }
  }

  /**
   * @param y n outcomes
   * @param columns k arrays of n values
   * @param unit n codes
   * @param time n codes 0..periods-1
   */
  public Result score(double[] y, List<String> names, double[][] columns, int[] unit, int[] time) {
    int cut = (int) Math.round(share * (Arrays.stream(time).max().orElse(-1) + 1));
    int[] units = Arrays.stream(unit).sorted().distinct().toArray();
    if (units.length < 2 * folds || cut < 1) {
      return new Refused(
          "%d units in %d folds are too few to forecast units not seen."
              .formatted(units.length, folds));
    }
    if (Arrays.stream(y).allMatch(v -> v == y[0])) {
      return new Refused("The outcome never varies.");
    }
    Map<Integer, Integer> fold = folds(units);
    Map<String, Losses> losses = new LinkedHashMap<>();
    MODELS.forEach(m -> losses.put(m, Losses.of(y.length, columns.length)));
    var forecast = new boolean[y.length];
    for (int f = 0; f < folds; f++) {
      int now = f;
      int[] train = rows(y.length, i -> fold.get(unit[i]) != now && time[i] < cut);
      int[] test = rows(y.length, i -> fold.get(unit[i]) == now && time[i] >= cut);
      if (train.length < 2 || test.length == 0) {
        continue;
      }
      Arrays.stream(test).forEach(i -> forecast[i] = true);
      fold(y, columns, train, test, f, losses);
    }
    int[] used = rows(y.length, i -> forecast[i]);
    if (used.length == 0) {
      return new Refused("No unit has rows in the later periods.");
    }
    double base = Arrays.stream(used).mapToDouble(i -> losses.get("mean").square()[i]).sum();
    var scores = new ArrayList<Score>();
    losses.forEach((m, l) -> scores.add(score(m, l, losses.get("mean"), used, base, names, unit)));
    return new Scored(
        scores, used.length, Arrays.stream(used).map(i -> unit[i]).distinct().count());
  }

  private static int[] rows(int n, java.util.function.IntPredicate which) {
    return IntStream.range(0, n).filter(which).toArray();
  }

  private Map<Integer, Integer> folds(int[] units) {
    int[] order = units.clone();
    shuffle(order, new SplittableRandom(seed));
    Map<Integer, Integer> fold = new LinkedHashMap<>();
    for (int i = 0; i < order.length; i++) {
      fold.put(order[i], i % folds);
    }
    return fold;
  }

  private static void shuffle(int[] values, SplittableRandom random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int v = values[i];
      values[i] = values[j];
      values[j] = v;
    }
  }

  private void fold(
      double[] y, double[][] columns, int[] train, int[] test, int f, Map<String, Losses> losses) {
    double[][] from = take(columns, train);
    double[] known = take(y, train);
    double[][] at = take(columns, test);
    for (String model : MODELS) {
      workers.heartbeat().run();
      Function<double[][], double[]> fitted = fit(model, from, known, f);
      Losses l = losses.get(model);
      double[] said = fitted.apply(at);
      for (int i = 0; i < test.length; i++) {
        double e = y[test[i]] - said[i];
        l.square()[test[i]] = e * e;
        l.absolute()[test[i]] = Math.abs(e);
      }
      for (int k = 0; k < columns.length && !model.equals("mean"); k++) {
        exchange(y, at, test, k, f, fitted, l.exchanged()[k]);
      }
    }
  }

  private void exchange(
      double[] y,
      double[][] at,
      int[] test,
      int k,
      int f,
      Function<double[][], double[]> fitted,
      double[] out) {
    var random = new SplittableRandom(seed + 31L * f + 1_009L * k + 1);
    for (int r = 0; r < repeats; r++) {
      int[] order = IntStream.range(0, test.length).toArray();
      shuffle(order, random);
      double[][] changed = at.clone();
      changed[k] = Arrays.stream(order).mapToDouble(i -> at[k][i]).toArray();
      double[] said = fitted.apply(changed);
      for (int i = 0; i < test.length; i++) {
        double e = y[test[i]] - said[i];
        out[test[i]] += e * e / repeats;
      }
    }
  }

  private Function<double[][], double[]> fit(
      String model, double[][] columns, double[] y, int fold) {
    double mean = Arrays.stream(y).average().orElse(0);
    Function<double[][], double[]> flat =
        at -> IntStream.range(0, at[0].length).mapToDouble(_ -> mean).toArray();
    return switch (model) {
      case "ols" -> linear(columns, y, flat);
      case "forest" ->
          new RegressionForest(ForestOptions.standard(seed + fold).withTrees(trees), workers)
                      .fit(columns, y)
                  instanceof Forest grown
              ? at -> grown.predict(at, workers).values()
              : flat;
      case "boosting" -> {
        BinnedFeatures bins = BinnedFeatures.of(columns, workers);
        yield new GradientBoosting(BoostingOptions.standard(seed + fold).withTrees(trees))
                    .fit(bins, y)
                instanceof GradientBoosting.Boosted b
            ? at -> b.predict(bins.encode(at, workers))
            : flat;
      }
      default -> flat;
    };
  }

  private Function<double[][], double[]> linear(
      double[][] columns, double[] y, Function<double[][], double[]> flat) {
    List<String> names = IntStream.range(0, columns.length).mapToObj(k -> "x" + k).toList();
    if (!(new LinearRegression(Covariance.iid())
            .with(workers)
            .fit(LinearSample.of(y, names, columns))
        instanceof LinearFit.Solved s)) {
      return flat;
    }
    return at -> {
      var out = new double[at[0].length];
      for (int t = 0; t < s.terms().size(); t++) {
        int k = names.indexOf(s.terms().get(t));
        for (int i = 0; i < out.length; i++) {
          out[i] += s.coefficients()[t] * (k < 0 ? 1 : at[k][i]);
        }
      }
      return out;
    };
  }

  private static double[] take(double[] v, int[] rows) {
    return Arrays.stream(rows).mapToDouble(i -> v[i]).toArray();
  }

  private static double[][] take(double[][] columns, int[] rows) {
    return Arrays.stream(columns).map(c -> take(c, rows)).toArray(double[][]::new);
  }

  private static Score score(
      String model,
      Losses l,
      Losses mean,
      int[] used,
      double base,
      List<String> names,
      int[] unit) {
    double squares = Arrays.stream(used).mapToDouble(i -> l.square()[i]).sum();
    double absolute = Arrays.stream(used).mapToDouble(i -> l.absolute()[i]).sum();
    var importance = new LinkedHashMap<String, Interval>();
    for (int k = 0; k < names.size() && !model.equals("mean"); k++) {
      double[] changed = l.exchanged()[k];
      importance.put(names.get(k), over(used, unit, base, i -> changed[i] - l.square()[i]));
    }
    return new Score(
        model,
        absolute / used.length,
        Math.sqrt(squares / used.length),
        1 - squares / base,
        over(used, unit, base, i -> l.square()[i] - mean.square()[i]),
        importance);
  }

  /** A sum over rows as a share of the base, with an interval from the sums of units. */
  private static Interval over(
      int[] used, int[] unit, double base, java.util.function.IntToDoubleFunction loss) {
    Map<Integer, Double> sums = new LinkedHashMap<>();
    for (int i : used) {
      sums.merge(unit[i], loss.applyAsDouble(i) / base, Double::sum);
    }
    double units = sums.size();
    double total = sums.values().stream().mapToDouble(v -> v).sum();
    double mean = total / units;
    double squares = sums.values().stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    double half = units < 2 ? Double.NaN : NORMAL * Math.sqrt(units / (units - 1) * squares);
    return new Interval(total, total - half, total + half);
  }
}
