package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
import org.liftgate.modeling.stages.AdjustedStage.Adjusted;
import org.liftgate.modeling.weighting.Target;

/** What stands beside adjusted estimates: scores, overlap, balance and calipers. */
record AdjustedTables(
    StageContext context, AdjustedStage.Parameters p, Design design, AdjustedData data) {

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

  /** Adjusted where overlap is fair; else no more than associational. */
  Grade grade(Adjusted a) {
    return design.grade().weaker(a.group().poorOverlap() ? Grade.ASSOCIATIONAL : Grade.ADJUSTED);
  }

  void write(List<Adjusted> groups) {
    scores(groups);
    overlap(groups);
    balance(groups);
    calipers(groups);
  }

  private String name(String what) {
    return what + "_" + context.stage().id().replace('-', '_');
  }

  private void store(String what, Schema schema, List<List<@Nullable Object>> rows, String... key) {
    VerdictStage.define(context, name(what), schema, rows);
    context.write(name(what), List.of(key), Optional.empty());
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
    store(
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
              a.group().poorOverlap(),
              o.isPresent() || !(a.history().effect() instanceof Estimate.Missing m)
                  ? null
                  : m.detail()));
    }
    store(
        "overlap",
        Schema.of(
            new Column("group_id", data.groupType()),
            new Column("treated_units", Type.INTEGER),
            new Column("comparison_units", Type.INTEGER),
            new Column("auc", Type.DOUBLE),
            new Column("share_inside", Type.DOUBLE),
            new Column("effective_comparison", Type.DOUBLE),
            new Column("poor", Type.BOOLEAN),
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
      for (Adjusted a : groups) {
        Optional<Matches> m = a.group().matches(caliper);
        Estimate e =
            AdjustedStage.paired(a.group(), caliper, data.units(), 1)
                .map(found -> found.estimate(AdjustedStage.MATCHED))
                .orElse(a.matchedEstimate());
        int found = m.map(Matches::matched).orElse(0);
        matched += found;
        treated += a.sample().treatedUnits();
        Double worst = m.map(x -> worst(a, x.weights(a.sample().treated().length))).orElse(null);
        rows.add(caliper(a.sample().label(), caliper, e, a.sample().treatedUnits(), found, worst));
      }
      rows.add(
          caliper(
              null, caliper, pool.paired(caliper, AdjustedStage.MATCHED), treated, matched, null));
    }
    store("calipers", new Schema(columns), rows, "group_id", "caliper");
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

  private @Nullable Double worst(Adjusted a, double[] weights) {
    double worst = 0;
    for (String name : p.match()) {
      double[] x = a.sample().columns().get(name);
      if (x != null) {
        var b = Balance.of(name, x, a.sample().treated(), weights);
        worst = Math.max(worst, Math.abs(b.standardised().orElse(0)));
      }
    }
    return worst;
  }

  private void balance(List<Adjusted> groups) {
    var rows = new ArrayList<List<@Nullable Object>>();
    var pooled = new LinkedHashMap<String, List<Part>>();
    for (Adjusted a : groups) {
      int n = a.sample().treated().length;
      put(rows, pooled, a, "none", flat(a));
      a.group().matches(p.caliper()).ifPresent(m -> put(rows, pooled, a, "matched", m.weights(n)));
      if (a.group().score().length > 0) {
        put(rows, pooled, a, "weighted", a.group().weights(Target.ATT));
        put(rows, pooled, a, "overlap", a.group().weights(Target.ATO));
      }
    }
    pooled.forEach((adjustment, parts) -> pool(rows, adjustment, parts));
    store(
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

  private record Part(Map<String, double[]> columns, byte[] treated, double[] weights) {}

  private void put(
      List<List<@Nullable Object>> rows,
      Map<String, List<Part>> pooled,
      Adjusted a,
      String adjustment,
      double[] weights) {
    var part = new Part(a.sample().columns(), a.sample().treated(), weights);
    pooled.computeIfAbsent(adjustment, _ -> new ArrayList<>()).add(part);
    pool(rows, adjustment, List.of(part), a.sample().label());
  }

  private void pool(List<List<@Nullable Object>> rows, String adjustment, List<Part> parts) {
    pool(rows, adjustment, parts, null);
  }

  private void pool(
      List<List<@Nullable Object>> rows,
      String adjustment,
      List<Part> parts,
      @Nullable Object group) {
    var covariates = new ArrayList<>(p.match());
    p.history().stream().filter(h -> !covariates.contains(h)).forEach(covariates::add);
    for (int k = 0; k < covariates.size(); k++) {
      row(rows, adjustment, parts, group, "covariate", covariates.get(k), k + 1);
    }
    for (int k = 0; k < p.path().size(); k++) {
      row(rows, adjustment, parts, group, "path", p.path().get(k), -1 - k);
    }
  }

  private static void row(
      List<List<@Nullable Object>> rows,
      String adjustment,
      List<Part> all,
      @Nullable Object group,
      String kind,
      String name,
      int place) {
    List<Part> parts = all.stream().filter(part -> part.columns().containsKey(name)).toList();
    int n = parts.stream().mapToInt(part -> part.treated().length).sum();
    if (n == 0) {
      return;
    }
    double[] x = new double[n];
    double[] w = new double[n];
    byte[] t = new byte[n];
    int at = 0;
    for (Part part : parts) {
      int m = part.treated().length;
      System.arraycopy(part.columns().get(name), 0, x, at, m);
      System.arraycopy(part.weights(), 0, w, at, m);
      System.arraycopy(part.treated(), 0, t, at, m);
      at += m;
    }
    Balance b = Balance.of(name, x, t, w);
    rows.add(
        Arrays.<@Nullable Object>asList(
            group,
            adjustment,
            kind,
            name,
            (long) place,
            b.treatedMean(),
            b.comparisonMean(),
            b.standardised().isPresent() ? (Double) b.standardised().getAsDouble() : null,
            b.varianceRatio().isPresent() ? (Double) b.varianceRatio().getAsDouble() : null,
            b.kolmogorov(),
            b.holds()));
  }
}
