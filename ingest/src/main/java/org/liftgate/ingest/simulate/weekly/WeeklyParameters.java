package org.liftgate.ingest.simulate.weekly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liftgate.ingest.simulate.Limits;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/** What of the simulated weeks can be turned; every component changes the data or the truth. */
@Doc("Weeks of spending on social channels and on search, with revenue of known causes.")
public record WeeklyParameters(
    @Doc("Factor on what social spending brings past search; 0 brings nothing") @Default("1")
        double direct,
    @Doc("Factor on what social spending adds to search spending; 0 cuts the way through search")
        @Default("1")
        double path,
    @Doc("Factor on what search spending brings; 0 cuts the way through search too") @Default("1")
        double search,
    @Doc(
            "Whether social spending works as one sum, as the two-stage model has it, or each channel for itself")
        @Default("true")
        boolean together,
    @Doc("Channel that does nothing, where each works for itself; empty for none") @Default("")
        String nullChannel,
    @Doc("What nobody sees and moves search spending and revenue together; 0 for nothing")
        @Default("0")
        double hidden,
    @Doc("How strongly social spending follows last week's revenue; 0 for not at all") @Default("0")
        double feedback,
    @Doc("How often promotions follow a weak week rather than chance") @Default("0.5")
        double reactive,
    @Doc("Standard deviation of revenue's noise, in currency") @Default("2500") double noise,
    @Doc("Correlation of that noise from one week to the next") @Default("0.3") double persistence,
    @Doc("Revenue gained or lost a week, in currency") @Default("40") double trend,
    @Doc("Share of weeks in which a channel is off") @Default("0.15") double pauses,
    @Doc("Whether finished experiments on the social channels are written to lift_experiments.csv")
        @Default("false")
        boolean experiments) {

  public WeeklyParameters {
    var check = new Limits();
    check.within("direct", direct, -10, 10);
    check.within("path", path, -3, 3);
    check.within("search", search, -10, 10);
    check.within("hidden", hidden, 0, 10);
    check.within("feedback", feedback, 0, 2);
    check.within("reactive", reactive, 0, 1);
    check.within("noise", noise, 0, 1e6);
    check.within("persistence", persistence, 0, 0.99);
    check.within("trend", trend, -1e3, 1e3);
    check.within("pauses", pauses, 0, 0.9);
    check.report();
    requireChannel(nullChannel, together);
  }

  private static void requireChannel(String channel, boolean together) {
    var known = new ArrayList<String>();
    if (!together) {
      Arrays.stream(Medium.values()).map(Medium::word).forEach(known::add);
    }
    if (!channel.isEmpty() && !known.contains(channel)) {
      throw LiftgateException.input(
          Problem.of(
              "null_channel",
              channel,
              together
                  ? "must be empty where social spending works as one sum"
                  : "must be one of " + String.join(", ", known),
              together
                  ? "Maybe set together=false, or search=0 for a search that does nothing."
                  : "Maybe leave it out."));
    }
  }

  /** The defaults that the annotations name. */
  public static WeeklyParameters defaults() {
    return new WeeklyParameters(1, 1, 1, true, "", 0, 0, 0.5, 2_500, 0.3, 40, 0.15, false);
  }

  /** Other ways from social spending to revenue. */
  public WeeklyParameters ways(double past, double toSearch, double fromSearch) {
    return new WeeklyParameters(
        past,
        toSearch,
        fromSearch,
        together,
        nullChannel,
        hidden,
        feedback,
        reactive,
        noise,
        persistence,
        trend,
        pauses,
        experiments);
  }

  /** Each channel for itself, one of them without an effect, with experiments or not. */
  public WeeklyParameters apart(String without, boolean measured) {
    return new WeeklyParameters(
        direct,
        path,
        search,
        false,
        without,
        hidden,
        feedback,
        reactive,
        noise,
        persistence,
        trend,
        pauses,
        measured);
  }

  /** What breaks the assumptions: an unseen cause, and spending that follows revenue. */
  public WeeklyParameters broken(double unseen, double following) {
    return new WeeklyParameters(
        direct,
        path,
        search,
        together,
        nullChannel,
        unseen,
        following,
        reactive,
        noise,
        persistence,
        trend,
        pauses,
        experiments);
  }

  Map<String, Object> byName() {
    var all = new LinkedHashMap<String, Object>();
    List<Object> values =
        List.of(
            direct,
            path,
            search,
            together,
            nullChannel,
            hidden,
            feedback,
            reactive,
            noise,
            persistence,
            trend,
            pauses,
            experiments);
    List<String> names =
        List.of(
            "direct",
            "path",
            "search",
            "together",
            "null_channel",
            "hidden",
            "feedback",
            "reactive",
            "noise",
            "persistence",
            "trend",
            "pauses",
            "experiments");
    for (int i = 0; i < names.size(); i++) {
      all.put(names.get(i), values.get(i));
    }
    return all;
  }
}
