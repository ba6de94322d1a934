package org.liftgate.kernel;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What a stage or gate kind may see and do while it runs. */
public interface StageContext {

  /** The pipeline as loaded: parameters, tables, texts. */
  Pipeline pipeline();

  Stage stage();

  /** Whose recipe the run follows. For kinds that say they read {@code PROFILE}. */
  Profile profile();

  boolean simulated();

  /** Values of the pipeline's parameters as this run has them, by name, typed. */
  Map<String, Object> settings();

  /**
   * The engine, with every input table already a view under its name. Tables with {@code role:
   * outcome} are there only for stages that may see them.
   */
  Engine.Session engine();

  /** Artifacts of the stages this one needs, by name; files too. */
  Map<String, Artifact> inputs();

  /** The stored bytes of an input. Read only. */
  Path open(Artifact artifact);

  /** A stored table under a name in a session, with the line numbers the pipeline gives it. */
  default void view(Engine.Session session, String name, Artifact artifact) {
    boolean numbered =
        pipeline().table(artifact.name()).map(Pipeline.TableSpec::lineNumbers).orElse(false);
    if (numbered) {
      session.viewNumbered(name, open(artifact));
    } else {
      session.view(name, open(artifact));
    }
  }

  /**
   * Where the run's raw data lie; empty for stages that are not sources, and where they are in a
   * database.
   */
  Optional<Path> data();

  /** A database whose tables are a run's raw data. What it tells never holds credentials. */
  interface RawDatabase {
    /** Its JDBC URL without credentials. */
    String name();

    /**
     * @throws LiftgateException when it cannot be reached or refuses the account
     */
    Connection open();

    /** What went wrong, for people; passing where another attempt may succeed. */
    LiftgateException fault(SQLException e, String doing);

    /** The file of known truth, where the tables of this layout were filled with simulated data. */
    Optional<String> truth(String layout);
  }

  /** The database with the run's raw data; empty for stages that are not sources, and for files. */
  default Optional<RawDatabase> database() {
    return Optional.empty();
  }

  /** A folder of the pipeline, such as {@code sql/clean}: file name to text, sorted by name. */
  Map<String, String> folder(String relative);

  /** Gate outcomes of the run so far, as rows of {@link Schemas#GATE_RESULTS}. */
  Table gateResults();

  /**
   * Writes a table that is defined in the engine, in key order. Checks a schema if one is given.
   */
  Artifact write(String table, List<String> key, Optional<Schema> checked);

  /** Writes a file as it is; the name may hold slashes. */
  Artifact write(String name, String mediatype, byte[] bytes);

  /** A number for people and the manifest, such as rows read. */
  void metric(String name, double value);

  /** A sentence for the manifest and the report. */
  void note(String sentence);

  /** Progress for people; total is 0 when unknown. */
  void progress(String what, long done, long total);

  /** Throws when the run was cancelled; long loops call it about once a second. */
  void checkCancelled();

  /** A stream of its own, fixed by the run's seed and the name. */
  RandomGenerator random(String stream);

  /** A folder for scratch files, removed after the stage. */
  Path scratch();

  /**
   * Facts of the run an effect kind may need, such as {@code run}, {@code as_of}, {@code
   * published}. Pure kinds get none of them.
   */
  Map<String, String> run();

  /** Hands rows to a mart; committed together with the journal row. For effect kinds only. */
  void mart(String mart, Table rows);

  /** Lays a file into the run's published tree. For effect kinds only. */
  void publish(String path, Path file);
}
