package org.liftgate.app.notify;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.notify.Address.Mail;
import org.liftgate.app.notify.Address.Web;
import org.liftgate.app.pipeline.Problems;
import org.liftgate.app.source.AllowedHosts;
import org.liftgate.app.source.Secrets;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/**
 * Takes addresses apart.
 *
 * @param resolve whether references become what they stand for
 */
record AddressParser(Secrets.Environment environment, boolean resolve) {
  /** Variables of the environment that an address may name begin so. */
  private static final String PREFIX = "LIFTGATE_NOTIFY_";

  private static final String REFERENCE = "${env:LIFTGATE_NOTIFY_...}";
  private static final Pattern MAIL =
      Pattern.compile("(smtps?)://([^:/?#]+|\\[[0-9a-fA-F:]+])(?::(\\d{1,5}))?/?(?:\\?(.*))?");
  private static final Pattern MAILBOX = Pattern.compile("[^\\s@,<>]+@[^\\s@,<>]+");
  private static final List<String> OPTIONS = List.of("from", "to", "user", "password", "security");

  Address of(String text) {
    Matcher mail = MAIL.matcher(text);
    if (mail.matches()) {
      return mail(text, mail);
    }
    for (String kind : List.of("slack:", "webhook:")) {
      if (text.startsWith(kind)) {
        return web(text, text.substring(kind.length()), kind.equals("slack:"));
      }
    }
    throw bad(
        text.replaceFirst("^([a-zA-Z]{1,10}:)?.*$", "$1..."),
        "must be a mail server, slack: or webhook:",
        "smtp://mail.example:587?from=liftgate@example.com&to=team@example.com");
  }

  private Address mail(String text, Matcher m) {
    Map<String, String> options = options(m.group(4) == null ? "" : m.group(4));
    boolean tls = m.group(1).equals("smtps");
    String security = options.getOrDefault("security", tls ? "tls" : "starttls");
    if (!List.of("tls", "starttls", "none").contains(security) || tls != security.equals("tls")) {
      throw bad(security, "must be starttls or none for smtp, tls for smtps", "leave it out");
    }
    String password = options.get("password");
    if (password != null && !Secrets.isReference(password)) {
      throw bad("password", "must be a reference, because it is kept", REFERENCE);
    }
    if (password != null && security.equals("none") && !loopback(m.group(2))) {
      throw bad("security=none", "would send the password unencrypted", "leave it out");
    }
    List<String> to =
        Arrays.stream(options.getOrDefault("to", "").split(",")).map(String::strip).toList();
    String from = options.getOrDefault("from", "");
    to.forEach(t -> mailbox("to", t));
    mailbox("from", from);
    allow(m.group(2));
    int port = m.group(3) == null ? tls ? 465 : 587 : Integer.parseInt(m.group(3));
    return new Mail(
        m.group(2),
        port,
        tls,
        security.equals("none"),
        Optional.ofNullable(resolved(options.get("user"))),
        Optional.ofNullable(resolved(password)),
        from,
        to);
  }

  private static boolean loopback(String host) {
    return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
  }

  private static void mailbox(String name, String text) {
    if (!MAILBOX.matcher(text).matches()) {
      throw bad(name + "=" + text, "must be a mail address", name + "=team@example.com");
    }
  }

  private static Map<String, String> options(String query) {
    var found = new TreeMap<String, String>();
    for (String option : query.split("&")) {
      if (!option.isEmpty()) {
        String[] parts = option.split("=", 2);
        if (!OPTIONS.contains(parts[0])) {
          throw LiftgateException.input(
              Problem.of(
                  "to",
                  parts[0],
                  "is not an option of a mail server",
                  Problems.didYouMean(parts[0], OPTIONS)));
        }
        found.put(parts[0], parts.length < 2 ? "" : decoded(parts[1]));
      }
    }
    return found;
  }

  private static String decoded(String text) {
    return Secrets.isReference(text)
        ? text
        : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private Address web(String text, String given, boolean slack) {
    if (slack && !Secrets.isReference(given)) {
      throw bad(
          "slack:...",
          "must be a reference, for Slack's address is a secret",
          "slack:" + REFERENCE);
    }
    if (Secrets.isReference(given) && !resolve) {
      return new Web(URI.create("https://unresolved.invalid"), slack);
    }
    String url = String.valueOf(resolved(given));
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException _) {
      uri = URI.create("");
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    String host = uri.getHost();
    if (host == null || uri.getUserInfo() != null || !List.of("http", "https").contains(scheme)) {
      throw bad(
          Secrets.isReference(given) ? text : text.replaceFirst("//.*", "//..."),
          "must be an address of http or https without an account in it",
          "webhook:https://hooks.example.com/liftgate");
    }
    allow(host);
    return new Web(uri, slack);
  }

  private void allow(String host) {
    new AllowedHosts("to", AllowedHosts.TARGETS, environment.get(AllowedHosts.TARGETS)).check(host);
  }

  private @Nullable String resolved(@Nullable String text) {
    return resolve ? new Secrets("to", PREFIX, environment).resolved(text) : text;
  }

  private static LiftgateException bad(String value, String must, String maybe) {
    return LiftgateException.input(Problem.of("to", value, must, "Maybe " + maybe + "."));
  }
}
