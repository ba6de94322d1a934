package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.StageContext;
import org.liftgate.modeling.increment.StackedIncrement;
import org.liftgate.modeling.inference.BenjaminiHochberg;
import org.liftgate.modeling.panel.EventStudy;
import org.liftgate.modeling.panel.TwoWayFixedEffects;
import org.liftgate.modeling.verdict.Case;
import org.liftgate.modeling.verdict.Judge;
import org.liftgate.modeling.verdict.Refuter;

/**
 * An effect with the verdict on it.
 *
 * @param gateFailure what a gate said that failed for its group
 * @param breakEven effect at which it pays
 * @param roi return on what was spent; empty where costs are unknown
 * @param refused whether the model behind it was rejected as a whole
 * @param qValue among the groups estimated by the same stage; empty for pooled effects
 */
record Judged(
    Estimated estimated,
    Judge.Judgement judgement,
    boolean headline,
    Optional<String> gateFailure,
    Optional<Double> qValue,
    double breakEven,
    Optional<Double> roi,
    boolean refused) {

  String word() {
    return judgement.verdict().word();
  }

  String reasons() {
    return String.join("\n", judgement.verdict().reasons());
  }

  /** A number that no gate forbids. */
  boolean valid() {
    return gateFailure.isEmpty() && estimated.value().isPresent();
  }

  /** Judges every effect among the estimates. */
  static List<Judged> all(
      List<Estimated> estimates, VerdictStage.Parameters p, StageContext context) {
    var gates = new GateFindings(context);
    List<RefuterTable.Found> tried = RefuterTable.all(context);
    Map<Estimated, Optional<String>> failures = new IdentityHashMap<>();
    Earnings earnings = Earnings.read(p, context);
    estimates.forEach(e -> failures.put(e, gates.failure(e)));
    var judged = new ArrayList<Judged>();
    for (Estimated e : estimates) {
      if (e.effect() && e.estimate().isPresent() && !Designs.partOnly(context, e.design())) {
        judged.add(of(e, estimates, failures, gates.waivers(), tried, earnings, p, context));
      }
    }
    return judged;
  }

  private static Judged of(
      Estimated e,
      List<Estimated> estimates,
      Map<Estimated, Optional<String>> failures,
      List<String> waivers,
      List<RefuterTable.Found> tried,
      Earnings earnings,
      VerdictStage.Parameters p,
      StageContext context) {
    var refuters = new ArrayList<Refuter>();
    Estimated design = assignment(e, estimates, context);
    preTrend(design, estimates, p).ifPresent(refuters::add);
    otherCampaigns(e, estimates).ifPresent(refuters::add);
    additivity(design, estimates).ifPresent(refuters::add);
    if (DoseStage.judged(e.term())) {
      refuters.addAll(DoseRefuters.of(e, estimates));
    }
    smallArm(e).ifPresent(refuters::add);
    tried.stream().filter(f -> f.concerns(design)).forEach(f -> refuters.add(f.refuter()));
    double[] family = family(e, estimates, failures);
    Optional<Double> q = q(e, failures, family);
    if (family.length > 1) {
      String what = e.term().equals(RegressionStage.SLOPE) ? "slopes" : "groups";
      q.ifPresent(value -> refuters.add(Refuter.oneOfMany(value, family.length, what)));
    }
    double breakEven = earnings.breakEven(e).orElse(p.breakEven());
    Optional<Case.Return> earned = earnings.earned(e);
    var judgement =
        Judge.judge(
            new Case(
                e.estimate().orElseThrow(),
                e.grade(),
                context.profile(),
                breakEven,
                e.treatedCompared(),
                e.comparisonCompared(),
                e.units(),
                e.information(),
                e.postPeriods(),
                failures.get(e),
                refuters,
                waivers,
                new Case.Names(p.units(), p.periods()),
                earned,
                DoseStage.judged(e.term())));
    return new Judged(
        e,
        remedied(judgement, e, failures.get(e), p),
        headline(e, p),
        failures.get(e),
        q,
        breakEven,
        earned.map(Case.Return::roi),
        refuters.stream().anyMatch(Refuter::rejects));
  }

  /** What the pipeline says to bring takes the place of the general words. */
  private static Judge.Judgement remedied(
      Judge.Judgement judgement,
      Estimated e,
      Optional<String> gateFailure,
      VerdictStage.Parameters p) {
    if (gateFailure.isPresent()) {
      return judgement;
    }
    return lacking(e)
        .flatMap(p::remedy)
        .map(words -> new Judge.Judgement(judgement.verdict().withNextStep(words), judgement.mde()))
        .orElse(judgement);
  }

  /** Why there is no number, or what a number without an arm to compare with lacks. */
  private static Optional<Estimate.Reason> lacking(Estimated e) {
    return switch (e.estimate().orElse(null)) {
      case Estimate.Missing missing -> Optional.of(missing.reason());
      case Estimate.Value _ when e.treatedCompared() > 0 && e.comparisonCompared() == 0 ->
          e.information() == 0 && !DoseStage.judged(e.term())
              ? Optional.of(Estimate.Reason.NO_COMPARISON)
              : Optional.empty();
      case null, default -> Optional.empty();
    };
  }

  /** An effect on takers rests on all that the effect of assignment rests on. */
  private static Estimated assignment(
      Estimated e, List<Estimated> estimates, StageContext context) {
    Optional<String> design = Designs.assignment(context, e.design());
    return estimates.stream()
        .filter(o -> design.filter(o.design()::equals).isPresent() && o.term().equals("att"))
        .filter(o -> o.outcome().equals(e.outcome()) && Objects.equals(o.group(), e.group()))
        .findFirst()
        .orElse(e);
  }

  private static boolean headline(Estimated e, VerdictStage.Parameters p) {
    return e.pooled()
        && (e.term().equals("att")
            || e.term().equals(RegressionStage.SLOPE)
            || e.term().equals(MediationStage.INDIRECT)
            || e.term().equals(BayesMixStage.ROI))
        && p.headline().stream().anyMatch(h -> h.names(e));
  }

  /** Published recipes give a number whatever the arms; a defended estimate would have none. */
  private static Optional<Refuter> smallArm(Estimated e) {
    int least = TwoWayFixedEffects.MIN_CLUSTERS;
    return e.profile().equals(Profile.PUBLISHED.word())
            && !e.term().equals(RegressionStage.SLOPE)
            && Math.min(e.treatedCompared(), e.comparisonCompared()) < least
        ? Optional.of(Refuter.smallArm(e.treatedCompared(), e.comparisonCompared(), least))
        : Optional.empty();
  }

  /** An effect among all units against the same among units that no other campaign reached. */
  private static Optional<Refuter> otherCampaigns(Estimated e, List<Estimated> estimates) {
    if (!e.term().equals("att") || e.value().isEmpty()) {
      return Optional.empty();
    }
    return estimates.stream()
        .filter(o -> o.term().equals(CleanArms.TERM) && o.design().equals(e.design()))
        .filter(o -> o.outcome().equals(e.outcome()) && Objects.equals(o.group(), e.group()))
        .findFirst()
        .map(
            o ->
                o.value()
                    .map(free -> Refuter.otherCampaigns(e.value().orElseThrow(), free))
                    .orElseGet(
                        () -> Refuter.noFreeUnits(o.treatedCompared(), o.comparisonCompared())));
  }

  /** The test of what the same stage assumed of treatments beside each other. */
  private static Optional<Refuter> additivity(Estimated e, List<Estimated> estimates) {
    return estimates.stream()
        .filter(o -> o.term().equals(StackedIncrement.ADDITIVITY))
        .filter(o -> o.design().equals(e.design()) && o.outcome().equals(e.outcome()))
        .findFirst()
        .flatMap(Estimated::value)
        .map(Refuter::additivity);
  }

  /** The joint test of the treatment's event study, where it has the same outcome. */
  private static Optional<Refuter> preTrend(
      Estimated e, List<Estimated> estimates, VerdictStage.Parameters p) {
    String design = p.preTrends().get(e.treatment());
    return estimates.stream()
        .filter(t -> t.term().equals(EventStudy.PRE_TREND) && t.design().equals(design))
        .filter(t -> t.outcome().equals(e.outcome()))
        .findFirst()
        .map(Judged::preTrend);
  }

  private static Refuter preTrend(Estimated test) {
    return test.estimate().orElse(null) instanceof Estimate.Missing missing
        ? Refuter.noPreTrend(missing.detail())
        : Refuter.preTrend(test.pValue().orElseThrow());
  }

  private static double[] family(
      Estimated e, List<Estimated> estimates, Map<Estimated, Optional<String>> failures) {
    return estimates.stream()
        .filter(o -> sameFamily(o, e) && failures.get(o).isEmpty() && o.value().isPresent())
        .mapToDouble(o -> o.value().orElseThrow().pValue())
        .toArray();
  }

  private static boolean sameFamily(Estimated a, Estimated b) {
    boolean slopes = a.term().equals(RegressionStage.SLOPE);
    return (slopes ? Objects.equals(a.group(), b.group()) : !a.pooled() && !b.pooled())
        && a.design().equals(b.design())
        && a.outcome().equals(b.outcome())
        && a.term().equals(b.term());
  }

  private static Optional<Double> q(
      Estimated e, Map<Estimated, Optional<String>> failures, double[] family) {
    boolean alone = e.pooled() && !e.term().equals(RegressionStage.SLOPE);
    if (alone || e.value().isEmpty() || failures.get(e).isPresent()) {
      return Optional.empty();
    }
    double[] q = BenjaminiHochberg.qValues(family);
    double p = e.value().orElseThrow().pValue();
    for (int i = 0; i < family.length; i++) {
      if (Objects.equals(family[i], p)) {
        return Optional.of(q[i]);
      }
    }
    throw new IllegalStateException("an estimate belongs to its own family");
  }
}
