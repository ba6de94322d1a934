package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.refit.NegativeControl;
import org.liftgate.modeling.verdict.Refuter;

/**
 * What was tried against the estimates of a treatment, one row each: {@code refuters_<stage id>}.
 * {@code rule} is fixed before anything is computed; {@code word} is pass, fragile, fail or reject;
 * {@code decides} says whether a word other than pass keeps a verdict from accept. A row without a
 * group is about the design and concerns every estimate of the treatment.
 */
final class RefuterTable {
  private static final String WHAT = "refuters";

  private RefuterTable() {}

  /** How it ended. */
  enum Word {
    PASS,
    FRAGILE,
    FAIL,
    /** Nothing that rests on it can be acted on. */
    REJECT;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param group null for the design as a whole
   * @param draws 0 where nothing is drawn
   */
  record Row(
      String treatment,
      String outcome,
      @Nullable Object group,
      String refuter,
      String rule,
      Word word,
      @Nullable Double statistic,
      @Nullable Double threshold,
      @Nullable Double pValue,
      long draws,
      boolean decides,
      String sentence) {
    /** The same of another treatment. */
    Row of(String other) {
      return new Row(
          other, outcome, group, refuter, rule, word, statistic, threshold, pValue, draws, decides,
          sentence);
    }

    private List<@Nullable Object> values() {
      return Arrays.<@Nullable Object>asList(
          treatment,
          outcome,
          group,
          refuter,
          rule,
          word.word(),
          finite(statistic),
          finite(threshold),
          finite(pValue),
          draws,
          decides,
          sentence);
    }

    private static @Nullable Double finite(@Nullable Double v) {
      return v == null || !Double.isFinite(v) ? null : v;
    }
  }

  private static Schema schema(Type groupType) {
    return Schema.of(
        new Column("treatment", Type.TEXT),
        new Column("outcome", Type.TEXT),
        new Column("group_id", groupType),
        new Column("refuter", Type.TEXT),
        new Column("rule", Type.TEXT),
        new Column("word", Type.TEXT),
        new Column("statistic", Type.DOUBLE),
        new Column("threshold", Type.DOUBLE),
        new Column("p_value", Type.DOUBLE),
        new Column("draws", Type.INTEGER),
        new Column("decides", Type.BOOLEAN),
        new Column("sentence", Type.TEXT));
  }

  static void write(StageContext context, Type groupType, List<Row> rows) {
    StageTable.write(
        context,
        WHAT,
        schema(groupType),
        rows.stream().map(Row::values).toList(),
        "treatment",
        "outcome",
        "refuter",
        "group_id");
    rows.stream()
        .filter(r -> r.word() != Word.PASS)
        .map(r -> r.refuter() + ": " + r.word().word() + ". " + r.sentence())
        .distinct()
        .forEach(context::note);
  }

  /** Refuters of one treatment as the verdict reads them. */
  record Found(String treatment, @Nullable Object group, boolean decides, Refuter refuter) {
    boolean concerns(Estimated e) {
      return treatment.equals(e.treatment())
          && (group == null || Objects.equals(String.valueOf(group), String.valueOf(e.group())));
    }
  }

  /** Rows of every such table among the stage's inputs, those that decide first. */
  static List<Found> all(StageContext context) {
    var found = new ArrayList<Found>();
    context.inputs().keySet().stream()
        .filter(name -> name.startsWith(StageTable.name(WHAT, "")))
        .sorted()
        .forEach(name -> read(context.engine().read(name), found));
    return found.stream().sorted(java.util.Comparator.comparing(f -> !f.decides())).toList();
  }

  /** What one stage tried; empty where the run does not have it. */
  static List<Found> of(StageContext context, String stage) {
    var found = new ArrayList<Found>();
    String name = StageTable.name(WHAT, stage);
    if (context.inputs().containsKey(name)) {
      read(context.engine().read(name), found);
    }
    return found;
  }

  private static void read(Table table, List<Found> out) {
    String[] treatment = table.texts("treatment");
    String[] refuter = table.texts("refuter");
    String[] word = table.texts("word");
    String[] sentence = table.texts("sentence");
    long[] decides = table.longs("decides");
    for (int i = 0; i < table.rows(); i++) {
      boolean passed = word[i].equals(Word.PASS.word());
      boolean counts = decides[i] != 0;
      out.add(
          new Found(
              treatment[i],
              table.column("group_id").boxed(i),
              counts,
              new Refuter(
                  refuter[i],
                  passed || !counts,
                  sentence[i],
                  counts ? weight(refuter[i], word[i]) : Refuter.Weight.DOUBT)));
    }
  }

  /** An effect on what the treatment cannot move is an effect of something else. */
  private static Refuter.Weight weight(String refuter, String word) {
    if (word.equals(Word.REJECT.word())) {
      return Refuter.Weight.REJECT;
    }
    return refuter.equals(NegativeControl.NAME) && word.equals(Word.FAIL.word())
        ? Refuter.Weight.BIAS
        : Refuter.Weight.DOUBT;
  }
}
