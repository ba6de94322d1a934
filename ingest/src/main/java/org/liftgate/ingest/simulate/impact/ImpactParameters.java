package org.liftgate.ingest.simulate.impact;

import java.util.LinkedHashMap;
import java.util.Map;
import org.liftgate.ingest.simulate.Limits;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;

/** What of the simulated stores can be turned; every component changes the data or the truth. */
@Doc("Stores, customers and sales before and after a campaign of known effect.")
public record ImpactParameters(
    @Doc("What the campaign adds to a sale in a treated store, in currency") @Default("50")
        double effect,
    @Doc("How far customers under 35 respond above and others below the effect, as a share of it")
        @Default("0")
        double ageHeterogeneity,
    @Doc("How far urban stores respond above and others below the effect, as a share of it")
        @Default("0")
        double locationHeterogeneity,
    @Doc(
            "Share of stores that the campaign leaves out, drawn by lot; 0 is as in the original's files")
        @Default("0.5")
        double untreatedShare,
    @Doc("Whether the stores left out are listed in untreated_stores.csv, not in a column")
        @Default("false")
        boolean untreatedFile,
    @Doc("What all stores' sales change by at the start without the campaign, in currency")
        @Default("0")
        double shift,
    @Doc("Standard deviation of stores' trends, in currency a day") @Default("0.1")
        double trendSpread,
    @Doc(
            "What treated stores' trends are steeper by, in currency a day; not 0 breaks parallel trends")
        @Default("0")
        double trendGap,
    @Doc("Standard deviation of stores' levels, in currency") @Default("20") double storeSpread,
    @Doc("Standard deviation of a sale's own noise, in currency") @Default("50") double noise,
    @Doc("Standard deviation of what all sales of a store share on a day, in currency")
        @Default("10")
        double storeNoise,
    @Doc("Correlation of that noise from one day to the next") @Default("0.6") double persistence,
    @Doc("Days on each side of the start") @Default("30") int days) {

  public ImpactParameters {
    var check = new Limits();
    check.within("effect", effect, -1e6, 1e6);
    check.within("age_heterogeneity", ageHeterogeneity, -5, 5);
    check.within("location_heterogeneity", locationHeterogeneity, -5, 5);
    check.within("untreated_share", untreatedShare, 0, 0.99);
    check.within("shift", shift, -1e6, 1e6);
    check.within("trend_spread", trendSpread, 0, 1e3);
    check.within("trend_gap", trendGap, -1e3, 1e3);
    check.within("store_spread", storeSpread, 0, 1e6);
    check.within("noise", noise, 0, 1e6);
    check.within("store_noise", storeNoise, 0, 1e6);
    check.within("persistence", persistence, 0, 0.99);
    check.within("days", days, 2, 180);
    check.report();
  }

  /** The defaults that the annotations name. */
  public static ImpactParameters defaults() {
    return new ImpactParameters(50, 0, 0, 0.5, false, 0, 0.1, 0, 20, 50, 10, 0.6, 30);
  }

  /** Other effects and shares of untreated stores. */
  public ImpactParameters with(double byAge, double byLocation, double untreated, boolean file) {
    return new ImpactParameters(
        effect,
        byAge,
        byLocation,
        untreated,
        file,
        shift,
        trendSpread,
        trendGap,
        storeSpread,
        noise,
        storeNoise,
        persistence,
        days);
  }

  Map<String, Object> byName() {
    var all = new LinkedHashMap<String, Object>();
    all.put("effect", effect);
    all.put("age_heterogeneity", ageHeterogeneity);
    all.put("location_heterogeneity", locationHeterogeneity);
    all.put("untreated_share", untreatedShare);
    all.put("untreated_file", untreatedFile);
    all.put("shift", shift);
    all.put("trend_spread", trendSpread);
    all.put("trend_gap", trendGap);
    all.put("store_spread", storeSpread);
    all.put("noise", noise);
    all.put("store_noise", storeNoise);
    all.put("persistence", persistence);
    all.put("days", days);
    return all;
  }
}
