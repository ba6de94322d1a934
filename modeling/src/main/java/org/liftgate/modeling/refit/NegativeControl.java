package org.liftgate.modeling.refit;

import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.verdict.Words;

/** An outcome that the treatment cannot move (Lipsitch and others, 2010). */
public final class NegativeControl {
  private static final double LEVEL = 0.05;

  /** Of the refuter. */
  public static final String NAME = "negative-control";

  private NegativeControl() {}

  public static String rule(String outcome) {
    return "On %s, which the treatment cannot move, no effect is found (p of at least .05)."
        .formatted(outcome);
  }

  /**
   * @param outcome what it is called
   * @param found the effect on it
   */
  public static Trial judge(String outcome, Estimate found) {
    return switch (found) {
      case Estimate.Value v ->
          new Trial(
              NAME,
              rule(outcome),
              v.pValue() >= LEVEL ? Trial.Word.PASS : Trial.Word.FAIL,
              v.pValue(),
              LEVEL,
              0,
              "On %s, which the treatment cannot move, the effect is %s (%s)."
                  .formatted(outcome, Words.interval(v), Words.p(v.pValue())));
      case Estimate.Point p -> Trial.unmade(NAME, rule(outcome), 0, p.why());
      case Estimate.Missing m -> Trial.unmade(NAME, rule(outcome), 0, m.detail());
    };
  }
}
