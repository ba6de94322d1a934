package org.liftgate.modeling.synthetic;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.synthetic.SyntheticDid.Errors;

/** Standard errors of one block: placebo, jackknife, bootstrap. */
record Resampling(SyntheticDid options, Block block) {

  /** Why the error asked for is not defined here; null when it is. */
  Estimate.@Nullable Missing refusal() {
    int controls = block.controls();
    int treated = block.treated();
    if (options.errors() == Errors.PLACEBO) {
      return controls > treated
          ? null
          : missing(
              "The placebo error needs more controls (%d) than treated units (%d). Maybe use"
                      .formatted(controls, treated)
                  + " jackknife.");
    }
    if (treated < 2) {
      return missing("With one treated unit this error is not defined. Maybe use placebo.");
    }
    return controls < 2 ? missing("There is one control; no unit can be left out.") : null;
  }

  private static Estimate.Missing missing(String detail) {
    return new Estimate.Missing(SyntheticDid.ATT, Reason.SMALL_ARM, detail);
  }

  double stdError(Weights weights) {
    return switch (options.errors()) {
      case PLACEBO -> deviation(placebos(weights));
      case BOOTSTRAP -> deviation(bootstraps(weights));
      case JACKKNIFE -> jackknife(weights);
    };
  }

  /**
   * Effects where chance picks the treated among the controls: all choices where one unit is
   * treated and there are no more of them than replications, else that many draws.
   */
  private double[] placebos(Weights weights) {
    int n = block.controls();
    int treated = block.treated();
    boolean every = treated == 1 && n <= options.replications();
    return effects(
        every ? n : options.replications(),
        r -> {
          int[] order = every ? last(n, r) : shuffled(n, random(r));
          return refit(order, n - treated, weights);
        });
  }

  private static int[] last(int n, int chosen) {
    return IntStream.concat(IntStream.range(0, n).filter(i -> i != chosen), IntStream.of(chosen))
        .toArray();
  }

  private double[] bootstraps(Weights weights) {
    int n = block.outcomes().length;
    return effects(
        options.replications(),
        r -> {
          SplittableRandom random = random(r);
          int[] rows = {};
          long controls = 0;
          while (controls == 0 || controls == n) {
            rows = random.ints(n, 0, n).sorted().toArray();
            controls = Arrays.stream(rows).filter(i -> i < block.controls()).count();
          }
          return refit(rows, (int) controls, weights);
        });
  }

  private double[] effects(int pieces, java.util.function.IntToDoubleFunction effect) {
    return options.workers().map(pieces, effect::applyAsDouble).stream()
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  private double refit(int[] rows, int controls, Weights weights) {
    double[] omega =
        Arrays.stream(rows, 0, controls).mapToDouble(i -> weights.omega()[i]).toArray();
    Block drawn = block.take(rows, controls);
    Fitter fitter = Fitter.of(block, options.weighting());
    var start = new Weights(Weights.normal(omega), weights.lambda());
    return Fitter.effect(drawn, fitter.weights(drawn, start));
  }

  /** Weights stay as they are; those of the remaining controls are scaled to sum to 1. */
  private double jackknife(Weights weights) {
    int n = block.outcomes().length;
    double[] z = Arrays.stream(block.outcomes()).mapToDouble(weights::contrast).toArray();
    var effects = new double[n];
    for (int out = 0; out < n; out++) {
      effects[out] = without(out, z, weights.omega());
    }
    return deviation(effects) * Math.sqrt(n - 1.0);
  }

  private double without(int out, double[] z, double[] omega) {
    int controls = block.controls();
    double treated = 0;
    double[] rest = omega.clone();
    if (out < controls) {
      rest[out] = 0;
    }
    boolean none = Arrays.stream(rest).sum() == 0;
    double total = none ? controls - 1 : Arrays.stream(rest).sum();
    double comparison = 0;
    for (int i = 0; i < z.length; i++) {
      if (i == out) {
        continue;
      }
      if (i < controls) {
        comparison += (none ? 1 : rest[i]) / total * z[i];
      } else {
        treated += z[i] / (block.treated() - (out >= controls ? 1 : 0));
      }
    }
    return treated - comparison;
  }

  private SplittableRandom random(int replication) {
    return new SplittableRandom(
        Digest.mix(Digest.mix(options.seed()) + 0x9e3779b97f4a7c15L * (replication + 1L)));
  }

  private static int[] shuffled(int n, SplittableRandom random) {
    int[] order = IntStream.range(0, n).toArray();
    for (int i = n - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  /** With divisor n, as synthdid's. */
  private static double deviation(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    return Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0));
  }
}
