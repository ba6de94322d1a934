package org.liftgate.server.routes;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.journal.Delivery;
import org.liftgate.app.journal.Outbox;
import org.liftgate.app.notify.Address;
import org.liftgate.app.notify.Targets;
import org.liftgate.app.notify.Watch;
import org.liftgate.kernel.LiftgateException;

/** One look: writes down what people should be told, and delivers what waits. */
@ApplicationScoped
public class NotificationTick {
  private static final Logger LOG = Logger.getLogger(NotificationTick.class);
  private static final int PORT = 8080;

  private final Platform platform;
  private final Courier courier;
  private final Optional<String> url;
  private final String host;

  /**
   * @param url under which people reach the service; by default where it listens
   */
  @Inject
  NotificationTick(
      Platform platform,
      Courier courier,
      @ConfigProperty(name = "liftgate.url") Optional<String> url,
      @ConfigProperty(name = "quarkus.http.host") String host) {
    this.platform = platform;
    this.courier = courier;
    this.url = url;
    this.host = host;
  }

  /** What fails now is tried again at the next look: nothing is lost, for the journal has it. */
  public void tick() {
    try {
      new Watch(platform, base()).look();
    } catch (RuntimeException e) {
      LOG.warn("runs cannot be looked at for notifications: " + e.getMessage());
    }
    try {
      Outbox outbox = platform.journal().outbox();
      // One at a time: a slow target must not let the others' time run out.
      for (List<Delivery> d = outbox.take(1); !d.isEmpty(); d = outbox.take(1)) {
        deliver(outbox, d.getFirst());
      }
    } catch (RuntimeException e) {
      LOG.warn("notifications cannot be delivered: " + e.getMessage());
    }
  }

  /** Where Quarkus found a free port it notes it. */
  private String base() {
    return url.orElse("http://" + host + ":" + Integer.getInteger("quarkus.http.port", PORT));
  }

  private void deliver(Outbox outbox, Delivery d) {
    try {
      String to = new Targets(platform).get(d.target()).to();
      courier.deliver(Address.of(to, System::getenv), d);
      outbox.sent(d);
    } catch (Courier.Refused | LiftgateException e) {
      LOG.warnf("%s is not told \"%s\": %s", d.target(), d.subject(), e.getMessage());
      outbox.failed(d, e.getMessage());
    }
  }
}
