package org.liftgate.app.execute;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.liftgate.app.pipeline.LoadedPipeline;
import org.liftgate.app.plan.CodeDigest;
import org.liftgate.app.store.Durable;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Simulator;

/** Simulated data of a home, drawn once for each set of parameters, scale and seed. */
public final class Simulations {
  private Simulations() {}

  /** Where the data of these parameters lie once they are drawn. */
  static Path folder(Platform platform, LoadedPipeline loaded, double scale, long seed) {
    check(scale);
    var simulation = simulation(loaded);
    String key =
        Digest.sha256()
            .add(simulation.uses())
            .add(CodeDigest.of(simulator(platform, simulation).getClass()))
            .add(simulation.parameters().toString())
            .add(Double.toString(scale))
            .add(Long.toString(seed))
            .hex();
    return platform
        .home()
        .resolve("simulated")
        .resolve(loaded.pipeline().name() + "-" + key.substring(0, 12));
  }

  static Path draw(
      Platform platform, LoadedPipeline loaded, double scale, long seed, Progress progress) {
    Path folder = folder(platform, loaded, scale, seed);
    Path root = folder.getParent();
    if (Files.exists(folder.resolve(RawFiles.TRUTH))) {
      return folder;
    }
    progress.advanced("simulate", "drawing data of known truth at scale " + scale, 0, 0);
    try {
      Files.createDirectories(root);
      Path aside = Files.createTempDirectory(root, ".draw");
      var wanted = new Wanted(scale, Optional.empty(), seed);
      fill(platform, loaded, wanted, aside, () -> Thread.currentThread().isInterrupted());
      try {
        Files.move(aside, folder, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        if (!Files.exists(folder.resolve(RawFiles.TRUTH))) {
          throw e;
        }
        Durable.deleteTree(aside); // another process drew the same data first
      }
      return folder;
    } catch (IOException e) {
      throw Failure.of(e, false);
    }
  }

  /**
   * What to draw.
   *
   * @param scale 1 is the size of the real data; without a meaning where dimensions are given
   * @param dimensions a folder with the tables to simulate over
   */
  public record Wanted(double scale, Optional<Path> dimensions, long seed) {}

  /** Fills an empty folder with the pipeline's simulated data. */
  public static void fill(
      Platform platform,
      LoadedPipeline loaded,
      Wanted wanted,
      Path folder,
      BooleanSupplier cancelled) {
    check(wanted.scale());
    var simulation = simulation(loaded);
    simulate(simulator(platform, simulation), simulation.parameters(), wanted, folder, cancelled);
  }

  private static void check(double scale) {
    if (!(scale > 0) || scale > 1000) {
      throw LiftgateException.input(
          Problem.of(
              "--scale",
              Double.toString(scale),
              "must be above 0 and at most 1000",
              "Maybe 0.1, or 1 for the size of the real data."));
    }
  }

  private static <P extends Record> void simulate(
      Simulator<P> simulator,
      Record parameters,
      Wanted wanted,
      Path folder,
      BooleanSupplier cancelled) {
    P bound = simulator.parameters().cast(parameters);
    if (wanted.dimensions().isPresent()) {
      simulator.simulateOver(bound, wanted.dimensions().get(), wanted.seed(), folder, cancelled);
    } else {
      simulator.simulate(bound, wanted.scale(), wanted.seed(), folder, cancelled);
    }
  }

  private static Simulator<?> simulator(Platform platform, LoadedPipeline.Simulation simulation) {
    return platform.catalog().simulator(simulation.uses()).orElseThrow();
  }

  private static LoadedPipeline.Simulation simulation(LoadedPipeline loaded) {
    return loaded
        .simulation()
        .orElseThrow(
            () ->
                LiftgateException.input(
                    Problem.of(
                        loaded.pipeline().name(),
                        null,
                        "has no simulator",
                        "Maybe bring your own data with --data DIR.")));
  }
}
