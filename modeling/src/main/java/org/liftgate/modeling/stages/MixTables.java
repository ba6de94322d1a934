package org.liftgate.modeling.stages;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.forecast.RollingOrigin;
import org.liftgate.modeling.mix.bayes.Channel;
import org.liftgate.modeling.mix.bayes.Contributions;
import org.liftgate.modeling.mix.bayes.Interval;
import org.liftgate.modeling.mix.bayes.Lift;
import org.liftgate.modeling.mix.bayes.MixPosterior;
import org.liftgate.modeling.mix.bayes.PredictiveCheck;
import org.liftgate.modeling.mix.bayes.ResponseCurve;
import org.liftgate.modeling.mix.budget.Advice;
import org.liftgate.modeling.mix.budget.BudgetOptimiser;
import org.liftgate.modeling.mix.budget.Limits;

/** What a media mix writes beside its estimates, and the experiments it reads. */
record MixTables(StageContext context, WeeklyData data) {
  private static final int STEPS = 25;

  /** Experiments of a table; none where no table is named or it is empty. */
  List<Lift> lifts(Optional<String> name) {
    if (name.isEmpty()) {
      return List.of();
    }
    Table t = context.engine().read(name.get());
    var problems = new ArrayList<Problem>();
    var out = new ArrayList<Lift>();
    for (int i = 0; i < t.rows(); i++) {
      int from = at(t, "from_week", i, name.get(), problems);
      int to = at(t, "to_week", i, name.get(), problems);
      int measured = at(t, "measured_to", i, name.get(), problems);
      if (problems.isEmpty()) {
        out.add(
            new Lift(
                t.texts("channel")[i],
                from,
                to + 1,
                t.doubles("factor")[i],
                measured + 1,
                t.doubles("lift")[i],
                t.doubles("std_error")[i]));
      }
    }
    if (!problems.isEmpty()) {
      throw LiftgateException.input("experiments must lie within the weeks", problems);
    }
    return out;
  }

  private int at(Table t, String column, int row, String name, List<Problem> problems) {
    LocalDate day = LocalDate.ofEpochDay(t.longs(column)[row]);
    int at = data.weeks().indexOf(day);
    if (at < 0) {
      problems.add(
          Problem.of(
              name + "." + column,
              day.toString(),
              "must be the first day of a week from %s to %s"
                  .formatted(data.weeks().getFirst(), data.weeks().getLast()),
              "Maybe the experiment is older than the data."));
    }
    return at;
  }

  /** No model: tables without rows, and the reason as advice. */
  void nothing(String why) {
    MixContest.nothing(context);
    posterior(List.of());
    priors(List.of());
    contributions(List.of());
    response(List.of());
    checks(List.of());
    today(List.of());
    budget(List.of());
    advice(
        Arrays.<@Nullable Object>asList(
            false, null, null, null, null, null, null, why, null, null, null, null));
  }

  void write(
      BayesMixStage.Parameters p,
      MixPosterior posterior,
      Contributions contributions,
      RollingOrigin.Result contest,
      List<PredictiveCheck> checks) {
    var parameters = new ArrayList<List<@Nullable Object>>();
    posterior
        .convergence()
        .forEach(
            (name, c) -> {
              Interval i = Interval.of(posterior.draws(name));
              parameters.add(
                  Arrays.<@Nullable Object>asList(
                      name,
                      i.mean(),
                      i.low(),
                      i.median(),
                      i.high(),
                      c.rHat(),
                      c.bulkEss(),
                      c.tailEss()));
            });
    posterior(parameters);
    priors(
        posterior.model().channels().stream()
            .map(
                c ->
                    Arrays.<@Nullable Object>asList(
                        c.name(),
                        c.inclusion(),
                        p.reachOf(c.name()),
                        c.slab() * posterior.model().scale()))
            .toList());
    contributions(
        contributions.parts().stream()
            .map(
                c ->
                    Arrays.<@Nullable Object>asList(
                        c.channel(),
                        c.spend(),
                        c.inclusion(),
                        c.total().mean(),
                        c.total().low(),
                        c.total().high(),
                        c.share().mean(),
                        c.share().low(),
                        c.share().high(),
                        c.roi().mean(),
                        c.roi().low(),
                        c.roi().high(),
                        c.marginalRoi().mean(),
                        c.marginalRoi().low(),
                        c.marginalRoi().high()))
            .toList());
    var curves = new ArrayList<List<@Nullable Object>>();
    for (Channel c : posterior.model().channels()) {
      double highest = 1.25 * Arrays.stream(c.spend()).max().orElseThrow();
      for (ResponseCurve.At at : ResponseCurve.of(posterior, c.name(), STEPS, highest).points()) {
        curves.add(
            Arrays.<@Nullable Object>asList(
                c.name(),
                at.spend(),
                at.response().mean(),
                at.response().low(),
                at.response().high(),
                at.supported()));
      }
    }
    response(curves);
    checks(
        checks.stream()
            .map(
                c ->
                    Arrays.<@Nullable Object>asList(
                        c.figure(), c.observed(), c.low(), c.high(), c.tail(), c.misfit()))
            .toList());
    var objections = new ArrayList<String>();
    if (!contest.stands()) {
      objections.add(contest.sentence());
    }
    advise(p, posterior, objections);
  }

