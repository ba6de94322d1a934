package org.liftgate.modeling.uplift;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.forest.BoostingOptions;
import org.liftgate.modeling.forest.ForestOptions;
import org.liftgate.modeling.learn.MeanLearner;
import org.liftgate.modeling.uplift.PermutedTreatment.Placebo;
import org.liftgate.modeling.uplift.UpliftLearner.Meta;

/**
 * Several learners on one sample, one of them decided on beforehand: its ranking passes the gate
 * and the placebo or nobody is recommended. The others stand beside it.
 *
 * @param headline the learner that decides
 * @param beside learners shown beside it; the first T and the first S make the rule of both
 */
public record UpliftStudy(Named headline, List<Named> beside, Options options) {

  /** A learner by the name that tables have, such as {@code dr-forest}. */
  public record Named(String name, UpliftLearner learner) {
    /**
     * @param name meta-learner and learner of means, such as {@code t-boosting}
     * @param trees of forests and boosting
     * @param depth splits between the root and a leaf of a forest's tree at most
     */
    public static Optional<Named> of(String name, int trees, int depth) {
      String[] words = name.split("-", 2);
      for (Meta meta : Meta.values()) {
        if (words.length == 2 && meta.word().equals(words[0])) {
          return means(words[1], trees, depth).map(m -> new Named(name, adjusted(meta, m)));
        }
      }
      return Optional.empty();
    }

    /** Changes come adjusted, so that linear means are enough inside scores. */
    private static UpliftLearner adjusted(Meta meta, MeanLearner means) {
      return new UpliftLearner(meta, means, new MeanLearner.Linear(), new Assignment.Logit());
    }

    private static Optional<MeanLearner> means(String word, int trees, int depth) {
      return switch (word) {
        case "forest" ->
            Optional.of(
                new MeanLearner.Forests(
                    ForestOptions.standard(0).withTrees(trees).withDepth(depth)));
        case "boosting" ->
            Optional.of(new MeanLearner.Boosting(BoostingOptions.standard(0).withTrees(trees)));
        case "linear" -> Optional.of(new MeanLearner.Linear());
        default -> Optional.empty();
      };
    }

    /** Whether it ignores how treatment was assigned, where that was not drawn at random. */
    public boolean associational() {
      return (learner.meta() == Meta.T || learner.meta() == Meta.S)
          && !learner.assignment().random();
    }
  }

  /**
   * How it is judged.
   *
   * @param folds of evaluation and prediction
   * @param draws of the bootstrap of rates
   * @param placebo draws of permuted treatments; 0 leaves them out
   * @param margin profit per unit of the outcome
   * @param cost of treating one unit
   * @param topShare of the rule of both
   */
  public record Options(
      int folds,
      int draws,
      int placebo,
      UpliftGate gate,
      double margin,
      double cost,
      double topShare,
      long seed,
      Workers workers) {}

  /**
   * What came out.
   *
   * @param judged by learner's name, the headline first
   * @param placebo empty where nothing could be judged, or it was left out
   * @param ranking of the headline after the placebo
   * @param predicted by learner's name, n effects each; none where a learner refused
   */
  public record Outcome(
      Map<String, UpliftResult> judged,
      Optional<Placebo> placebo,
      Ranking ranking,
      Map<String, double[]> predicted,
      PolicyValuation.Result policy) {
    public boolean accepted() {
      return ranking instanceof Ranking.Accepted;
    }
  }

  UpliftStudy withSeed(long seed) {
    var o = options;
    return new UpliftStudy(
        headline,
        beside,
        new Options(
            o.folds(),
            o.draws(),
            o.placebo(),
            o.gate(),
            o.margin(),
            o.cost(),
            o.topShare(),
            seed,
            o.workers()));
  }

  /** What the gate says of the headline's ranking, without a placebo. */
  Ranking judge(UpliftSample sample) {
    return ranking(evaluation(headline).evaluate(sample), Optional.empty());
  }

  /** Judges, predicts and values. */
  public Outcome run(UpliftSample sample) {
    var judged = new LinkedHashMap<String, UpliftResult>();
    var predicted = new LinkedHashMap<String, double[]>();
    for (Named named : all()) {
      judged.put(named.name(), evaluation(named).evaluate(sample));
      var effects =
          UpliftPredictions.crossFitted(
              named.learner(), sample, options.folds(), options.seed(), options.workers());
      if (effects instanceof UpliftPredictions.Predicted p) {
        predicted.put(named.name(), p.effects());
      }
    }
    UpliftResult first = judged.get(headline.name());
    Optional<Placebo> placebo =
        options.placebo() == 0 || first instanceof UpliftResult.Refused
            ? Optional.empty()
            : new PermutedTreatment(evaluation(headline), options.placebo(), options.seed())
                .run(sample);
    return new Outcome(judged, placebo, ranking(first, placebo), predicted, valued(sample));
  }

  /** The headline, then the others. */
  public List<Named> all() {
    var all = new ArrayList<>(List.of(headline));
    beside.stream().filter(n -> !n.name().equals(headline.name())).forEach(all::add);
    return all;
  }

  /** The first learner of a kind; the rule of both needs T and S. */
  public Optional<Named> first(Meta meta) {
    return all().stream().filter(n -> n.learner().meta() == meta).findFirst();
  }

  /** Means of the scores are linear: changes come adjusted, and all learners share the scores. */
  private UpliftEvaluation evaluation(Named named) {
    return new UpliftEvaluation(
        named.learner(),
        new MeanLearner.Linear(),
        options.folds(),
        options.draws(),
        options.gate(),
        options.seed(),
        options.workers());
  }

  private static Ranking ranking(UpliftResult first, Optional<Placebo> placebo) {
    return switch (first) {
      case UpliftResult.Refused(var reason, String detail) ->
          new Ranking.Refused(
              reason == Reason.NO_OVERLAP ? Ranking.Why.NO_OVERLAP : Ranking.Why.UNUSABLE, detail);
      case UpliftResult.Judged j -> placebo.map(p -> p.judge(j.ranking())).orElse(j.ranking());
    };
  }

  private PolicyValuation.Result valued(UpliftSample sample) {
    return new PolicyValuation(
            headline.learner(),
            new MeanLearner.Linear(),
            options.margin(),
            options.cost(),
            options.topShare(),
            options.seed(),
            options.workers())
        .value(sample);
  }
}
