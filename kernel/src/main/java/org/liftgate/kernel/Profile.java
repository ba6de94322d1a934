package org.liftgate.kernel;

/** Which recipe a run follows. */
public enum Profile {
  /** The original's recipe, reproduced to its figures; stages of the other are left out. */
  PUBLISHED,
  /** What an expert would sign; published estimates stand beside it in {@code comparison}. */
  DEFENDED;

  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
