package org.liftgate.ingest.simulate.pricing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.liftgate.ingest.simulate.Stream;
import org.liftgate.ingest.simulate.Stream.Purpose;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Simulator;

/**
 * {@code ingest.pricing}: customers of a media subscription, each offered one of three prices, in
 * the header of the public file. Expected demand is (slope + extra*[income &lt; 1])*price + 20 +
 * .5*avg_hours + 5*[days_visited &gt; 4] and is met up to log-normal noise; lower prices went more
 * often to lower incomes. Scale 1 is 100,000 customers; a tenth is the size of the public file.
 */
public final class PricingSimulator implements Simulator<PricingParameters> {
  private static final int CUSTOMERS_AT_SCALE_1 = 100_000;
  private static final String HEADER =
      "account_age,age,avg_hours,days_visited,friends_count,has_membership,is_US,songs_purchased,"
          + "income,price,demand,demand_before\n";

  @Override
  public String name() {
    return "ingest.pricing";
  }

  @Override
  public Class<PricingParameters> parameters() {
    return PricingParameters.class;
  }

  @Override
  public void simulate(
      PricingParameters p, double scale, long seed, Path folder, BooleanSupplier cancelled) {
    int customers = Math.max(10, (int) Math.round(CUSTOMERS_AT_SCALE_1 * scale));
    var lines = new StringBuilder(HEADER);
    var sample = new Targets(p, customers);
    for (int i = 0; i < customers; i++) {
      check(cancelled, i);
      Customer c = Customer.draw(seed, i);
      lines.append(c.line(p)).append('\n');
      sample.add(c);
    }
    Optional<Map<String, Double>> many = population(p, seed, cancelled);
    try {
      requireEmpty(folder);
      Files.writeString(folder.resolve("pricing_sample.csv"), lines);
      Files.writeString(folder.resolve("truth.json"), truth(p, scale, seed, sample, many));
    } catch (IOException e) {
      throw LiftgateException.failed(
          "The simulated files cannot be written to " + folder + ": " + e.getMessage(), e);
    }
  }

  /** Targets of the second draw, whose customers are none of the file's. */
  private static Optional<Map<String, Double>> population(
      PricingParameters p, long seed, BooleanSupplier cancelled) {
    if (p.population() == 0) {
      return Optional.empty();
    }
    long other = (long) (Stream.of(seed, Purpose.COMMODITY).uniform() * 0x1p53);
    var targets = new Targets(p, p.population());
    for (int i = 0; i < p.population(); i++) {
      check(cancelled, i);
      targets.add(Customer.draw(other, i));
    }
    return Optional.of(targets.values());
  }

  private static void check(BooleanSupplier cancelled, int i) {
    if (i % 4096 == 0 && cancelled.getAsBoolean()) {
      throw LiftgateException.failed("The simulation was cancelled.", null);
    }
  }

  private static String truth(
      PricingParameters p,
      double scale,
      long seed,
      Targets sample,
      Optional<Map<String, Double>> many) {
    var rows = new ArrayList<String>();
    sample
        .values()
        .forEach(
            (term, value) -> {
              Optional<Double> other = many.map(m -> m.get(term));
              if (money(term)) {
                rows.add(row("price", "revenue", term, value, other));
              } else {
                rows.add(row("log_price", "log_demand", term, value, other));
                rows.add(row("log_discount", "log_demand", term, -value, other.map(v -> -v)));
              }
            });
    String parameters =
        p.byName().entrySet().stream()
            .map(e -> "\"%s\": %s".formatted(e.getKey(), e.getValue()))
            .collect(Collectors.joining(", "));
    return """
        {
          "schema": "liftgate-truth/1",
          "simulator": "ingest.pricing",
          "seed": %d,
          "scale": %s,
          "parameters": {%s},
          "estimands": [
            %s
          ]
        }
        """
        .formatted(seed, scale, parameters, String.join(",\n    ", rows));
  }

  private static boolean money(String term) {
    return term.startsWith("revenue") || term.equals("best-cut");
  }

  private static String row(
      String treatment, String outcome, String term, double value, Optional<Double> many) {
    boolean byVariance = term.startsWith("projection(") || term.equals("slope");
    return ("{\"treatment\": \"%s\", \"outcome\": \"%s\", \"group_id\": null, \"term\": \"%s\","
            + " \"value\": %s, \"superpopulation\": %s, \"target\": \"%s\", \"weights\": \"%s\"}")
        .formatted(
            treatment,
            outcome,
            term,
            value,
            many.map(Object::toString).orElse("null"),
            "customers of the file",
            byVariance ? "variance of log price given what is known" : "customers");
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
