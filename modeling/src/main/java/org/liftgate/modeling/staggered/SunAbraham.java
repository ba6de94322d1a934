package org.liftgate.modeling.staggered;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Estimator;
import org.liftgate.modeling.panel.EffectsPanel;
import org.liftgate.modeling.panel.PanelFit;
import org.liftgate.modeling.panel.TwoWayFixedEffects;
import org.liftgate.modeling.staggered.PanelFaults.Fault;

/**
 * The interaction-weighted estimator (Sun and Abraham, 2021): unit and period effects and one dummy
 * for each cohort and period since its start, averaged over cohorts by their shares of rows.
 * Cohorts that are never untreated are left out; without never-treated units the last cohort is the
 * comparison and periods from its start on are left out.
 *
 * <p>Shares count as fixed, as in fixest's {@code sunab}: errors are about effects weighted by this
 * sample's shares. Where units are a sample, and the effects asked for are weighted by the
 * population's shares, {@code sampledShares} adds the variance of the shares, as the authors have
 * it ({@link ShareVariance}).
 *
 * @param covariance of the dummies; clustered by unit by default
 * @param reference the period since the start whose effects are zero
 * @param sampledShares whether the cohorts' shares are estimates too
 */
public record SunAbraham(
    Covariance covariance, int reference, boolean sampledShares, Workers workers)
    implements Estimator<StaggeredPanel> {

  public SunAbraham() {
    this(Covariance.cluster("unit"), -1, false, Workers.all());
  }

  public SunAbraham with(Workers threads) {
    return new SunAbraham(covariance, reference, sampledShares, threads);
  }

  public SunAbraham withCovariance(Covariance kind) {
    return new SunAbraham(kind, reference, sampledShares, workers);
  }

  public SunAbraham withReference(int period) {
    return new SunAbraham(covariance, period, sampledShares, workers);
  }

  public SunAbraham withSampledShares(boolean sampled) {
    return new SunAbraham(covariance, reference, sampled, workers);
  }

  @Override
  public String name() {
    return "sun-abraham";
  }

  @Override
  public List<Estimate> estimate(StaggeredPanel panel) {
    return fit(panel).estimates();
  }

  /** What was found. */
  public sealed interface Fit {
    List<Estimate> estimates();

    List<String> notes();
  }

  public record Missing(Reason reason, String detail) implements Fit {
    @Override
    public List<Estimate> estimates() {
      return List.of(new Estimate.Missing("att", reason, detail));
    }

    @Override
    public List<String> notes() {
      return List.of();
    }
  }

  /**
   * @param estimates {@code att}, {@code event(e)}, {@code cohort(g)} and {@code att(g,t)}
   * @param regression the dummies' slopes with their covariance
   * @param path the events with their covariance
   */
  public record Solved(
      List<Estimate> estimates, PanelFit.Solved regression, EventPath path, List<String> notes)
      implements Fit {}

  /** Rows may come in any order. */
  public Fit fit(StaggeredPanel given) {
    StaggeredPanel sorted = given.sorted();
    var fault = PanelFaults.of(sorted);
    if (fault.isPresent()) {
      return new Missing(fault.get().reason(), fault.get().detail());
    }
    return switch (CohortRows.of(sorted)) {
      case CohortRows.None(Fault none) -> new Missing(none.reason(), none.detail());
      case CohortRows.Found(CohortRows rows) -> fit(rows);
    };
  }

  private Fit fit(CohortRows rows) {
    StaggeredPanel panel = rows.panel();
    List<CohortAverages.Dummy> dummies = new ArrayList<>();
    int[] codes = codes(rows, dummies);
    List<String> terms = dummies.stream().map(d -> d.term(panel.periodName())).toList();
    EffectsPanel effects = EffectsPanel.of(panel.unit(), panel.period(), panel.outcome());
    for (int k = 0; k < panel.names().size(); k++) {
      effects = effects.withRegressor(panel.names().get(k), panel.covariates()[k]);
    }
    var regression = new TwoWayFixedEffects(covariance).withMinClusters(2).with(workers);
    return switch (regression.fit(effects, codes, terms)) {
      case PanelFit.Missing m -> new Missing(m.reason(), m.detail());
      case PanelFit.Solved solved -> {
        var averages =
            CohortAverages.of(
                solved,
                dummies,
                panel.periodName(),
                sampledShares ? panel.unit() : new int[0],
                codes);
        yield new Solved(averages.estimates(), solved, averages.path(), rows.notes());
      }
    };
  }

  /**
   * One code a row, numbered by cohort, then period; -1 where no dummy is 1.
   *
   * @param dummies is filled
   */
  private int[] codes(CohortRows rows, List<CohortAverages.Dummy> dummies) {
    StaggeredPanel panel = rows.panel();
    Ranks cohorts = Ranks.of(panel.cohort());
    Ranks periods = Ranks.of(panel.period());
    int[] place = new int[panel.rows()];
    for (int i = 0; i < place.length; i++) {
      boolean same = i > 0 && panel.cohort()[i] == panel.cohort()[i - 1];
      place[i] = same ? place[i - 1] : cohorts.of(panel.cohort()[i]);
    }
    var table = new int[cohorts.values().length][periods.values().length];
    for (int i = 0; i < place.length; i++) {
      table[place[i]][periods.of(panel.period()[i])]++;
    }
    for (int c = 0; c < table.length; c++) {
      int cohort = cohorts.values()[c];
      for (int t = 0; t < table[c].length; t++) {
        int event = periods.values()[t] - cohort;
        boolean dummy = table[c][t] > 0 && cohort != rows.comparison() && event != reference;
        if (dummy) {
          dummies.add(new CohortAverages.Dummy(cohort, event, table[c][t]));
        }
        table[c][t] = dummy ? dummies.size() - 1 : -1;
      }
    }
    Arrays.setAll(place, i -> table[place[i]][periods.of(panel.period()[i])]);
    return place;
  }
}
