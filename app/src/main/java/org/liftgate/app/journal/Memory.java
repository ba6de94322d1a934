package org.liftgate.app.journal;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What earlier runs computed, wrote down and published. */
public final class Memory {
  private final Database database;
  private final Clock clock;

  Memory(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  public Optional<String> cached(String key) {
    return database.transact(
        tx -> tx.first("SELECT body FROM lg_cache WHERE cache_key = ?", r -> r.getString(1), key));
  }

  public void cache(String key, String run, String body) {
    database.transact(
        tx -> {
          tx.update("DELETE FROM lg_cache WHERE cache_key = ?", key);
          return tx.update(
              "INSERT INTO lg_cache (cache_key, run_id, body, created_at) VALUES (?,?,?,?)",
              key,
              run,
              body,
              clock.millis());
        });
  }

  /** Whether the marts hold the rows of a result. */
  public boolean published(String digest) {
    return database
        .transact(
            tx ->
                tx.first(
                    "SELECT 1 FROM mart_publication WHERE result_digest = ?",
                    r -> r.getInt(1),
                    digest))
        .isPresent();
  }

  public Optional<String> manifest(String sha) {
    return database.transact(
        tx ->
            tx.first(
                "SELECT body FROM lg_manifest WHERE manifest_sha = ?", r -> r.getString(1), sha));
  }

  /** Manifests of a run's stages by their hash, in one look. */
  public Map<String, String> manifests(String run) {
    var found = new HashMap<String, String>();
    database.transact(
        tx ->
            tx.list(
                "SELECT m.manifest_sha, m.body FROM lg_stage s JOIN lg_manifest m ON m.manifest_sha = s.manifest_sha WHERE s.run_id = ?",
                r -> found.put(r.getString(1), r.getString(2)),
                run));
    return found;
  }
}
