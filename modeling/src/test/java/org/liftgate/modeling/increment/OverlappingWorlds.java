package org.liftgate.modeling.increment;

/** Worlds of overlapping campaigns for tests of what is made of their effects. */
public final class OverlappingWorlds {
  private OverlappingWorlds() {}

  /** Campaigns that start two weeks after each other and add their effect in all weeks seen. */
  public static ListedPanel draw(int households, double[] effects, long seed) {
    return new Overlapping(households, effects, 2, Overlapping.POST, 0).draw(seed);
  }
}
