package org.liftgate.reporting.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.liftgate.reporting.chart.ForestPlot;
import org.liftgate.reporting.chart.Plot;
import org.liftgate.reporting.chart.WaterfallPlot;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.reporting.format.Words;
import org.liftgate.reporting.report.Money.Account;
import org.liftgate.reporting.report.Money.Amount;
import org.liftgate.reporting.report.Money.Place;
import org.liftgate.reporting.report.Money.Ruled;
import org.liftgate.reporting.report.Part.Table;
import org.liftgate.reporting.report.ReportModel.Setting;
import org.liftgate.reporting.report.View.Cell;
import org.liftgate.reporting.report.View.Grid;

/** The report's sections on money, on the portfolio and on the original's rules. */
public final class MoneyParts {
  private static final Map<String, String> STEPS =
      Map.of(
          "discounts", "Discounts on what was sold more",
          "fixed_cost", "Cost of the campaigns",
          "unit_costs", "Cost of reaching people",
          "profit", "Profit");

  private final Setting words;
  private final Money money;

  private MoneyParts(Setting words, Money money) {
    this.words = words;
    this.money = money;
  }

  /** Sections for the tables there are; none without them. */
  public static List<Part> of(Setting words, Money money) {
    var parts = new MoneyParts(words, money);
    var out = new ArrayList<Part>();
    parts.total().ifPresent(total -> out.add(parts.economics(total)));
    if (!money.league().isEmpty()) {
      out.add(parts.portfolio());
    }
    if (!money.rules().isEmpty()) {
      out.add(parts.rules());
    }
    return List.copyOf(out);
  }

  private Optional<Account> total() {
    return money.accounts().stream().filter(a -> a.is("total")).findFirst();
  }

  private Part economics(Account total) {
    var figures = new ArrayList<Plot>();
    waterfall(total).ifPresent(figures::add);
    returns(total).ifPresent(figures::add);
    var paragraphs = new ArrayList<String>();
    paragraphs.add(
        "Extra sales are the effect on what the till takes, times %s reached, times %ss. Of their value at base price the margin is left; the retailer's own discounts come off that, and then what reaching people cost. Coupons that manufacturers pay for cost nothing here."
            .formatted(Words.plural(2, words.unit()), words.period()));
    if (!total.assumed().isEmpty()) {
      paragraphs.add(
          "Assumed, not given: %s. No cost file says otherwise, so returns below are what would follow if these assumptions held, and no verdict rests on them."
              .formatted(total.assumed()));
    }
    return new Part(
        "economics",
        "What it brought, what it cost",
        paragraphs,
        figures,
        List.of(),
        List.of(
            new Table(
                "Revenue, cost and return"
                    + (alike() && !total.assumed().isEmpty()
                        ? " (assumed: " + total.assumed() + ")"
                        : ""),
                false,
                accounts())));
  }

  private Optional<Plot> waterfall(Account total) {
    if (money.steps().isEmpty() || total.profit().isEmpty()) {
      return Optional.empty();
    }
    Amount profit = total.profit().get();
    String title =
        "After costs %s %s %s (95%%: %s to %s)%s"
            .formatted(
                words.called(words.treatment()),
                profit.value() < 0 ? "lost" : "left",
                amount(Math.abs(profit.value())),
                Numbers.fixed(profit.low(), 0),
                Numbers.fixed(profit.high(), 0),
                label(total.assumed()));
    return Optional.of(
        new WaterfallPlot(
            "waterfall",
            title,
            title + ". From the margin on what was sold more, cell by cell, to profit.",
            "All %ss together. Cells were declared before anything was estimated: commodities the coupons cover, their declared substitutes, the rest; while the %s ran and after. They keep their sign and add up.%s"
                .formatted(words.group(), words.group(), note(total.assumed())),
            words.currency(),
            money.steps().stream()
                .filter(s -> Math.abs(s.amount()) > 0 || s.name().equals("profit"))
                .map(
                    s ->
                        new WaterfallPlot.Step(
                            step(s.name()), s.amount(), s.name().equals("profit")))
                .toList()));
  }

