package org.liftgate.modeling.estimate.staggered;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.estimate.EstimateVerb;
import org.liftgate.modeling.estimate.Findings;
import org.liftgate.modeling.estimate.Findings.Vcov;
import org.liftgate.modeling.estimate.Option;
import org.liftgate.modeling.estimate.Request;
import org.liftgate.modeling.staggered.PreTrendPower;

/** {@code pre-trend-power}: what a pre-trend test would have seen (Roth, 2022). */
public final class PreTrendPowerVerb implements EstimateVerb {
  @Override
  public String name() {
    return "pre-trend-power";
  }

  @Override
  public String summary() {
    return "trends a pre-test finds with 50% and 80% power, and the bias it lets pass (Roth)";
  }

  @Override
  public List<Option> options() {
    return EventColumns.options();
  }

  @Override
  public String example() {
    return "estimate pre-trend-power --data panel.csv --outcome y --unit id --period t --cohort g";
  }

  @Override
  public Findings run(Request request) {
    EventColumns columns = EventColumns.read(request, "slope(50)");
    var estimates = new ArrayList<Estimate>(columns.missing());
    var statistics = new LinkedHashMap<String, Double>();
    var notes = new ArrayList<>(columns.notes());
    columns
        .path()
        .forEach(
            path -> {
              var found = new PreTrendPower(path, columns.reference()).detectable();
              statistics.put("pre_events", (double) path.before());
              statistics.put("power_error", found.get(1).error());
              add(found.get(0), 50, estimates);
              add(found.get(1), 80, estimates);
              notes.add(
                  "The test passes when no effect before the start is significant by itself at 5%.");
              notes.add(
                  "bias(e) is what a linear trend of that slope adds to event(e); bias-passed(e) is"
                      + " the same among data in which the test passed.");
            });
    return new Findings(
        name(),
        "",
        columns.rows(),
        new Vcov("influence function", List.of(request.required("unit")), ""),
        estimates,
        statistics,
        notes);
  }

  private static void add(PreTrendPower.Departure found, int power, List<Estimate> to) {
    String why = "a trend that the pre-test finds with a power of " + power + "%";
    to.add(new Estimate.Point("slope(%d)".formatted(power), found.slope(), why));
    for (int i = 0; i < found.events().length; i++) {
      String at = "(%d,%d)".formatted(power, found.events()[i]);
      to.add(new Estimate.Point("bias" + at, found.trend()[i], why));
      to.add(new Estimate.Point("bias-passed" + at, found.passed()[i], why));
    }
  }
}
