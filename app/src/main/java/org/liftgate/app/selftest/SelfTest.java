package org.liftgate.app.selftest;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.liftgate.accumulate.Workers;
import org.liftgate.modeling.truth.Bars;
import org.liftgate.modeling.truth.MonteCarlo;
import org.liftgate.modeling.truth.TruthCase;

/**
 * Draws designs of known truth, estimates each draw with the shipped defaults, and compares.
 *
 * @param draws of each case
 */
public record SelfTest(int draws, long seed, Workers workers) {
  /** Draws of the short form, within two minutes on two cores. */
  public static final int SHORT = 200;

  /** Draws of the full form, for which the bars are the published ones. */
  public static final int FULL = Bars.FULL;

  /**
   * What one case showed.
   *
   * @param failures plain sentences; empty when it showed what it must
   */
  public record Shown(
      TruthCase<?> truthCase, MonteCarlo.Result result, List<String> failures, double seconds) {
    public Shown {
      failures = List.copyOf(failures);
    }
  }

  /**
   * All cases in their order.
   *
   * @param told each case as it ends
   */
  public List<Shown> run(List<TruthCase<?>> cases, Consumer<Shown> told) {
    var all = new ArrayList<Shown>();
    for (TruthCase<?> one : cases) {
      long began = System.nanoTime();
      MonteCarlo.Result result = new MonteCarlo(draws, seed, workers).run(one);
      var shown =
          new Shown(one, result, Bars.failures(one, result), (System.nanoTime() - began) / 1e9);
      all.add(shown);
      told.accept(shown);
    }
    return all;
  }
}
