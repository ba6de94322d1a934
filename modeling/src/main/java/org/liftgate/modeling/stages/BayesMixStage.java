package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Grade;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.modeling.forecast.RollingOrigin;
import org.liftgate.modeling.mix.Features;
import org.liftgate.modeling.mix.Standardiser;
import org.liftgate.modeling.mix.bayes.Channel;
import org.liftgate.modeling.mix.bayes.Contributions;
import org.liftgate.modeling.mix.bayes.Curve;
import org.liftgate.modeling.mix.bayes.MixForecaster;
import org.liftgate.modeling.mix.bayes.MixModel;
import org.liftgate.modeling.mix.bayes.MixPosterior;
import org.liftgate.modeling.mix.bayes.MixSampler;
import org.liftgate.modeling.mix.bayes.PredictiveCheck;
import org.liftgate.modeling.verdict.Words;

/**
 * {@code modeling.bayes-mix}: the joint Bayesian media mix ({@link MixModel}: carry-over and
 * saturation sampled, the linear part by Gibbs, a spike at 0 for each channel), what each channel
 * added and returned, and how to spend the same money. Writes {@code roi} of each channel
 * (posterior mean and 95% interval; {@code p_value} is twice the smaller posterior probability of
 * its sign), a contest with simple rules that rejects a model which loses ({@code contest_}),
 * {@code posterior_}, {@code checks_}, {@code contributions_}, {@code response_}, {@code budget_}
 * and {@code advice_<stage>}. Associational, unless spending was drawn by lot: a lift experiment
 * given as a table enters the likelihood.
 */
public final class BayesMixStage implements StageKind<BayesMixStage.Parameters> {
  /** Outcome that a unit of money spent on a channel brought. */
  static final String ROI = "roi";

  /** Stated before anything is computed. */
  private static final String FIT_RULE =
      "pass: spread, smallest, largest, skewness and the correlation of what is left from week to week lie within 98% of what the model makes; else fragile";

  /** Sampling for each window of the contest, where nothing but a mean is read from it. */
  private static final int CONTEST_DRAWS = 250;

  /** Saturation. */
  public enum Bend {
    POWER,
    HILL
  }

  /** Carry-over. */
  public enum Carry {
    GEOMETRIC,
    WEIBULL
  }

  /** What the pipeline says. */
  public record Parameters(
      @Doc("Table to read, one row a week") String table,
      @Doc("Column with the week's first day") @Default("week") String week,
      @Doc("Outcome column") String outcome,
      @Doc("Spending columns, one a channel") List<String> channels,
      @Doc("Other columns") @Default("[]") List<String> controls,
      @Doc("Whether the number of the week is a column") @Default("true") boolean time,
      @Doc("none, months, weeks or fourier") @Default("fourier") WindowRidgeStage.Season season,
      @Doc("geometric or weibull carry-over") @Default("geometric") Carry carry,
      @Doc("power or hill saturation") @Default("power") Bend bend,
      @Doc("Prior probability that a channel has an effect") @Default("0.5") double inclusion,
      @Doc(
              "Prior scale of a channel: standard deviation (half-normal) of what it brings in a week of its mean active spending, as a share of the outcome's mean; never below one standard deviation of the outcome")
          @Default("0.3")
          double reach,
      @Doc("The same for channels by name, where it differs") @Default("{}")
          Map<String, Double> reaches,
      @Doc(
              "Table of finished experiments: channel, from_week, to_week, measured_to (first days), factor, lift, std_error")
          Optional<String> lifts,
      @Doc("Chains") @Default("4") int chains,
      @Doc("Draws of each chain") @Default("1000") int draws,
      @Doc("Share of the weeks in the contest's first window") @Default("0.8") double share,
      @Doc(
              "Other first windows, as shares of the weeks, that the contest is held from for comparison")
          @Default("[0.5, 0.65]")
          List<Double> windows,
      @Doc("Weeks foretold from each window") @Default("13") int horizon,
      @Doc("Weeks of a season, for the seasonal rule") @Default("52") int seasonal,
      @Doc("Least that may be spent on a channel, as a share of today's") @Default("0.5")
          double least,
      @Doc("Most that may be spent on a channel, as a share of today's") @Default("1.5")
          double most,
      @Doc("The last weeks whose mean is today's spending") @Default("13") int today) {
    public Parameters {
      channels = List.copyOf(channels);
      controls = List.copyOf(controls);
      windows = List.copyOf(windows);
      reaches = Map.copyOf(reaches);
      var problems = new ArrayList<Problem>();
      if (!(reach > 0)) {
        problems.add(
            Problem.of(
                "reach",
                Double.toString(reach),
                "must be above 0",
                "Maybe 0.3: three tenths of the outcome."));
      }
      for (Map.Entry<String, Double> e : reaches.entrySet()) {
        if (!channels.contains(e.getKey()) || !(e.getValue() > 0)) {
          problems.add(
              Problem.of(
                  "reaches." + e.getKey(),
                  String.valueOf(e.getValue()),
                  "must be above 0 and of a channel, one of " + channels,
                  Problem.didYouMean(e.getKey(), channels)));
        }
      }
      if (!problems.isEmpty()) {
        throw LiftgateException.input("prior scales of channels", problems);
      }
    }

    double reachOf(String channel) {
      return reaches.getOrDefault(channel, reach);
    }
  }

