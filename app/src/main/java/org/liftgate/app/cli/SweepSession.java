package org.liftgate.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.execute.RunStarter;
import org.liftgate.app.store.Json;
import org.liftgate.kernel.LiftgateException.Code;

/**
 * One run for each combination of swept values; what a value does not touch comes from the cache.
 * Ends with the surface: each headline at each point. Settings are tried, so nothing is published.
 */
final class SweepSession {
  private final Shell shell;
  private final Platform platform;
  private final boolean json;

  SweepSession(Shell shell, Platform platform, boolean json) {
    this.shell = shell;
    this.platform = platform;
    this.json = json;
  }

  /**
   * @param request the run at a point's settings
   * @return the contract's code of the worst run; a cancelled one ends the sweep
   */
  int lead(Sweep sweep, Function<Map<String, String>, RunStarter.Request> request)
      throws InterruptedException {
    var starter = new RunStarter(platform);
    var points = sweep.points();
    for (Map<String, String> point : points) { // all are read before the first is run
      RunStarter.Request r = request.apply(point);
      starter.load(r.pipeline(), r.settings());
    }
    var session = new RunSession(shell, platform, json);
    ObjectNode document = Json.object();
    ObjectNode swept = document.putObject("sweep");
    sweep.values().forEach((name, values) -> values.forEach(swept.withArray(name)::add));
    ArrayNode all = document.putArray("points");
    int worst = 0;
    for (int i = 0; i < points.size() && worst != Code.CANCELLED.exit(); i++) {
      Map<String, String> point = points.get(i);
      if (!json) {
        shell.err.println("point " + (i + 1) + " of " + points.size() + ": " + sweep.words(point));
      }
      RunStarter.Request r = request.apply(point);
      ObjectNode run = session.conduct(progress -> starter.start(r, progress));
      worst = Math.max(worst, RunSession.exit(run));
      ObjectNode row = all.addObject();
      ObjectNode settings = row.putObject("settings");
      new TreeMap<>(point).forEach(settings::put);
      row.set("run", run);
    }
    if (json) {
      shell.print(document);
    } else {
      surface(sweep, all);
    }
    return worst;
  }

  private void surface(Sweep sweep, ArrayNode points) {
    var names = new ArrayList<>(sweep.values().keySet());
    var heads = new ArrayList<>(names);
    heads.addAll(
        java.util.List.of("estimate", "", "95% interval", "verdict", "cached stages", "run"));
    var table = new Columns("r".repeat(names.size()) + "lrllrl", heads.toArray(String[]::new));
    for (JsonNode point : points) {
      JsonNode run = point.path("run");
      int cached = 0;
      for (JsonNode stage : run.path("stages")) {
        cached += stage.path("status").asText().equals("cached") ? 1 : 0;
      }
      String reused = cached + " of " + run.path("stages").size();
      var cells = new ArrayList<Object>();
      names.forEach(n -> cells.add(point.path("settings").path(n).asText()));
      if (run.path("headline").isEmpty()) {
        String ended = run.path("status").asText();
        java.util.Collections.addAll(cells, "-", "-", "-", ended, reused, run.path("run").asText());
        table.add(cells.toArray());
      }
      for (JsonNode h : run.path("headline")) {
        var row = new ArrayList<>(cells);
        row.add(h.path("estimand").asText());
        row.add(RunPrinter.number(h, "estimate"));
        row.add(RunPrinter.interval(h));
        row.add(h.path("verdict").asText());
        row.add(reused);
        row.add(run.path("run").asText());
        table.add(row.toArray());
      }
    }
    shell.out.println();
    table.lines().forEach(shell.out::println);
  }
}
