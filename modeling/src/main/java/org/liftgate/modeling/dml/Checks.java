package org.liftgate.modeling.dml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.dml.DmlSample.Columns;

/** What makes a sample unusable as a whole, all of it at once. */
final class Checks {
  /** Rows, or clusters, without which folds say little. */
  static final int LEAST = 50;

  /** Rows of an arm that folds can share. */
  private static final int LEAST_ARM = 10;

  /** Share of a variance that counts as nothing. */
  private static final double EXACT = 1e-10;

  private final List<String> details = new ArrayList<>();
  private Optional<Reason> reason = Optional.empty();

  private Checks() {}

  /** The one clustering of a covariance; empty without one. */
  static Optional<String> cluster(Covariance covariance) {
    return switch (covariance) {
      case Covariance.Clustered(List<String> by) when by.size() == 1 -> Optional.of(by.get(0));
      case Covariance.LeverageCorrected(int _, String by) -> Optional.of(by);
      default -> Optional.empty();
    };
  }

  static Optional<CateFit.Refused> refusal(DmlSample s, Covariance covariance, int folds) {
    var checks = new Checks();
    checks.covariance(covariance, s);
    checks.numbers(s);
    checks.size(s, covariance, folds);
    checks.treatment(s);
    return checks.reason.map(
        r -> new CateFit.Refused(terms(s.treatment()), r, String.join(" ", checks.details)));
  }

  static List<String> terms(Treatment treatment) {
    return treatment.contrasts().isEmpty()
        ? List.of("ate")
        : treatment.contrasts().stream().map(EffectModel::average).toList();
  }

  private void add(Reason why, String detail) {
    reason = reason.or(() -> Optional.of(why));
    details.add(detail);
  }

  private void covariance(Covariance covariance, DmlSample s) {
    boolean known =
        switch (covariance) {
          case Covariance.Iid _, Covariance.Robust _, Covariance.LeverageCorrected _ -> true;
          case Covariance.Clustered(List<String> by) -> by.size() == 1;
          default -> false;
        };
    if (!known) {
      add(
          Reason.UNSUITED,
          "This covariance is not available here; iid, hc0 to hc3, cluster(a), cr0(a), cr2(a) and"
              + " cr3(a) are.");
    }
    cluster(covariance)
        .filter(c -> !s.clusters().containsKey(c))
        .ifPresent(
            c -> {
              throw new IllegalArgumentException(
                  "cluster (%s) must be one of %s".formatted(c, s.clusters().keySet()));
            });
  }

  private void numbers(DmlSample s) {
    finite("The outcome", s.outcome());
    if (s.treatment() instanceof Treatment.Dose(double[] values)) {
      finite("The treatment", values);
    }
    Columns known = s.known();
    for (int k = 0; k < known.width(); k++) {
      finite(known.names().get(k), known.values()[k]);
    }
  }

  private void finite(String what, double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        add(Reason.NOT_FINITE, "%s is not finite in row %,d.".formatted(what, i + 1));
        return;
      }
    }
  }

  private void size(DmlSample s, Covariance covariance, int folds) {
    int n = s.rows();
    if (n < LEAST) {
      add(
          n == 0 ? Reason.NO_ROWS : Reason.LOW_DF,
          "%,d rows are too few to learn on some and estimate on others; at least %d are needed."
              .formatted(n, LEAST));
      return;
    }
    if (s.folds().length == 0 && n < 2 * folds) {
      add(
          Reason.LOW_DF,
          "%,d rows are too few for %,d folds; at least %,d are needed."
              .formatted(n, folds, 2 * folds));
    }
    if (s.folds().length > 0 && Arrays.stream(s.folds()).distinct().count() < 2) {
      add(Reason.UNSUITED, "The folds given are only one; at least two are needed.");
    }
    Optional<String> by = cluster(covariance);
    if (by.isPresent()) {
      long clusters = Arrays.stream(s.clusters().get(by.get())).distinct().count();
      if (clusters < Math.max(2 * folds, 10)) {
        add(
            Reason.TOO_FEW_CLUSTERS,
            "%d clusters of %s are too few for %d folds; at least %d are needed."
                .formatted(clusters, by.get(), folds, Math.max(2 * folds, 10)));
      }
    }
    double first = s.outcome()[0];
    if (Arrays.stream(s.outcome()).allMatch(v -> v == first)) {
      add(Reason.NO_VARIATION, "The outcome does not vary.");
    }
  }

  private void treatment(DmlSample s) {
    if (s.rows() == 0) {
      return;
    }
    switch (s.treatment()) {
      case Treatment.Dose(double[] values) -> {
        double first = values[0];
        if (Arrays.stream(values).allMatch(v -> v == first)) {
          add(Reason.NO_VARIATION, "The treatment is the same in every row.");
        } else {
          line(values, s.known());
        }
      }
      case Treatment.Arms arms -> {
        var counts = new int[arms.labels().size()];
        for (int code : arms.codes()) {
          counts[code]++;
        }
        if (Arrays.stream(counts).filter(c -> c > 0).count() < 2) {
          add(Reason.NO_VARIATION, "The treatment is the same in every row.");
          return;
        }
        for (int a = 0; a < counts.length; a++) {
          if (counts[a] < LEAST_ARM) {
            add(
                Reason.SMALL_ARM,
                "Arm %s has %,d rows; at least %d are needed."
                    .formatted(arms.labels().get(a), counts[a], LEAST_ARM));
          }
        }
      }
    }
  }

  /** A dose that is a line in one column, which learners that bend might not see to be exact. */
  private void line(double[] dose, Columns known) {
    double[] t = centred(dose);
    for (int k = 0; k < known.width(); k++) {
      double[] x = centred(known.values()[k]);
      double xx = EffectModel.dot(x, x);
      double xt = EffectModel.dot(x, t);
      if (xx > 0 && xt * xt >= (1 - EXACT) * xx * EffectModel.dot(t, t)) {
        add(
            Reason.NO_OVERLAP,
            "Modifiers and controls determine the treatment: it is a line in %s. Maybe that is the treatment again, or follows from it."
                .formatted(known.names().get(k)));
        return;
      }
    }
  }

  private static double[] centred(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    return Arrays.stream(values).map(v -> v - mean).toArray();
  }
}
