package org.liftgate.reporting.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.reporting.format.Words;
import org.liftgate.reporting.report.Money.Account;
import org.liftgate.reporting.report.Money.Amount;
import org.liftgate.reporting.report.Money.Place;
import org.liftgate.reporting.report.ReportModel.Finding;
import org.liftgate.reporting.report.ReportModel.Setting;

/**
 * The first screen for who decides: a few figures with their ranges, what may be acted on, what it
 * all rests on. It says nothing that a section below does not show in full.
 *
 * @param tiles figures side by side
 * @param caveat what the figures in money rest on; empty when costs were given
 * @param decision what may be acted on; empty where nothing was judged group by group
 * @param basis units, groups and checks behind the page
 */
public record Brief(List<Tile> tiles, String caveat, String decision, String basis) {
  private static final int NAMED = 8;

  /** A figure, what it is and how sure. */
  public record Tile(String label, String value, String note) {}

  static Brief of(ReportModel model, Money money) {
    Setting words = model.setting();
    var groups = money.league().stream().filter(p -> p.level().equals("group")).toList();
    Optional<Account> total =
        money.accounts().stream().filter(a -> a.is("total")).findFirst().filter(a -> paid(a));
    var tiles = new ArrayList<Tile>();
    model.answer().flatMap(f -> effect(words, f)).ifPresent(tiles::add);
    total.ifPresent(t -> tiles.addAll(returns(words, t)));
    if (!groups.isEmpty()) {
      tiles.add(judged(words, groups));
    }
    return new Brief(
        List.copyOf(tiles),
        total
            .map(Account::assumed)
            .filter(a -> !a.isEmpty())
            .map(
                a ->
                    "Cost, profit and return hold if these assumptions do, which nobody measured: "
                        + a
                        + ".")
            .orElse(""),
        groups.isEmpty() ? "" : decision(words, groups),
        basis(model));
  }

  private static boolean paid(Account a) {
    return a.revenue().isPresent() && a.profit().isPresent();
  }

  private static Optional<Tile> effect(Setting words, Finding f) {
    return f.value()
        .map(
            v ->
                new Tile(
                    label(words, f),
                    money(
                        words,
                        Numbers.effect(v.estimate(), v.stdError()),
                        Phrases.money(words, f.outcome())),
                    "95%: " + Numbers.range(v.low(), v.high(), v.stdError())));
  }

  private static String label(Setting words, Finding f) {
    String outcome = Words.sentence(words.called(f.outcome()));
    if (!words.amount()) {
      return outcome
          + (words.mean().isEmpty()
              ? " per " + words.unit() + " and " + words.period()
              : " per " + words.mean());
    }
    String way = words.names().containsKey(f.term()) ? ", " + words.called(f.term()) : "";
    return outcome + " for each unit more of " + words.called(words.treatment()) + way;
  }

  private static List<Tile> returns(Setting words, Account total) {
    var out = new ArrayList<Tile>();
    total.revenue().ifPresent(a -> out.add(amount(words, "Extra sales in all", a)));
    total.cost().ifPresent(a -> out.add(amount(words, "Cost", a)));
    total.profit().ifPresent(a -> out.add(amount(words, "Profit after cost", a)));
    total
        .roi()
        .ifPresent(
            r ->
                out.add(
                    new Tile(
                        "Return on cost",
                        percent(r.value()),
                        "95%%: %s to %s%s"
                            .formatted(percent(r.low()), percent(r.high()), chance(total)))));
    return out;
  }

  private static String chance(Account total) {
    return total.chance().isEmpty() || total.hurdle().isEmpty()
        ? ""
        : "; chance above %s: %s"
            .formatted(
                Numbers.percent(total.hurdle().getAsDouble()),
                MoneyParts.chance(total.chance().getAsDouble()));
  }

  private static Tile amount(Setting words, String label, Amount a) {
    return new Tile(
        label,
        money(words, Numbers.fixed(a.value(), 0), true),
        a.low() == a.high()
            ? "as given"
            : "95%: " + Numbers.fixed(a.low(), 0) + " to " + Numbers.fixed(a.high(), 0));
  }

  private static Tile judged(Setting words, List<Place> groups) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (String verdict : List.of("accept", "fragile", "inconclusive", "reject", "not-estimable")) {
      long n = groups.stream().filter(g -> g.verdict().equals(verdict)).count();
      if (n > 0 || verdict.equals("accept")) {
        counts.put(verdict, n);
      }
    }
    long accepted = counts.remove("accept");
    return new Tile(
        Words.sentence(Words.plural(2, words.group())) + " accepted",
        "%s of %s".formatted(Numbers.count(accepted), Numbers.count(groups.size())),
        Words.list(
            counts.entrySet().stream()
                .map(e -> Numbers.count(e.getValue()) + " " + Words.name(e.getKey()))
                .toList()));
  }

  /** Only an accepted effect is something to act on. */
  private static String decision(Setting words, List<Place> groups) {
    var accepted =
        groups.stream()
            .filter(g -> g.verdict().equals("accept"))
            .map(Place::group)
            .filter(OptionalLong::isPresent)
            .map(g -> Long.toString(g.getAsLong()))
            .toList();
    if (accepted.isEmpty()) {
      return "No %s can be repeated or dropped on these figures: none of them alone is accepted."
          .formatted(words.group());
    }
    var named = accepted.stream().limit(NAMED).toList();
    return "%s %s may be repeated%s; for the others these figures decide nothing yet."
        .formatted(
            Words.sentence(Words.plural(accepted.size(), words.group())),
            Words.list(named),
            accepted.size() > NAMED
                ? " (and %d more, below)".formatted(accepted.size() - NAMED)
                : "");
  }

  private static String basis(ReportModel model) {
    Setting words = model.setting();
    var parts = new ArrayList<String>();
    model
        .answer()
        .filter(_ -> words.series())
        .map(Finding::rows)
        .filter(OptionalLong::isPresent)
        .ifPresent(n -> parts.add(Words.count(n.getAsLong(), words.period())));
    model
        .answer()
        .filter(_ -> !words.series())
        .map(Finding::arms)
        .filter(a -> a.treated().isPresent() && a.comparison().isPresent())
        .ifPresent(
            a ->
                parts.add(
                    "%s %s and %s %s %s"
                        .formatted(
                            Numbers.count(a.treated().getAsLong()),
                            words.treated(),
                            Numbers.count(a.comparison().getAsLong()),
                            words.comparison(),
                            Words.plural(a.comparison().getAsLong(), words.unit()))));
    if (!model.campaigns().isEmpty()) {
      parts.add(Words.count(model.campaigns().size(), words.group()));
    }
    if (!model.gates().isEmpty()) {
      parts.add(
          Words.count(model.gates().size(), "check")
              + ", of which "
              + Numbers.count(outcomes(model, "warn"))
              + " warned and "
              + Numbers.count(outcomes(model, "fail"))
              + " failed");
    }
    return Words.list(parts);
  }

  private static long outcomes(ReportModel model, String outcome) {
    return model.gates().stream().filter(g -> g.outcome().equals(outcome)).count();
  }

  private static String money(Setting words, String text, boolean inCurrency) {
    return inCurrency && !words.currency().isEmpty() ? text + " " + words.currency() : text;
  }

  private static String percent(double share) {
    return Numbers.fixed(100 * share, 0) + "%";
  }
}