  @Override
  public String name() {
    return "modeling.bayes-mix";
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
    double[] y = data.column(p.outcome());
    Features controls = data.features(p.time(), p.controls(), p.season());
    var channels = new ArrayList<Channel>();
    var rows = new ArrayList<List<@Nullable Object>>();
    for (String name : p.channels()) {
      Channel c =
          new Channel(
              name,
              data.column(name),
              curve(p),
              true,
              MixModel.slab(p.reachOf(name), y),
              p.inclusion());
      if (c.unit() > 0) {
        channels.add(c);
      } else {
        rows.add(
            row(p, context, data, name)
                .with(
                    new Estimate.Missing(
                        ROI,
                        Estimate.Reason.NO_VARIATION,
                        "Nothing was ever spent on %s.".formatted(name))));
      }
    }
    var refused = MixModel.refusal(channels, y);
    var tables = new MixTables(context, data);
    if (refused.isPresent() || channels.isEmpty()) {
      String why =
          refused.map(Estimate.Missing::detail).orElse("Nothing was ever spent on any channel.");
      channels.forEach(
          c ->
              rows.add(
                  row(p, context, data, c.name())
                      .with(new Estimate.Missing(ROI, Estimate.Reason.NO_VARIATION, why))));
      context.note("No media mix was fitted. " + why);
      tables.nothing(why);
    } else {
      fit(p, context, data, channels, controls, y, rows, tables);
    }
    EstimateTable.write(context, Schema.Type.INTEGER, rows);
  }

  private static void fit(
      Parameters p,
      StageContext context,
      WeeklyData data,
      List<Channel> channels,
      Features controls,
      double[] y,
      List<List<@Nullable Object>> rows,
      MixTables tables) {
    Features scaled = Standardiser.of(controls, data.count()).apply(controls);
    MixModel model = MixModel.of(channels, scaled, y).withLifts(tables.lifts(p.lifts()));
    var sampler =
        new MixSampler(
            p.chains(),
            p.draws(),
            p.draws() / 2,
            2,
            context.random("posterior").nextLong(),
            Design.workers(context));
    MixPosterior posterior = sampler.sample(model);
    context.checkCancelled();
    int initial = MixContest.initial(p.share(), data.count());
    var small =
        new MixSampler(
            p.chains(),
            CONTEST_DRAWS,
            CONTEST_DRAWS,
            1,
            context.random("contest").nextLong(),
            Design.workers(context));
    long blocks = context.random("blocks").nextLong();
    IntFunction<RollingOrigin.Result> held =
        first ->
            new RollingOrigin(first, p.horizon(), p.seasonal())
                .validate(new MixForecaster(channels, controls, y, small), y, blocks);
    RollingOrigin.Result contest = held.apply(initial);
    MixContest.windows(context, p.share(), contest, p.windows(), data.count(), held);
    List<PredictiveCheck> checks =
        PredictiveCheck.of(posterior, context.random("checks").nextLong());
    List<String> names = channels.stream().map(Channel::name).toList();
    MixContest.write(
        context,
        "Bayesian media mix",
        contest,
        p.outcome(),
        names,
        names.stream().map(name -> misfit(name, p.outcome(), checks)).toList());
    context.checkCancelled();
    Contributions contributions = Contributions.of(posterior);
    for (Contributions.Part part : contributions.parts()) {
      rows.add(
          row(p, context, data, part.channel())
              .with(value(part, sd(posterior, part), posterior.size())));
    }
    tables.write(p, posterior, contributions, contest, checks);
  }

