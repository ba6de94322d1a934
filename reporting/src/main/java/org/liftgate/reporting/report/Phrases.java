package org.liftgate.reporting.report;

import java.util.Locale;
import java.util.Map;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.reporting.format.Words;
import org.liftgate.reporting.report.ReportModel.Finding;
import org.liftgate.reporting.report.ReportModel.Judgement;
import org.liftgate.reporting.report.ReportModel.Setting;
import org.liftgate.reporting.report.ReportModel.Value;

/** Sentences about estimates, without a term that needs a textbook. */
public final class Phrases {
  private Phrases() {}

  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("NO_ROWS", "the panel has no rows"),
          Map.entry("EMPTY_ARM", "one of the arms is empty"),
          Map.entry("INCOMPLETE_CELLS", "an arm has no observations before or after the start"),
          Map.entry("TOO_FEW_CLUSTERS", "an arm has too few units for a trustworthy interval"),
          Map.entry("SMALL_ARM", "the smaller arm has too few units"),
          Map.entry("COLLINEAR", "the effect cannot be told apart from other terms"),
          Map.entry("NO_VARIATION", "nothing varies"),
          Map.entry("DISCONNECTED", "the groups share no comparison"),
          Map.entry("DUPLICATE_ROWS", "the panel has several rows for a unit and period"),
          Map.entry("NOT_CONVERGED", "the computation did not settle"),
          Map.entry("MISSING_INPUT", "an optional input was not given"),
          Map.entry("NO_COMPARISON", "nobody was left out to compare with"),
          Map.entry("NO_MATCH", "nobody on the other side is near enough to compare with"),
          Map.entry("NO_OVERLAP", "the arms have too little in common to compare"),
          Map.entry("NO_HETEROGENEITY", "no difference between segments was found"),
          Map.entry("NOT_IDENTIFIED", "the causal graph leaves a path open that nothing closes"),
          Map.entry("LOW_DF", "too few units carry the comparison for a trustworthy interval"),
          Map.entry("SEPARATION", "who is treated can be told for certain"),
          Map.entry("NOT_FINITE", "the data hold values too large to add up"));

  private static final Map<String, String> REFUTERS =
      Map.ofEntries(
          Map.entry("agreement", "Agreement of two designs"),
          Map.entry("agreement-matched", "Agreement with matched pairs"),
          Map.entry("drop-influential", "Without the most influential"),
          Map.entry("trend-before", "Straight trends before the start"),
          Map.entry("trend-missed", "A trend that the test would miss"),
          Map.entry("honest-did", "Departures from parallel trends (HonestDiD)"),
          Map.entry("horizons", "Other horizons"),
          Map.entry("leave-one-out", "Each left out once"),
          Map.entry("forecasts", "Forecasts against simple rules"),
          Map.entry("mde", "Smallest effect it would find"),
          Map.entry("model-fit", "Weeks drawn from the model"),
          Map.entry("placebo-units", "Units left out in the place of the treated"),
          Map.entry("placebo-time", "Placebo start"),
          Map.entry("pre-trend-power", "Power of the pre-trend test"),
          Map.entry("se-variants", "Other standard errors"),
          Map.entry("windows", "Other windows"),
          Map.entry("winsorised-1", "Large values held back"),
          Map.entry("winsorised-2", "Large values held back further"));

  private static final Map<String, String> GRADES =
      Map.of(
          "experimental", "treatment was drawn at random",
          "quasi-experimental", "a comparison group and the timing carry it, not a random draw",
          "adjusted", "it rests on having measured what made the arms differ",
          "associational", "it describes a difference and does not show a cause");

  private static final Map<String, String> VERDICTS =
      Map.of(
          "accept", "the number can be acted on",
          "fragile", "the number stands, but one of its supports does not",
          "inconclusive", "the data cannot tell whether it pays",
          "reject", "the data speak against it",
          "not-estimable", "no number can be given");

  /** Why there is no number, from a reason of the kernel or any other text. */
  static String reason(String reason) {
    String key = reason.strip().toUpperCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    return REASONS.getOrDefault(key, reason.isBlank() ? "no reason was recorded" : reason.strip());
  }

  static String grade(String grade) {
    return GRADES.getOrDefault(grade, "");
  }

  static String verdict(String verdict) {
    return VERDICTS.getOrDefault(verdict, "");
  }

  /** A number may be rejected for what is behind it, whatever its own interval says. */
  static String verdict(Finding f) {
    Judgement j = f.judgement();
    boolean spokenFor =
        j.verdict().equals("reject")
            && f.value().filter(v -> v.high() > j.breakEven().orElse(0)).isPresent();
    return spokenFor
        ? "it failed a test that decides, which the reasons name; its interval alone does not speak against it"
        : verdict(j.verdict());
  }

  /** {@code USD per household and week}. */
  static String unit(Setting s, String outcome) {
    String per =
        s.amount()
            ? "for each unit more of " + s.called(s.treatment())
            : s.mean().isEmpty() ? "per " + s.unit() + " and " + s.period() : "per " + s.mean();
    return money(s, outcome) ? s.currency() + " " + per : per;
  }

  /** Only the outcome the report is about is known to be money. */
  static boolean money(Setting s, String outcome) {
    return !s.currency().isEmpty() && outcome.equals(s.outcome());
  }

  /** The estimate as one sentence: number, interval in words, compared with whom. */
  static String effect(Setting s, Finding f, Value v) {
    if (s.amount()) {
      return slope(s, f, v);
    }
    boolean causal = !f.judgement().grade().equals("associational");
    String size = Numbers.effect(Math.abs(v.estimate()), v.stdError());
    String unit = unit(s, f.outcome());
    String outcome = s.called(f.outcome());
    String subject = Words.sentence(s.called(s.treatment()));
    String others = s.comparison() + " " + Words.plural(2, s.unit());
    if (!causal) {
      return "%s of %s %s changed by %s %s %s than those of %s: %s. This describes a difference; it does not show that %s caused it."
          .formatted(
              Words.sentence(outcome),
              s.treated(),
              Words.plural(2, s.unit()),
              size,
              unit,
              v.estimate() < 0 ? "less" : "more",
              others,
              interval(v),
              s.called(s.treatment()));
    }
    if (v.low() <= 0 && v.high() >= 0) {
      return "No clear effect: compared with %s, %s moved %s %s by %s %s, and the data fit %s."
          .formatted(
              others,
              s.called(s.treatment()),
              outcome,
              v.estimate() < 0 ? "down" : "up",
              size,
              unit,
              interval(v));
    }
    return "%s %s %s by %s %s compared with %s; the data fit %s."
        .formatted(
            subject,
            v.estimate() < 0 ? "lowered" : "raised",
            outcome,
            size,
            unit,
            others,
            interval(v));
  }

  /** Of a treatment that is an amount. */
  private static String slope(Setting s, Finding f, Value v) {
    boolean causal = !f.judgement().grade().equals("associational");
    String way = s.names().containsKey(f.term()) ? ", " + s.called(f.term()) : "";
    String size = Numbers.effect(Math.abs(v.estimate()), v.stdError());
    boolean none = size.matches("[0.]+");
    return "%s is %s for each unit more of %s%s: %s.%s"
        .formatted(
            Words.sentence(s.called(f.outcome())),
            none ? "about the same" : size + (v.estimate() < 0 ? " lower" : " higher"),
            s.called(s.treatment()),
            way,
            interval(v),
            causal
                ? ""
                : " This describes what goes together; it does not show that %s caused it."
                    .formatted(s.called(s.treatment())));
  }

  /** The 95% interval in words. */
  static String interval(Value v) {
    int digits = Numbers.decimals(v.stdError());
    String low = Numbers.fixed(Math.abs(v.low()), digits);
    String high = Numbers.fixed(Math.abs(v.high()), digits);
    if (v.low() > 0) {
      return "a rise between " + low + " and " + high + " (95%)";
    }
    if (v.high() < 0) {
      return "a fall between " + high + " and " + low + " (95%)";
    }
    return "anything from a fall of " + low + " to a rise of " + high + " (95%)";
  }

  /** What was estimated: the design's words, and the term where it is not the plain effect. */
  static String name(Setting s, Finding f) {
    return name(s, f.design(), f.term());
  }

  /** A term of a design in words; {@code att} is the design itself. */
  private static String name(Setting s, String design, String named) {
    String term = named.toLowerCase(Locale.ROOT);
    if (term.contains("clean")) {
      return "Same, free of other " + Words.plural(2, s.treatment());
    }
    return switch (term) {
      case "att", "ate", "itt" -> design;
      case "att-anticipation" -> "Same, two weeks before left out";
      case "att-treated-weighted" -> "Same, weighted by size";
      case "att-matched" -> "Pairs alike in their history";
      case "att-history" -> "Weighted to a like history";
      default -> design + " · " + s.called(named);
    };
  }

  /** A term of a design where no line above says what it is the same as. */
  public static String alone(Setting s, String design, String term) {
    String name = name(s, design, term);
    return name.startsWith("Same, ") ? Words.sentence(name.substring(6)) : name;
  }

  /** What a refuter is called; rules and findings stand beside it. */
  public static String refuter(String name) {
    return REFUTERS.getOrDefault(name, Words.sentence(Words.name(name)));
  }
}
