package org.liftgate.accumulate;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Whether a direction separates the outcomes: (2t - 1)(d_0 + sum d_k x_k) is at least zero in every
 * row and above zero in some. Newton's steps point that way when the likelihood has no maximum.
 */
final class Separation {
  private static final double ZERO = 1e-5;
  private static final double INVOLVED = 1e-4;

  private final LogitDesign design;
  private final LogitBasis basis;
  private final double[] direction;

  Separation(LogitDesign design, LogitBasis basis, double[] direction) {
    this.design = design;
    this.basis = basis;
    this.direction = direction;
  }

  Optional<Logit.Separated> check() {
    var move = new double[design.rows()];
    basis.predict(design.columns(), direction, move, 0, move.length);
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (int i = 0; i < move.length; i++) {
      if (design.weight(i) > 0) {
        double towards = design.outcome()[i] != 0 ? move[i] : -move[i];
        least = Math.min(least, towards);
        most = Math.max(most, Math.abs(move[i]));
      }
    }
    if (!(most > 0) || !(least >= -ZERO * most)) {
      return Optional.empty();
    }
    double largest = IntStream.range(1, direction.length).mapToDouble(this::size).max().orElse(0);
    int[] columns =
        IntStream.range(1, direction.length)
            .filter(k -> size(k) > INVOLVED * largest)
            .map(k -> k - 1)
            .toArray();
    return Optional.of(new Logit.Separated(columns, least > ZERO * most));
  }

  private double size(int k) {
    return Math.abs(direction[k]);
  }
}
