package org.liftgate.app.pipeline;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.liftgate.kernel.Pipeline;

/**
 * A pipeline with the settings of one run bound into it.
 *
 * @param folder where its files lie
 * @param settings values of its parameters, typed, by name
 * @param files texts of its SQL and graphs by relative path, sorted
 * @param simulation how data of known truth are drawn for it
 */
public record LoadedPipeline(
    Pipeline pipeline,
    Path folder,
    Map<String, Object> settings,
    Map<String, String> files,
    Optional<Simulation> simulation) {

  /** A simulator's name and its bound parameters. */
  public record Simulation(String uses, Record parameters) {}

  /** Files below a relative folder: file name to text, sorted by name. */
  public Map<String, String> folder(String relative) {
    String prefix = relative.endsWith("/") ? relative : relative + "/";
    var found = new java.util.TreeMap<String, String>();
    files.forEach(
        (path, text) -> {
          if (path.startsWith(prefix) && path.indexOf('/', prefix.length()) < 0) {
            found.put(path.substring(prefix.length()), text);
          }
        });
    return found;
  }
}
