package org.liftgate.ingest.simulate.channels;

import java.util.LinkedHashMap;
import java.util.Map;
import org.liftgate.ingest.simulate.Limits;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;

/** What of the simulated clients can be turned; every component changes the data or the truth. */
@Doc("Clients by months with spends on channels of known effect, and an experiment among them.")
public record ChannelsParameters(
    @Doc("Factor on every planted effect of a channel; 0 makes a world in which none does anything")
        @Default("1")
        double effectSize,
    @Doc("Channel that does nothing whatever the factor; empty for none") @Default("phone")
        String nullChannel,
    @Doc("How strongly spends rise with a client's level, which is what a plain regression sees")
        @Default("0.5")
        double selection,
    @Doc("How strongly spends rise with the month's own noise; no regression is right above 0")
        @Default("0")
        double feedback,
    @Doc("Standard deviation of the logarithm of clients' levels") @Default("0.4")
        double clientSpread,
    @Doc("Correlation of a client's noise from one month to the next") @Default("0.6")
        double persistence,
    @Doc("Standard deviation of that noise, in currency") @Default("2000000") double noise,
    @Doc("Months") @Default("24") int months,
    @Doc("What the experiment adds to an assigned client's month, in currency") @Default("500000")
        double offerEffect,
    @Doc("Share of clients assigned to the experiment's offer; 0 writes no ab_test.csv")
        @Default("0.5")
        double offerShare) {

  public ChannelsParameters {
    var check = new Limits();
    check.within("effect_size", effectSize, -10, 10);
    check.within("selection", selection, 0, 3);
    check.within("feedback", feedback, 0, 3);
    check.within("client_spread", clientSpread, 0, 2);
    check.within("persistence", persistence, 0, 0.99);
    check.within("noise", noise, 0, 1e9);
    check.within("months", months, 4, 240);
    check.within("offer_effect", offerEffect, -1e9, 1e9);
    check.within("offer_share", offerShare, 0, 1);
    check.report();
  }

  /** The defaults that the annotations name. */
  public static ChannelsParameters defaults() {
    return new ChannelsParameters(1, "phone", 0.5, 0, 0.4, 0.6, 2_000_000, 24, 500_000, 0.5);
  }

  /** Other noise and effects, for worlds without one or the other. */
  public ChannelsParameters with(double effects, double spendsFollowLevel) {
    return new ChannelsParameters(
        effects,
        nullChannel,
        spendsFollowLevel,
        feedback,
        clientSpread,
        persistence,
        noise,
        months,
        offerEffect,
        offerShare);
  }

  Map<String, Object> byName() {
    var all = new LinkedHashMap<String, Object>();
    all.put("effect_size", effectSize);
    all.put("null_channel", nullChannel);
    all.put("selection", selection);
    all.put("feedback", feedback);
    all.put("client_spread", clientSpread);
    all.put("persistence", persistence);
    all.put("noise", noise);
    all.put("months", months);
    all.put("offer_effect", offerEffect);
    all.put("offer_share", offerShare);
    return all;
  }
}
