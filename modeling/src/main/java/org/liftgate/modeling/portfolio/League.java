package org.liftgate.modeling.portfolio;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.inference.BenjaminiHochberg;
import org.liftgate.modeling.inference.EmpiricalBayes;
import org.liftgate.modeling.inference.RankIntervals;
import org.liftgate.modeling.inference.StudentT;

/**
 * Effects of one family side by side: each as estimated, shrunken towards their mean by the joint
 * covariance, with the ranks that its truth may have and its Benjamini-Hochberg q-value. The best
 * of many is best partly by luck; the shrunken effect and the rank interval say how far.
 *
 * @param rows in the order given
 */
public record League(List<Row> rows) {

  /**
   * One effect.
   *
   * @param shrunken missing where too few effects are there to learn from
   * @param rank of the shrunken effect where there is one, else of the raw one; 1 is the largest
   * @param rankLow best rank the truth may have, with 95% for all intervals at once
   * @param rankHigh worst rank
   */
  public record Row(
      Estimate.Value raw, Estimate shrunken, int rank, int rankLow, int rankHigh, double qValue) {
    /** A gain that stands out at a false discovery rate. */
    public boolean discovered(double rate) {
      return qValue <= rate && raw.value() > 0;
    }
  }

  /**
   * @param terms k names
   * @param estimates k effects
   * @param covariance k x k, full: groups share comparison units
   * @param df of the t law that intervals and p-values use
   * @param seed of the simulated critical value of rank intervals
   */
  public static League of(
      List<String> terms, double[] estimates, double[][] covariance, double df, long seed) {
    int k = estimates.length;
    if (k == 0) {
      return new League(List.of());
    }
    var t = new StudentT(df);
    List<Estimate.Value> raw =
        IntStream.range(0, k)
            .mapToObj(i -> t.value(terms.get(i), estimates[i], Math.sqrt(covariance[i][i])))
            .toList();
    double[] q =
        BenjaminiHochberg.qValues(raw.stream().mapToDouble(Estimate.Value::pValue).toArray());
    List<Estimate> shrunken = EmpiricalBayes.of(terms, estimates, covariance).effects();
    var intervals = RankIntervals.of(estimates, covariance, StudentT.LEVEL, seed);
    int[] ranks = ranks(raw, shrunken);
    var rows = new ArrayList<Row>();
    for (int i = 0; i < k; i++) {
      rows.add(
          new Row(
              raw.get(i),
              shrunken.get(i),
              ranks[i],
              intervals.lowest()[i],
              intervals.highest()[i],
              q[i]));
    }
    return new League(List.copyOf(rows));
  }

  private static int[] ranks(List<Estimate.Value> raw, List<Estimate> shrunken) {
    double[] by =
        IntStream.range(0, raw.size())
            .mapToDouble(
                i -> shrunken.get(i) instanceof Estimate.Value v ? v.value() : raw.get(i).value())
            .toArray();
    int[] order =
        IntStream.range(0, by.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -by[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    var ranks = new int[by.length];
    for (int r = 0; r < order.length; r++) {
      ranks[order[r]] = r + 1;
    }
    return ranks;
  }
}
