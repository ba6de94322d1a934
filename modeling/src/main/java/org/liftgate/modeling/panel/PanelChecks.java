package org.liftgate.modeling.panel;

import java.util.List;
import java.util.Optional;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Panel;

/** What makes a panel not estimable, found before anything is computed. */
final class PanelChecks {
  private PanelChecks() {}

  /** A reason and a sentence with the figures in it. */
  record Found(Reason reason, String detail) {
    PanelFit.Missing missing(List<String> terms) {
      return new PanelFit.Missing(terms, reason, detail);
    }
  }

  static Optional<Found> finite(String name, double[] values) {
    int bad = 0;
    int first = -1;
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        first = bad++ == 0 ? i : first;
      }
    }
    return bad == 0
        ? Optional.empty()
        : found(
            Reason.NOT_FINITE,
            "%s is missing or not finite in %d of %d rows, first in row %d.",
            name,
            bad,
            values.length,
            first + 1);
  }

  static Optional<Found> repeated(int block, int unit, int period) {
    return found(
        Reason.DUPLICATE_ROWS,
        "Group %d, unit %d has more than one row in period %d.",
        block,
        unit,
        period);
  }

  /** In the words of the panel. */
  static Optional<Found> repeated(EffectsPanel panel, int row) {
    EffectsPanel.Labels labels = panel.labels();
    String block = labels.block().apply(panel.block()[row]);
    String unit = labels.unit().apply(panel.unit()[row]);
    return found(
        Reason.DUPLICATE_ROWS,
        "%s has more than one row in %s.",
        block.isEmpty() ? unit : block + ", " + unit,
        labels.period().apply(panel.period()[row]));
  }

  /** Both arms, before and after, over all rows. */
  static Optional<Found> cells(Panel panel) {
    var rows = new int[4];
    for (int i = 0; i < panel.rows(); i++) {
      rows[2 * panel.treated()[i] + (panel.period()[i] >= 0 ? 1 : 0)]++;
    }
    return panel.rows() == 0
        ? found(Reason.NO_ROWS, "The panel has no rows.")
        : cells(rows[0], rows[1], rows[2], rows[3]);
  }

  static Optional<Found> cells(long pre, long post, long treatedPre, long treatedPost) {
    if (treatedPre + treatedPost == 0 || pre + post == 0) {
      String arm = treatedPre + treatedPost == 0 ? "treated" : "comparison";
      return found(Reason.EMPTY_ARM, "The %s arm has no rows.", arm);
    }
    if (pre == 0 || post == 0 || treatedPre == 0 || treatedPost == 0) {
      return found(
          Reason.INCOMPLETE_CELLS,
          "Rows before and after: %d and %d treated, %d and %d comparison; none may be 0.",
          treatedPre,
          treatedPost,
          pre,
          post);
    }
    return Optional.empty();
  }

  /** The smaller-arm rule (METHODS section 1): CR1 asks for clusters in both arms. */
  static Optional<Found> arms(int treated, int comparison, int least) {
    return Math.min(treated, comparison) >= least
        ? Optional.empty()
        : found(
            Reason.TOO_FEW_CLUSTERS,
            "%d treated and %d comparison clusters; both arms need at least %d.",
            treated,
            comparison,
            least);
  }

  static Optional<Found> found(Reason reason, String sentence, Object... values) {
    return Optional.of(new Found(reason, sentence.formatted(values)));
  }
}
