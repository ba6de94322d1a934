package org.liftgate.modeling.estimate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Covariance.WildCluster.Weights;

/**
 * Reads a covariance: iid, hc0..hc3, cluster(a,b), cr0(a), cr2(a), cr3(a), hac(4), wild(a,webb).
 */
final class Vcovs {
  static final String FORMS =
      "iid, hc0 to hc3, cluster(a), cluster(a,b), cr0(a), cr2(a), cr3(a), hac(4), wild(a),"
          + " wild(a,webb) or pairs(a)";
  private static final int DRAWS = 9_999;
  private static final Pattern CALL = Pattern.compile("(\\w+)\\s*\\((.*)\\)");

  private Vcovs() {}

  /** Empty when the text is none of {@link #FORMS}. */
  static Optional<Covariance> parse(String text, long seed) {
    String plain = text.strip().toLowerCase(Locale.ROOT);
    if (plain.equals("iid")) {
      return Optional.of(Covariance.iid());
    }
    if (plain.matches("hc[0-3]")) {
      return Optional.of(Covariance.robust(plain.charAt(2) - '0'));
    }
    var call = CALL.matcher(text.strip());
    if (!call.matches()) {
      return Optional.empty();
    }
    List<String> given = Arrays.stream(call.group(2).split(",")).map(String::strip).toList();
    return given.stream().anyMatch(String::isEmpty)
        ? Optional.empty()
        : call(call.group(1).toLowerCase(Locale.ROOT), given, seed);
  }

  private static Optional<Covariance> call(String kind, List<String> given, long seed) {
    String first = given.get(0);
    boolean lags = first.matches("\\d{1,6}");
    boolean webb = given.getLast().equalsIgnoreCase("webb");
    return switch (kind + "/" + given.size()) {
      case "cluster/1", "cluster/2" -> Optional.of(new Covariance.Clustered(given));
      case "cr0/1", "cr2/1", "cr3/1" ->
          Optional.of(new Covariance.LeverageCorrected(kind.charAt(2) - '0', first));
      case "hac/1" ->
          lags ? Optional.of(new Covariance.NeweyWest(Integer.parseInt(first))) : Optional.empty();
      case "wild/1" -> Optional.of(wild(first, Weights.RADEMACHER, seed));
      case "wild/2" -> webb ? Optional.of(wild(first, Weights.WEBB, seed)) : Optional.empty();
      case "pairs/1" -> Optional.of(new Covariance.PairsCluster(first, DRAWS, seed));
      default -> Optional.empty();
    };
  }

  private static Covariance wild(String by, Weights weights, long seed) {
    return new Covariance.WildCluster(by, weights, DRAWS, seed);
  }

  /** Columns a covariance clusters by. */
  static List<String> columns(Covariance covariance) {
    return switch (covariance) {
      case Covariance.Clustered(List<String> by) -> by;
      case Covariance.LeverageCorrected(int _, String by) -> List.of(by);
      case Covariance.WildCluster w -> List.of(w.by());
      case Covariance.PairsCluster p -> List.of(p.by());
      case Covariance.DriscollKraay(String time, int _) -> List.of(time);
      case Covariance.Iid _, Covariance.Robust _, Covariance.NeweyWest _ -> List.of();
    };
  }
}
