package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.verdict.Words;

/**
 * {@code modeling.recommend}: one recommendation a treatment of a design, from its verdict alone.
 * Only an accepted effect is a reason to spend more; a rejected one is a reason not to; all others
 * say that nothing should move yet and what would settle it. Writes {@code recommendations}.
 */
public final class RecommendStage implements StageKind<RecommendStage.Parameters> {

  /** What the pipeline says. */
  public record Parameters(
      @Doc("Stage whose effects are judged") String design,
      @Doc("Outcome column") String outcome,
      @Doc("What people call each treatment") @Default("{}") Map<String, String> names) {
    public Parameters {
      names = Map.copyOf(names);
    }
  }

  @Override
  public String name() {
    return "modeling.recommend";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public boolean pure() {
    return true;
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public void run(Parameters p, StageContext context) {
    Table v = context.engine().read("verdicts");
    Table e = context.engine().read("estimates");
    var rows = new ArrayList<List<@Nullable Object>>();
    for (int i = 0; i < v.rows(); i++) {
      if (p.design().equals(text(v, i, "design"))
          && p.outcome().equals(text(v, i, "outcome"))
          && v.column("group_id").boxed(i) == null) {
        rows.add(row(p, v, i, e));
      }
    }
    StageTable.named(
        context,
        "recommendations",
        Schema.of(
            new Column("treatment", Type.TEXT),
            new Column("name", Type.TEXT),
            new Column("verdict", Type.TEXT),
            new Column("grade", Type.TEXT),
            new Column("estimate", Type.DOUBLE),
            new Column("conf_low", Type.DOUBLE),
            new Column("conf_high", Type.DOUBLE),
            new Column("recommendation", Type.TEXT),
            new Column("next_step", Type.TEXT)),
        rows,
        "treatment");
  }

  private static String text(Table t, int row, String column) {
    Object value = t.column(column).boxed(row);
    return value == null ? "" : value.toString();
  }

  private static List<@Nullable Object> row(Parameters p, Table v, int i, Table e) {
    String treatment = text(v, i, "treatment");
    String name = p.names().getOrDefault(treatment, treatment);
    int at = estimate(v, i, e);
    @Nullable Double value = number(e, at, "estimate");
    @Nullable Double low = number(e, at, "conf_low");
    @Nullable Double high = number(e, at, "conf_high");
    String figure =
        value == null || low == null || high == null
            ? ""
            : "%s more for each unit more (95%%: %s to %s)"
                .formatted(
                    Words.number(value, (high - low) / 3.92),
                    Words.number(low, (high - low) / 3.92),
                    Words.number(high, (high - low) / 3.92));
    String first = text(v, i, "reasons").lines().skip(1).findFirst().orElse("");
    return Arrays.<@Nullable Object>asList(
        treatment,
        name,
        text(v, i, "verdict"),
        text(v, i, "grade"),
        value,
        low,
        high,
        sentence(text(v, i, "verdict"), name, figure, first, text(v, i, "reasons")),
        text(v, i, "next_step"));
  }

  private static int estimate(Table v, int i, Table e) {
    for (int k = 0; k < e.rows(); k++) {
      int row = k;
      if (e.column("group_id").boxed(k) == null
          && List.of("design", "treatment", "outcome", "term").stream()
              .allMatch(c -> text(e, row, c).equals(text(v, i, c)))) {
        return k;
      }
    }
    throw new IllegalStateException("a verdict judges an estimate");
  }

  private static @Nullable Double number(Table t, int row, String column) {
    return t.column(column).boxed(row) instanceof Number n ? (Double) n.doubleValue() : null;
  }

  /** No word moves money unless the verdict is accept or reject. */
  static String sentence(String verdict, String name, String figure, String doubt, String reasons) {
    return switch (verdict) {
      case "accept" ->
          "More of %s pays, within the amounts seen so far: %s.".formatted(name, figure);
      case "reject" ->
          "Do not raise %s: it goes with %s, which is no sign that it pays."
              .formatted(name, figure);
      case "fragile" ->
          "Leave %s as it is. It goes with %s, but that does not carry a decision. %s"
              .formatted(name, figure, doubt);
      case "inconclusive" ->
          "Leave %s as it is: %s, so nobody can say yet whether it pays.".formatted(name, figure);
      default ->
          "Nothing can be said of %s. %s".formatted(name, reasons.lines().findFirst().orElse(""));
    };
  }
}
