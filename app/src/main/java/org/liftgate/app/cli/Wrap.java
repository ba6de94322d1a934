package org.liftgate.app.cli;

import java.util.ArrayList;
import java.util.List;

/** Text broken at blanks, later lines under the first word of the first. */
final class Wrap {
  private Wrap() {}

  static List<String> lines(String head, String text, int width) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder(head);
    for (String word : text.split("\\s+")) {
      if (line.length() + word.length() + 1 > width && line.length() > head.length()) {
        lines.add(line.toString());
        line = new StringBuilder(" ".repeat(head.length()));
      }
      if (!line.toString().isBlank() && !line.toString().endsWith(" ")) {
        line.append(' ');
      }
      line.append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
