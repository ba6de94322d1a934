package org.liftgate.modeling.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.liftgate.accumulate.ClusterGrams;
import org.liftgate.accumulate.NormalEquations.Solution;
import org.liftgate.accumulate.TriangularFactor;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance.PairsCluster;

/**
 * The pairs cluster bootstrap from sums by cluster: with G clusters drawn with replacement and
 * multiplicities w, the coefficients move by (sum w Z_g'Z_g)^-1 sum w Z_g'e_g. Equal to refitting
 * each draw. Draws that leave a coefficient unidentified are counted and left out.
 */
final class PairsBootstrap {
  private static final int CHUNK = 64;
  private static final double SINGULAR = 1e-10;

  private final int p;
  private final int used;
  private final double[] covariance;
  private final PairsCluster options;

  PairsBootstrap(
      Solution fit, Grouping by, double[] scores, PairsCluster options, Workers workers) {
    this.p = fit.design().width();
    this.options = options;
    double[] grams = ClusterGrams.of(fit.design(), by.codes(), by.count(), workers);
    var moves = new ArrayList<double[]>();
    workers
        .map(
            (options.draws() + CHUNK - 1) / CHUNK,
            c -> {
              var found = new ArrayList<double[]>();
              int end = Math.min(options.draws(), (c + 1) * CHUNK);
              for (int b = c * CHUNK; b < end; b++) {
                move(by.count(), grams, scores, b).ifPresent(found::add);
              }
              return found;
            })
        .forEach(moves::addAll);
    this.used = moves.size();
    this.covariance = covariance(moves);
  }

  private java.util.Optional<double[]> move(int clusters, double[] grams, double[] scores, int b) {
    SplittableRandom random = WildBootstrap.Seeds.of(options.seed(), b);
    var times = new int[clusters];
    for (int g = 0; g < clusters; g++) {
      times[random.nextInt(clusters)]++;
    }
    int size = p * (p + 1) / 2;
    var packed = new double[size];
    var score = new double[p];
    for (int g = 0; g < clusters; g++) {
      int w = times[g];
      for (int i = 0; i < size && w > 0; i++) {
        packed[i] += w * grams[g * size + i];
      }
      for (int j = 0; j < p && w > 0; j++) {
        score[j] += w * scores[g * p + j];
      }
    }
    var gram = new double[p * p];
    for (int a = 0, i = 0; a < p; a++) {
      for (int c = 0; c <= a; c++, i++) {
        gram[a * p + c] = packed[i];
        gram[c * p + a] = packed[i];
      }
    }
    TriangularFactor.Found found = TriangularFactor.cholesky(gram, p, SINGULAR);
    if (found.dependent().length > 0) {
      return java.util.Optional.empty();
    }
    found.factor().solve(score);
    return java.util.Optional.of(score);
  }

  private double[] covariance(ArrayList<double[]> moves) {
    var mean = new double[p];
    for (double[] move : moves) {
      for (int j = 0; j < p; j++) {
        mean[j] += move[j] / moves.size();
      }
    }
    var v = new double[p * p];
    for (double[] move : moves) {
      for (int a = 0; a < p; a++) {
        for (int b = 0; b < p; b++) {
          v[a * p + b] += (move[a] - mean[a]) * (move[b] - mean[b]) / (moves.size() - 1.0);
        }
      }
    }
    if (moves.size() < 2) {
      Arrays.fill(v, Double.NaN);
    }
    return v;
  }

  /** p x p of the scaled coefficients. */
  double[] covariance() {
    return covariance;
  }

  String note() {
    int lost = options.draws() - used;
    return "%,d draws of whole clusters%s; interval and p-value by t with clusters - 1 df."
        .formatted(
            options.draws(),
            lost == 0
                ? ""
                : ", of which %,d left a coefficient unidentified and were left out"
                    .formatted(lost));
  }
}
