package org.liftgate.app.source;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
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
 * @param shown the URL without credentials, though with references to them (see {@link Secrets});
 *     nothing else of it is ever printed or stored
 * @param address the URL without either, as its driver is given it
 */
public record JdbcUrl(
    String shown,
    String address,
    Dialect dialect,
    @Nullable String user,
    @Nullable String password) {
  /** Whatever stands before the host. */
  private static final Pattern USER_INFO = Pattern.compile("^(jdbc:[a-z0-9:+]+//)(.*)@");

  /** Its parts; a reference holds colons of its own. */
  private static final Pattern ACCOUNT =
      Pattern.compile("(?s)(?<user>(?:\\$\\{[^}]*}|[^:])*+)(?::(?<password>.*))?");

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
    return of(option, url, fallback, System::getenv);
  }

  static JdbcUrl of(
      String option, String url, Credentials fallback, Secrets.Environment environment) {
    check(option, url, environment);
    var secrets = new Secrets(option, "LIFTGATE_SOURCE_", environment);
    String user = secrets.resolved(given(url, "user"));
    String password = secrets.resolved(given(url, "password"));
    return new JdbcUrl(
        shown(url),
        bare(url),
        url.startsWith("jdbc:h2:") ? Dialect.H2 : Dialect.MYSQL,
        user == null ? fallback.user() : user,
        password == null ? fallback.password() : password);
  }

  /**
   * Whether it can be a source at all; nothing is resolved.
   *
   * @throws LiftgateException when it is of another database, names its hosts in another way, names
   *     one that is not allowed, or has options that may do harm
   */
  private static void check(String option, String url, Secrets.Environment environment) {
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
    var limits = new JdbcLimits(option);
    limits.hosts(bare(url), environment.get("LIFTGATE_SOURCES_ALLOW"));
    limits.options(url.startsWith("jdbc:h2:"), passedOn(url));
  }

  /**
   * The same for a URL that will be kept: it may hold references to secrets, not secrets.
   *
   * @throws LiftgateException when it does
   */
  public static void checkKept(String option, String url) {
    check(option, url, System::getenv);
    String password = userInfo(url).isPresent() ? given(url, "password") : null;
    boolean secret =
        (password != null && !Secrets.isReference(password))
            || options(url).stream().anyMatch(JdbcUrl::holdsSecret);
    if (secret) {
      throw LiftgateException.input(
          Problem.of(
              option,
              shown(url),
              "must not hold a password, because it is kept",
              "Maybe password=${env:LIFTGATE_SOURCE_...} or password=${file:/run/secrets/...}, which are read when a run starts."));
    }
  }

  private static boolean holdsSecret(String option) {
    String name = option.replaceFirst("=.*", "").toLowerCase(Locale.ROOT);
    return switch (name) {
      case "user" -> false;
      case "password" -> !Secrets.isReference(option.substring(option.indexOf('=') + 1));
      default -> SECRET.matcher(name).matches();
    };
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

  /** User or password as written: before the host, else among the options. */
  private static @Nullable String given(String url, String name) {
    Matcher account = ACCOUNT.matcher(userInfo(url).orElse(""));
    account.matches(); // whatever it is
    String written = account.group(name);
    return written == null || written.isEmpty() && name.equals("user")
        ? value(url, name)
        : decoded(written);
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

  /** A URL as it may be printed and kept: without credentials, with references to them. */
  public static String shown(String url) {
    boolean h2 = url.startsWith("jdbc:h2:");
    var out = new StringBuilder(bare(url));
    for (String name : List.of("user", "password")) {
      String given = given(url, name);
      if (Secrets.isReference(given)) {
        boolean first = !h2 && out.indexOf("?") < 0;
        out.append(h2 ? ";" : first ? "?" : "&").append(name).append('=').append(given);
      }
    }
    return out.toString();
  }

  /** Options that a driver is given. */
  private static List<String> passedOn(String url) {
    return options(url).stream()
        .filter(o -> !o.isEmpty() && !SECRET.matcher(o.replaceFirst("=.*", "")).matches())
        .toList();
  }

  private static String bare(String url) {
    String head = USER_INFO.matcher(head(url)).replaceFirst("$1");
    List<String> kept = passedOn(url);
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
