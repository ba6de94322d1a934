package org.liftgate.app.cli;

import java.util.Locale;

/** How far something is, how fast it goes and when it will end. */
final class Rate {
  private Rate() {}

  static String of(String what, long done, long total, double seconds) {
    var text = new StringBuilder(what);
    if (done > 0) {
      text.append(String.format(Locale.ROOT, " %,d", done));
    }
    if (total > 0) {
      text.append(String.format(Locale.ROOT, " of %,d (%d%%)", total, 100 * done / total));
    }
    if (done > 0 && seconds > 0.5) {
      double rate = done / seconds;
      text.append(String.format(Locale.ROOT, ", %,.0f/s", rate));
      if (total > done) {
        text.append(String.format(Locale.ROOT, ", %.0f s left", (total - done) / rate));
      }
    }
    return text.toString();
  }
}
