package org.liftgate.app.source;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.liftgate.ingest.database.Dialect;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/**
 * A JDBC URL of MySQL or H2 taken apart: what may be shown and kept, and what may not.
 *
 * @param shown the URL without credentials; nothing else of it is ever printed or stored
 */
public record JdbcUrl(
    String shown, Dialect dialect, @Nullable String user, @Nullable String password) {
  /** Whatever stands before the host. */
  private static final Pattern USER_INFO = Pattern.compile("^(jdbc:[a-z0-9:+]+//)(.*)@");

  /** Options that hold, or point to, a secret. */
  private static final Pattern SECRET =
      Pattern.compile("(?i).*(user|pass|pwd|secret|token|credential).*");

  private static final List<String> PREFIXES = List.of("jdbc:mysql:", "jdbc:h2:");

  /**
   * @param option the option it was given with, for the message
   * @param fallback credentials where the URL has none
   * @throws LiftgateException when it is of another database
   */
  public static JdbcUrl of(String option, String url, Credentials fallback) {
    if (PREFIXES.stream().noneMatch(url::startsWith)) {
      throw LiftgateException.input(
          Problem.of(
              option,
              url.replaceFirst("^((?:jdbc:)?[a-zA-Z0-9]*:)?.*$", "$1..."),
              "must start with jdbc:mysql: or jdbc:h2:",
              "Maybe jdbc:mysql://host:3306/database."));
    }
    if (head(url).contains("(") || userInfo(url).filter(i -> i.contains("@")).isPresent()) {
      throw LiftgateException.input(
          Problem.of(
              option,
              null,
              "must name its hosts plainly",
              "Maybe jdbc:mysql://host:3306/database, and the account in LIFTGATE_SOURCE_USER and LIFTGATE_SOURCE_PASSWORD."));
    }
    Optional<String> info = userInfo(url);
    String user = info.map(i -> decoded(i.replaceFirst(":.*", ""))).orElse(value(url, "user"));
    String password =
        info.filter(i -> i.contains(":"))
            .map(i -> decoded(i.substring(i.indexOf(':') + 1)))
            .orElse(value(url, "password"));
    return new JdbcUrl(
        bare(url),
        url.startsWith("jdbc:h2:") ? Dialect.H2 : Dialect.MYSQL,
        user == null ? fallback.user() : user,
        password == null ? fallback.password() : password);
  }

  /** What stands in the environment for URLs without credentials. */
  public record Credentials(@Nullable String user, @Nullable String password) {
    public static Credentials fromEnvironment() {
      return new Credentials(
          System.getenv("LIFTGATE_SOURCE_USER"), System.getenv("LIFTGATE_SOURCE_PASSWORD"));
    }
  }

  /** What stands before the options. */
  private static String head(String url) {
    return url.split(separator(url), 2)[0];
  }

  private static String separator(String url) {
    return url.startsWith("jdbc:h2:") ? ";" : "\\?";
  }

  private static List<String> options(String url) {
    String[] parts = url.split(separator(url), 2);
    return parts.length < 2 ? List.of() : List.of(parts[1].split("[&;]"));
  }

  private static Optional<String> userInfo(String url) {
    Matcher matcher = USER_INFO.matcher(head(url));
    return matcher.find() ? Optional.of(matcher.group(2)) : Optional.empty();
  }

  private static @Nullable String value(String url, String name) {
    return options(url).stream()
        .filter(o -> o.regionMatches(true, 0, name + "=", 0, name.length() + 1))
        .map(o -> decoded(o.substring(name.length() + 1)))
        .findFirst()
        .orElse(null);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return text; // a bare % is a per cent sign
    }
  }

  private static String bare(String url) {
    String head = USER_INFO.matcher(head(url)).replaceFirst("$1");
    var kept =
        options(url).stream()
            .filter(o -> !o.isEmpty() && !SECRET.matcher(o.replaceFirst("=.*", "")).matches())
            .toList();
    boolean h2 = url.startsWith("jdbc:h2:");
    return kept.isEmpty() ? head : head + (h2 ? ";" : "?") + String.join(h2 ? ";" : "&", kept);
  }

  /** A text in which neither user nor password is left. */
  String scrubbed(String text) {
    String out = password == null || password.isEmpty() ? text : text.replace(password, "***");
    return user == null || user.isEmpty()
        ? out
        : out.replaceAll("'" + Pattern.quote(user) + "'@", "the account @");
  }

  @Override
  public String toString() {
    return shown;
  }
}
