package org.liftgate.app.schedule;

import java.util.regex.Pattern;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/** Times as people write them: 90m, 6h, 2d. */
public final class Patience {
  private static final Pattern TIME = Pattern.compile("(\\d{1,5})\\s*([mhd])");

  private Patience() {}

  public static long minutes(String text) {
    var m = TIME.matcher(text.strip());
    if (!m.matches()) {
      throw LiftgateException.input(
          Problem.of("patience", text, "must be a number with m, h or d", "Maybe 90m, 6h or 2d."));
    }
    long number = Long.parseLong(m.group(1));
    return switch (m.group(2)) {
      case "m" -> number;
      case "h" -> number * 60;
      default -> number * 60 * 24;
    };
  }
}
