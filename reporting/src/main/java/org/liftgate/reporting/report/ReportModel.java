package org.liftgate.reporting.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.liftgate.reporting.format.Words;

/**
 * Everything a report shows, as values: the page is a pure function of it. Empty lists and
 * optionals stand for inputs a run did not have; the page then says what is missing.
 *
 * @param title of the pipeline
 * @param question the one question, in plain words
 * @param profile {@code defended} or {@code published}
 * @param findings pooled estimates of the treatment, headline first
 * @param trend means by period and arm
 * @param campaigns one for each group, in order of their start
 * @param claims what the original states
 * @param gates outcomes of the run so far
 * @param funnels how each cohort shrank
 * @param flows rows in and out of cleaning
 * @param inputs what was computed from
 */
public record ReportModel(
    String title,
    String question,
    boolean simulated,
    String profile,
    Setting setting,
    Optional<Design> design,
    List<Finding> findings,
    Optional<PreTrend> preTrend,
    List<Cell> trend,
    List<Event> events,
    List<Campaign> campaigns,
    List<Compared> comparison,
    List<Claim> claims,
    List<Check> gates,
    List<Funnel> funnels,
    List<Flow> flows,
    List<Assumed> assumptions,
    List<Input> inputs) {

  /**
   * The words of the question.
   *
   * @param treatment such as {@code mailing}
   * @param outcome such as {@code sales}
   * @param currency of the outcome; empty when it is not money
   * @param unit who is compared, singular; the same word as the period where there is one series
   * @param period one step of the panel, singular
   * @param treated adjective of the treated arm, such as {@code mailed}; empty where the treatment
   *     is an amount, which has no arms
   * @param comparison adjective of the other arm, such as {@code not mailed}
   * @param group what a group of the panel is, singular, such as {@code campaign}
   * @param names what columns are called, by their name in the data
   * @param mean what a value of the panel is a mean of, singular, such as {@code sale}; empty where
   *     it is a total
   */
  public record Setting(
      String treatment,
      String outcome,
      String currency,
      String unit,
      String period,
      String treated,
      String comparison,
      String group,
      Map<String, String> names,
      String mean) {

    public Setting {
      names = Map.copyOf(names);
    }

    /** A setting of totals, without names of its own. */
    public Setting(
        String treatment,
        String outcome,
        String currency,
        String unit,
        String period,
        String treated,
        String comparison,
        String group) {
      this(treatment, outcome, currency, unit, period, treated, comparison, group, Map.of(), "");
    }

    /** What a column is called, in words. */
    public String called(String column) {
      return names.getOrDefault(column, Words.name(column));
    }

    /** Whether there is one series only, whose units are its periods. */
    public boolean series() {
      return unit.equals(period);
    }

    /** Whether the treatment is an amount, and its effect that of one more. */
    public boolean amount() {
      return treated.isEmpty();
    }
  }

  /** Who counts as treated and how strong the comparison can be. */
  public record Design(
      String definition,
      String grade,
      boolean afterOutcome,
      long treatedUnits,
      long comparisonUnits) {}

  /** An estimate with its 95% interval. */
  public record Value(
      double estimate, double stdError, double df, double pValue, double low, double high) {}

  /** Units of both arms, and how many of them got no other treatment in the window. */
  public record Arms(
      OptionalLong treated,
      OptionalLong comparison,
      OptionalLong cleanTreated,
      OptionalLong cleanComparison) {
    /** When nobody counted. */
    public static final Arms UNKNOWN =
        new Arms(
            OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
  }

  /** What a verdict says and why; all empty where an estimate was not judged. */
  public record Judgement(
      String verdict,
      String grade,
      String reasons,
      String nextStep,
      OptionalDouble breakEven,
      OptionalDouble mde) {
    /** Of an estimate that nobody judged. */
    public static final Judgement NONE =
        new Judgement("", "", "", "", OptionalDouble.empty(), OptionalDouble.empty());
  }

  /**
   * A pooled estimate.
   *
   * @param design title of the stage that estimated it
   * @param value empty when it is not estimable
   * @param missing why there is no value; empty when there is one
   * @param truth of simulated data
   */
  public record Finding(
      String design,
      String estimator,
      String outcome,
      String term,
      boolean headline,
      Optional<Value> value,
      String missing,
      String detail,
      String vcov,
      OptionalLong rows,
      Arms arms,
      Judgement judgement,
      OptionalDouble truth) {}

  /** The joint test that the arms moved alike before the start. */
  public record PreTrend(Optional<Value> value, OptionalDouble pValue, String detail) {}

  /** A mean of one arm in one period with its 95% interval (NaN when unknown). */
  public record Cell(
      int period, boolean treated, double mean, double low, double high, long units) {}

  /** A period of the event study. */
  public record Event(int period, Optional<Interval> value, boolean reference) {}

  /** A point with its 95% interval. */
  public record Interval(double estimate, double low, double high) {}

  /**
   * A group of the panel, such as a campaign.
   *
   * @param kind such as {@code TypeA}; empty when unknown
   * @param start its first day; empty when unknown
   * @param cells means of treated before and after, comparison before and after; empty when unknown
   * @param reason why there is no value
   * @param clean the effect among units that got no other treatment in the window
   */
  public record Campaign(
      long id,
      String kind,
      OptionalLong start,
      OptionalLong end,
      Optional<Value> value,
      String reason,
      OptionalDouble qValue,
      List<Double> cells,
      OptionalDouble did,
      Arms arms,
      Optional<Value> clean,
      String verdict,
      OptionalDouble truth) {}

  /**
   * A published figure beside the defended one.
   *
   * @param defendedTreatment the treatment of the defended contrast, empty where it is the same
   * @param design what the figure comes from, where several have this treatment and outcome; else
   *     empty
   */
  public record Compared(
      String treatment,
      String defendedTreatment,
      String outcome,
      String term,
      OptionalLong group,
      Optional<Value> published,
      String publishedSays,
      Optional<Value> defended,
      String grade,
      String verdict,
      String why,
      String design) {

    /** One that is alone in its treatment and outcome. */
    public Compared(
        String treatment,
        String defendedTreatment,
        String outcome,
        String term,
        OptionalLong group,
        Optional<Value> published,
        String publishedSays,
        Optional<Value> defended,
        String grade,
        String verdict,
        String why) {
      this(
          treatment,
          defendedTreatment,
          outcome,
          term,
          group,
          published,
          publishedSays,
          defended,
          grade,
          verdict,
          why,
          "");
    }
  }

  /**
   * A sentence of the original and what became of it.
   *
   * @param status stands, does not stand, cannot be judged
   * @param why what the status rests on
   * @param judgement what a person adds
   * @param figure the estimate that judges it, in words; empty without one
   */
  public record Claim(String sentence, String status, String why, String judgement, String figure) {
    /** The status in the shapes of verdicts: stands filled, does not stand a cross. */
    public View.Cell mark() {
      String like =
          switch (status) {
            case "stands" -> "accept";
            case "does not stand" -> "reject";
            default -> "inconclusive";
          };
      return View.Cell.like(status, like);
    }
  }

  /** A gate outcome, or of one group of it. */
  public record Check(
      String gate, String table, String group, String severity, String outcome, String message) {}

  /** How a cohort shrank. */
  public record Funnel(String cohort, List<Step> steps) {}

  /** What is left after a step. */
  public record Step(String name, long units, String why) {}

  /**
   * Rows of one table in and out of cleaning.
   *
   * @param in rows read; empty when unknown
   */
  public record Flow(String table, OptionalLong in, OptionalLong out, List<Reason> rejected) {}

  /** Rows rejected for one reason. */
  public record Reason(String reason, long rows) {}

  /** An assumption and what its tests said. */
  public record Assumed(String sentence, List<Tested> tests, String mitigation) {}

  /**
   * A test of an assumption.
   *
   * @param outcome pass, warn, fail, or empty when it did not run
   */
  public record Tested(String name, String outcome, String message) {}

  /** An input by name and hash. */
  public record Input(String name, OptionalLong rows, String sha256) {}

  /** Whether the page answers as the original does. */
  public boolean published() {
    return profile.equals("published");
  }

  /** The finding the answer is about: the first headline, else the first of all. */
  public Optional<Finding> answer() {
    return findings.stream()
        .filter(Finding::headline)
        .findFirst()
        .or(() -> findings.stream().findFirst());
  }
}