  private void advise(BayesMixStage.Parameters p, MixPosterior posterior, List<String> objections) {
    List<Limits> limits =
        posterior.model().channels().stream()
            .map(
                c -> {
                  double today =
                      Arrays.stream(c.spend())
                          .skip(Math.max(0, c.spend().length - p.today()))
                          .average()
                          .orElse(0);
                  return new Limits(c.name(), today, p.least() * today, p.most() * today);
                })
            .toList();
    today(
        limits.stream().map(l -> Arrays.<@Nullable Object>asList(l.channel(), l.today())).toList());
    switch (BudgetOptimiser.standard().advise(posterior, limits, objections)) {
      case Advice.Plan plan -> {
        budget(
            plan.shares().stream()
                .map(
                    s ->
                        Arrays.<@Nullable Object>asList(
                            s.channel(),
                            s.today(),
                            s.advised(),
                            p.least() * s.today(),
                            p.most() * s.today(),
                            s.beyond()))
                .toList());
        advice(
            Arrays.<@Nullable Object>asList(
                true,
                plan.gain().mean(),
                plan.gain().low(),
                plan.gain().high(),
                plan.improves(),
                plan.regret(),
                plan.regretToday(),
                null,
                null,
                null,
                null,
                null));
      }
      case Advice.Withheld w -> {
        budget(List.of());
        advice(
            Arrays.<@Nullable Object>asList(
                false,
                null,
                null,
                null,
                null,
                null,
                null,
                String.join("\n", w.reasons()),
                w.test().sentence(),
                w.test().channel(),
                (long) w.test().weeks(),
                w.test().detectable()));
      }
    }
  }

  private void posterior(List<List<@Nullable Object>> rows) {
    StageTable.write(
        context,
        "posterior",
        Schema.of(
            text("parameter"),
            number("mean"),
            number("low"),
            number("median"),
            number("high"),
            number("r_hat"),
            number("bulk_draws"),
            number("tail_draws")),
        rows,
        "parameter");
  }

  private void priors(List<List<@Nullable Object>> rows) {
    StageTable.write(
        context,
        "priors",
        Schema.of(text("channel"), number("inclusion"), number("reach"), number("scale")),
        rows,
        "channel");
  }

  private void contributions(List<List<@Nullable Object>> rows) {
    StageTable.write(
        context,
        "contributions",
        Schema.of(
            text("channel"),
            number("spend"),
            number("inclusion"),
            number("total"),
            number("total_low"),
            number("total_high"),
            number("share"),
            number("share_low"),
            number("share_high"),
            number("roi"),
            number("roi_low"),
            number("roi_high"),
            number("marginal_roi"),
            number("marginal_roi_low"),
            number("marginal_roi_high")),
        rows,
        "channel");
  }

  private void response(List<List<@Nullable Object>> rows) {
    StageTable.write(
        context,
        "response",
        Schema.of(
            text("channel"),
            number("spend"),
            number("response"),
            number("low"),
            number("high"),
            new Column("supported", Type.BOOLEAN)),
        rows,
        "channel",
        "spend");
  }

  private void checks(List<List<@Nullable Object>> rows) {
    StageTable.write(
        context,
        "checks",
        Schema.of(
            text("figure"),
            number("observed"),
            number("low"),
            number("high"),
            number("tail"),
            new Column("misfit", Type.BOOLEAN)),
        rows,
        "figure");
  }

  private void budget(List<List<@Nullable Object>> rows) {
    StageTable.write(
        context,
        "budget",
        Schema.of(
            text("channel"),
            number("today"),
            number("advised"),
            number("least"),
            number("most"),
            new Column("beyond", Type.BOOLEAN)),
        rows,
        "channel");
  }

  private void today(List<List<@Nullable Object>> rows) {
    StageTable.write(
        context, "today", Schema.of(text("channel"), number("spend")), rows, "channel");
  }

  private void advice(List<@Nullable Object> row) {
    StageTable.write(
        context,
        "advice",
        Schema.of(
            new Column("plan", Type.BOOLEAN),
            number("gain"),
            number("gain_low"),
            number("gain_high"),
            number("improves"),
            number("regret"),
            number("regret_today"),
            text("withheld"),
            text("test"),
            text("test_channel"),
            new Column("test_weeks", Type.INTEGER),
            number("test_detectable")),
        List.of(row),
        "plan");
  }

  private static Column text(String name) {
    return new Column(name, Type.TEXT);
  }

  private static Column number(String name) {
    return new Column(name, Type.DOUBLE);
  }
}
