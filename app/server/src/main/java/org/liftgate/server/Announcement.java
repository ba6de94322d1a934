package org.liftgate.server;

import io.quarkus.runtime.Quarkus;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.liftgate.app.access.Access;
import org.liftgate.app.execute.Platform;
import org.liftgate.server.node.Node;

/** Says where the service is, once it is there. */
@ApplicationScoped
class Announcement {
  private static final Logger LOG = Logger.getLogger(Announcement.class);

  private final Platform platform;
  private final Node node;
  private final boolean untilReady;
  private final boolean tokens;

  @Inject
  Announcement(
      Platform platform,
      Node node,
      @ConfigProperty(name = "liftgate.until-ready", defaultValue = "false") boolean untilReady,
      @ConfigProperty(name = "liftgate.auth", defaultValue = "token") String auth) {
    this.platform = platform;
    this.node = node;
    this.untilReady = untilReady;
    this.tokens = auth.equals("token");
  }

  void listening(@ObservesAsync HttpServerStart start) throws InterruptedException {
    LOG.infof(
        "serving http://%s:%d/ from %s", start.options().getHost(), port(start), platform.home());
    if (tokens && !untilReady) {
      new Access(platform).first().ifPresent(Announcement::tell);
    }
    if (untilReady) {
      node.awaitCamel();
      Quarkus.asyncExit();
    }
  }

  /** To who started the service, and never to the log, which others keep and read. */
  private static void tell(Access.Issued admin) {
    System.out.printf(
        "A token of %s, shown this once: %s%nSign in with it; liftgate user and token give access to others.%n",
        admin.token().user(), admin.secret());
  }

  /** Where any free port was asked for, Quarkus notes the one it found. */
  private static int port(HttpServerStart start) {
    return Integer.getInteger("quarkus.http.port", start.options().getPort());
  }
}
