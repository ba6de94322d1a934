package org.liftgate.modeling.estimate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liftgate.kernel.Estimate;

/**
 * What an estimator found, as the command line and its JSON show it.
 *
 * @param formula the model in words or as a formula; empty when it has none
 * @param rows used, after rows with missing values were dropped
 * @param fit statistics by their broom names ({@code r2}, {@code adj_r2}, {@code f}, {@code f_p},
 *     {@code durbin_watson}, {@code loglik}, ...); absent ones are not in it
 * @param notes plain sentences: conventions, what was dropped, what to beware of
 */
public record Findings(
    String estimator,
    String formula,
    long rows,
    Vcov vcov,
    List<Estimate> estimates,
    Map<String, Double> fit,
    List<String> notes) {

  /**
   * @param kind such as {@code CR1}
   * @param clusters columns it clusters by
   * @param ssc the small-sample correction, named as fixest has it; empty when there is none
   */
  public record Vcov(String kind, List<String> clusters, String ssc) {
    public static final Vcov NONE = new Vcov("none", List.of(), "");

    public Vcov {
      clusters = List.copyOf(clusters);
    }
  }

  public Findings {
    estimates = List.copyOf(estimates);
    fit = new LinkedHashMap<>(fit);
    notes = List.copyOf(notes);
  }
}
