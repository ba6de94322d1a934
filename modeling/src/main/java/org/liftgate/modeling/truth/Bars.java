package org.liftgate.modeling.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.liftgate.modeling.truth.MonteCarlo.Figure;
import org.liftgate.modeling.truth.MonteCarlo.NoNumbers;
import org.liftgate.modeling.truth.MonteCarlo.Numbers;
import org.liftgate.modeling.truth.MonteCarlo.Result;

/**
 * What Monte Carlo figures must keep. With at least 2,000 draws: coverage 93 to 97%, size 3 to 7%,
 * bias below 0.1 SE, mean SE within 5% of the Monte Carlo SD. With fewer, the central 99.9%
 * interval of what a sound estimator shows in that many draws, never narrower than the full bars.
 */
public final class Bars {
  /** Draws from which on the full bars hold. */
  public static final int FULL = 2_000;

  private static final double TAIL = 0.0005;
  private static final double DEVIATIONS = 3.29;

  private Bars() {}

  /** Lowest and highest share allowed, of one that should be {@code nominal}. */
  public record Range(double low, double high) {
    public boolean holds(double share) {
      return low <= share && share <= high;
    }
  }

  /** Coverage allowed of 95% intervals in n draws. */
  public static Range coverage(int n) {
    return share(n, 0.95);
  }

  /** Rejections of a true null allowed at 5% in n draws. */
  public static Range size(int n) {
    return share(n, 0.05);
  }

  private static Range share(int n, double nominal) {
    if (n >= FULL) {
      return new Range(nominal - 0.02, nominal + 0.02);
    }
    var law = BinomialDistribution.of(n, nominal);
    double low = (double) law.inverseCumulativeProbability(TAIL) / n;
    double high = (double) law.inverseCumulativeProbability(1 - TAIL) / n;
    return new Range(Math.min(low, nominal - 0.02), Math.max(high, nominal + 0.02));
  }

  /** What is wrong, in plain sentences; empty when the case shows what it must. */
  public static List<String> failures(TruthCase<?> truthCase, Result result) {
    return switch (result) {
      case NoNumbers r ->
          truthCase.expected() == TruthCase.Expected.REFUSED
              ? List.of()
              : List.of("no draw gave a number: " + r.missing());
      case Numbers r ->
          switch (truthCase.expected()) {
            case IDENTIFIED -> identified(r);
            case BIASED -> biased(r);
            case OVERCONFIDENT, EXCLUDING -> overconfident(r);
            case TESTED -> tested(r);
            case CONSERVATIVE -> conservative(r);
            case COVERING -> covering(r);
            case EXACT -> exact(r);
            case REFUSED -> List.of(r.estimated() + " draws gave a number, none should");
          };
    };
  }

  private static List<String> identified(Numbers r) {
    List<String> out = tested(r);
    double slack = r.estimated() >= FULL ? 0 : DEVIATIONS;
    outside(out, "mean SE / SD", r.ratio().value(), around(1, 0.05, slack, r.ratio()));
    return out;
  }

  private static List<String> tested(Numbers r) {
    var out = all(r);
    int n = r.estimated();
    outside(out, "coverage", r.coverage().value(), coverage(n));
    outside(out, "size", r.size().value(), size(n));
    double slack = n >= FULL ? 0 : DEVIATIONS;
    outside(out, "bias in SE", r.bias().value(), around(0, 0.1, slack, r.bias()));
    return out;
  }

  private static List<String> conservative(Numbers r) {
    var out = all(r);
    int n = r.estimated();
    double slack = n >= FULL ? 0 : DEVIATIONS;
    outside(out, "coverage", r.coverage().value(), new Range(coverage(n).low(), 1));
    outside(out, "bias in SE", r.bias().value(), around(0, 0.1, slack, r.bias()));
    double least = around(1, 0.05, slack, r.ratio()).low();
    outside(out, "mean SE / SD", r.ratio().value(), new Range(least, 2));
    return out;
  }

  private static List<String> covering(Numbers r) {
    var out = all(r);
    outside(out, "coverage", r.coverage().value(), new Range(coverage(r.estimated()).low(), 1));
    return out;
  }

  private static List<String> exact(Numbers r) {
    var out = all(r);
    long broken = Math.round((1 - r.coverage().value()) * r.estimated());
    if (broken > 0) {
      out.add("%d of %d draws break it".formatted(broken, r.estimated()));
    }
    return out;
  }

  /** What is wrong already when a draw gave no number. */
  private static List<String> all(Numbers r) {
    var out = new ArrayList<String>();
    int n = r.estimated();
    if (n < r.draws()) {
      out.add("%d of %d draws gave no number: %s".formatted(r.draws() - n, r.draws(), r.missing()));
    }
    return out;
  }

  private static Range around(double centre, double width, double slack, Figure figure) {
    double half = width + slack * figure.error();
    return new Range(centre - half, centre + half);
  }

  private static void outside(List<String> out, String what, double value, Range range) {
    if (!range.holds(value)) {
      out.add(
          String.format(
              Locale.ROOT, "%s is %.3f, outside %.3f to %.3f", what, value, range.low, range.high));
    }
  }

  private static List<String> biased(Numbers r) {
    boolean shows = Math.abs(r.bias().value()) > 0.1 + DEVIATIONS * r.bias().error();
    return shows
        ? List.of()
        : List.of(String.format(Locale.ROOT, "no bias shows: %.3f SE", r.bias().value()));
  }

  private static List<String> overconfident(Numbers r) {
    double low = coverage(r.estimated()).low();
    return r.coverage().value() < low
        ? List.of()
        : List.of(
            String.format(
                Locale.ROOT, "coverage is %.3f, not below %.3f", r.coverage().value(), low));
  }
}
