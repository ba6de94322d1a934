package org.liftgate.reporting;

import java.util.LinkedHashMap;
import java.util.Map;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/**
 * Writes the facts of a run into a report. A stored report holds no run id, time or digest, so that
 * equal results have equal bytes; the copy that people open is stamped with them.
 */
public final class ReportStamp {
  /** What a report holds once, and a stamped one no more. */
  public static final String SLOT = "<!--liftgate:stamp-->";

  private static final Map<String, String> LABELS =
      Map.of(
          "run", "Run",
          "time", "Finished",
          "digest", "Result digest",
          "data", "Data",
          "command", "Reproduce with",
          "version", "Liftgate",
          "profile", "Profile",
          "home", "Home");

  private ReportStamp() {}

  /**
   * The report with its slot filled by a table of the facts, in their order. Known names get a
   * label for people, others stand as they are; {@code simulated} with the value {@code true}
   * becomes a banner. Values are escaped.
   *
   * @throws LiftgateException when the page does not hold exactly one slot
   */
  public static String stamp(String html, Map<String, String> facts) {
    int at = html.indexOf(SLOT);
    if (at < 0 || html.indexOf(SLOT, at + 1) >= 0) {
      throw LiftgateException.input(
          Problem.of(
              "report.html",
              null,
              "must hold " + SLOT + " exactly once",
              "Maybe it is stamped already, or not a report."));
    }
    return html.substring(0, at) + section(facts) + html.substring(at + SLOT.length());
  }

  private static String section(Map<String, String> facts) {
    var rest = new LinkedHashMap<>(facts);
    var out = new StringBuilder("<h2>This run</h2>");
    if ("true".equals(rest.remove("simulated"))) {
      out.append("<p class=\"banner\"><strong>Simulated data.</strong> ")
          .append("This run was not fed with real data and is never published as such.</p>");
    }
    out.append("<dl class=\"facts\">");
    rest.forEach(
        (name, value) -> {
          boolean code = !name.equals("time");
          out.append("<dt>").append(escape(LABELS.getOrDefault(name, name))).append("</dt><dd>");
          out.append(code ? "<code>" : "").append(escape(value)).append(code ? "</code>" : "");
          out.append("</dd>");
        });
    return out.append("</dl>").toString();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
