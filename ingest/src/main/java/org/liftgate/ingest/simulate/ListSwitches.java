package org.liftgate.ingest.simulate;

import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;

/** Switches of the campaigns' plan and of who is on their lists. */
@Doc("How many campaigns there are, when, and whom they mail.")
public record ListSwitches(
    @Doc("Number of campaigns; 0: by scale, 6 at a tenth and 30 at one") @Default("0")
        int campaigns,
    @Doc("How many campaigns, drawn at random, have no effect; -1: one in three, by plan")
        @Default("-1")
        int nullCampaigns,
    @Doc("How far starts move together: 0 as planned, 1 all on one day") @Default("0")
        double overlap,
    @Doc("Correlation of luck between lists: 1 gives the lucky of one list every other")
        @Default("0")
        double listOverlap,
    @Doc("Correlation of a household's score with what selection looks at; 0: lists by lot")
        @Default("0.7")
        double targeting,
    @Doc(
            "Points of score for a standard deviation more of covered products bought lately on other lists")
        @Default("0")
        double feedback) {

  public ListSwitches {
    var check = new Limits();
    check.within("campaigns", campaigns, 0, 200);
    check.within("null_campaigns", nullCampaigns, -1, 200);
    check.within("overlap", overlap, 0, 1);
    check.within("list_overlap", listOverlap, 0, 1);
    check.within("targeting", targeting, 0, 1);
    check.within("feedback", feedback, -5, 5);
    check.report();
  }

  public static ListSwitches defaults() {
    return new ListSwitches(0, -1, 0, 0, 0.7, 0);
  }
}
