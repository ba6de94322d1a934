package org.liftgate.app.cli;

/** A sign of life on a terminal while one long computation runs. */
final class Heartbeat implements Runnable, AutoCloseable {
  private static final long SECOND = 1_000_000_000L;
  private final Terminal terminal;
  private final boolean silent;
  private final long began = System.nanoTime();
  private long last = began;

  Heartbeat(Liftgate top) {
    this.terminal = new Terminal(top.shell.err);
    this.silent = top.json || !Terminal.isTerminal();
  }

  @Override
  public void run() {
    long now = System.nanoTime();
    if (!silent && now - last > SECOND) {
      last = now;
      terminal.status("  . estimating, " + (now - began) / SECOND + " s");
    }
  }

  @Override
  public void close() {
    clear();
  }

  /** Takes the sign off the terminal. */
  void clear() {
    if (!silent && last != began) {
      terminal.status("");
    }
  }
}
