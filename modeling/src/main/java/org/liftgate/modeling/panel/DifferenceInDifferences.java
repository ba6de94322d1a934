package org.liftgate.modeling.panel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.liftgate.accumulate.FourCells;
import org.liftgate.accumulate.SmallSample;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Estimator;
import org.liftgate.kernel.Panel;
import org.liftgate.modeling.inference.StudentT;

/**
 * The 2x2 difference in differences: the interaction of {@code y ~ treated * post}, post being
 * period >= 0. It is the average effect on the treated under parallel trends. The regression is
 * saturated, so estimate and variances follow from four cells by unit; the panel need not be
 * balanced.
 *
 * <p>{@code new DifferenceInDifferences(Covariance.cluster("unit")).byGroup(panel)}
 *
 * @param covariance iid, HC0 to HC3, or clustered by {@code unit} (CR1, K = 4)
 * @param minClusters units each arm needs for a clustered covariance; 0 asks for none
 */
public record DifferenceInDifferences(
    Covariance covariance, SmallSample smallSample, int minClusters, Workers workers)
    implements Estimator<Panel> {
  private static final int PARAMETERS = 4;

  public DifferenceInDifferences {
    if (covariance instanceof Covariance.Clustered(List<String> by)
        && !by.equals(List.of("unit"))) {
      throw new IllegalArgumentException("cluster (" + by + ") must be unit");
    }
  }

  public DifferenceInDifferences(Covariance covariance) {
    this(covariance, SmallSample.fixest(), TwoWayFixedEffects.MIN_CLUSTERS, Workers.all());
  }

  public DifferenceInDifferences withMinClusters(int least) {
    return new DifferenceInDifferences(covariance, smallSample, least, workers);
  }

  public DifferenceInDifferences with(Workers threads) {
    return new DifferenceInDifferences(covariance, smallSample, minClusters, threads);
  }

  /** What one group gives. */
  public record GroupEstimate(
      int group, Estimate estimate, long rows, int treatedUnits, int comparisonUnits) {}

  @Override
  public String name() {
    return "did";
  }

  /** One estimate of {@code att} over all rows of the panel. */
  @Override
  public List<Estimate> estimate(Panel panel) {
    Panel sorted = Panels.byUnit(panel);
    return List.of(estimate(sorted, 0, sorted.rows()).estimate());
  }

  /** One estimate of {@code att} for each group, in order of groups. */
  public List<GroupEstimate> byGroup(Panel panel) {
    Panel sorted = Panels.byGroup(panel);
    var starts = new ArrayList<Integer>();
    for (int i = 0; i < sorted.rows(); i++) {
      if (i == 0 || sorted.group()[i] != sorted.group()[i - 1]) {
        starts.add(i);
      }
    }
    starts.add(sorted.rows());
    return workers.map(starts.size() - 1, g -> estimate(sorted, starts.get(g), starts.get(g + 1)));
  }

  /** {@code CR1 cluster(unit) nested}. */
  public String convention() {
    return switch (covariance) {
      case Covariance.Iid _ -> "iid";
      case Covariance.Robust(int type) -> "HC" + type;
      case Covariance.Clustered _ -> "CR1 cluster(unit) nested";
      default -> throw SandwichOptions.unsupported(covariance);
    };
  }

  private GroupEstimate estimate(Panel panel, int from, int to) {
    if (from == to) {
      var none =
          new Estimate.Missing(TwoWayFixedEffects.ATT, Reason.NO_ROWS, "The panel has no rows.");
      return new GroupEstimate(0, none, 0, 0, 0);
    }
    FourCells cells = cells(panel, from, to);
    Optional<PanelChecks.Found> found =
        PanelChecks.finite("The outcome", Arrays.copyOfRange(panel.outcome(), from, to))
            .or(() -> repeated(panel, from, to))
            .or(() -> unusable(cells));
    Estimate estimate =
        found
            .<Estimate>map(
                f -> new Estimate.Missing(TwoWayFixedEffects.ATT, f.reason(), f.detail()))
            .orElseGet(() -> value(cells));
    return new GroupEstimate(
        panel.group()[from], estimate, cells.rows(), cells.units(true), cells.units(false));
  }

  private static FourCells cells(Panel panel, int from, int to) {
    var cells = new FourCells(panel.outcome()[from]);
    for (int i = from; i < to; i++) {
      if (i == from || panel.unit()[i] != panel.unit()[i - 1]) {
        cells.unit();
      }
      cells.add(panel.treated()[i] == 1, panel.period()[i] >= 0, panel.outcome()[i]);
    }
    return cells;
  }

  private static Optional<PanelChecks.Found> repeated(Panel panel, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      if (panel.group()[i] == panel.group()[i - 1]
          && panel.unit()[i] == panel.unit()[i - 1]
          && panel.period()[i] == panel.period()[i - 1]) {
        return PanelChecks.repeated(panel.group()[i], panel.unit()[i], panel.period()[i]);
      }
    }
    return Optional.empty();
  }

  private Optional<PanelChecks.Found> unusable(FourCells cells) {
    Optional<PanelChecks.Found> found =
        PanelChecks.cells(
            cells.rows(false, false),
            cells.rows(false, true),
            cells.rows(true, false),
            cells.rows(true, true));
    boolean clustered = covariance instanceof Covariance.Clustered;
    int treated = cells.units(true);
    int comparison = cells.units(false);
    if (found.isEmpty() && clustered) {
      found = PanelChecks.arms(treated, comparison, minClusters);
    }
    if (found.isEmpty() && (clustered && cells.units() < 2 || cells.rows() <= PARAMETERS)) {
      found =
          PanelChecks.found(
              Reason.TOO_FEW_CLUSTERS,
              "%d rows of %d units leave nothing to judge the uncertainty by.",
              cells.rows(),
              cells.units());
    }
    return found;
  }

  private Estimate value(FourCells cells) {
    double n = cells.rows();
    int units = cells.units();
    double variance =
        switch (covariance) {
          case Covariance.Iid _ -> cells.iidVariance(cells.ssr() / (n - PARAMETERS));
          case Covariance.Robust(int type) ->
              cells.robustVariance(type) * (type == 1 ? n / (n - PARAMETERS) : 1);
          case Covariance.Clustered _ ->
              cells.clusterVariance()
                  * smallSample.clusterFactor(units)
                  * smallSample.rowsFactor((int) n, PARAMETERS);
          default -> throw SandwichOptions.unsupported(covariance);
        };
    if (variance == 0) {
      return new Estimate.Missing(
          TwoWayFixedEffects.ATT,
          Reason.NO_VARIATION,
          "The outcome does not vary within the cells, so there is nothing to judge by.");
    }
    double df = covariance instanceof Covariance.Clustered ? units - 1 : n - PARAMETERS;
    return new StudentT(df).value(TwoWayFixedEffects.ATT, cells.effect(), Math.sqrt(variance));
  }
}
