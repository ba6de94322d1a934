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

  /**
   * Cluster-robust without (CR0), with leverage (CR2, Bell and McCaffrey, 2002) or jackknife (CR3)
   * correction, with Satterthwaite degrees of freedom (Pustejovsky and Tipton, 2018).
   */
  record LeverageCorrected(int type, String by) implements Covariance {
    public LeverageCorrected {
      if (type != 0 && type != 2 && type != 3) {
        throw new IllegalArgumentException("type (" + type + ") must be 0, 2 or 3");
      }
    }
  }

  /** Newey and West (1987) with Bartlett weights, for rows in time order. */
  record NeweyWest(int lags) implements Covariance {
    public NeweyWest {
      if (lags < 0) {
        throw new IllegalArgumentException("lags (" + lags + ") must be at least 0");
      }
    }
  }

  /**
   * Driscoll and Kraay (1998): scores summed by period, then Newey and West's weights over the
   * periods. It stands up to any dependence between units and serial correlation up to the lags.
   *
   * @param time codes that ascend with time, one step a period
   */
  record DriscollKraay(String time, int lags) implements Covariance {
    public DriscollKraay {
      if (lags < 0) {
        throw new IllegalArgumentException("lags (" + lags + ") must be at least 0");
      }
    }
  }

  /** Null-imposing wild cluster bootstrap-t (Cameron, Gelbach and Miller, 2008). */
  record WildCluster(String by, Weights weights, int draws, long seed) implements Covariance {
    /** Law of the clusters' signs. */
    public enum Weights {
      RADEMACHER,
      /** Six points (Webb, 2023), for fewer than about 12 clusters. */
      WEBB
    }
  }

  /** Clusters drawn with replacement, the whole fit repeated. */
  record PairsCluster(String by, int draws, long seed) implements Covariance {}

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
