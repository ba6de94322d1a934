package org.liftgate.ingest.simulate;

/** How the simulated retailer chooses whom to mail. */
public enum Selection {
  /**
   * By the household's permanent level of shopping: parallel trends hold, differences in
   * differences is unbiased.
   */
  LEVEL,
  /**
   * By what the household bought in the 56 days before the start: unconfounded given that history;
   * parallel trends fail, as chosen households fall back to their usual level.
   */
  HISTORY,
  /**
   * By the household's own good weeks to come, which no data show: nothing identifies the effect.
   */
  HIDDEN
}
