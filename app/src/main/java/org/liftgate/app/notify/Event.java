package org.liftgate.app.notify;

import java.util.Locale;

/** What people are told of, the most pressing first. */
public enum Event {
  /** A run failed, or a gate stopped it. */
  FAILED,
  /** A verdict is another than the night before. */
  VERDICT,
  /** A gate warns that did not warn the night before. */
  WARNING,
  /** The first success after a failure. */
  RECOVERED,
  /** A night has no result when it should, or was left out. */
  LATE;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
