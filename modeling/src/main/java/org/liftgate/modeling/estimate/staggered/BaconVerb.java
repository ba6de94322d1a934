package org.liftgate.modeling.estimate.staggered;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.estimate.EstimateVerb;
import org.liftgate.modeling.estimate.Findings;
import org.liftgate.modeling.estimate.Findings.Vcov;
import org.liftgate.modeling.estimate.Option;
import org.liftgate.modeling.estimate.Request;
import org.liftgate.modeling.staggered.GoodmanBacon;
import org.liftgate.modeling.staggered.GoodmanBacon.Comparison;
import org.liftgate.modeling.staggered.GoodmanBacon.Decomposition;
import org.liftgate.modeling.staggered.GoodmanBacon.Kind;
import org.liftgate.modeling.staggered.StaggeredPanel;

/** {@code bacon}: what a two-way fixed effects slope averages under staggered starts. */
public final class BaconVerb implements EstimateVerb {
  private static final String PART = "one 2x2 comparison; the regression's slope is their average";
  private static final String WEIGHT = "a weight";

  @Override
  public String name() {
    return "bacon";
  }

  @Override
  public String summary() {
    return "comparisons and weights behind a two-way fixed effects slope (Goodman-Bacon)";
  }

  @Override
  public List<Option> options() {
    return PanelColumns.options();
  }

  @Override
  public String example() {
    return "estimate bacon --data panel.csv --outcome y --unit id --period t --cohort g";
  }

  @Override
  public Findings run(Request request) {
    PanelColumns columns = PanelColumns.read(request, List.of());
    var notes = new ArrayList<>(columns.notes());
    var statistics = new LinkedHashMap<String, Double>();
    var estimates = new ArrayList<Estimate>();
    switch (GoodmanBacon.decompose(columns.panel())) {
      case GoodmanBacon.None none ->
          estimates.add(new Estimate.Missing("twfe", none.reason(), none.detail()));
      case Decomposition found -> {
        notes.addAll(found.notes());
        describe(found, columns.panel(), estimates);
        statistics.put("negative_weight_share", found.weights().share());
        statistics.put("negative_weight_sum", found.weights().negativeSum());
        notes.add(
            "%d of %d treated cohort-period cells count negatively in the slope (weights sum to %.3f of 1)."
                .formatted(
                    found.weights().negative(),
                    found.weights().cells(),
                    found.weights().negativeSum()));
      }
    }
    return new Findings(
        name(), "", columns.panel().rows(), Vcov.NONE, estimates, statistics, notes);
  }

  private static void describe(Decomposition found, StaggeredPanel panel, List<Estimate> to) {
    to.add(new Estimate.Point("twfe", found.slope(), "described here, not judged; see fe"));
    for (Kind kind : Kind.values()) {
      double weight = found.weight(kind);
      if (weight > 0) {
        String term = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        to.add(new Estimate.Point(term, found.effect(kind), PART));
        to.add(new Estimate.Point("weight " + term, weight, WEIGHT));
      }
    }
    for (Comparison c : found.comparisons()) {
      String pair = "(%s,%s)".formatted(name(panel, c.treated()), name(panel, c.control()));
      to.add(new Estimate.Point("effect" + pair, c.effect(), PART));
      to.add(new Estimate.Point("weight" + pair, c.weight(), WEIGHT));
    }
  }

  private static String name(StaggeredPanel panel, int start) {
    return start == StaggeredPanel.NEVER ? "never" : panel.periodName().apply(start);
  }
}