  private static String step(String name) {
    String known = STEPS.get(name);
    return known != null
        ? known
        : Words.sentence(
            "margin: "
                + name.replaceFirst("^margin_", "")
                    .replaceFirst("_(during|after)$", ", $1")
                    .replace('_', ' '));
  }

  private Optional<Plot> returns(Account total) {
    var rows =
        money.accounts().stream()
            .filter(a -> a.roi().isPresent())
            .sorted(
                Comparator.comparing((Account a) -> !a.is("total"))
                    .thenComparing(a -> !a.is("type")))
            .map(this::row)
            .toList();
    if (total.roi().isEmpty()) {
      return Optional.empty();
    }
    double hurdle = 100 * total.hurdle().orElse(0);
    String title =
        "Return on cost in all: %s (95%%: %s to %s)%s"
            .formatted(
                percent(total.roi().get().value()),
                percent(total.roi().get().low()),
                percent(total.roi().get().high()),
                label(total.assumed()));
    return Optional.of(
        new ForestPlot(
            "returns",
            title,
            title + ". One row for all, each type and each " + words.group() + ".",
            "Intervals: 95% of redraws of "
                + Words.plural(2, words.unit())
                + ", costs and margins drawn within their ranges. Beside each row the chance that the return exceeds the hurdle."
                + note(total.assumed()),
            "Return on cost, %",
            "cost earned back",
            hurdle,
            rows));
  }

  private ForestPlot.Row row(Account a) {
    Amount r = a.roi().orElseThrow();
    return new ForestPlot.Row(
        name(a),
        Optional.of(new ForestPlot.Value(100 * r.value(), 100 * r.low(), 100 * r.high())),
        "",
        "",
        a.chance().isPresent() ? chance(a.chance().getAsDouble()) : "",
        OptionalDouble.empty());
  }

  private String name(Account a) {
    return switch (a.level()) {
      case "total" -> "All";
      case "type" -> a.type();
      default -> name(a.group(), a.type());
    };
  }

  private String name(OptionalLong group, String type) {
    String name =
        group.isPresent()
            ? Words.sentence(words.group()) + " " + group.getAsLong()
            : Words.sentence(words.group());
    return type.isEmpty() ? name : group.isPresent() ? name + " · " + type : type;
  }

  /** Whether all rows rest on the same assumed figures, so that the table's title can say it. */
  private boolean alike() {
    return money.accounts().stream().map(Account::assumed).distinct().count() == 1;
  }

  private Grid accounts() {
    var heads = new ArrayList<>(accountHeads());
    if (alike()) {
      heads.removeLast();
    }
    return new Grid(
        heads, accountRows().stream().map(row -> row.subList(0, heads.size())).toList());
  }

  private List<List<Cell>> accountRows() {
    var rows = new ArrayList<List<Cell>>();
    for (Account a : money.accounts()) {
      if (!a.missing().isEmpty()) {
        var cells = new ArrayList<Cell>();
        cells.add(Cell.text(name(a)));
        cells.add(Cell.text("Not estimable: " + a.missing()));
        while (cells.size() < 9) {
          cells.add(Cell.number(Numbers.NONE));
        }
        rows.add(cells);
        continue;
      }
      rows.add(
          List.of(
              Cell.text(name(a)),
              Cell.number(a.revenue().map(r -> Numbers.fixed(r.value(), 0)).orElse(Numbers.NONE)),
              Cell.number(a.cost().map(c -> Numbers.fixed(c.value(), 0)).orElse(Numbers.NONE)),
              Cell.number(ranged(a.profit())),
              Cell.number(
                  a.roi()
                      .map(
                          r ->
                              percent(r.value())
                                  + " ("
                                  + percent(r.low())
                                  + " to "
                                  + percent(r.high())
                                  + ")")
                      .orElse(Numbers.NONE)),
              Cell.number(a.chance().isPresent() ? chance(a.chance().getAsDouble()) : Numbers.NONE),
              Cell.number(plain(a.breakEven())),
              Cell.number(plain(a.mde())),
              Cell.text(a.assumed().isEmpty() ? "costs given" : "assumed: " + a.assumed())));
    }
    return rows;
  }

