package org.liftgate.app.source;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/**
 * What a URL may ask of a driver. Some options make a driver run statements or code, or send files
 * of this machine to the server (H2's {@code INIT}, MySQL's {@code allowLoadLocalInfile} and {@code
 * queryInterceptors}), so only those that are known to be harmless are handed to it. Where {@code
 * LIFTGATE_SOURCES_ALLOW} names hosts, no other is called.
 *
 * @param option where the URL was given, for messages
 */
record JdbcLimits(String option) {
  private static final List<String> MYSQL =
      List.of(
          "allowPublicKeyRetrieval",
          "characterEncoding",
          "connectTimeout",
          "connectionCollation",
          "connectionTimeZone",
          "defaultFetchSize",
          "enabledTLSProtocols",
          "forceConnectionTimeZoneToSession",
          "requireSSL",
          "rewriteBatchedStatements",
          "serverTimezone",
          "socketTimeout",
          "sslMode",
          "tcpKeepAlive",
          "tinyInt1isBit",
          "tlsVersions",
          "useCompression",
          "useCursorFetch",
          "useSSL",
          "useServerPrepStmts",
          "useUnicode",
          "verifyServerCertificate",
          "yearIsDateType",
          "zeroDateTimeBehavior");
  private static final List<String> H2 =
      List.of(
          "ACCESS_MODE_DATA",
          "AUTO_SERVER",
          "AUTO_SERVER_PORT",
          "CASE_INSENSITIVE_IDENTIFIERS",
          "DATABASE_TO_LOWER",
          "DATABASE_TO_UPPER",
          "DB_CLOSE_DELAY",
          "DB_CLOSE_ON_EXIT",
          "IFEXISTS",
          "LOCK_TIMEOUT",
          "MODE",
          "NON_KEYWORDS",
          "SCHEMA",
          "TIME ZONE",
          "WRITE_DELAY");
  private static final Pattern HOSTS = Pattern.compile("^jdbc:[a-z0-9:+]+//([^/?;]*)");

  /**
   * @param options as they stand in the URL, without credentials
   * @throws LiftgateException when one of them is not known to be harmless
   */
  void options(boolean h2, List<String> options) {
    List<String> known = h2 ? H2 : MYSQL;
    var problems =
        options.stream()
            .map(o -> o.replaceFirst("=.*", ""))
            .filter(name -> known.stream().noneMatch(name::equalsIgnoreCase))
            .map(
                name ->
                    Problem.of(
                        option,
                        name,
                        "is an option that is not passed on to the database driver",
                        Problem.didYouMean(name, known)))
            .toList();
    if (!problems.isEmpty()) {
      throw LiftgateException.input(
          "the URL of "
              + option
              + " has options that are not passed on to the database driver: "
              + names(problems),
          problems);
    }
  }

  private static String names(List<Problem> problems) {
    return problems.stream().map(p -> p.value().orElse("")).collect(Collectors.joining(", "));
  }

  /**
   * @param address a URL without credentials
   * @param allowed names of hosts with commas between, {@code *.example.com} for all below a
   *     domain; null for any host
   * @throws LiftgateException when it names a host that is not among them
   */
  void hosts(String address, @Nullable String allowed) {
    Matcher hosts = HOSTS.matcher(address);
    if (allowed == null || !hosts.find()) {
      return; // a file names no host
    }
    var limit = new AllowedHosts(option, AllowedHosts.SOURCES, allowed);
    for (String each : hosts.group(1).split(",")) {
      limit.check(each.replaceFirst(":\\d*$", ""));
    }
  }
}
