package org.liftgate.app.notify;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.liftgate.app.source.Secrets;
import org.liftgate.kernel.LiftgateException;

/**
 * Where messages go. {@code smtp://mail.example:587?from=A&to=B,C&user=U&password=REFERENCE} (or
 * {@code smtps://}), {@code slack:REFERENCE} for an incoming webhook of Slack, whose address is
 * itself a secret, and {@code webhook:https://...} or {@code webhook:REFERENCE}. A reference is
 * {@code ${env:LIFTGATE_NOTIFY_...}} or {@code ${file:...}}, see {@link Secrets}.
 */
public sealed interface Address {
  /**
   * A mail server.
   *
   * @param tls from the first byte
   * @param plain no encryption at all; otherwise it begins with STARTTLS
   */
  record Mail(
      String host,
      int port,
      boolean tls,
      boolean plain,
      Optional<String> user,
      Optional<String> password,
      String from,
      List<String> to)
      implements Address {}

  /**
   * A server that takes JSON by POST.
   *
   * @param slack whether it wants Slack's form
   */
  record Web(URI url, boolean slack) implements Address {
    @Override
    public String toString() {
      return "Web[" + url.getHost() + "]"; // the rest may be a secret
    }
  }

  /**
   * The address with what its references stand for.
   *
   * @throws LiftgateException when it is none, its host may not be called, or a reference cannot be
   *     resolved; messages hold references alone
   */
  static Address of(String text, Secrets.Environment environment) {
    return new AddressParser(environment, true).of(text);
  }

  /**
   * Checks one that will be kept: it may hold references to secrets, not secrets. References need
   * not be resolvable here.
   *
   * @throws LiftgateException with what is wrong
   */
  static void checkKept(String text, Secrets.Environment environment) {
    new AddressParser(environment, false).of(text);
  }
}
