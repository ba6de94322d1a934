package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.modeling.stages.RefuterTable.Word;

/** What was tried against one effect, in the order it was tried. */
final class RefuterRows {
  private final String treatment;
  private final String outcome;
  private final List<RefuterTable.Row> rows = new ArrayList<>();

  RefuterRows(String treatment, String outcome) {
    this.treatment = treatment;
    this.outcome = outcome;
  }

  /** A word that decides: other than pass it keeps a verdict from accept. */
  void add(
      String name,
      String rule,
      Word word,
      @Nullable Double statistic,
      @Nullable Double threshold,
      @Nullable Double pValue,
      long draws,
      String sentence) {
    rows.add(row(name, rule, word, statistic, threshold, pValue, draws, true, sentence));
  }

  /** A word that is told and does not decide. */
  void report(
      String name,
      String rule,
      Word word,
      @Nullable Double statistic,
      @Nullable Double threshold,
      @Nullable Double pValue,
      String sentence) {
    rows.add(row(name, rule, word, statistic, threshold, pValue, 0, false, sentence));
  }

  private RefuterTable.Row row(
      String name,
      String rule,
      Word word,
      @Nullable Double statistic,
      @Nullable Double threshold,
      @Nullable Double pValue,
      long draws,
      boolean decides,
      String sentence) {
    return new RefuterTable.Row(
        treatment, outcome, null, name, rule, word, statistic, threshold, pValue, draws, decides,
        sentence);
  }

  /** Rows of these refuters once more, for another treatment that they concern as well. */
  void concern(String other, Set<String> refuters) {
    rows.addAll(
        rows.stream()
            .filter(r -> r.treatment().equals(treatment) && refuters.contains(r.refuter()))
            .map(r -> r.of(other))
            .toList());
  }

  void write(StageContext context, Type groupType) {
    RefuterTable.write(context, groupType, rows);
  }

  /** A sentence with figures, written alike wherever it is computed. */
  static String text(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
