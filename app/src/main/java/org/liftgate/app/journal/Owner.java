package org.liftgate.app.journal;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Who holds a lease: host, process id and start time, so that a recycled process id is not mistaken
 * for its predecessor.
 */
public record Owner(String host, long pid, long started) {

  public static Owner current() {
    return of(ProcessHandle.current());
  }

  private static Owner of(ProcessHandle process) {
    return new Owner(hostName(), process.pid(), start(process));
  }

  private static long start(ProcessHandle process) {
    return process.info().startInstant().map(java.time.Instant::toEpochMilli).orElse(0L);
  }

  public static Owner parse(String text) {
    String[] parts = text.split("/");
    return new Owner(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]));
  }

  /** Whether this is a process of this host that has ended: its leases are free at once. */
  public boolean dead() {
    if (!host.equals(hostName())) {
      return false;
    }
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .map(p -> start(p) != started)
        .orElse(true);
  }

  /** The machine's name, unless the process has been given one of its own. */
  private static String hostName() {
    String given = System.getenv("LIFTGATE_NODE");
    if (given != null && !given.isBlank()) {
      return given.strip().replace('/', '_');
    }
    try {
      return InetAddress.getLocalHost().getHostName().replace('/', '_');
    } catch (UnknownHostException _) {
      return "localhost";
    }
  }

  @Override
  public String toString() {
    return host + "/" + pid + "/" + started;
  }
}