  private List<View.Head> accountHeads() {
    String in = words.currency().isEmpty() ? "" : ", " + words.currency();
    return View.heads(
        "Who",
        "#Extra sales" + in,
        "#Cost" + in,
        "#Profit" + in + " (95%)",
        "#Return (95%)|roi",
        "#Chance above hurdle|hurdle",
        "#Pays from|break-even",
        "#Detectable|mde",
        "Rests on");
  }

  private static String plain(OptionalDouble value) {
    return value.isPresent() ? Numbers.fixed(value.getAsDouble(), 2) : Numbers.NONE;
  }

  private static String ranged(Optional<Amount> a) {
    return a.map(
            v ->
                "%s (%s to %s)"
                    .formatted(
                        Numbers.fixed(v.value(), 0),
                        Numbers.fixed(v.low(), 0),
                        Numbers.fixed(v.high(), 0)))
        .orElse(Numbers.NONE);
  }

  private String amount(double value) {
    String text = Numbers.fixed(value, 0);
    return words.currency().isEmpty() ? text : text + " " + words.currency();
  }

  private static String percent(double share) {
    return Numbers.fixed(100 * share, 0) + "%";
  }

  /** A chance from draws: never a false 0 or 1. */
  static String chance(double p) {
    return p < .01 ? "< .01" : p > .99 ? "> .99" : Numbers.fixed(p, 2).substring(1);
  }

  private static String label(String assumed) {
    return assumed.isEmpty() ? "" : ", if the assumed costs hold";
  }

  private static String note(String assumed) {
    return assumed.isEmpty() ? "" : " Assumed: " + assumed + ".";
  }

  private Part portfolio() {
    var groups = money.league().stream().filter(p -> p.level().equals("group")).toList();
    var figures = new ArrayList<Plot>();
    caterpillar(groups).ifPresent(figures::add);
    return new Part(
        "portfolio",
        "Side by side: which %ss to repeat".formatted(words.group()),
        List.of(
            "The best of many is best partly by luck. Effects are therefore drawn towards their mean, the more the less sure they are, and each has the ranks it may truly have; all these ranges hold at once in 95 of 100 studies."),
        figures,
        List.of(),
        List.of(
            new Table("League of %ss".formatted(words.group()), false, league(groups)),
            new Table(
                "League of types",
                false,
                league(money.league().stream().filter(p -> p.level().equals("type")).toList())),
            new Table("Next steps", true, nextSteps())));
  }

  private Optional<Plot> caterpillar(List<Place> groups) {
    var ranked =
        groups.stream()
            .filter(p -> p.rank().isPresent())
            .sorted(Comparator.comparingLong(p -> p.rank().getAsLong()))
            .toList();
    if (ranked.isEmpty()) {
      return Optional.empty();
    }
    Place first = ranked.getFirst();
    String title =
        "%s leads; its true rank lies between %d and %d of %d"
            .formatted(
                name(first.group(), first.type()),
                first.rankLow().orElse(1),
                first.rankHigh().orElse(1),
                ranked.size());
    var rows =
        ranked.stream()
            .map(
                p -> {
                  Amount a = p.shrunken().or(p::raw).orElseThrow();
                  return new ForestPlot.Row(
                      name(p.group(), p.type()),
                      Optional.of(new ForestPlot.Value(a.value(), a.low(), a.high())),
                      p.verdict(),
                      "",
                      ranks(p),
                      p.truth());
                })
            .toList();
    boolean truth = rows.stream().anyMatch(r -> r.truth().isPresent());
    boolean shrunken = ranked.stream().allMatch(p -> p.shrunken().isPresent());
    return Optional.of(
        new ForestPlot(
            "league",
            title,
            title + ". Effects in order, with 95% intervals, verdicts and rank intervals.",
            (shrunken
                    ? "Shrunken effects with 95% intervals, the largest first; beside them the ranks they may truly have."
                    : "Effects as estimated, the largest first: too few to learn from how far they differ.")
                + (truth ? " Diamonds: the true effect of the simulated data." : ""),
            Words.sentence(words.called(words.outcome()))
                + ", "
                + Phrases.unit(words, words.outcome()),
            0,
            rows));
  }

  private static String ranks(Place p) {
    if (p.rankLow().isEmpty() || p.rankHigh().isEmpty()) {
      return Numbers.NONE;
    }
    long low = p.rankLow().getAsLong();
    long high = p.rankHigh().getAsLong();
    return low == high ? "rank " + low : "rank " + low + " to " + high;
  }

