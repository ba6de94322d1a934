package org.liftgate.server;

import io.quarkus.runtime.Quarkus;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.liftgate.app.execute.Platform;
import org.liftgate.server.node.Node;

/** Says where the service is, once it is there. */
@ApplicationScoped
class Announcement {
  private static final Logger LOG = Logger.getLogger(Announcement.class);

  private final Platform platform;
  private final Node node;
  private final boolean untilReady;

  @Inject
  Announcement(
      Platform platform,
      Node node,
      @ConfigProperty(name = "liftgate.until-ready", defaultValue = "false") boolean untilReady) {
    this.platform = platform;
    this.node = node;
    this.untilReady = untilReady;
  }

  void listening(@ObservesAsync HttpServerStart start) throws InterruptedException {
    LOG.infof(
        "serving http://%s:%d/ from %s", start.options().getHost(), port(start), platform.home());
    if (untilReady) {
      node.awaitCamel();
      Quarkus.asyncExit();
    }
  }

  /** Where any free port was asked for, Quarkus notes the one it found. */
  private static int port(HttpServerStart start) {
    return Integer.getInteger("quarkus.http.port", start.options().getPort());
  }
}
