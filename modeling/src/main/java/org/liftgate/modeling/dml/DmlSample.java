package org.liftgate.modeling.dml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liftgate.kernel.Sample;

/**
 * Rows with an outcome, a treatment, and what is known before it.
 *
 * @param outcome n values
 * @param modifiers X: the effect may differ by them; they are controls as well
 * @param controls W: what else drives both treatment and outcome
 * @param folds n codes of the folds to use; empty where they are to be drawn
 * @param clusters n codes by name; rows of one cluster stay in one fold when errors are clustered
 */
public record DmlSample(
    double[] outcome,
    Treatment treatment,
    Columns modifiers,
    Columns controls,
    int[] folds,
    Map<String, int[]> clusters)
    implements Sample {

  /**
   * Named columns.
   *
   * @param values k arrays of n values
   */
  public record Columns(List<String> names, double[][] values) {
    public static final Columns NONE = new Columns(List.of(), new double[0][]);

    public Columns {
      names = List.copyOf(names);
      if (names.size() != values.length) {
        throw new IllegalArgumentException("names must be one for each column");
      }
    }

    int width() {
      return values.length;
    }
  }

  public DmlSample {
    clusters = new LinkedHashMap<>(clusters);
    if (treatment.rows() != outcome.length
        || (folds.length != 0 && folds.length != outcome.length)) {
      throw new IllegalArgumentException("outcome, treatment and folds must have as many rows");
    }
    for (Columns columns : List.of(modifiers, controls)) {
      for (double[] column : columns.values()) {
        if (column.length != outcome.length) {
          throw new IllegalArgumentException("columns must have as many rows as the outcome");
        }
      }
    }
  }

  /** Folds are drawn and rows independent. */
  public static DmlSample of(
      double[] outcome, Treatment treatment, Columns modifiers, Columns controls) {
    return new DmlSample(outcome, treatment, modifiers, controls, new int[0], Map.of());
  }

  public DmlSample withFolds(int[] codes) {
    return new DmlSample(outcome, treatment, modifiers, controls, codes, clusters);
  }

  public DmlSample withCluster(String name, int[] codes) {
    var all = new LinkedHashMap<>(clusters);
    all.put(name, codes);
    return new DmlSample(outcome, treatment, modifiers, controls, folds, all);
  }

  @Override
  public int rows() {
    return outcome.length;
  }

  /** What nuisances are learned from: modifiers, then controls that are not among them. */
  Columns known() {
    var names = new ArrayList<>(modifiers.names());
    var values = new ArrayList<>(List.of(modifiers.values()));
    for (int k = 0; k < controls.width(); k++) {
      if (!names.contains(controls.names().get(k))) {
        names.add(controls.names().get(k));
        values.add(controls.values()[k]);
      }
    }
    return new Columns(names, values.toArray(double[][]::new));
  }
}
