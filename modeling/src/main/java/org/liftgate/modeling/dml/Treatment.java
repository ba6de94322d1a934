package org.liftgate.modeling.dml;

import java.util.Arrays;
import java.util.List;

/** What was done to each row. */
public sealed interface Treatment {
  int rows();

  /** Names of the contrasts estimated; one empty name where there is only one. */
  List<String> contrasts();

  /**
   * Contrasts by row: the treatment itself, or a flag for each arm but the first.
   *
   * @return contrasts x n
   */
  double[][] columns();

  /**
   * A dose, such as a log price; effects are of one unit of it.
   *
   * @param values n
   */
  record Dose(double[] values) implements Treatment {
    @Override
    public int rows() {
      return values.length;
    }

    @Override
    public List<String> contrasts() {
      return List.of("");
    }

    @Override
    public double[][] columns() {
      return new double[][] {values};
    }
  }

  /**
   * Arms; effects are of each against the first.
   *
   * @param codes n places in the labels
   * @param labels of at least one arm, the first is compared with
   */
  record Arms(int[] codes, List<String> labels) implements Treatment {
    public Arms {
      labels = List.copyOf(labels);
      for (int code : codes) {
        if (code < 0 || code >= labels.size()) {
          throw new IllegalArgumentException(
              "codes (%d) must be 0 to %d".formatted(code, labels.size() - 1));
        }
      }
    }

    /** Two arms, from n flags. */
    public static Arms binary(byte[] flags) {
      var codes = new int[flags.length];
      Arrays.setAll(codes, i -> flags[i]);
      return new Arms(codes, List.of("0", "1"));
    }

    @Override
    public int rows() {
      return codes.length;
    }

    @Override
    public List<String> contrasts() {
      return labels.size() <= 2 ? List.of("") : labels.subList(1, labels.size());
    }

    @Override
    public double[][] columns() {
      var out = new double[Math.max(0, labels.size() - 1)][codes.length];
      for (int i = 0; i < codes.length; i++) {
        if (codes[i] > 0) {
          out[codes[i] - 1][i] = 1;
        }
      }
      return out;
    }
  }
}
