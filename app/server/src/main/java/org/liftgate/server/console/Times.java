package org.liftgate.server.console;

import io.quarkus.qute.TemplateExtension;
import java.util.Locale;

/** Times and durations in templates. */
@TemplateExtension
final class Times {
  private Times() {}

  /** {@code 2026-11-01T02:03:04Z} as {@code 2026-11-01 02:03}. */
  static String minute(String iso) {
    return iso.length() < 16 ? iso : iso.substring(0, 10) + " " + iso.substring(11, 16);
  }

  /** The first block of a run's id and its last: enough to tell it from others. */
  static String brief(String id) {
    return id.length() < 20 ? id : id.substring(0, 8) + "…" + id.substring(id.length() - 4);
  }

  /** 0.42 s, 12 s, 3 min 5 s, 2 h 10 min. */
  static String span(double seconds) {
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.2f s", seconds);
    }
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    return whole < 3600
        ? whole / 60 + " min " + whole % 60 + " s"
        : whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }

  /** 5 h, 3 d. */
  static String age(long hours) {
    return hours < 48 ? hours + " h" : hours / 24 + " d";
  }
}
