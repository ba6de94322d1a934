package org.liftgate.app.execute;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.liftgate.app.journal.StageRow;
import org.liftgate.app.journal.StageRow.Status;
import org.liftgate.app.store.Durable;
import org.liftgate.app.store.Environment;
import org.liftgate.app.store.Json;
import org.liftgate.app.store.ManifestJson;
import org.liftgate.app.store.Merkle;
import org.liftgate.app.store.PublishedTree;
import org.liftgate.kernel.Artifact;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.Run;

/** Ends a run: its digest, its stamped report, its manifest, its row. */
public final class RunFinisher {
  private final ActiveRun run;

  public RunFinisher(ActiveRun run) {
    this.run = run;
  }

  /** Does nothing while a stage can still change; otherwise ends the run and says so. */
  public boolean finishIfDone() {
    synchronized (run) {
      var journal = run.platform().journal();
      if (run.cancelled()) {
        journal.cancelPending(run.id());
      }
      journal.skipBlocked(run.id());
      List<StageRow> rows = journal.stages(run.id());
      if (!rows.stream().allMatch(r -> r.status().ended())) {
        return false;
      }
      run.checkLead();
      if (run.broken().isPresent()) {
        return true; // who leads it now ends it
      }
      try {
        finish(rows);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      run.latch().countDown();
      return true;
    }
  }

  private void finish(List<StageRow> rows) throws IOException {
    Run.Status status = status(rows);
    String digest = Merkle.root(tables(run, rows));
    Optional<String> report =
        status == Run.Status.SUCCEEDED ? stampReport(rows, digest) : Optional.empty();
    String body = Json.pretty(manifest(rows, status, digest, report));
    Durable.write(run.folder().manifest(), body);
    if (status == Run.Status.SUCCEEDED) {
      var stamped = new TreeMap<String, String>();
      stamped.put("manifest.json", body);
      report.ifPresent(html -> stamped.put("report.html", html));
      PublishedTree.show(run.platform().home(), RunFacts.of(run), stamped);
    } else if (!run.row().simulated()) {
      PublishedTree.markStale(
          run.platform().home(),
          RunFacts.of(run),
          "the run of " + RunFacts.asOf(run) + " " + status.word());
    }
    boolean mine =
        run.platform()
            .journal()
            .finish(
                run.id(),
                Optional.of(run.owner()),
                status,
                digest,
                Digest.of(body.getBytes(StandardCharsets.UTF_8)),
                body,
                error(rows));
    double seconds = (run.platform().journal().clock().millis() - run.row().createdAt()) / 1000.0;
    if (mine) {
      run.platform().tell(new RunEvent.RunEnded(run.subject(), status, seconds));
    }
  }

  private Run.Status status(List<StageRow> rows) {
    var found = rows.stream().map(StageRow::status).toList();
    boolean whole = found.stream().allMatch(s -> s.good() || s == Status.SKIPPED);
    if (found.contains(Status.CANCELLED) || (run.cancelled() && !whole)) {
      return Run.Status.CANCELLED;
    }
    if (found.contains(Status.FAILED)) {
      return Run.Status.FAILED;
    }
    return found.contains(Status.STOPPED) ? Run.Status.STOPPED : Run.Status.SUCCEEDED;
  }

  private static String error(List<StageRow> rows) {
    return rows.stream().filter(StageRow::gaveUp).map(StageRow::message).findFirst().orElse(null);
  }

  static List<Artifact> tables(ActiveRun run, List<StageRow> rows) {
    var found = new ArrayList<Artifact>();
    rows.stream().filter(r -> r.status().good()).forEach(r -> found.addAll(run.outputs(r)));
    return found;
  }

  /** The report with the facts of this run in it; the stored one has none. */
  private Optional<String> stampReport(List<StageRow> rows, String digest) throws IOException {
    var report = tables(run, rows).stream().filter(a -> a.name().equals("report.html")).findFirst();
    if (report.isEmpty()) {
      return Optional.empty();
    }
    var facts = new LinkedHashMap<String, String>();
    facts.put("run", run.id());
    facts.put(
        "time",
        java.time.Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString());
    facts.put("digest", digest);
    facts.put("profile", run.row().profile().word());
    facts.put("version", Environment.VERSION);
    facts.put("command", command());
    run.raw()
        .forEach(
            (file, sha) -> facts.put(file, sha.isEmpty() ? "read by this run" : "sha256 " + sha));
    facts.put("simulated", Boolean.toString(run.row().simulated()));
    String html =
        org.liftgate.reporting.ReportStamp.stamp(
            Files.readString(run.platform().store().path(report.get())), facts);
    Durable.write(run.folder().report(), html);
    return Optional.of(html);
  }

  private String command() {
    var text = new StringBuilder("./liftgate run " + run.loaded().pipeline().name());
    if (run.options().scale() == null) {
      text.append(run.data().database().isPresent() ? " --source " : " --data ")
          .append(run.data().name());
    } else {
      text.append(" --scale ").append(run.options().scale());
    }
    text.append(" --seed ").append(run.row().seed());
    Json.parse(run.row().settings(), "settings")
        .properties()
        .forEach(
            s ->
                text.append(" --set ")
                    .append(s.getKey())
                    .append('=')
                    .append(s.getValue().asText()));
    if (run.row().profile() == org.liftgate.kernel.Profile.PUBLISHED) {
      text.append(" --profile published");
    }
    return text.toString();
  }

  private ObjectNode manifest(
      List<StageRow> rows, Run.Status status, String digest, Optional<String> report) {
    ObjectNode statement =
        Json.object().put("_type", ManifestJson.STATEMENT).put("predicateType", ManifestJson.RUN);
    ArrayNode subject = statement.putArray("subject");
    ObjectNode predicate = statement.putObject("predicate");
    predicate
        .put("run", run.id())
        .put("pipeline", run.loaded().pipeline().name())
        .put("pipelineVersion", run.loaded().pipeline().version());
    predicate
        .put("profile", run.row().profile().word())
        .put("simulated", run.row().simulated())
        .put("seed", run.row().seed());
    predicate.set("settings", Json.tree(run.loaded().settings()));
    predicate.put("status", status.word()).put("resultDigest", digest);
    ArrayNode stages = predicate.putArray("stages");
    for (StageRow r : rows) {
      ObjectNode node =
          stages
              .addObject()
              .put("id", r.id())
              .put("uses", r.uses())
              .put("status", r.status().word());
      if (r.manifestSha() != null && r.status().ended()) {
        String path = run.folder().root().relativize(run.folder().stageManifest(r.id())).toString();
        node.put("manifest", path).put("sha256", r.manifestSha());
        subject.addObject().put("name", path).putObject("digest").put("sha256", r.manifestSha());
      }
    }
    report.ifPresent(
        html ->
            predicate
                .putObject("report")
                .put("path", "report.html")
                .put("sha256", Digest.of(html.getBytes(StandardCharsets.UTF_8))));
    predicate.set(
        "environment",
        Json.tree(Environment.facts(run.platform().engine(run.options().engine()).identity())));
    return statement;
  }
}
