package org.liftgate.modeling.segments;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.inference.BenjaminiHochberg;
import org.liftgate.modeling.inference.JointTest;
import org.liftgate.modeling.segments.ClusteredDifference.Result;

/**
 * The effect within each level of several modifiers, and how it differs from the effect in all
 * other levels of the same modifier (the interaction). Intervals of the effects are simultaneous
 * over all levels of all modifiers; interactions have Benjamini and Hochberg's q-values over the
 * same family. Beside them one joint test a modifier that all of its interactions are zero, and
 * q-values over the modifiers.
 *
 * @param difference the effect within a level
 */
public record SegmentEffects(ClusteredDifference difference) {

  /**
   * What an effect may differ by.
   *
   * @param codes n levels
   * @param levels their names
   */
  public record Modifier(String name, int[] codes, List<String> levels) {
    public Modifier {
      levels = List.copyOf(levels);
    }
  }

  /**
   * @param simultaneous ends of the interval that holds with all others; empty without an effect
   * @param interaction the level's effect less that of the other levels
   * @param qValue of the interaction; empty without one
   */
  public record Level(
      String modifier,
      String level,
      Result effect,
      Optional<double[]> simultaneous,
      Result interaction,
      Optional<Double> qValue) {}

  /**
   * All levels of a modifier at once.
   *
   * @param levels of the modifier
   * @param tested levels with an effect, which the test is of
   * @param test that all of its interactions are zero, that is, that its levels have one effect
   * @param qValue over the modifiers tested
   */
  public record Family(
      String modifier, int levels, int tested, Optional<JointTest> test, Optional<Double> qValue) {}

  /**
   * @param families one a modifier, in the order given
   * @param critical of the largest |t|; 0 where no effect could be estimated
   */
  public record Results(List<Level> levels, List<Family> families, double critical) {
    public Results {
      levels = List.copyOf(levels);
      families = List.copyOf(families);
    }
  }

  /** One entry a level, in the order given. */
  public Results of(ArmRows rows, List<Modifier> modifiers) {
    var raw = new ArrayList<Level>();
    for (Modifier m : modifiers) {
      for (int l = 0; l < m.levels().size(); l++) {
        int level = l;
        String name = m.name() + "=" + m.levels().get(l);
        var effect = difference.effect("segment(" + name + ")", rows, i -> m.codes()[i] == level);
        var differs =
            difference.interaction("interaction(" + name + ")", rows, i -> m.codes()[i] == level);
        raw.add(
            new Level(
                m.name(), m.levels().get(l), effect, Optional.empty(), differs, Optional.empty()));
      }
    }
    return judged(raw, families(modifiers, raw));
  }

  private static Results judged(List<Level> raw, List<Family> families) {
    double[][] influences =
        raw.stream()
            .filter(l -> l.effect().estimate() instanceof Estimate.Value)
            .map(l -> l.effect().plain())
            .toArray(double[][]::new);
    double critical = influences.length == 0 ? 0 : SimultaneousBand.critical(influences);
    double[] p =
        raw.stream()
            .filter(l -> l.interaction().estimate() instanceof Estimate.Value)
            .mapToDouble(l -> ((Estimate.Value) l.interaction().estimate()).pValue())
            .toArray();
    double[] q = BenjaminiHochberg.qValues(p);
    var levels = new ArrayList<Level>();
    int at = 0;
    for (Level l : raw) {
      boolean tested = l.interaction().estimate() instanceof Estimate.Value;
      levels.add(
          new Level(
              l.modifier(),
              l.level(),
              l.effect(),
              band(l.effect().estimate(), critical),
              l.interaction(),
              tested ? Optional.of(q[at]) : Optional.empty()));
      at += tested ? 1 : 0;
    }
    return new Results(levels, families, critical);
  }

  private static List<Family> families(List<Modifier> modifiers, List<Level> levels) {
    var raw = new ArrayList<Family>();
    for (Modifier m : modifiers) {
      List<Result> known =
          levels.stream()
              .filter(l -> l.modifier().equals(m.name()))
              .map(Level::effect)
              .filter(e -> e.estimate() instanceof Estimate.Value)
              .toList();
      raw.add(
          new Family(
              m.name(),
              m.levels().size(),
              known.size(),
              EqualEffects.test(known),
              Optional.empty()));
    }
    double[] q =
        BenjaminiHochberg.qValues(
            raw.stream().flatMap(f -> f.test().stream()).mapToDouble(t -> t.pValue()).toArray());
    var families = new ArrayList<Family>();
    int at = 0;
    for (Family f : raw) {
      Optional<Double> own = f.test().isPresent() ? Optional.of(q[at++]) : Optional.empty();
      families.add(new Family(f.modifier(), f.levels(), f.tested(), f.test(), own));
    }
    return families;
  }

  private static Optional<double[]> band(Estimate estimate, double critical) {
    if (!(estimate instanceof Estimate.Value v)) {
      return Optional.empty();
    }
    double half = SimultaneousBand.half(critical, v.df()) * v.stdError();
    return Optional.of(new double[] {v.value() - half, v.value() + half});
  }
}
