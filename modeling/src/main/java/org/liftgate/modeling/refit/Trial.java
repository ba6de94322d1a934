package org.liftgate.modeling.refit;

/**
 * What came of one trial.
 *
 * @param name such as {@code placebo-treatment}
 * @param rule what must hold, stated before anything was computed
 * @param statistic the figure the rule is about; NaN where there is none
 * @param threshold what the rule sets it against
 * @param draws 0 where nothing is drawn
 * @param sentence what was found, with the figure
 */
public record Trial(
    String name,
    String rule,
    Word word,
    double statistic,
    double threshold,
    int draws,
    String sentence) {
  /** How it ended. */
  public enum Word {
    PASS,
    FRAGILE,
    FAIL;

    /** Pass up to a bound, fragile up to another, else fail. */
    static Word within(double value, double pass, double fragile) {
      return value <= pass ? PASS : value <= fragile ? FRAGILE : FAIL;
    }
  }

  /** The same, its rule followed by what it holds under. */
  public Trial under(String condition) {
    return new Trial(name, rule + " " + condition, word, statistic, threshold, draws, sentence);
  }

  /** The trial could not be made, so that nothing speaks for the estimate. */
  static Trial unmade(String name, String rule, int draws, String why) {
    return new Trial(name, rule, Word.FRAGILE, Double.NaN, Double.NaN, draws, why);
  }
}
