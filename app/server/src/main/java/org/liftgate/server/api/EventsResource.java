package org.liftgate.server.api;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.document.RunSummary;
import org.liftgate.app.document.StageEntry;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.store.Json;
import org.liftgate.kernel.Digest;
import org.liftgate.server.access.Roles;

/**
 * Live events of a run, whichever process leads it. Each carries the whole state, so that one who
 * missed some has lost nothing; its id names the state.
 */
@Path("/api/v1/runs/{run}/events")
@Blocking
@RolesAllowed(Roles.VIEWER)
public class EventsResource {
  private static final long LOOK_MILLIS = 500;
  private static final int QUIET_LOOKS = 30;

  @Inject Platform platform;

  /** Where a run and its stages stand. */
  public record State(RunSummary run, List<StageEntry> stages) {}

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(summary = "Live events of a run; the last is named end")
  public void events(
      @PathParam("run") String run,
      @HeaderParam("Last-Event-ID") @Nullable String last,
      @Context SseEventSink sink,
      @Context Sse sse) {
    String id = Lookup.run(platform, run).id();
    Thread.ofVirtual().name("events-" + id).start(() -> follow(id, last, sink, sse));
  }

  private void follow(String id, @Nullable String last, SseEventSink sink, Sse sse) {
    try (sink) {
      String seen = last;
      int quiet = 0;
      while (!sink.isClosed()) {
        var row = platform.journal().run(id).orElseThrow();
        var stages = platform.journal().stages(id).stream().map(StageEntry::of).toList();
        String state = Json.text(new State(RunSummary.of(row), stages));
        String name = Digest.sha256().add(state).hex().substring(0, 16);
        boolean ended = row.status().ended();
        if (!name.equals(seen) || ended) {
          var event = sse.newEventBuilder().id(name).name(ended ? "end" : "state").data(state);
          sink.send(event.build()).toCompletableFuture().join();
          seen = name;
          quiet = 0;
        } else if (++quiet % QUIET_LOOKS == 0) {
          sink.send(sse.newEventBuilder().comment("").build()).toCompletableFuture().join();
        }
        if (ended) {
          return;
        }
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException _) {
      // The listener has gone, or the journal does not answer: a client comes back by itself.
    }
  }
}
