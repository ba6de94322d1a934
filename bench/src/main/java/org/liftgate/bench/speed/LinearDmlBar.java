package org.liftgate.bench.speed;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.dml.Basis;
import org.liftgate.modeling.dml.CateFit;
import org.liftgate.modeling.dml.DmlSample;
import org.liftgate.modeling.dml.DmlSample.Columns;
import org.liftgate.modeling.dml.LinearDml;
import org.liftgate.modeling.dml.Nuisances;
import org.liftgate.modeling.dml.Treatment;

/** Double machine learning with linear nuisances, five folds, one modifier and nine controls. */
public final class LinearDmlBar implements Bar {
  private static final int ROWS = 100_000;
  private static final int KNOWN = 10;

  @Override
  public String name() {
    return "dml-100k";
  }

  @Override
  public String what() {
    return "LinearDml.fit, linear nuisances, five folds, dose, effect linear in one of ten columns";
  }

  @Override
  public Limit limit() {
    return Limit.of(0.08, "EconML 0.30");
  }

  @Override
  public Work prepare(Optional<Path> peers) {
    var random = new SplittableRandom(100);
    var x = new double[KNOWN][ROWS];
    var t = new double[ROWS];
    var y = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      for (double[] column : x) {
        column[i] = random.nextGaussian();
      }
      t[i] = x[0][i] + 0.5 * x[1][i] + random.nextGaussian();
      y[i] = x[1][i] + (1 + 0.5 * x[0][i]) * t[i] + random.nextGaussian();
    }
    List<String> names = IntStream.range(1, KNOWN).mapToObj(k -> "w" + k).toList();
    var sample =
        DmlSample.of(
            y,
            new Treatment.Dose(t),
            new Columns(List.of("x"), new double[][] {x[0]}),
            new Columns(names, Arrays.copyOfRange(x, 1, KNOWN)));
    var dml = new LinearDml(new Basis.Polynomial(1), Nuisances.linear()).with(Workers.all());
    return new Work(ROWS, 8L * ROWS * (KNOWN + 2), () -> figures(dml.fit(sample)), Map.of());
  }

  private static Map<String, Double> figures(CateFit fit) {
    return fit.estimates().get(0) instanceof Estimate.Value v
        ? Map.of("ate", v.value(), "se", v.stdError())
        : Map.of();
  }
}
