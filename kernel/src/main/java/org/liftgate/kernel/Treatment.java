package org.liftgate.kernel;

/**
 * Who is treated by what and when.
 *
 * @param name short name, such as {@code mailing}
 * @param definition one plain sentence that says how a unit becomes treated
 * @param afterOutcome whether the definition reads outcomes after the start; then the grade is
 *     {@link Grade#ASSOCIATIONAL}
 */
public record Treatment(String name, String definition, boolean afterOutcome) {

  /** The best grade a design on this treatment can reach. */
  public Grade ceiling(Grade declared) {
    return afterOutcome ? Grade.ASSOCIATIONAL : declared;
  }
}
