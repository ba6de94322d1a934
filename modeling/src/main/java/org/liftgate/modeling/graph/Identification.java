package org.liftgate.modeling.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How a graph lets an effect be told from data.
 *
 * @param way the first that works of: nothing to tell, backdoor, frontdoor, any formula, instrument
 * @param formula of the estimand; empty where there is none
 * @param held nodes it holds fixed, or the frontdoor's mediators
 * @param instrument empty unless the way is one
 * @param reason a plain sentence
 * @param open some paths that nothing closes, where no set is valid for adjustment
 * @param nextStep what measuring would allow; empty where the effect can be told
 */
public record Identification(
    Way way,
    Optional<Formula> formula,
    SortedSet<String> held,
    Optional<String> instrument,
    String reason,
    List<Path> open,
    String nextStep) {

  /** Ways to tell an effect. */
  public enum Way {
    NO_EFFECT,
    BACKDOOR,
    FRONTDOOR,
    GENERAL,
    INSTRUMENT,
    NONE;

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private static final int PATHS = 5;

  public boolean identified() {
    return way != Way.NONE;
  }

  public static Identification of(TotalEffect effect) {
    var backdoor = new Backdoor(effect);
    Optional<SortedSet<String>> set = backdoor.minimum();
    if (!effect.possible()) {
      return noEffect(effect, set, backdoor);
    }
    if (set.isPresent()) {
      return adjusted(effect, set.get());
    }
    List<Path> open = backdoor.unblocked(PATHS);
    List<SortedSet<String>> front = new Frontdoor(effect).minimal(1).sets();
    if (!front.isEmpty()) {
      return frontdoor(effect, front.getFirst(), open);
    }
    Optional<Expression> general = GeneralIdentification.of(effect);
    if (general.isPresent()) {
      return general(effect, general.get(), open);
    }
    return new Instruments(effect)
        .all().stream()
            .findFirst()
            .map(i -> instrument(effect, i, open))
            .orElseGet(() -> none(effect, open, backdoor.remedies()));
  }

  private static Identification noEffect(
      TotalEffect e, Optional<SortedSet<String>> set, Backdoor backdoor) {
    return new Identification(
        Way.NO_EFFECT,
        Optional.of(
            Formula.of(
                Formula.mean(e.outcome(), e.treatment()),
                new Expression.Mean(e.outcome(), new TreeSet<>()))),
        set.orElseGet(TreeSet::new),
        Optional.empty(),
        "No way leads from %s to %s: the graph says that there is no effect%s."
            .formatted(
                e.treatment(), e.outcome(), set.isPresent() ? ", and data can contradict it" : ""),
        set.isPresent() ? List.of() : backdoor.unblocked(PATHS),
        "");
  }

  private static Identification adjusted(TotalEffect e, SortedSet<String> set) {
    var given = new TreeSet<>(set);
    given.add(e.treatment());
    Expression mean = new Expression.Mean(e.outcome(), given);
    Expression whole =
        set.isEmpty()
            ? mean
            : new Expression.Sum(
                set,
                Expression.product(
                    List.of(mean, new Expression.Probability(set, new TreeSet<>()))));
    String reason =
        set.isEmpty()
            ? "No path but causal ones is open: nothing needs to be held fixed."
            : "Holding fixed %s closes every path that is not causal.".formatted(list(set));
    return new Identification(
        Way.BACKDOOR,
        Optional.of(Formula.of(Formula.mean(e.outcome(), e.treatment()), whole)),
        set,
        Optional.empty(),
        reason,
        List.of(),
        "");
  }

  private static Identification frontdoor(TotalEffect e, SortedSet<String> set, List<Path> open) {
    var x = new TreeSet<>(List.of(e.treatment()));
    var both = new TreeSet<>(set);
    both.add(e.treatment());
    Expression later =
        new Expression.Sum(
            x,
            Expression.product(
                List.of(
                    new Expression.Mean(e.outcome(), both),
                    new Expression.Probability(x, new TreeSet<>()))));
    Expression whole =
        new Expression.Sum(
            set, Expression.product(List.of(new Expression.Probability(set, x), later)));
    return new Identification(
        Way.FRONTDOOR,
        Optional.of(Formula.of(Formula.mean(e.outcome(), e.treatment()), whole)),
        set,
        Optional.empty(),
        "No set can be held fixed, but %s carries the whole effect and is itself free of hidden causes that also move %s or, given it, %s."
            .formatted(list(set), e.treatment(), e.outcome()),
        open,
        "");
  }

  private static Identification general(TotalEffect e, Expression found, List<Path> open) {
    var loose = new TreeSet<>(found.free());
    loose.remove(e.treatment());
    loose.remove(e.outcome());
    String any = loose.isEmpty() ? "" : " Any value of %s gives the same.".formatted(list(loose));
    return new Identification(
        Way.GENERAL,
        Optional.of(Formula.of(Formula.probability(e.outcome(), e.treatment()), found)),
        new TreeSet<>(),
        Optional.empty(),
        "Neither a set held fixed nor a frontdoor tells the effect, but the graph allows another formula."
            + any,
        open,
        "");
  }

  private static Identification instrument(
      TotalEffect e, Instruments.Instrument i, List<Path> open) {
    Expression wald =
        new Expression.Ratio(
            new Expression.Covariance(i.node(), e.outcome(), i.given()),
            new Expression.Covariance(i.node(), e.treatment(), i.given()));
    String given = i.given().isEmpty() ? "" : " with %s held fixed".formatted(list(i.given()));
    return new Identification(
        Way.INSTRUMENT,
        Optional.of(
            Formula.of("d E[%s | do(%s)] / d %2$s".formatted(e.outcome(), e.treatment()), wald)),
        i.given(),
        Optional.of(i.node()),
        "The graph alone does not tell the effect, but %s is an instrument%s. It needs a linear effect that is the same for all; or, where it moves %s in one direction only, it tells the effect on those it moves."
            .formatted(i.node(), given, e.treatment()),
        open,
        "");
  }

  private static Identification none(
      TotalEffect e, List<Path> open, List<Backdoor.Remedy> remedies) {
    String paths = String.join("; ", open.stream().map(p -> Identification.hidden(e, p)).toList());
    String reason =
        "The effect of %s on %s is not identifiable by backdoor, frontdoor, any other formula of the graph, or instruments, because this stays open: %s."
            .formatted(e.treatment(), e.outcome(), paths);
    return new Identification(
        Way.NONE,
        Optional.empty(),
        new TreeSet<>(),
        Optional.empty(),
        reason,
        open,
        nextStep(e, remedies));
  }

  /** A path and who on it is not observed. */
  private static String hidden(TotalEffect e, Path path) {
    List<String> unseen = path.nodes().stream().filter(n -> !e.graph().observed(n)).toList();
    String names =
        unseen.isEmpty()
            ? path.arrows().contains(Path.BOTH) ? "↔ stands for an unobserved cause of both" : ""
            : list(unseen) + (unseen.size() > 1 ? " are" : " is") + " not observed";
    return names.isEmpty() ? path.text() : path.text() + " (" + names + ")";
  }

  private static String nextStep(TotalEffect e, List<Backdoor.Remedy> remedies) {
    if (remedies.isEmpty()) {
      return "Give %s by lot, or find something that moves %1$s and reaches %s through it alone."
          .formatted(e.treatment(), e.outcome());
    }
    var out = new ArrayList<String>();
    for (Backdoor.Remedy r : remedies.subList(0, Math.min(3, remedies.size()))) {
      out.add("measure %s and hold fixed %s".formatted(list(r.measured()), list(r.set())));
    }
    String text = String.join("; or ", out);
    return text.substring(0, 1).toUpperCase(Locale.ROOT)
        + text.substring(1)
        + "; or give %s by lot.".formatted(e.treatment());
  }

  private static String list(Iterable<String> names) {
    var all = new ArrayList<String>();
    names.forEach(all::add);
    int last = all.size() - 1;
    return last < 1
        ? String.join("", all)
        : String.join(", ", all.subList(0, last)) + " and " + all.get(last);
  }
}
