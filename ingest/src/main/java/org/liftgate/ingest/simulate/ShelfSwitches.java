package org.liftgate.ingest.simulate;

import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;

/** Switches of stores, shelf discounts, displays and mailers. */
@Doc("What stores offer, the same for whoever walks in.")
public record ShelfSwitches(
    @Doc("Number of stores; fewer stores are shared by more households") @Default("120") int stores,
    @Doc("Standard deviation of the logarithm of a shock that a store's households share in a week")
        @Default("0")
        double storeNoise,
    @Doc(
            "Whether discounts are offered by commodity, store and week, and move demand; false: by product, and do not")
        @Default("false")
        boolean deals,
    @Doc("Share of commodities on a deal in a store and week") @Default("0.25") double dealShare,
    @Doc(
            "Relative gain of a commodity's lines from a depth of 1; 2: a tenth off gives a fifth more")
        @Default("2")
        double depthEffect,
    @Doc("Relative gain of a commodity's lines from a display, and again from the mailer")
        @Default("0")
        double featureEffect,
    @Doc("Whether causal_data.csv, displays and mailers by product, store and week, is written")
        @Default("false")
        boolean causalData) {

  public ShelfSwitches {
    var check = new Limits();
    check.within("stores", stores, 1, 1_000);
    check.within("store_noise", storeNoise, 0, 2);
    check.within("deal_share", dealShare, 0, 0.4);
    check.within("depth_effect", depthEffect, 0, 10);
    check.within("feature_effect", featureEffect, 0, 5);
    check.report();
  }

  public static ShelfSwitches defaults() {
    return new ShelfSwitches(120, 0, false, 0.25, 2, 0, false);
  }

  /** Whether demand depends on what a store offers. */
  boolean movesDemand() {
    return deals || featureEffect > 0;
  }
}
