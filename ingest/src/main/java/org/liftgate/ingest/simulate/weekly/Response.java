package org.liftgate.ingest.simulate.weekly;

/** Carry-over and saturation of the planted process: a_t = x_t + d a_(t-1), then a^0.75. */
final class Response {
  static final double EXPONENT = 0.75;

  /** Decay of social spending taken as one sum. */
  static final double SOCIAL_DECAY = 0.5;

  static final double SEARCH_DECAY = 0.4;

  private Response() {}

  static double bent(double carried) {
    return carried == 0 ? 0 : StrictMath.pow(carried, EXPONENT);
  }

  /** The carried-over spending whose response this is. */
  static double unbent(double response) {
    return StrictMath.pow(Math.max(0, response), 1 / EXPONENT);
  }

  /** Responses of n weeks. */
  static double[] of(double[] spend, double decay) {
    var out = new double[spend.length];
    double carried = 0;
    for (int t = 0; t < spend.length; t++) {
      carried = spend[t] + decay * carried;
      out[t] = bent(carried);
    }
    return out;
  }
}
