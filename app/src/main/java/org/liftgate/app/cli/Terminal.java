package org.liftgate.app.cli;

import java.io.PrintStream;

/** Colour on a terminal only. */
final class Terminal {
  private final PrintStream stream;
  private final boolean colour;

  Terminal(PrintStream stream) {
    this.stream = stream;
    this.colour =
        isTerminal() && System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
  }

  /** The start script says so, since Java cannot tell for one stream alone. */
  static boolean isTerminal() {
    return "1".equals(System.getenv("LIFTGATE_TTY"));
  }

  String bad(String text) {
    return paint("31", text);
  }

  String good(String text) {
    return paint("32", text);
  }

  String faint(String text) {
    return paint("2", text);
  }

  String bold(String text) {
    return paint("1", text);
  }

  String warn(String text) {
    return paint("33", text);
  }

  private String paint(String code, String text) {
    return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  /** Writes over the current line on a terminal. */
  void status(String text) {
    if (isTerminal()) {
      stream.print("\r\u001b[K" + (text.length() > 99 ? text.substring(0, 99) : text));
      stream.flush();
    }
  }

  void line(String text) {
    if (isTerminal()) {
      stream.print("\r\u001b[K");
    }
    stream.println(text);
  }
}
