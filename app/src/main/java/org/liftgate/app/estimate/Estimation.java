package org.liftgate.app.estimate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.estimate.EstimateVerb;
import org.liftgate.modeling.estimate.Findings;
import org.liftgate.modeling.estimate.Request;

/** One estimator on one file. Needs no home and no journal; leaves nothing behind. */
public final class Estimation implements AutoCloseable {
  private final Path scratch;
  private final Engine.Session session;
  private final Workers workers;
  private volatile boolean cancelled;

  /**
   * What is asked.
   *
   * @param asText columns that hold names, whatever they look like
   * @param dropMissing whether rows with missing values are left out and counted
   */
  public record Asked(
      EstimateVerb verb,
      Path data,
      Map<String, String> options,
      Set<String> asText,
      boolean dropMissing) {}

  /**
   * @param memoryMb limit of the engine's own memory while it reads
   * @param beat called often from long loops, for signs of life
   */
  public Estimation(long memoryMb, int threads, Runnable beat) {
    try {
      this.scratch = Files.createTempDirectory("liftgate-estimate");
    } catch (IOException e) {
      throw LiftgateException.failed("no folder for temporary files: " + e.getMessage(), e);
    }
    this.workers =
        new Workers(
            threads,
            () -> {
              stopIfCancelled();
              beat.run();
            });
    this.session = engine().open(new Engine.Settings(scratch, memoryMb << 20, threads));
  }

  private static Engine engine() {
    return ServiceLoader.load(Engine.class, Estimation.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .filter(e -> e.name().equals("duckdb"))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the engine duckdb is not on the class path"));
  }

  /** Loads the engine's native library, which takes as long as reading the command line does. */
  public static void preload() {
    try {
      engine().preload();
    } catch (LiftgateException | IllegalStateException e) {
      System.getLogger("org.liftgate")
          .log(System.Logger.Level.DEBUG, "the engine is told again where it is needed", e);
    }
  }

  /** Every estimator there is, by name. */
  public static List<EstimateVerb> verbs() {
    return ServiceLoader.load(EstimateVerb.class, Estimation.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(java.util.Comparator.comparing(EstimateVerb::name))
        .toList();
  }

  /**
   * @throws LiftgateException with every problem of options and file
   */
  public Findings run(Asked asked) {
    DataFile file = open(asked);
    check(asked, file.columns());
    Table table = file.read(used(asked, file.columns()), asked.asText());
    stopIfCancelled();
    var input = new Request.Input(table, file.columns(), asked.dropMissing());
    var request = Request.of(asked.verb(), input, asked.options(), workers);
    return noted(asked.verb().run(request), file.notes());
  }

  private DataFile open(Asked asked) {
    try {
      return DataFile.open(asked.data(), session);
    } catch (LiftgateException e) {
      var problems = new ArrayList<>(e.problems());
      problems.addAll(Request.problems(asked.verb(), asked.options()));
      throw e.code() == LiftgateException.Code.INPUT && problems.size() > e.problems().size()
          ? cannotStart(asked, problems)
          : e;
    }
  }

  private static void check(Asked asked, List<String> columns) {
    var problems = new ArrayList<>(Request.problems(asked.verb(), columns, asked.options()));
    for (String name : asked.asText()) {
      if (!columns.contains(name)) {
        problems.add(
            Problem.of(
                "--text", name, "must be a column of the data", Problem.didYouMean(name, columns)));
      }
    }
    if (!problems.isEmpty()) {
      throw cannotStart(asked, problems);
    }
  }

  private static LiftgateException cannotStart(Asked asked, List<Problem> problems) {
    return problems.size() == 1
        ? LiftgateException.input(problems.getFirst())
        : LiftgateException.input("estimate " + asked.verb().name() + " cannot start", problems);
  }

  /** At least one column, so that rows can be counted. */
  private static List<String> used(Asked asked, List<String> columns) {
    List<String> used = asked.verb().columns(asked.options(), columns);
    return used.isEmpty() ? columns.subList(0, 1) : used;
  }

  private static Findings noted(Findings f, List<String> notes) {
    var all = new ArrayList<>(notes);
    all.addAll(f.notes());
    return new Findings(
        f.estimator(), f.formula(), f.rows(), f.vcov(), f.estimates(), f.fit(), all);
  }

  /** Ends the work from another thread as soon as may be. */
  public void cancel() {
    cancelled = true;
    session.cancel();
  }

  private void stopIfCancelled() {
    if (cancelled || Thread.currentThread().isInterrupted()) {
      throw LiftgateException.cancelled();
    }
  }

  @Override
  public void close() {
    session.close();
    try (var files = Files.walk(scratch)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.getLogger("org.liftgate")
          .log(System.Logger.Level.DEBUG, "temporary files stay in " + scratch, e);
    }
  }
}
