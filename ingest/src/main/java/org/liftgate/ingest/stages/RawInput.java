package org.liftgate.ingest.stages;

import java.nio.file.Path;
import java.util.Optional;
import org.liftgate.ingest.raw.Layout;
import org.liftgate.kernel.Engine;

/** Raw data of one layout, wherever they lie. */
interface RawInput {
  Layout layout();

  /** Defines a table, and its lines, for every file of the layout; optional ones may be empty. */
  void define(Engine.Session engine, Told told);

  /** The file of known truth, if the data are simulated. */
  Optional<Path> truth();
}
