package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.modeling.dose.DoseBins;
import org.liftgate.modeling.dose.DoseSample;
import org.liftgate.modeling.panel.Arms;

/** What there is in each bin of a dose: rows, units, mean dose, mean outcomes. */
final class DoseSupport {
  private final DoseSample sample;
  private final DoseBins bins;
  private final long[] rows;
  private final double[] mass;
  private final double[] dose;
  private final double[][] outcomes;
  private final BitSet[] units;
  private final BitSet all = new BitSet();

  DoseSupport(DoseData data, DoseBins bins) {
    this.sample = data.sample();
    this.bins = bins;
    int b = bins.count();
    rows = new long[b];
    mass = new double[b];
    dose = new double[b];
    outcomes = new double[sample.outcomes().size()][b];
    units = new BitSet[b];
    Arrays.setAll(units, _ -> new BitSet());
    for (int i = 0; i < sample.rows(); i++) {
      double w = sample.weights().length == 0 ? 1 : sample.weights()[i];
      int bin = bins.of(sample.dose()[i]);
      rows[bin]++;
      mass[bin] += w;
      dose[bin] += w * sample.dose()[i];
      for (int o = 0; o < outcomes.length; o++) {
        outcomes[o][bin] += w * sample.outcomes().get(o).values()[i];
      }
      units[bin].set(data.units()[i]);
      all.set(data.units()[i]);
    }
  }

  /** Units with a row in the bin (any dose for -1) against units with one at none. */
  Arms arms(int bin) {
    var treated = new BitSet();
    for (int b = 1; b < bins.count(); b++) {
      if (bin < 0 || b == bin) {
        treated.or(units[b]);
      }
    }
    // No information: units are not parted into arms, and none can be held out for good.
    return new Arms(treated.cardinality(), units[0].cardinality(), all.cardinality(), 0);
  }

  long rows(int bin) {
    return rows[bin];
  }

  /** Writes {@code dose_<stage id>}. */
  void write(StageContext context) {
    var columns =
        new ArrayList<>(
            List.of(
                new Column("bin", Type.INTEGER),
                new Column("label", Type.TEXT),
                new Column("panel_rows", Type.INTEGER),
                new Column("units", Type.INTEGER),
                new Column("mean_dose", Type.DOUBLE)));
    sample.outcomes().forEach(o -> columns.add(new Column("mean_" + o.name(), Type.DOUBLE)));
    var table = new ArrayList<List<@Nullable Object>>();
    for (int b = 0; b < bins.count(); b++) {
      var row = new ArrayList<@Nullable Object>();
      row.add((long) b);
      row.add(b == 0 ? "none" : bins.term(b));
      row.add(rows[b]);
      row.add((long) units[b].cardinality());
      row.add(mass[b] > 0 ? (Double) (dose[b] / mass[b]) : null);
      for (double[] outcome : outcomes) {
        row.add(mass[b] > 0 ? (Double) (outcome[b] / mass[b]) : null);
      }
      table.add(row);
    }
    StageTable.write(context, "dose", new Schema(columns), table, "bin");
  }
}
