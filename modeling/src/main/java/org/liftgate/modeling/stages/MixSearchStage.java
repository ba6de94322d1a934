package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.modeling.forecast.RollingOrigin;
import org.liftgate.modeling.mix.Features;
import org.liftgate.modeling.mix.MixSearch;
import org.liftgate.modeling.mix.SearchBootstrap;

/**
 * {@code modeling.mix-search}: decays, saturation and penalty of a media mix searched inside every
 * training window ({@link MixSearch}), judged on the weeks after it by rolling origins; and how far
 * the search would have settled elsewhere ({@link SearchBootstrap}). Writes {@code contest_<stage>}
 * with a refuter for each treatment, {@code windows_<stage>}, {@code settings_<stage>} and {@code
 * stability_<stage>}. No coefficient here is an effect.
 */
public final class MixSearchStage implements StageKind<MixSearchStage.Parameters> {

  /** What the pipeline says. */
  public record Parameters(
      @Doc("Table to read, one row a week") String table,
      @Doc("Column with the week's first day") @Default("week") String week,
      @Doc("Outcome column") String outcome,
      @Doc("Spending columns, one a channel") List<String> channels,
      @Doc("Other columns") @Default("[]") List<String> controls,
      @Doc("Whether the number of the week is a column") @Default("true") boolean time,
      @Doc("none, months, weeks or fourier") @Default("fourier") WindowRidgeStage.Season season,
      @Doc("Share of the weeks in the first window") @Default("0.8") double share,
      @Doc(
              "Other first windows, as shares of the weeks, that the contest is held from for comparison")
          @Default("[0.5, 0.65]")
          List<Double> windows,
      @Doc("Weeks foretold from each window") @Default("4") int horizon,
      @Doc("Weeks of a season, for the seasonal rule") @Default("52") int seasonal,
      @Doc("Draws of the bootstrap of the whole search") @Default("100") int draws,
      @Doc("Treatments whose verdicts rest on such a model; empty for the channels") @Default("[]")
          List<String> treatments) {
    public Parameters {
      channels = List.copyOf(channels);
      controls = List.copyOf(controls);
      treatments = List.copyOf(treatments);
      windows = List.copyOf(windows);
    }
  }

  @Override
  public String name() {
    return "modeling.mix-search";
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public boolean pure() {
    return true;
  }

  @Override
  public boolean random() {
    return true;
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public void run(Parameters p, StageContext context) {
    var columns = new ArrayList<>(p.controls());
    columns.add(p.outcome());
    columns.addAll(p.channels());
    WeeklyData data = WeeklyData.read(context, p.table(), p.week(), columns);
    Features spends = data.features(false, p.channels(), WindowRidgeStage.Season.NONE);
    Features controls = data.features(p.time(), p.controls(), p.season());
    var search = MixSearch.standard(spends, controls, data.column(p.outcome()));
    int initial = MixContest.initial(p.share(), data.count());
    if (!WeeklyData.varies(search.outcome(), initial / 2)) {
      context.note("Nothing was searched: " + p.outcome() + " does not vary.");
      MixContest.nothing(context);
      settings(context, List.of());
      stability(context, List.of());
      return;
    }
    long blocks = context.random("contest").nextLong();
    IntFunction<RollingOrigin.Result> held =
        first ->
            new RollingOrigin(first, p.horizon(), p.seasonal())
                .validate(search, search.outcome(), blocks);
    RollingOrigin.Result contest = held.apply(initial);
    MixContest.windows(context, p.share(), contest, p.windows(), data.count(), held);
    MixContest.write(
        context,
        "searched ridge",
        contest,
        p.outcome(),
        p.treatments().isEmpty() ? p.channels() : p.treatments(),
        List.of());
    context.checkCancelled();
    int block = (int) Math.ceil(1.5 * Math.cbrt(data.count()));
    var spread =
        SearchBootstrap.of(
            search,
            p.draws(),
            block,
            context.random("bootstrap").nextLong(),
            Design.workers(context));
    settings(context, settings(p, spread));
    stability(
        context,
        spread.coefficients().entrySet().stream()
            .map(
                e ->
                    Arrays.<@Nullable Object>asList(
                        e.getKey(), e.getValue()[0], e.getValue()[1], e.getValue()[2]))
            .toList());
  }

  private static List<List<@Nullable Object>> settings(Parameters p, SearchBootstrap spread) {
    var rows = new ArrayList<List<@Nullable Object>>();
    for (int c = 0; c < p.channels().size(); c++) {
      String channel = p.channels().get(c);
      settings(rows, "decay", channel, spread.chosen().decays()[c], spread.decays().get(channel));
    }
    settings(rows, "exponent", "all", spread.chosen().exponent(), spread.exponents());
    settings(rows, "penalty", "all", spread.chosen().lambda(), spread.lambdas());
    return rows;
  }

  private static void settings(StageContext context, List<List<@Nullable Object>> rows) {
    StageTable.write(
        context,
        "settings",
        Schema.of(
            new Column("setting", Type.TEXT),
            new Column("channel", Type.TEXT),
            new Column("value", Type.DOUBLE),
            new Column("chosen", Type.BOOLEAN),
            new Column("share_of_draws", Type.DOUBLE)),
        rows,
        "setting",
        "channel",
        "value");
  }

  private static void settings(
      List<List<@Nullable Object>> rows,
      String setting,
      String channel,
      double chosen,
      Map<Double, Double> shares) {
    var all = new java.util.TreeMap<>(shares);
    all.putIfAbsent(chosen, 0.0);
    all.forEach(
        (value, share) ->
            rows.add(
                Arrays.<@Nullable Object>asList(setting, channel, value, value == chosen, share)));
  }

  private static void stability(StageContext context, List<List<@Nullable Object>> rows) {
    StageTable.write(
        context,
        "stability",
        Schema.of(
            new Column("column_name", Type.TEXT),
            new Column("low", Type.DOUBLE),
            new Column("median", Type.DOUBLE),
            new Column("high", Type.DOUBLE)),
        rows,
        "column_name");
  }
}