  private Grid league(List<Place> places) {
    return new Grid(
        View.heads(
            "#Rank",
            "Who",
            "#Effect|effect",
            "#Shrunken|shrunken",
            "#Ranks|rank-interval",
            "#q|q-value",
            "#Chance above hurdle|hurdle",
            "Verdict|verdict"),
        places.stream().map(this::cells).toList());
  }

  private List<Cell> cells(Place p) {
    return List.of(
        Cell.number(p.rank().isPresent() ? Long.toString(p.rank().getAsLong()) : Numbers.NONE),
        Cell.text(name(p.group(), p.type())),
        Cell.number(brief(p.raw())),
        Cell.number(brief(p.shrunken())),
        Cell.number(ranks(p).replace("rank ", "")),
        Cell.number(
            p.qValue().isPresent() ? Numbers.qValue(p.qValue().getAsDouble()) : Numbers.NONE),
        Cell.number(
            p.chance().isPresent()
                ? chance(p.chance().getAsDouble()) + (p.assumed().isEmpty() ? "" : " (assumed)")
                : Numbers.NONE),
        Cell.verdict(p.verdict()));
  }

  private static String brief(Optional<Amount> a) {
    return a.map(
            v -> {
              double error = (v.high() - v.low()) / 3.92;
              return Numbers.effect(v.value(), error)
                  + " ("
                  + Numbers.range(v.low(), v.high(), error)
                  + ")";
            })
        .orElse(Numbers.NONE);
  }

  private Grid nextSteps() {
    return new Grid(
        View.heads("Who", "Verdict|verdict", "Why", "Next step"),
        money.league().stream()
            .map(
                p ->
                    List.of(
                        Cell.text(name(p.group(), p.type())),
                        Cell.verdict(p.verdict()),
                        Cell.text(p.reasons().replace('\n', ' ')),
                        Cell.text(p.nextStep().isEmpty() ? Numbers.NONE : p.nextStep())))
            .toList());
  }

  private Part rules() {
    var judged = money.rules().stream().filter(r -> r.agree().isPresent()).toList();
    long apart = judged.stream().filter(r -> !r.agree().orElseThrow()).count();
    long taken = judged.stream().filter(r -> r.original().equals("accept")).count();
    var assumed = new TreeSet<String>();
    money.rules().stream().map(Ruled::assumed).filter(s -> !s.isEmpty()).forEach(assumed::add);
    return new Part(
        "rules",
        "The original's rules beside ours",
        List.of(
            "The original rejects where p > .10, where the effect is below 0, or where its return (extra sales x margin, less cost, over cost) is below 5%%. It would keep %s of %s; the two ways of judging disagree on %s.%s"
                .formatted(
                    Numbers.count(taken),
                    Words.count(judged.size(), words.group()),
                    Numbers.count(apart),
                    assumed.isEmpty()
                        ? ""
                        : " Its return rests on assumed figures ("
                            + String.join("; ", assumed)
                            + ").")),
        List.of(),
        List.of(),
        List.of(
            new Table(
                "Each %s under both".formatted(words.group()),
                false,
                new Grid(
                    View.heads(
                        "Who",
                        "#p|p-value",
                        "#Their return|roi",
                        "Their word|published",
                        "Because",
                        "Our verdict|verdict",
                        "Where they disagree, why"),
                    money.rules().stream().map(this::cells).toList()))));
  }

  private List<Cell> cells(Ruled r) {
    return List.of(
        Cell.text(name(r.group(), r.type())),
        Cell.number(
            r.pValue().isPresent() ? Numbers.pValue(r.pValue().getAsDouble()) : Numbers.NONE),
        Cell.number(r.roi().isPresent() ? percent(r.roi().getAsDouble()) : Numbers.NONE),
        r.original().isEmpty() ? Cell.text(Numbers.NONE) : Cell.like(r.original(), r.original()),
        Cell.text(r.originalReason().isEmpty() ? Numbers.NONE : r.originalReason()),
        Cell.verdict(r.verdict()),
        Cell.text(r.why().isEmpty() ? Numbers.NONE : r.why()));
  }
}
