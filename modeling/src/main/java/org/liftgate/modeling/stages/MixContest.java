package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.modeling.forecast.Errors;
import org.liftgate.modeling.forecast.RollingOrigin;

/**
 * A model against simple rules on weeks not seen: {@code contest_<stage>}, and a refuter for each
 * of its treatments that rejects where the model loses; {@code windows_<stage>} holds the contest
 * from other first windows too.
 */
final class MixContest {
  /** The rule, fixed before anything is computed. */
  static final String RULE =
      "pass: on weeks not seen both the mean absolute and the root mean squared error lie below those of the best of training mean, training median, last value and seasonal naive; else reject";

  private static final Schema SCHEMA =
      Schema.of(
          new Column("forecast", Type.TEXT),
          new Column("is_model", Type.BOOLEAN),
          new Column("weeks", Type.INTEGER),
          new Column("mae", Type.DOUBLE),
          new Column("rmse", Type.DOUBLE),
          new Column("lead", Type.DOUBLE),
          new Column("lead_low", Type.DOUBLE),
          new Column("lead_high", Type.DOUBLE),
          new Column("stands", Type.BOOLEAN),
          new Column("sentence", Type.TEXT));

  private MixContest() {}

  /**
   * @param more refuters of the stage beside the contest
   */
  static void write(
      StageContext context,
      String model,
      RollingOrigin.Result result,
      String outcome,
      List<String> treatments,
      List<RefuterTable.Row> more) {
    var rows = new ArrayList<List<@Nullable Object>>();
    rows.add(
        Arrays.<@Nullable Object>asList(
            model,
            true,
            (long) result.weeks(),
            result.model().mae(),
            result.model().rmse(),
            result.lead(),
            result.leadLow(),
            result.leadHigh(),
            result.stands(),
            result.sentence()));
    result
        .rules()
        .forEach(
            (rule, e) ->
                rows.add(
                    Arrays.<@Nullable Object>asList(
                        rule.words(),
                        false,
                        (long) result.weeks(),
                        e.mae(),
                        e.rmse(),
                        null,
                        null,
                        null,
                        null,
                        null)));
    contest(context, rows);
    var tried = new ArrayList<RefuterTable.Row>();
    for (String t : treatments) {
      tried.add(
          new RefuterTable.Row(
              t,
              outcome,
              null,
              "forecasts",
              RULE,
              result.stands() ? RefuterTable.Word.PASS : RefuterTable.Word.REJECT,
              result.model().mae(),
              result.rules().get(result.best()).mae(),
              null,
              0,
              true,
              result.sentence()));
    }
    tried.addAll(more);
    RefuterTable.write(context, Type.INTEGER, tried);
  }

  /**
   * The same contest from other first windows, which shows how far the outcome hangs on where the
   * first window ends: {@code windows_<stage>}. Only the stage's own window decides.
   *
   * @param share of the weeks in the window that decides
   * @param others shares tried beside it
   * @param at holds the contest from a first window of so many weeks
   */
  static void windows(
      StageContext context,
      double share,
      RollingOrigin.Result own,
      List<Double> others,
      int weeks,
      IntFunction<RollingOrigin.Result> at) {
    var results = new TreeMap<Integer, RollingOrigin.Result>();
    results.put(initial(share, weeks), own);
    for (double other : others) {
      context.checkCancelled();
      results.computeIfAbsent(initial(other, weeks), at::apply);
    }
    var rows = new ArrayList<List<@Nullable Object>>();
    results.forEach((first, r) -> rows.add(row(first, r, first == initial(share, weeks))));
    windows(context, rows);
  }

  /** Weeks of the first window: at least 20, and one is left to foretell. */
  static int initial(double share, int weeks) {
    return Math.clamp(Math.round(share * weeks), Math.min(20, weeks - 1), weeks - 1);
  }

  private static List<@Nullable Object> row(int first, RollingOrigin.Result r, boolean decides) {
    return Arrays.<@Nullable Object>asList(
        (long) first,
        (long) r.weeks(),
        r.model().mae(),
        r.model().rmse(),
        r.best().words(),
        r.rules().get(r.best()).mae(),
        r.rules().values().stream().mapToDouble(Errors::rmse).min().orElseThrow(),
        r.stands(),
        decides);
  }

  private static void windows(StageContext context, List<List<@Nullable Object>> rows) {
    StageTable.write(
        context,
        "windows",
        Schema.of(
            new Column("first_window", Type.INTEGER),
            new Column("weeks", Type.INTEGER),
            new Column("mae", Type.DOUBLE),
            new Column("rmse", Type.DOUBLE),
            new Column("best_rule", Type.TEXT),
            new Column("best_mae", Type.DOUBLE),
            new Column("best_rmse", Type.DOUBLE),
            new Column("stands", Type.BOOLEAN),
            new Column("decides", Type.BOOLEAN)),
        rows,
        "first_window");
  }

  /** Nothing was forecast. */
  static void nothing(StageContext context) {
    contest(context, List.of());
    windows(context, List.of());
    RefuterTable.write(context, Type.INTEGER, List.of());
  }

  private static void contest(StageContext context, List<List<@Nullable Object>> rows) {
    StageTable.write(context, "contest", SCHEMA, rows, "forecast");
  }
}
