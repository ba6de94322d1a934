package org.liftgate.modeling.increment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.panel.Panels;

/**
 * Cells of profit and loss where lists follow a household's level, which differences in differences
 * identify: covered commodities gain while a campaign runs and lose after it (stockpiling),
 * substitutes lose while it runs, the rest does nothing. Lists overlap in time and households, and
 * noise is serially correlated.
 */
class CellsCoverageTest {
  private static final int HOUSEHOLDS = 250;
  private static final int CAMPAIGNS = 4;
  private static final int RUN = 3;
  private static final StackedIncrement INCREMENT = new StackedIncrement(-1, 2, 20, Workers.of(2));

  /** The short form in CI; the profile "long" makes it 2,000. */
  private static final int DRAWS = Integer.getInteger("liftgate.draws", 40) >= 2000 ? 2000 : 100;

  /** What a mailed household gains in a week, by cell, while a campaign runs and after it. */
  private enum Cell {
    COVERED(2, -0.5),
    SUBSTITUTES(-0.6, 0),
    REST(0, 0);

    final double during;
    final double after;

    Cell(double during, double after) {
      this.during = during;
      this.after = after;
    }
  }

  /** Effects of every campaign in a cell are laid on the cell's own noise, lists kept. */
  private static ListedPanel draw(long seed, Cell cell) {
    var none = new double[CAMPAIGNS];
    ListedPanel sample = new Overlapping(HOUSEHOLDS, none, 2, Overlapping.POST, 0).draw(seed);
    var p = sample.panel();
    double[] y = p.outcome().clone();
    for (int i = 0; i < y.length; i++) {
      int unit = p.unit()[i];
      int week = p.period()[i] + 2 * p.group()[i];
      for (int x = sample.offsets()[unit]; x < sample.offsets()[unit + 1]; x++) {
        int since = week - 2 * sample.lists()[x];
        y[i] += since < 0 || since >= Overlapping.POST ? 0 : since < RUN ? cell.during : cell.after;
      }
    }
    return sample.with(Panels.withOutcome(p, y));
  }

  @Test
  void eachCellIsUnbiasedAndCovered() {
    double least = DRAWS >= 2000 ? 0.93 : 0.87;
    for (Cell cell : Cell.values()) {
      var covered = new int[2];
      var bias = new double[2];
      var squares = new double[2];
      var errors = new double[2];
      for (int d = 0; d < DRAWS; d++) {
        ListedPanel sample = draw(31L * cell.ordinal() * DRAWS + d, cell);
        var solved = IncrementParts.of(INCREMENT, sample, (_, t) -> t < RUN ? 0 : 1, 2);
        var parts = ((IncrementParts.Outcome.Solved) solved).parts();
        var effects = parts.effects(sample.panel().outcome());
        for (int part = 0; part < 2; part++) {
          var v = (Estimate.Value) effects.combined("att", weights(parts, part));
          double truth = truth(cell, part);
          bias[part] += (v.value() - truth) / DRAWS;
          squares[part] += Math.pow(v.value() - truth, 2) / DRAWS;
          errors[part] += v.stdError() / DRAWS;
          covered[part] += v.confLow() <= truth && truth <= v.confHigh() ? 1 : 0;
        }
      }
      for (int part = 0; part < 2; part++) {
        double coverage = covered[part] / (double) DRAWS;
        double sd = Math.sqrt(squares[part]);
        System.out.printf(
            "%s %s: bias %.4f (%.3f SE), SE/SD %.3f, coverage %.3f%n",
            cell,
            part == 0 ? "during" : "after",
            bias[part],
            bias[part] / sd,
            errors[part] / sd,
            coverage);
        assertThat(coverage).as("%s %d", cell, part).isBetween(least, 1.0);
        double noise = DRAWS >= 2000 ? 0.1 : 0.1 + 3.3 / Math.sqrt(DRAWS);
        assertThat(Math.abs(bias[part])).as("%s %d", cell, part).isLessThan(noise * sd);
      }
    }
  }

  private static double truth(Cell cell, int part) {
    return part == 0
        ? cell.during * RUN / Overlapping.POST
        : cell.after * (Overlapping.POST - RUN) / Overlapping.POST;
  }

  private static double[] weights(IncrementParts parts, int part) {
    double all = parts.groups().stream().mapToDouble(IncrementParts.Group::weight).sum();
    return IntStream.range(0, 2 * parts.groups().size())
        .mapToDouble(i -> i % 2 == part ? parts.groups().get(i / 2).weight() / all : 0)
        .toArray();
  }
}
