package org.liftgate.kernel;

import java.util.List;

/** How uncertainty is computed, chosen apart from the fit. */
public sealed interface Covariance {

  /** Independent errors of equal variance. */
  record Iid() implements Covariance {}

  /** Heteroskedasticity-robust: HC0 to HC3 (MacKinnon and White, 1985). */
  record Robust(int type) implements Covariance {
    public Robust {
      if (type < 0 || type > 3) {
        throw new IllegalArgumentException("type (" + type + ") must be 0 to 3");
      }
    }
  }

  /** Cluster-robust with fixest's small-sample factor, by one or two cluster variables (CR1). */
  record Clustered(List<String> by) implements Covariance {
    public Clustered {
      by = List.copyOf(by);
      if (by.isEmpty() || by.size() > 2) {
        throw new IllegalArgumentException("by (" + by + ") must name one or two columns");
      }
    }
  }

  static Covariance iid() {
    return new Iid();
  }

  static Covariance robust(int type) {
    return new Robust(type);
  }

  static Covariance cluster(String... by) {
    return new Clustered(List.of(by));
  }
}
