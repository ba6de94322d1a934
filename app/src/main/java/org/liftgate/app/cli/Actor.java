package org.liftgate.app.cli;

/** Whom the audit names for what is done on the command line. */
final class Actor {
  private Actor() {}

  static String name() {
    return "command line (" + System.getProperty("user.name", "unknown") + ")";
  }
}
