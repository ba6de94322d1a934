package org.liftgate.modeling.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Estimate.Reason;

/**
 * A balanced panel in which some units are treated from one period on, and the others never.
 *
 * @param outcomes N x T, controls first, each group in order of unit codes
 * @param controls N0, at least 1 and below N
 * @param before T0, at least 1 and below T
 * @param units N codes of the units behind the rows
 */
public record Block(double[][] outcomes, int controls, int before, int[] units) implements Shape {

  /** N1 = N - N0. */
  public int treated() {
    return outcomes.length - controls;
  }

  public int periods() {
    return outcomes[0].length;
  }

  /** Rows by number, the first {@code count} of them controls. */
  Block take(int[] rows, int count) {
    var y = new double[rows.length][];
    var codes = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      y[i] = outcomes[rows[i]];
      codes[i] = units[rows[i]];
    }
    return new Block(y, count, before, codes);
  }

  /** The block that rows make, or why they make none. */
  public static Shape of(TreatedRows rows) {
    if (rows.rows() == 0) {
      return new Shape.Unfit(Reason.NO_ROWS, "There are no rows.");
    }
    var cells = new Cells(rows);
    return cells.problem() != null ? cells.problem() : shaped(rows, cells);
  }

  private static Shape shaped(TreatedRows rows, Cells cells) {
    var starts = new TreeSet<Integer>();
    var controls = new ArrayList<Integer>();
    var treated = new ArrayList<Integer>();
    for (int u = 0; u < rows.units().size(); u++) {
      int start = cells.start(u);
      (start < 0 ? controls : treated).add(u);
      if (start >= 0) {
        starts.add(start);
        if (cells.stops(u, start)) {
          return new Shape.Unfit(
              Reason.UNSUITED,
              "Treatment of unit %s ends again; it must last once it has started. Maybe keep only"
                      .formatted(rows.units().get(u))
                  + " the periods up to the end.");
        }
      }
    }
    Shape.Unfit unfit = arms(rows, controls, treated, starts);
    return unfit != null ? unfit : cells.block(controls, treated, starts.first());
  }

  private static Shape.@Nullable Unfit arms(
      TreatedRows rows, List<Integer> controls, List<Integer> treated, TreeSet<Integer> starts) {
    if (treated.isEmpty()) {
      return new Shape.Unfit(Reason.EMPTY_ARM, "No unit is ever treated.");
    }
    if (controls.isEmpty()) {
      return new Shape.Unfit(
          Reason.NO_COMPARISON, "Every unit is treated at some time; there are no controls.");
    }
    if (starts.size() > 1) {
      String listed =
          starts.stream().limit(5).map(rows.periods()::get).collect(Collectors.joining(", "));
      return new Shape.Unfit(
          Reason.UNSUITED,
          "Treatment starts in %d different periods (%s); a block has one start. Maybe estimate each"
                  .formatted(starts.size(), listed)
              + " start apart against the units never treated, or use att-gt.");
    }
    return starts.first() == 0
        ? new Shape.Unfit(
            Reason.INCOMPLETE_CELLS,
            "Treatment starts in the first period (%s); there is no period before it."
                .formatted(rows.periods().get(0)))
        : null;
  }
}
