package org.liftgate.kernel;

import java.util.Map;
import java.util.Optional;

/**
 * An immutable output, stored by the SHA-256 of its bytes.
 *
 * @param name unique within a run; the table's name, or a file's relative path
 * @param stage the stage that made it
 * @param sha256 of the stored bytes
 * @param table facts about a table; empty for a file
 */
public record Artifact(
    String name,
    String stage,
    String mediatype,
    String sha256,
    long bytes,
    Optional<TableFacts> table) {

  public static final String PARQUET = "application/vnd.apache.parquet";

  /** What is known of a table beyond its bytes. */
  public record TableFacts(
      String contentHash, long rows, Schema schema, Map<String, Map<String, String>> metrics) {}

  /** What the run's digest is made of: the content of tables, whatever file holds them. */
  public String identity() {
    return table.map(TableFacts::contentHash).orElse(sha256);
  }
}
