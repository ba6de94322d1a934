package org.liftgate.ingest.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    write(
        folder,
        () -> {
          var draw = RetailDraw.of(parameters, scale, seed);
          new DimensionFiles(draw).write(folder);
          return draw;
        },
        scale,
        cancelled);
  }

  /**
   * Transactions, redemptions and truth over the households, products, campaigns, mailings and
   * coupons of given tables, which are copied as they are.
   *
   * @throws LiftgateException also when a switch is turned that says how lists are drawn
   */
  @Override
  public void simulateOver(
      RetailParameters parameters,
      Path dimensions,
      long seed,
      Path folder,
      BooleanSupplier cancelled) {
    requireGivenLists(parameters);
    var given = GivenTables.read(dimensions);
    var draw = RetailDraw.over(parameters, given, seed);
    write(
        folder,
        () -> {
          GivenTables.copy(dimensions, folder);
          return draw;
        },
        (double) draw.households() / RetailDraw.HOUSEHOLDS_AT_SCALE_1,
        cancelled);
  }

  private interface Dimensions {
    RetailDraw write() throws IOException;
  }

  private void write(Path folder, Dimensions dimensions, double scale, BooleanSupplier cancelled) {
    try {
      requireEmpty(folder);
      var draw = dimensions.write();
      if (draw.parameters().response().substitutesFile()) {
        DimensionFiles.substitutes(draw.assortment(), folder);
      }
      if (draw.parameters().shelf().causalData()) {
        new CausalFile(draw, cancelled).write(folder);
      }
      Observed observed = new TransactionFiles(draw, cancelled).write(folder);
      var values = Truth.of(draw, observed, cancelled);
      Files.writeString(folder.resolve("truth.json"), TruthFile.text(name(), draw, scale, values));
    } catch (IOException e) {
      throw LiftgateException.failed(
          "The simulated files cannot be written to " + folder + ": " + e.getMessage(), e);
    }
  }

  /** Given lists are not drawn, so nothing may be asked of how. */
  private static void requireGivenLists(RetailParameters parameters) {
    var problems = new ArrayList<Problem>();
    var defaults = RetailParameters.defaults().byName();
    for (String name : List.of("selection", "campaigns", "overlap", "list_overlap", "feedback")) {
      fixed(problems, name, parameters, defaults.get(name));
    }
    fixed(problems, "superpopulation", parameters, defaults.get("superpopulation"));
    if (!problems.isEmpty()) {
      throw LiftgateException.input(
          "Where campaigns and lists are given, nothing may be asked of how they are drawn",
          problems);
    }
  }

  private static void fixed(
      List<Problem> problems, String name, RetailParameters parameters, Object wanted) {
    Object value = parameters.byName().get(name);
    if (!wanted.equals(value)) {
      problems.add(
          Problem.of(
              name,
              value.toString(),
              "must be left at " + wanted + " where campaigns and lists are given",
              "Maybe leave out the dimension tables: then lists are drawn."));
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
