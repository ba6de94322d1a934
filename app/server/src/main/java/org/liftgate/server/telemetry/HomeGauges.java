package org.liftgate.server.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.journal.Firing;
import org.liftgate.app.store.Publication;
import org.liftgate.server.node.Node;

/**
 * How the home stands, asked when somebody looks. All nodes of a home say the same, but for the
 * runs that each leads.
 */
@ApplicationScoped
class HomeGauges {
  private final Platform platform;
  private final Node node;
  private final MeterRegistry registry;

  @Inject
  HomeGauges(Platform platform, Node node, MeterRegistry registry) {
    this.platform = platform;
    this.node = node;
    this.registry = registry;
  }

  void start(@Observes StartupEvent event) {
    gauge("liftgate.runs.waiting", "Runs that no process leads yet", g -> g.waiting());
    gauge("liftgate.runs.led", "Runs this process leads", g -> g.node.leading().size());
    gauge("liftgate.schedules.due", "Nominal times that wait to start", g -> g.due().size());
    gauge(
        "liftgate.publications.stale",
        "Publications that a later run did not replace",
        g -> g.stale());
    seconds("liftgate.schedules.lateness", "How long the oldest of them waits", g -> g.lateness());
    seconds("liftgate.publications.age", "Age of the oldest publication", g -> g.age());
  }

  private void gauge(String name, String description, ToDoubleFunction<HomeGauges> value) {
    Gauge.builder(name, this, value).description(description).register(registry);
  }

  private void seconds(String name, String description, ToDoubleFunction<HomeGauges> value) {
    TimeGauge.builder(name, this, TimeUnit.SECONDS, value)
        .description(description)
        .register(registry);
  }

  private double waiting() {
    return platform.journal().leads().waiting().size();
  }

  private List<Firing> due() {
    return platform.journal().firings().due();
  }

  private double lateness() {
    Instant now = platform.journal().clock().instant();
    return due().stream()
        .mapToLong(f -> Math.max(0, Duration.between(f.dueAt(), now).toSeconds()))
        .max()
        .orElse(0);
  }

  private List<Publication> publications() {
    try {
      return Publication.all(platform.home(), platform.journal().clock().instant());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private double stale() {
    return publications().stream().filter(Publication::stale).count();
  }

  private double age() {
    return publications().stream().mapToLong(p -> p.ageHours() * 3600).max().orElse(0);
  }
}
