package org.liftgate.modeling.panel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftgate.accumulate.SmallSample;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Estimator;
import org.liftgate.kernel.Panel;
import org.liftgate.modeling.inference.JointTest;

/**
 * Effects by period since the start, relative to a reference period before it: {@code event(e)}.
 * Effects before the start are placebos; {@code pre-trend} tests them together. Unit and period
 * effects in each block, as in {@link TwoWayFixedEffects}.
 *
 * @param reference the period whose effect is set to zero
 * @param first periods before it are counted as this one
 * @param last periods after it are counted as this one
 */
public record EventStudy(TwoWayFixedEffects regression, int reference, int first, int last)
    implements Estimator<EffectsPanel> {
  /** The term of the joint test of all periods before the start. */
  public static final String PRE_TREND = "pre-trend";

  public EventStudy(Covariance covariance, int reference) {
    this(new TwoWayFixedEffects(covariance), reference, Integer.MIN_VALUE + 1, Integer.MAX_VALUE);
  }

  public EventStudy window(int from, int to) {
    return new EventStudy(regression, reference, from, to);
  }

  public EventStudy with(SmallSample options) {
    return new EventStudy(regression.with(options), reference, first, last);
  }

  public EventStudy with(Workers threads) {
    return new EventStudy(regression.with(threads), reference, first, last);
  }

  public EventStudy withMinClusters(int least) {
    return new EventStudy(regression.withMinClusters(least), reference, first, last);
  }

  @Override
  public String name() {
    return "event-study";
  }

  @Override
  public List<Estimate> estimate(EffectsPanel panel) {
    return fit(panel).estimates();
  }

  /** The stacked design: campaign x unit and campaign x period effects. */
  public PanelFit stacked(Panel panel) {
    return fit(EffectsPanel.events(panel));
  }

  /** Coefficients of the panel's event times. Rows may come in any order. */
  public PanelFit fit(EffectsPanel panel) {
    EventTimes times = EventTimes.of(panel.eventTimes(), first, last, regression.workers());
    int[] distinct = times.distinct();
    int[] levels = Arrays.stream(distinct).filter(e -> e != reference).toArray();
    List<String> terms = Arrays.stream(levels).mapToObj(EventStudy::term).toList();
    if (distinct.length == 0) {
      var reason = panel.rows() == 0 ? Reason.NO_ROWS : Reason.EMPTY_ARM;
      return new PanelFit.Missing(List.of(), reason, "No row belongs to a treated unit.");
    }
    if (levels.length == distinct.length) {
      return new PanelFit.Missing(
          terms,
          Reason.INCOMPLETE_CELLS,
          "The reference period (%d) is not among the periods of treated units (%d to %d)."
              .formatted(reference, distinct[0], distinct[distinct.length - 1]));
    }
    return regression.fit(
        panel, times.codes(panel.eventTimes(), levels, regression.workers()), terms);
  }

  /** {@code event(e)}. */
  public static String term(int e) {
    return "event(" + e + ")";
  }

  /** The period of a term {@code event(e)}; empty for any other term. */
  public static Optional<Integer> period(String term) {
    return term.startsWith("event(") && term.endsWith(")")
        ? Optional.of(Integer.valueOf(term.substring(6, term.length() - 1)))
        : Optional.empty();
  }

  /** A joint test, or why there is none. */
  public record PreTrend(Optional<JointTest> test, Optional<Estimate.Missing> missing) {
    private static PreTrend missing(Reason reason, String detail) {
      var estimate = new Estimate.Missing(PRE_TREND, reason, detail);
      return new PreTrend(Optional.empty(), Optional.of(estimate));
    }
  }

  /** Joint Wald test of all periods before the start, with the whole covariance. */
  public static PreTrend preTrend(PanelFit fit) {
    return switch (fit) {
      case PanelFit.Missing(List<String> _, Reason reason, String detail) ->
          PreTrend.missing(reason, detail);
      case PanelFit.Solved solved -> {
        var leads = new ArrayList<>(solved.terms());
        leads.removeIf(term -> period(term).filter(e -> e < 0).isEmpty());
        if (leads.isEmpty()) {
          yield PreTrend.missing(
              Reason.INCOMPLETE_CELLS, "No period before the start beside the reference.");
        }
        yield solved
            .joint(leads)
            .map(test -> new PreTrend(Optional.of(test), Optional.<Estimate.Missing>empty()))
            .orElseGet(
                () ->
                    PreTrend.missing(
                        Reason.COLLINEAR,
                        "The covariance of the %d leads is singular.".formatted(leads.size())));
      }
    };
  }

  /** Coefficients by period, the reference at zero; only for a solved fit. */
  public Map<Integer, Double> path(PanelFit.Solved fit) {
    var path = new java.util.TreeMap<Integer, Double>();
    path.put(reference, 0.0);
    for (int k = 0; k < fit.terms().size(); k++) {
      double value = fit.coefficients()[k];
      period(fit.terms().get(k)).ifPresent(e -> path.put(e, value));
    }
    return path;
  }
}
