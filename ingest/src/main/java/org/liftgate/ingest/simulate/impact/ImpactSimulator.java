package org.liftgate.ingest.simulate.impact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.function.BooleanSupplier;
import org.liftgate.ingest.simulate.Stream;
import org.liftgate.ingest.simulate.Stream.Purpose;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Simulator;

/**
 * {@code ingest.impact}: sales of stores before and after a campaign, one a store and day, in the
 * four files of the original. A sale is a level of 500, the store's own level and trend, noise the
 * store shares from day to day, noise of its own, and in treated stores from the start on the
 * effect. Stores are left out by lot. Scale 1 is 1,000 stores; at a tenth and the default share 50
 * are treated, as many as in the original's files.
 */
public final class ImpactSimulator implements Simulator<ImpactParameters> {
  private static final int STORES_AT_SCALE_1 = 1_000;
  private static final double LEVEL = 500;
  private static final LocalDate START = LocalDate.of(2020, 1, 1);

  @Override
  public String name() {
    return "ingest.impact";
  }

  @Override
  public Class<ImpactParameters> parameters() {
    return ImpactParameters.class;
  }

  @Override
  public void simulate(
      ImpactParameters p, double scale, long seed, Path folder, BooleanSupplier cancelled) {
    int stores = Math.max(2, (int) Math.round(STORES_AT_SCALE_1 * scale));
    var market = Market.draw(p, stores, seed);
    var truth = new ImpactTruth();
    var before = new StringBuilder("date,store_id,customer_id,sales\n");
    var after = new StringBuilder("date,store_id,customer_id,sales\n");
    sales(p, market, seed, before, after, truth, cancelled);
    try {
      requireEmpty(folder);
      Files.writeString(folder.resolve("sales_before.csv"), before);
      Files.writeString(folder.resolve("sales_after.csv"), after);
      Files.writeString(folder.resolve("store_characteristics.csv"), stores(p, market));
      Files.writeString(folder.resolve("customer_demographics.csv"), customers(market));
      if (p.untreatedFile()) {
        Files.writeString(folder.resolve("untreated_stores.csv"), untreated(market));
      }
      Files.writeString(folder.resolve("truth.json"), truth.json(p, scale, seed));
    } catch (IOException e) {
      throw LiftgateException.failed(
          "The simulated files cannot be written to " + folder + ": " + e.getMessage(), e);
    }
  }

  /** Rows by day, then store, as in the original's files. */
  private static void sales(
      ImpactParameters p,
      Market market,
      long seed,
      StringBuilder before,
      StringBuilder after,
      ImpactTruth truth,
      BooleanSupplier cancelled) {
    int stores = market.stores();
    var level = new double[stores];
    var trend = new double[stores];
    var shared = new double[stores];
    for (int s = 0; s < stores; s++) {
      Stream own = Stream.of(seed, Purpose.HOUSEHOLD, s);
      level[s] = LEVEL + p.storeSpread() * own.normal();
      trend[s] = p.trendSpread() * own.normal() + (market.treated()[s] ? p.trendGap() : 0);
      shared[s] = own.normal();
    }
    double innovation = StrictMath.sqrt(1 - p.persistence() * p.persistence());
    for (int d = 0; d < 2 * p.days(); d++) {
      if (cancelled.getAsBoolean()) {
        throw LiftgateException.failed("The simulation was cancelled.", null);
      }
      boolean post = d >= p.days();
      LocalDate date = post ? START.plusDays(d - p.days()) : START.minusDays(1 + p.days() - d);
      for (int s = 0; s < stores; s++) {
        Stream own = Stream.of(seed, Purpose.NOISE, s, d);
        shared[s] = p.persistence() * shared[s] + innovation * own.normal();
        int customer = own.below(market.customers());
        double sale = level[s] + trend[s] * (d - p.days()) + p.storeNoise() * shared[s];
        sale += p.noise() * own.normal() + (post ? p.shift() : 0);
        if (post && market.treated()[s]) {
          double effect = market.effect(p, s, customer);
          truth.add(market, s, customer, effect);
          sale += effect;
        }
        (post ? after : before)
            .append(date)
            .append(',')
            .append(s + 1)
            .append(',')
            .append(customer + 1)
            .append(',')
            .append(sale)
            .append('\n');
      }
    }
  }

  private static String stores(ImpactParameters p, Market market) {
    boolean column = p.untreatedShare() > 0 && !p.untreatedFile();
    var lines = new StringBuilder("store_id,store_size,store_location");
    lines.append(column ? ",treated\n" : "\n");
    for (int s = 0; s < market.stores(); s++) {
      lines.append(s + 1).append(',').append(market.size()[s]).append(',');
      lines.append(market.location()[s]);
      lines.append(column ? (market.treated()[s] ? ",1\n" : ",0\n") : "\n");
    }
    return lines.toString();
  }

  private static String untreated(Market market) {
    var lines = new StringBuilder("store_id\n");
    for (int s = 0; s < market.stores(); s++) {
      lines.append(market.treated()[s] ? "" : (s + 1) + "\n");
    }
    return lines.toString();
  }

  private static String customers(Market market) {
    var lines = new StringBuilder("customer_id,age,gender,income\n");
    for (int c = 0; c < market.customers(); c++) {
      lines.append(c + 1).append(',').append(market.age()[c]).append(',');
      lines.append(market.male()[c] ? 'M' : 'F').append(',').append(market.income()[c]);
      lines.append('\n');
    }
    return lines.toString();
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
