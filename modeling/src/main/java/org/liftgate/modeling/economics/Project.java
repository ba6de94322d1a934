package org.liftgate.modeling.economics;

/**
 * One treated group as an investment.
 *
 * @param treated units whose effect was estimated; what they gain is counted
 * @param reached units that were paid for, at least the treated ones where lists are complete
 * @param periods the effect is a mean over, from the start on
 */
public record Project(long treated, long reached, int periods, Terms terms) {

  /** Units by periods: what an effect per unit and period is multiplied by. */
  public double scale() {
    return (double) treated * periods;
  }

  public double cost() {
    return terms.cost(reached);
  }
}
