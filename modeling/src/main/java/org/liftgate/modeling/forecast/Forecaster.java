package org.liftgate.modeling.forecast;

/**
 * Something that foretells. All that it learns, settings included, must come from outcomes of the
 * first weeks; other columns of the weeks to come may be known to it.
 */
@FunctionalInterface
public interface Forecaster {

  /**
   * @param trained the first weeks, whose outcomes may be used
   * @param until week after the last to foretell, counted from 0
   * @return outcomes of weeks trained to until - 1
   */
  double[] forecast(int trained, int until);
}
