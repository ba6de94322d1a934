package org.liftgate.server.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.testing.MySqlServer;

/**
 * Three processes on one MySQL and one folder, each under a name of its own, so that none may look
 * whether another still lives: what a dead or stalled one worked on goes on elsewhere, once.
 */
class NodesIT {
  private static final Map<String, Object> WORK =
      Map.of("pipeline", "mix-regression", "scale", 0.05);

  @TempDir Path folder;

  private final MySqlServer mysql = MySqlServer.another();
  private final List<Served> nodes = new ArrayList<>();
  private String url;

  @BeforeEach
  void open() throws Exception {
    url = mysql.newDatabase("nodes");
    for (int i = 0; i < 3; i++) {
      nodes.add(node(i));
    }
  }

  private Served node(int i) throws Exception {
    return Served.start(
        folder.resolve("home"), Map.of("LIFTGATE_DB", url, "LIFTGATE_NODE", "node-" + i));
  }

  @AfterEach
  void close() {
    nodes.forEach(Served::close);
    mysql.kill();
  }

  private static JsonNode ended(Served node, String run, int seconds) throws Exception {
    JsonNode document = node.run(run);
    for (int i = 0; i < seconds * 5 && open(document); i++) {
      Thread.sleep(200);
      document = node.run(run);
    }
    return document;
  }

  private static boolean open(JsonNode document) {
    return List.of("queued", "running").contains(document.path("status").asText());
  }

  @Test
  void killsAndARestartOfTheDatabaseLoseNothing() throws Exception {
    var random = new Random(20_261_123);
    var runs = new ArrayList<String>();
    for (int i = 0; i < 4; i++) {
      runs.add(
          nodes
              .get(i % 3)
              .trigger(Map.of("pipeline", "mix-regression", "scale", 0.05, "seed", 1 + i % 2)));
    }
    Thread.sleep(2000 + random.nextInt(2000));
    nodes.get(0).kill();
    Thread.sleep(1000);
    mysql.kill();
    Thread.sleep(1000);
    mysql.startAgain();
    Served back = node(0);
    nodes.add(back);
    var digests = new ArrayList<String>();
    for (String run : runs) {
      JsonNode document = ended(back, run, 240);
      assertThat(document.path("status").asText()).as("%s", document).isEqualTo("succeeded");
      digests.add(document.path("result_digest").asText());
    }
    assertThat(digests.get(2)).isEqualTo(digests.get(0));
    assertThat(digests.get(3)).isEqualTo(digests.get(1)).isNotEqualTo(digests.get(0));
  }

  @Test
  void aStalledNodeChangesNothingWhenItWakes() throws Exception {
    String run = nodes.get(1).trigger(WORK);
    while (nodes.get(2).run(run).path("stages").path(1).path("status").asText().equals("pending")) {
      Thread.sleep(100);
    }
    nodes.get(1).signal("STOP");
    JsonNode elsewhere = ended(nodes.get(2), run, 240);
    assertThat(elsewhere.path("status").asText()).as("%s", elsewhere).isEqualTo("succeeded");
    nodes.get(1).signal("CONT");
    Thread.sleep(5000);
    JsonNode after = nodes.get(1).run(run);
    ((com.fasterxml.jackson.databind.node.ObjectNode) after).remove("seconds");
    ((com.fasterxml.jackson.databind.node.ObjectNode) elsewhere).remove("seconds");
    assertThat(after).isEqualTo(elsewhere);
  }
}
