package org.liftgate.modeling.dml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.inference.StudentT;

/**
 * What one split gives, and the medians over several: of coefficients, and of their squared errors
 * with the distance to the median added (Chernozhukov and others, 2018, definition 3.3), element by
 * element; correlations are those of the mean of these matrices.
 *
 * @param averages value and squared error by contrast
 */
record Pass(
    EffectModel model,
    double[][] averages,
    CateFit.Quality quality,
    CateFit.Convention convention,
    List<String> notes) {

  /**
   * @param stages one for all contrasts, or one for each
   */
  static Pass of(
      EffectModel model,
      List<FinalStage> stages,
      DmlSample s,
      CateFit.Quality quality,
      List<String> notes) {
    var averages = new double[model.contrasts().size()][];
    for (int c = 0; c < averages.length; c++) {
      averages[c] = average(model, stages, s, c);
    }
    return new Pass(model, averages, quality, stages.get(0).convention, notes);
  }

  /**
   * Influence of a row: that on the mean effect at fixed X, and how far the row's effect is from
   * the mean. The factor is that of the covariance asked for.
   */
  private static double[] average(EffectModel model, List<FinalStage> stages, DmlSample s, int c) {
    boolean one = stages.size() == 1;
    FinalStage stage = stages.get(one ? 0 : c);
    int n = s.rows();
    double[][] x = s.modifiers().values();
    double[] weights = model.meanWeights(c, x, n);
    double mean = EffectModel.dot(weights, model.coefficients());
    double fixed = model.variance(weights);
    if (model.width() == 1) {
      return new double[] {mean, fixed};
    }
    int first = one ? 0 : c * model.width();
    double[] own = Arrays.copyOfRange(weights, first, first + stage.coefficients.length);
    double[] influence = stage.influences(own);
    double plain = stage.variance(influence);
    double[] effects = model.predict(c, x, n);
    for (int i = 0; i < n; i++) {
      influence[i] += effects[i] - mean;
    }
    double all = stage.variance(influence);
    return new double[] {mean, plain > 0 ? all * fixed / plain : all};
  }

  static CateFit medians(List<Pass> passes) {
    Pass first = passes.get(0);
    EffectModel model = first.model;
    int p = model.coefficients().length;
    var b = new double[p];
    Arrays.setAll(b, j -> median(passes, s -> s.model.coefficients()[j]));
    var v = passes.size() == 1 ? model.covariance() : covariance(passes, b);
    var averages = new ArrayList<Estimate>();
    for (int c = 0; c < model.contrasts().size(); c++) {
      int contrast = c;
      double at = median(passes, s -> s.averages[contrast][0]);
      double variance =
          median(passes, s -> s.averages[contrast][1] + square(s.averages[contrast][0] - at));
      averages.add(
          new StudentT(model.df())
              .value(EffectModel.average(model.contrasts().get(c)), at, Math.sqrt(variance)));
    }
    var notes = new ArrayList<>(first.notes);
    if (passes.size() > 1) {
      notes.add(
          "Medians over %d splits; errors hold how far splits differ.".formatted(passes.size()));
    }
    return new CateFit.Solved(
        new EffectModel(model.basis(), model.contrasts(), b, v, model.leftOut(), model.df()),
        averages,
        first.quality,
        first.convention,
        notes);
  }

  private static double[][] covariance(List<Pass> passes, double[] b) {
    int p = b.length;
    var mean = new double[p][p];
    var errors = new double[p];
    for (int j = 0; j < p; j++) {
      int at = j;
      errors[j] =
          Math.sqrt(
              median(
                  passes,
                  s -> s.model.covariance()[at][at] + square(s.model.coefficients()[at] - b[at])));
      for (int k = 0; k < p; k++) {
        for (Pass s : passes) {
          double[] c = s.model.coefficients();
          mean[j][k] += s.model.covariance()[j][k] + (c[j] - b[j]) * (c[k] - b[k]);
        }
      }
    }
    var out = new double[p][p];
    for (int j = 0; j < p; j++) {
      for (int k = 0; k < p; k++) {
        double scale = Math.sqrt(mean[j][j] * mean[k][k]);
        out[j][k] = scale > 0 ? mean[j][k] / scale * errors[j] * errors[k] : 0;
      }
    }
    return out;
  }

  private static double square(double v) {
    return v * v;
  }

  private static double median(List<Pass> passes, ToDoubleFunction<Pass> figure) {
    double[] values = passes.stream().mapToDouble(figure).sorted().toArray();
    int n = values.length;
    return n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
  }
}
