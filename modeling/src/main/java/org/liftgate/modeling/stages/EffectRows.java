package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.dml.DmlSample;
import org.liftgate.modeling.dml.DmlSample.Columns;
import org.liftgate.modeling.dml.Treatment;
import org.liftgate.modeling.panel.Arms;

/**
 * A table's rows for estimators of effects that differ by features.
 *
 * @param units names of rows, empty without them
 * @param levels codes of the column that segments are told by, empty without one
 * @param labels of those codes
 */
record EffectRows(DmlSample sample, long[] units, int[] levels, List<String> labels) {
  /** Levels beyond which a column is a name and no segment. */
  private static final int MOST_LEVELS = 50;

  /**
   * @param arms whether the treatment is arms, its values being labels, and not a dose
   * @param cluster column within which errors depend on each other
   * @param unit column of integers that names a row
   * @param by column of segments
   * @throws LiftgateException naming every column the table lacks, or that cannot be what it is for
   */
  static EffectRows read(
      StageContext context,
      String table,
      String outcome,
      String treatment,
      boolean arms,
      List<String> modifiers,
      List<String> controls,
      Optional<String> cluster,
      Optional<String> unit,
      Optional<String> by) {
    var wanted = new ArrayList<>(List.of(outcome, treatment));
    wanted.addAll(modifiers);
    wanted.addAll(controls);
    cluster.ifPresent(wanted::add);
    unit.ifPresent(wanted::add);
    by.ifPresent(wanted::add);
    List<String> distinct = wanted.stream().distinct().toList();
    check(table, context.engine().schema(table), distinct, modifiers, controls, treatment);
    Table rows = context.engine().read(table, distinct.toArray(String[]::new));
    DmlSample sample =
        DmlSample.of(
            rows.doubles(outcome),
            arms ? arms(rows, treatment) : new Treatment.Dose(rows.doubles(treatment)),
            columns(rows, modifiers),
            columns(rows, controls));
    if (cluster.isPresent()) {
      sample = sample.withCluster(cluster.get(), rows.codes(cluster.get()).codes());
    }
    long[] units = unit.map(rows::longs).orElse(new long[0]);
    if (by.isEmpty()) {
      return new EffectRows(sample, units, new int[0], List.of());
    }
    var codes = rows.codes(by.get());
    List<String> labels = Arrays.stream(codes.labels()).map(String::valueOf).toList();
    if (labels.size() > MOST_LEVELS) {
      throw LiftgateException.input(
          Problem.of(
              "by",
              by.get(),
              "must have at most %d levels; it has %,d".formatted(MOST_LEVELS, labels.size()),
              "Maybe it names units; group its values first."));
    }
    return new EffectRows(sample, units, codes.codes(), labels);
  }

  static void check(
      String name,
      Schema schema,
      List<String> wanted,
      List<String> modifiers,
      List<String> controls,
      String treatment) {
    var problems = new ArrayList<Problem>();
    for (String column : wanted) {
      if (schema.column(column).isEmpty()) {
        problems.add(
            Problem.of(
                name + "." + column,
                null,
                "is missing; the table has " + schema.names(),
                Problem.didYouMean(column, schema.names())));
      }
    }
    if (modifiers.contains(treatment) || controls.contains(treatment)) {
      problems.add(
          Problem.of(
              "treatment",
              treatment,
              "must not be among modifiers or controls: they would determine it",
              "Maybe leave it out there."));
    }
    if (!problems.isEmpty()) {
      throw LiftgateException.input(name + " cannot be estimated from", problems);
    }
  }

  private static Treatment arms(Table rows, String treatment) {
    var codes = rows.codes(treatment);
    return new Treatment.Arms(
        codes.codes(), Arrays.stream(codes.labels()).map(String::valueOf).toList());
  }

  private static Columns columns(Table rows, List<String> names) {
    return new Columns(names, names.stream().map(rows::doubles).toArray(double[][]::new));
  }

  /** The same rows with segments as the only modifiers, what were modifiers being held fixed. */
  DmlSample bySegment(String by) {
    var names = new ArrayList<String>();
    var flags = new double[Math.max(0, labels.size() - 1)][levels.length];
    for (int l = 1; l < labels.size(); l++) {
      names.add(by + "=" + labels.get(l));
      for (int i = 0; i < levels.length; i++) {
        flags[l - 1][i] = levels[i] == l ? 1 : 0;
      }
    }
    return with(new Columns(names, flags));
  }

  /** The same rows with one effect for all. */
  DmlSample alike() {
    return with(Columns.NONE);
  }

  /** Modifiers, then controls that are not among them. */
  Columns known() {
    var names = new ArrayList<>(sample.modifiers().names());
    var values = new ArrayList<>(List.of(sample.modifiers().values()));
    Columns controls = sample.controls();
    for (int k = 0; k < controls.names().size(); k++) {
      if (!names.contains(controls.names().get(k))) {
        names.add(controls.names().get(k));
        values.add(controls.values()[k]);
      }
    }
    return new Columns(names, values.toArray(double[][]::new));
  }

  private DmlSample with(Columns modifiers) {
    return new DmlSample(
        sample.outcome(),
        sample.treatment(),
        modifiers,
        known(),
        sample.folds(),
        sample.clusters());
  }

  /**
   * Units with any of a contrast, the others, and all; a standard error times sqrt(n) is theirs.
   */
  Arms arms(int contrast) {
    double[] column = sample.treatment().columns()[contrast];
    int any = (int) Arrays.stream(column).filter(v -> v != 0).count();
    return new Arms(any, column.length - any, column.length, column.length);
  }
}
