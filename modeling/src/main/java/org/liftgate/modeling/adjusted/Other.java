package org.liftgate.modeling.adjusted;

/**
 * Another treatment whose effect reaches into a group's periods.
 *
 * @param label its group's
 * @param after whether it reaches into periods from the start on
 * @param member n flags: units of the group that are on its list
 */
public record Other(Object label, boolean after, boolean[] member) {

  /** 1 for members. */
  double[] indicator() {
    double[] out = new double[member.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = member[i] ? 1 : 0;
    }
    return out;
  }
}
