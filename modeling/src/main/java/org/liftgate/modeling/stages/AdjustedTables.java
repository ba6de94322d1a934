package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Grade;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.modeling.adjusted.GroupSample;
import org.liftgate.modeling.balance.Balance;
import org.liftgate.modeling.matching.Matches;
import org.liftgate.modeling.overlap.Overlap;
import org.liftgate.modeling.panel.Arms;
import org.liftgate.modeling.weighting.Target;
import org.liftgate.modeling.weighting.TreatedContrast;

/** What stands beside adjusted estimates: scores, overlap, balance and calipers. */
record AdjustedTables(
    StageContext context,
    AdjustedStage.Parameters p,
    Design design,
    AdjustedData data,
    Workers workers) {

  EstimateTable.Row row(Adjusted a, String estimator, String vcov, Grade grade) {
    Arms arms = Arms.of(a.sample().treatedUnits(), a.sample().comparisonUnits());
    return new EstimateTable.Row(
        design.stage(),
        estimator,
        design.profile().word(),
        p.treatment(),
        p.outcome(),
        a.sample().label(),
        vcov,
        a.sample().panelRows(),
        arms,
        Arms.of(0, 0),
        arms,
        grade.word(),
        data.postPeriods());
  }

  /** Whether the arms overlap and every covariate is alike in them once weighted. */
  static boolean fair(Adjusted a) {
    return !a.group().poorOverlap() && a.group().balanced();
  }

  /** Adjusted where overlap and balance hold; else no more than associational. */
  Grade grade(Adjusted a) {
    return design.grade().weaker(fair(a) ? Grade.ADJUSTED : Grade.ASSOCIATIONAL);
  }

  void write(List<Adjusted> groups) {
    scores(groups);
    overlap(groups);
    balance(groups);
    calipers(groups);
  }

  private void scores(List<Adjusted> groups) {
    var rows = new ArrayList<List<@Nullable Object>>();
    for (Adjusted a : groups) {
      GroupSample s = a.sample();
      double[] all = a.group().score();
      double[] earlier = a.group().matchingScore();
      for (int i = 0; i < s.unit().length && all.length > 0; i++) {
        rows.add(
            Arrays.<@Nullable Object>asList(
                s.label(),
                data.unitIds()[s.unit()[i]],
                s.treated()[i] == 1,
                all[i],
                earlier.length == 0 ? null : (Double) earlier[i]));
      }
    }
    StageTable.write(
        context,
        "scores",
        Schema.of(
            new Column("group_id", data.groupType()),
            new Column("unit_id", Type.INTEGER),
            new Column("treated", Type.BOOLEAN),
            new Column("score", Type.DOUBLE),
            new Column("matching_score", Type.DOUBLE)),
        rows,
        "group_id",
        "unit_id");
  }

  private void overlap(List<Adjusted> groups) {
    var rows = new ArrayList<List<@Nullable Object>>();
    for (Adjusted a : groups) {
      Optional<Overlap> o = a.group().overlap();
      rows.add(
          Arrays.<@Nullable Object>asList(
              a.sample().label(),
              (long) a.sample().treatedUnits(),
              (long) a.sample().comparisonUnits(),
              o.map(Overlap::auc).orElse(null),
              o.map(Overlap::share).orElse(null),
              o.isPresent() ? (Double) a.group().effectiveUnits() : null,
              (long) a.group().contrast().map(TreatedContrast::trimmed).orElse(0),
              a.group().poorOverlap(),
              (long) a.group().weightedCovariates().size(),
              a.group().balanced(),
              a.group().unbalanced().isEmpty() ? null : String.join(", ", a.group().unbalanced()),
              a.weightedEstimate() instanceof Estimate.Missing m ? m.detail() : null));
    }
    StageTable.write(
        context,
        "overlap",
        Schema.of(
            new Column("group_id", data.groupType()),
            new Column("treated_units", Type.INTEGER),
            new Column("comparison_units", Type.INTEGER),
            new Column("auc", Type.DOUBLE),
            new Column("share_inside", Type.DOUBLE),
            new Column("effective_comparison", Type.DOUBLE),
            new Column("trimmed_treated", Type.INTEGER),
            new Column("poor", Type.BOOLEAN),
            new Column("covariates", Type.INTEGER),
            new Column("balanced", Type.BOOLEAN),
            new Column("unbalanced", Type.TEXT),
            new Column("reason", Type.TEXT)),
        rows,
        "group_id");
  }

  private static final Schema CALIPERS =
      Schema.of(
          new Column("caliper", Type.DOUBLE),
          new Column("headline", Type.BOOLEAN),
          new Column("estimate", Type.DOUBLE),
          new Column("std_error", Type.DOUBLE),
          new Column("conf_low", Type.DOUBLE),
          new Column("conf_high", Type.DOUBLE),
          new Column("treated_units", Type.INTEGER),
          new Column("matched", Type.INTEGER),
          new Column("worst_smd", Type.DOUBLE),
          new Column("reason", Type.TEXT));

  private void calipers(List<Adjusted> groups) {
    var columns = new ArrayList<Column>();
    columns.add(new Column("group_id", data.groupType()));
    columns.addAll(CALIPERS.columns());
    var rows = new ArrayList<List<@Nullable Object>>();
    var pool = new AdjustedPool(p, design, data, groups);
    for (double caliper : p.calipers()) {
      long matched = 0;
      long treated = 0;
      List<@Nullable Double> worst =
          workers
              .map(groups.size(), k -> Optional.ofNullable(worst(groups.get(k), caliper)))
              .stream()
              .map(w -> w.orElse(null))
              .toList();
      for (int k = 0; k < groups.size(); k++) {
        Adjusted a = groups.get(k);
        int found = a.group().matches(caliper).map(Matches::matched).orElse(0);
        int units = a.sample().treatedUnits();
        matched += found;
        treated += units;
        rows.add(
            caliper(
                a.sample().label(),
                caliper,
                a.matchedEstimate(caliper),
                units,
                found,
                worst.get(k)));
      }
      rows.add(
          caliper(
              null, caliper, pool.paired(caliper, AdjustedStage.MATCHED), treated, matched, null));
    }
    StageTable.write(context, "calipers", new Schema(columns), rows, "group_id", "caliper");
  }

  private List<@Nullable Object> caliper(
      @Nullable Object group,
      double caliper,
      Estimate e,
      long treated,
      long matched,
      @Nullable Double worst) {
    Estimate.@Nullable Value v = e instanceof Estimate.Value value ? value : null;
    return Arrays.<@Nullable Object>asList(
        group,
        caliper,
        caliper == p.caliper(),
        v == null ? null : (Double) v.value(),
        v == null ? null : (Double) v.stdError(),
        v == null ? null : (Double) v.confLow(),
        v == null ? null : (Double) v.confHigh(),
        treated,
        matched,
        worst,
        e instanceof Estimate.Missing m ? m.detail() : null);
  }

  /** Greatest standardised difference among covariates of the matched score. */
  private @Nullable Double worst(Adjusted a, double caliper) {
    Optional<Matches> m = a.group().matches(caliper);
    if (m.isEmpty()) {
      return null;
    }
    double[] w = m.get().weights(a.sample().treated().length);
    return a.group().matchedCovariates().stream()
        .mapToDouble(
            n ->
                Math.abs(
                    Balance.mean(a.sample().columns().get(n), a.sample().treated(), w).orElse(0)))
        .max()
        .orElse(0);
  }

  private void balance(List<Adjusted> groups) {
    var rows = new ArrayList<List<@Nullable Object>>();
    List<Map<String, double[]>> weights = groups.stream().map(this::weights).toList();
    workers.map(groups.size(), k -> group(groups.get(k), weights.get(k))).forEach(rows::addAll);
    List<Covariate> covariates = covariates();
    workers
        .map(covariates.size(), k -> pooled(covariates.get(k), groups, weights))
        .forEach(rows::addAll);
    StageTable.write(
        context,
        "balance",
        Schema.of(
            new Column("group_id", data.groupType()),
            new Column("adjustment", Type.TEXT),
            new Column("kind", Type.TEXT),
            new Column("covariate", Type.TEXT),
            new Column("place", Type.INTEGER),
            new Column("treated_mean", Type.DOUBLE),
            new Column("comparison_mean", Type.DOUBLE),
            new Column("smd", Type.DOUBLE),
            new Column("variance_ratio", Type.DOUBLE),
            new Column("ks", Type.DOUBLE),
            new Column("ks_limit", Type.DOUBLE),
            new Column("holds", Type.BOOLEAN)),
        rows,
        "group_id",
        "adjustment",
        "kind",
        "place");
  }

  /**
   * Comparison units share the weight of their group's treated, so that pooling mixes no groups.
   */
  private static double[] flat(Adjusted a) {
    double[] w = a.group().ones();
    double share = (double) a.sample().treatedUnits() / a.sample().comparisonUnits();
    for (int i = 0; i < w.length; i++) {
      w[i] = a.sample().treated()[i] == 1 ? 1 : share;
    }
    return w;
  }

  /** Weights of each adjustment that the group has. */
  private Map<String, double[]> weights(Adjusted a) {
    var out = new LinkedHashMap<String, double[]>();
    int n = a.sample().treated().length;
    out.put("none", flat(a));
    a.group().matches(p.caliper()).ifPresent(m -> out.put("matched", m.weights(n)));
    if (a.group().contrast().isPresent()) {
      out.put("weighted", a.group().weights(Target.ATT));
      out.put("overlap", a.group().weights(Target.ATO));
    }
    return out;
  }

  /** A column that arms should be alike in. */
  private record Covariate(String kind, String name, int place) {}

  private List<Covariate> covariates() {
    var names = new ArrayList<>(p.match());
    p.history().stream().filter(h -> !names.contains(h)).forEach(names::add);
    var out = new ArrayList<Covariate>();
    for (int k = 0; k < names.size(); k++) {
      out.add(new Covariate("covariate", names.get(k), k + 1));
    }
    for (int k = 0; k < p.path().size(); k++) {
      out.add(new Covariate("path", p.path().get(k), -1 - k));
    }
    return out;
  }

  private List<List<@Nullable Object>> group(Adjusted a, Map<String, double[]> weights) {
    var rows = new ArrayList<List<@Nullable Object>>();
    for (Covariate c : covariates()) {
      double[] x = a.sample().columns().get(c.name());
      if (x != null) {
        int[] order = Balance.order(x);
        weights.forEach(
            (adjustment, w) ->
                rows.add(
                    row(
                        a.sample().label(),
                        adjustment,
                        c,
                        Balance.of(c.name(), x, a.sample().treated(), w, order),
                        a.group().ksLimit(w))));
      }
    }
    return rows;
  }

  /** All groups that have the column and the adjustment, one below the other. */
  private List<List<@Nullable Object>> pooled(
      Covariate c, List<Adjusted> groups, List<Map<String, double[]>> weights) {
    var rows = new ArrayList<List<@Nullable Object>>();
    int[] with =
        java.util.stream.IntStream.range(0, groups.size())
            .filter(k -> groups.get(k).sample().columns().containsKey(c.name()))
            .toArray();
    int n = Arrays.stream(with).map(k -> groups.get(k).sample().treated().length).sum();
    if (n == 0) {
      return rows;
    }
    double[] x = new double[n];
    byte[] t = new byte[n];
    int at = 0;
    for (int k : with) {
      GroupSample s = groups.get(k).sample();
      int m = s.treated().length;
      System.arraycopy(s.columns().get(c.name()), 0, x, at, m);
      System.arraycopy(s.treated(), 0, t, at, m);
      at += m;
    }
    int[] order = Balance.order(x);
    for (String adjustment : List.of("none", "matched", "weighted", "overlap")) {
      double[] w = new double[n];
      int from = 0;
      boolean some = false;
      for (int k : with) {
        double[] own = weights.get(k).get(adjustment);
        int m = groups.get(k).sample().treated().length;
        if (own != null) {
          System.arraycopy(own, 0, w, from, m);
          some = true;
        }
        from += m;
      }
      if (some) {
        rows.add(row(null, adjustment, c, Balance.of(c.name(), x, t, w, order), Balance.SMALL));
      }
    }
    return rows;
  }

  private static List<@Nullable Object> row(
      @Nullable Object group, String adjustment, Covariate c, Balance b, double limit) {
    return Arrays.<@Nullable Object>asList(
        group,
        adjustment,
        c.kind(),
        c.name(),
        (long) c.place(),
        b.treatedMean(),
        b.comparisonMean(),
        b.standardised().isPresent() ? (Double) b.standardised().getAsDouble() : null,
        b.varianceRatio().isPresent() ? (Double) b.varianceRatio().getAsDouble() : null,
        b.kolmogorov(),
        limit,
        b.holds(limit));
  }
}
