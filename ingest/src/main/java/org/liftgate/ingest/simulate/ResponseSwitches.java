package org.liftgate.ingest.simulate;

import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;

/** Switches of what a campaign does to a household that gets it. */
@Doc("What a mailing does to the household's lines; null campaigns do none of it.")
public record ResponseSwitches(
    @Doc("Half the width of the uniform spread of households' responses around 1") @Default("0.5")
        double responseSpread,
    @Doc("How steeply the response grows with the household's level: exp(h*z - h^2/2)")
        @Default("0")
        double heterogeneity,
    @Doc("Lines of commodities not covered, for each extra line of covered ones") @Default("0")
        double halo,
    @Doc("Share of usual lines of declared substitutes not bought while a campaign runs")
        @Default("0")
        double cannibalisation,
    @Doc("Share of usual lines of covered commodities not bought in the 28 days after the end")
        @Default("0")
        double stockpiling,
    @Doc("Whether substitutes.csv, the declared substitutes by commodity, is written")
        @Default("false")
        boolean substitutesFile) {

  public ResponseSwitches {
    var check = new Limits();
    check.within("response_spread", responseSpread, 0, 1);
    check.within("heterogeneity", heterogeneity, -2, 2);
    check.within("halo", halo, 0, 5);
    check.within("cannibalisation", cannibalisation, 0, 1);
    check.within("stockpiling", stockpiling, 0, 1);
    check.report();
  }

  public static ResponseSwitches defaults() {
    return new ResponseSwitches(0.5, 0, 0, 0, 0, false);
  }

  /** Whether a campaign can take usual lines away. */
  boolean takesAway() {
    return cannibalisation > 0 || stockpiling > 0;
  }
}
