package org.liftgate.modeling.estimate.staggered;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalDouble;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.modeling.estimate.EstimateVerb;
import org.liftgate.modeling.estimate.Findings;
import org.liftgate.modeling.estimate.Findings.Vcov;
import org.liftgate.modeling.estimate.Option;
import org.liftgate.modeling.estimate.Option.Kind;
import org.liftgate.modeling.estimate.Request;
import org.liftgate.modeling.inference.StudentT;
import org.liftgate.modeling.staggered.EventPath;
import org.liftgate.modeling.staggered.honest.Path;
import org.liftgate.modeling.staggered.honest.RelativeMagnitudes;
import org.liftgate.modeling.staggered.honest.Smoothness;

/** {@code honest-did}: intervals that hold when parallel trends fail by a bounded amount. */
public final class HonestVerb implements EstimateVerb {
  private static final String END = "end of a 95% interval that allows for departures of this size";

  @Override
  public String name() {
    return "honest-did";
  }

  @Override
  public String summary() {
    return "how far parallel trends may fail before an effect is lost (Rambachan and Roth)";
  }

  @Override
  public List<Option> options() {
    var options = new ArrayList<>(EventColumns.options());
    options.add(
        Option.optional("event", Kind.TEXT, "periods since the start of the effect, or average")
            .or("0"));
    options.add(
        Option.optional("delta", Kind.TEXT, "rm: against changes before; sd: bends of the trend")
            .oneOf("rm", "sd")
            .or("rm"));
    options.add(
        Option.optional("m", Kind.TEXT, "sizes of the departure, separated by commas")
            .or("0,0.5,1,1.5,2"));
    return options;
  }

  @Override
  public String example() {
    return "estimate honest-did --data panel.csv --outcome y --unit id --period t --cohort g"
        + " --delta rm --m 0.5,1";
  }

  @Override
  public Findings run(Request request) {
    double[] sizes = sizes(request);
    String event = request.required("event");
    if (!event.equals("average") && !event.matches("-?\\d{1,6}")) {
      throw wrong(request, "event", "must be a whole number or average");
    }
    EventColumns columns = EventColumns.read(request, "original");
    var estimates = new ArrayList<Estimate>(columns.missing());
    var notes = new ArrayList<>(columns.notes());
    for (EventPath found : columns.path()) {
      switch (path(found, columns.reference(), event)) {
        case Usable(Path path) -> answer(request, path, sizes, estimates, notes);
        case Unusable(String detail) ->
            estimates.add(new Estimate.Missing("original", Reason.UNSUITED, detail));
      }
    }
    return new Findings(
        name(),
        "",
        columns.rows(),
        new Vcov("influence function", List.of(request.required("unit")), ""),
        estimates,
        new LinkedHashMap<>(),
        notes);
  }

  private static double[] sizes(Request request) {
    try {
      double[] sizes =
          Arrays.stream(request.required("m").split(","))
              .mapToDouble(v -> Double.parseDouble(v.strip()))
              .toArray();
      if (Arrays.stream(sizes).allMatch(m -> m >= 0 && Double.isFinite(m))) {
        return sizes;
      }
    } catch (NumberFormatException _) {
      // said below
    }
    throw wrong(request, "m", "must be numbers at or above 0, separated by commas");
  }

  private static LiftgateException wrong(Request request, String option, String message) {
    return LiftgateException.input(request.problem(option, message, ""));
  }

  private sealed interface Outcome {}

  private record Usable(Path path) implements Outcome {}

  private record Unusable(String detail) implements Outcome {}

  /** Periods around the reference; after it only as many as the effect asked for needs. */
  private static Outcome path(EventPath found, int reference, String event) {
    boolean average = event.equals("average");
    int last = average ? Integer.MAX_VALUE : Integer.parseInt(event);
    EventPath used = found.only(e -> e < reference || e <= Math.max(last, reference + 1));
    int[] events = used.events();
    int before = (int) Arrays.stream(events).filter(e -> e < reference).count();
    for (int i = 0; i < events.length; i++) {
      if (events[i] != reference + i - before + (i < before ? 0 : 1)) {
        return new Unusable(
            "The events (%s) are not consecutive.".formatted(Arrays.toString(events)));
      }
    }
    int[] after = Arrays.copyOfRange(events, before, events.length);
    double[] target =
        Arrays.stream(after)
            .mapToDouble(e -> average ? (e >= 0 ? 1 : 0) : e == last ? 1 : 0)
            .toArray();
    double total = Arrays.stream(target).sum();
    if (before == 0 || total == 0) {
      return new Unusable(
          "event(%s) is not among %s, or nothing lies before the reference."
              .formatted(event, Arrays.toString(found.events())));
    }
    Arrays.setAll(target, p -> target[p] / total);
    return new Usable(new Path(before, used.values(), used.covariance(), target));
  }

  private static void answer(
      Request request, Path path, double[] sizes, List<Estimate> to, List<String> notes) {
    var normal = new StudentT(Double.POSITIVE_INFINITY);
    to.add(normal.value("original", path.estimate(), path.stdError()));
    boolean relative = request.required("delta").equals("rm");
    var magnitudes = new RelativeMagnitudes(request.workers());
    for (double m : sizes) {
      if (relative) {
        var interval = magnitudes.interval(path, m);
        end("low", m, interval.low(), to);
        end("high", m, interval.high(), to);
      } else {
        var interval = Smoothness.interval(path, m);
        end("low", m, interval.low(), to);
        end("high", m, interval.high(), to);
      }
    }
    breakdown(relative ? magnitudes.breakdown(path) : Smoothness.breakdown(path), to);
    notes.add(
        relative
            ? "After the reference the trend may change by m times its largest change before;"
                + " conditional least-favourable hybrid test (C-LF)."
            : "The slope of the trend may change by m from one period to the next; fixed-length"
                + " interval with the shortest length.");
  }

  private static void end(String which, double m, double value, List<Estimate> to) {
    String term = "%s(m=%s)".formatted(which, m == Math.rint(m) ? Long.toString((long) m) : m);
    to.add(
        Double.isFinite(value)
            ? new Estimate.Point(term, value, END)
            : new Estimate.Missing(
                term, Reason.UNSUITED, "No bound was found within the values searched."));
  }

  private static void breakdown(OptionalDouble found, List<Estimate> to) {
    if (found.isEmpty()) {
      to.add(new Estimate.Point("breakdown", 0, "zero is not refused even under parallel trends"));
    } else if (Double.isInfinite(found.getAsDouble())) {
      to.add(
          new Estimate.Missing(
              "breakdown", Reason.UNSUITED, "Zero is refused at every size searched."));
    } else {
      to.add(
          new Estimate.Point(
              "breakdown", found.getAsDouble(), "the largest size at which zero is refused"));
    }
  }
}
