package org.liftgate.app.source;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/**
 * The hosts that may be called. Whoever may name a source or a target could otherwise have this
 * machine call others that only it reaches.
 *
 * @param option where the host was given, for messages
 * @param variable of the environment that names the hosts, for messages
 * @param allowed names of hosts with commas between, {@code *.example.com} for all below a domain;
 *     null for any host
 */
public record AllowedHosts(String option, String variable, @Nullable String allowed) {
  public static final String SOURCES = "LIFTGATE_SOURCES_ALLOW";
  public static final String TARGETS = "LIFTGATE_TARGETS_ALLOW";

  /**
   * @throws LiftgateException when the host is not among them
   */
  public void check(String host) {
    if (allowed == null) {
      return;
    }
    String name = host.toLowerCase(Locale.ROOT);
    List<String> list =
        Arrays.stream(allowed.toLowerCase(Locale.ROOT).split(",")).map(String::strip).toList();
    boolean below =
        list.stream().anyMatch(a -> a.startsWith("*.") && name.endsWith(a.substring(1)));
    if (!below && !list.contains(name)) {
      throw LiftgateException.input(
          Problem.of(
              option,
              name,
              "is not a host that may be called",
              "Maybe " + variable + " lacks it."));
    }
  }
}
