package org.liftgate.modeling.dose;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Ranges of a dose, each closed above.
 *
 * @param ends upper ends, ascending; a dose up to the first counts as none
 */
public record DoseBins(List<Double> ends) {
  public DoseBins {
    ends = List.copyOf(ends);
    if (ends.size() < 2) {
      throw new IllegalArgumentException("bins (%s) must have at least two ends".formatted(ends));
    }
    for (int b = 1; b < ends.size(); b++) {
      if (!(ends.get(b) > ends.get(b - 1))) {
        throw new IllegalArgumentException("bins (%s) must ascend".formatted(ends));
      }
    }
  }

  public int count() {
    return ends.size();
  }

  /** The bin of a dose; doses above the last end belong to the last bin. */
  public int of(double dose) {
    int bin = 0;
    while (bin < ends.size() - 1 && dose > ends.get(bin)) {
      bin++;
    }
    return bin;
  }

  /** {@code bin(0,10]}. */
  public String term(int bin) {
    return "bin(%s,%s]".formatted(plain(ends.get(bin - 1)), plain(ends.get(bin)));
  }

  List<String> terms() {
    return IntStream.range(1, count()).mapToObj(this::term).toList();
  }

  double[] dummies(double[] dose, int bin) {
    var out = new double[dose.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = of(dose[i]) == bin ? 1 : 0;
    }
    return out;
  }

  private static String plain(double end) {
    return BigDecimal.valueOf(end).stripTrailingZeros().toPlainString();
  }
}
