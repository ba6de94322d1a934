package org.liftgate.server.console.analyst;

import io.quarkus.qute.TemplateExtension;
import org.liftgate.app.document.RunSummary;

/** Times as people read them. */
@TemplateExtension
final class Times {
  private Times() {}

  /** To the minute, such as {@code 2026-11-23 22:19 UTC}. */
  static String began(RunSummary run) {
    return day(run) + " " + minute(run) + " UTC";
  }

  static String day(RunSummary run) {
    return run.created().substring(0, 10);
  }

  static String minute(RunSummary run) {
    return run.created().substring(11, 16);
  }
}
