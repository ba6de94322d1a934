package org.liftgate.ingest.stages;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.liftgate.ingest.raw.Layout;
import org.liftgate.kernel.Engine;

/** Raw data of one layout, wherever they lie. */
interface RawInput {
  Layout layout();

  /** Defines a table, and its lines, for every file of the layout; optional ones may be empty. */
  void define(Engine.Session engine, Told told);

  /** Files that would do for one that was read and were left alone, each in a sentence. */
  default List<String> leftAlone() {
    return List.of();
  }

  /** The file of known truth, if the data are simulated. */
  Optional<Path> truth();
}
