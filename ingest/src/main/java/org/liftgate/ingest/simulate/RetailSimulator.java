package org.liftgate.ingest.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Simulator;

/**
 * {@code ingest.retail}: a grocery retailer in the files of The Complete Journey (Kaggle headers).
 * Scale 1 is 2,500 households over 711 days, 30 campaigns and about 2.6 million lines.
 */
public final class RetailSimulator implements Simulator<RetailParameters> {

  @Override
  public String name() {
    return "ingest.retail";
  }

  @Override
  public Class<RetailParameters> parameters() {
    return RetailParameters.class;
  }

  @Override
  public void simulate(
      RetailParameters parameters,
      double scale,
      long seed,
      Path folder,
      BooleanSupplier cancelled) {
    if (!(scale > 0 && scale <= 100)) {
      throw LiftgateException.input(
          Problem.of(
              "scale",
              Double.toString(scale),
              "must be above 0 and at most 100",
              "Maybe 1, the size of the real data."));
    }
    try {
      requireEmpty(folder);
      var draw = RetailDraw.of(parameters, scale, seed);
      new DimensionFiles(draw).write(folder);
      Observed observed = new TransactionFiles(draw, cancelled).write(folder);
      var values = Truth.of(draw, observed);
      Files.writeString(folder.resolve("truth.json"), TruthFile.text(name(), draw, scale, values));
    } catch (IOException e) {
      throw LiftgateException.failed(
          "The simulated files cannot be written to " + folder + ": " + e.getMessage(), e);
    }
  }

  private static void requireEmpty(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (var found = Files.list(folder)) {
      if (found.findAny().isPresent()) {
        throw LiftgateException.input(
            Problem.of(
                "folder",
                folder.toString(),
                "must be empty",
                "Maybe name a folder that does not exist yet."));
      }
    }
  }
}