  /** Whether weeks drawn from the model look like those there are. */
  private static RefuterTable.Row misfit(
      String channel, String outcome, List<PredictiveCheck> checks) {
    List<String> apart =
        checks.stream()
            .filter(PredictiveCheck::misfit)
            .map(
                c ->
                    "%s (%s, the model makes %s to %s)"
                        .formatted(
                            c.figure(),
                            Words.number(c.observed(), c.high() - c.low()),
                            Words.number(c.low(), c.high() - c.low()),
                            Words.number(c.high(), c.high() - c.low())))
            .toList();
    return new RefuterTable.Row(
        channel,
        outcome,
        null,
        "model-fit",
        FIT_RULE,
        apart.isEmpty() ? RefuterTable.Word.PASS : RefuterTable.Word.FRAGILE,
        (double) apart.size(),
        0.0,
        null,
        0,
        true,
        apart.isEmpty()
            ? "Weeks drawn from the model are like those there are in spread, extremes, skewness and how they hang together."
            : "Weeks drawn from the model are unlike those there are in "
                + String.join("; ", apart)
                + ".");
  }

  private static EstimateTable.Row row(
      Parameters p, StageContext context, WeeklyData data, String channel) {
    return WeeklyData.row(
        context,
        "bayes-mix",
        Profile.DEFENDED,
        channel,
        p.outcome(),
        data.count(),
        Grade.ASSOCIATIONAL);
  }

  private static Curve curve(Parameters p) {
    Curve standard = Curve.standard();
    return new Curve(
        p.carry() == Carry.GEOMETRIC
            ? standard.carry()
            : new Curve.WeibullCarry(
                new org.liftgate.modeling.bayes.Prior.LogNormal(0.3, 0.4),
                new org.liftgate.modeling.bayes.Prior.LogNormal(0.5, 0.6),
                13),
        p.bend() == Bend.POWER
            ? standard.bend()
            : new Curve.HillBend(
                new org.liftgate.modeling.bayes.Prior.LogNormal(0, 0.5),
                new org.liftgate.modeling.bayes.Prior.LogNormal(0.2, 0.4)));
  }

  private static Estimate value(Contributions.Part part, double sd, int draws) {
    // A draw at the spike is no effect; a posterior wholly above 0 is as sure as its draws can say.
    double none = Math.max(1 - part.inclusion(), 0.5 / draws);
    return new Estimate.Value(
        ROI,
        part.roi().mean(),
        sd,
        Double.POSITIVE_INFINITY,
        Math.min(1, 2 * none),
        part.roi().low(),
        part.roi().high());
  }

  private static double sd(MixPosterior posterior, Contributions.Part part) {
    int c =
        posterior.model().channels().stream().map(Channel::name).toList().indexOf(part.channel());
    double[] spend = posterior.model().channels().get(c).spend();
    double sum = 0;
    double squares = 0;
    for (int d = 0; d < posterior.size(); d++) {
      double roi =
          java.util.Arrays.stream(posterior.channels(d).get(c).contribution(spend)).sum()
              / part.spend();
      sum += roi;
      squares += roi * roi;
    }
    double mean = sum / posterior.size();
    double variance = squares / posterior.size() - mean * mean;
    return Math.sqrt(Math.max(variance, Double.MIN_NORMAL));
  }
}
