package org.liftgate.reporting.stages;

import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.reporting.chart.BarsPanel;
import org.liftgate.reporting.chart.PanelsPlot;
import org.liftgate.reporting.chart.Plot;
import org.liftgate.reporting.chart.SeriesPlot;
import org.liftgate.reporting.explore.Modes;
import org.liftgate.reporting.explore.Seasons;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.reporting.format.Words;
import org.liftgate.reporting.report.Part;
import org.liftgate.reporting.report.ReportModel.Setting;
import org.liftgate.reporting.stages.Rows.Row;

/**
 * One series of periods: trend and season of the outcome, and how each column spreads. The columns
 * are those of the correlations.
 *
 * @param table with one row a period and a date
 */
record SeriesPart(Setting words, Inputs inputs, String table) {
  private static final int BINS = 16;
  private static final double LEVEL = .05;

  Optional<Part> part() {
    List<Row> rows = ordered();
    List<String> columns = columns(rows);
    if (rows.size() < Modes.LEAST || columns.isEmpty()) {
      return Optional.empty();
    }
    List<Spread> spreads =
        corrected(columns.stream().flatMap(c -> spread(rows, c).stream()).toList());
    var paragraphs = new ArrayList<String>();
    var plots = new ArrayList<Plot>();
    double[] y = values(rows, words.outcome());
    if (y.length == rows.size() && Arrays.stream(y).distinct().count() > 1) {
      int[] months = rows.stream().mapToInt(r -> day(r).getMonthValue()).toArray();
      Seasons s = Seasons.of(y, months);
      paragraphs.add(told(s, y));
      plots.add(course(rows, y, s));
      plots.add(months(s));
    }
    paragraphs.add(peaks(spreads));
    plots.add(spreads(spreads));
    return Optional.of(
        new Part("series", "Trend, season and spread", paragraphs, plots, List.of(sheet(spreads))));
  }

  private List<Row> ordered() {
    return table.isEmpty()
        ? List.of()
        : inputs.rows(table).stream()
            .filter(r -> date(r).filter(d -> r.integer(d).isPresent()).isPresent())
            .sorted(Comparator.comparing(SeriesPart::day))
            .toList();
  }

  private static Optional<String> date(Row r) {
    return r.table().schema().columns().stream()
        .filter(c -> c.type() == Type.DATE)
        .map(c -> c.name())
        .findFirst();
  }

  private static LocalDate day(Row r) {
    return LocalDate.ofEpochDay(r.integer(date(r).orElseThrow()).orElseThrow());
  }

  private List<String> columns(List<Row> rows) {
    return inputs.context().inputs().keySet().stream()
        .filter(n -> n.startsWith("correlations_"))
        .sorted()
        .flatMap(n -> inputs.rows(n).stream())
        .map(r -> r.text("a"))
        .distinct()
        .filter(c -> !rows.isEmpty() && rows.getFirst().table().find(c).isPresent())
        .toList();
  }

  private static double[] values(List<Row> rows, String column) {
    return rows.stream().flatMapToDouble(r -> r.number(column).stream()).toArray();
  }

  private String outcome() {
    return Words.sentence(words.called(words.outcome()));
  }

  private static String size(double v, double of) {
    return Numbers.effect(v, Math.abs(of) / 15);
  }

  private String told(Seasons s, double[] y) {
    double first = s.line(0);
    double last = s.line(y.length - 1);
    double best = Arrays.stream(s.months()).filter(Double::isFinite).max().orElse(0);
    int month = IntStream.range(0, 12).filter(m -> s.months()[m] == best).findFirst().orElse(0) + 1;
    return "Over %s %s went from about %s to %s; that line accounts for %s of its spread. Months account for %s of the rest, chance taken off; %s lies highest. With fewer than three years, a season cannot be told from what happened to those years."
        .formatted(
            Words.count(y.length, words.period()),
            words.called(words.outcome()),
            size(first, Math.max(first, last)),
            size(last, Math.max(first, last)),
            Numbers.percent(s.trendShare()),
            Numbers.percent(s.seasonShare()),
            Month.of(month).getDisplayName(TextStyle.FULL, Locale.ENGLISH));
  }

  private Plot course(List<Row> rows, double[] y, Seasons s) {
    String title =
        "%s a %s from %s to %s"
            .formatted(outcome(), words.period(), day(rows.getFirst()), day(rows.getLast()));
    return new SeriesPlot(
        "series-course",
        title,
        title + ", with a straight line through it.",
        "%s, one figure each.".formatted(Words.count(y.length, words.period())),
        Words.sentence(words.period()) + " from the first",
        outcome(),
        "Each " + words.period(),
        "Straight line",
        IntStream.range(0, y.length)
            .mapToObj(
                t -> new SeriesPlot.Point(t + 1, day(rows.get(t)).toString(), y[t], s.line(t)))
            .toList());
  }

  private Plot months(Seasons s) {
    return new SeriesPlot(
        "series-months",
        "%s above and below its line, month by month".formatted(outcome()),
        "Mean distance from the straight line in each calendar month.",
        "Means of %s that begin in the month.".formatted(Words.plural(2, words.period())),
        "Month of the year",
        outcome() + ", less its line",
        "Mean of the month",
        "On the line",
        IntStream.range(0, 12)
            .filter(m -> s.counts()[m] > 0)
            .mapToObj(
                m ->
                    new SeriesPlot.Point(
                        m + 1,
                        Month.of(m + 1).getDisplayName(TextStyle.FULL, Locale.ENGLISH),
                        s.months()[m],
                        0))
            .toList());
  }

  /**
   * How a column spreads.
   *
   * @param values other than 0, where any is 0; all of them else
   * @param zero share of zeros
   * @param logs whether that test is of logarithms, as of a column over two powers of ten or more
   * @param p of Silverman's test, as a rate of false discoveries over the columns (q); empty where
   *     untested
   */
  private record Spread(
      String column, double[] values, double zero, OptionalDouble p, boolean logs) {
    /** As drawn: powers of ten where the peaks show there. */
    double[] drawn() {
      return logs ? Arrays.stream(values).map(Math::log10).toArray() : values;
    }

    boolean peaks() {
      return p.isPresent() && p.getAsDouble() < LEVEL;
    }
  }

  private static Optional<Spread> spread(List<Row> rows, String column) {
    double[] all = values(rows, column);
    double[] some = Arrays.stream(all).filter(v -> v != 0).toArray();
    if (some.length == 0) {
      return Optional.empty();
    }
    double zero = 1 - (double) some.length / all.length;
    double low = Arrays.stream(some).min().orElseThrow();
    boolean logs = low > 0 && Arrays.stream(some).max().orElseThrow() >= 100 * low;
    double[] tested = logs ? Arrays.stream(some).map(Math::log10).toArray() : some;
    return Optional.of(new Spread(column, some, zero, Modes.pValue(tested), logs));
  }

  /** Benjamini and Hochberg's rates of false discoveries over the columns tested. */
  private static List<Spread> corrected(List<Spread> spreads) {
    List<Spread> tested =
        spreads.stream()
            .filter(s -> s.p().isPresent())
            .sorted(Comparator.comparingDouble(s -> s.p().getAsDouble()))
            .toList();
    var corrected = new ArrayList<Spread>();
    double least = 1;
    for (int i = tested.size(); i > 0; i--) {
      Spread s = tested.get(i - 1);
      least = Math.min(least, tested.size() * s.p().getAsDouble() / i);
      corrected.add(
          new Spread(s.column(), s.values(), s.zero(), OptionalDouble.of(least), s.logs()));
    }
    return spreads.stream()
        .map(
            s ->
                corrected.stream().filter(c -> c.column().equals(s.column())).findFirst().orElse(s))
        .toList();
  }

  private String peaks(List<Spread> spreads) {
    List<String> two = spreads.stream().filter(Spread::peaks).map(this::peaked).toList();
    List<String> paused =
        spreads.stream()
            .filter(s -> s.zero() >= .1)
            .map(s -> words.called(s.column()) + " (" + Numbers.percent(s.zero()) + ")")
            .toList();
    return (two.isEmpty()
            ? "No column shows more than one peak (Silverman's test of 1981, q below .05 over all columns)."
            : "More than one peak, as if two kinds of %s were mixed: %s (Silverman's test of 1981, q below .05 over all columns). A straight line through such a column leans on the gap between the kinds."
                .formatted(Words.plural(2, words.period()), Words.list(two)))
        + (paused.isEmpty()
            ? ""
            : " Often zero: %s; peaks are looked for among the other %s."
                .formatted(Words.list(paused), Words.plural(2, words.period())));
  }

  private String peaked(Spread s) {
    return words.called(s.column()) + (s.logs() ? " (in powers of ten)" : "");
  }

  private Plot spreads(List<Spread> spreads) {
    return new PanelsPlot(
        "series-spread",
        "How each column spreads over the " + Words.plural(2, words.period()),
        "Histograms, one for each column.",
        "Zeros are left out of the bars and stand in the table. Orange: more than one peak.",
        List.of("Column", "From, to", Words.sentence(Words.plural(2, words.period()))),
        spreads.stream()
            .filter(s -> Arrays.stream(s.values()).distinct().count() > 1)
            .map(this::bars)
            .toList());
  }

  private BarsPanel bars(Spread s) {
    double[] drawn = s.drawn();
    double low = Arrays.stream(drawn).min().orElseThrow();
    double high = Arrays.stream(drawn).max().orElseThrow();
    double width = high > low ? (high - low) / BINS : Math.max(1, Math.abs(low)) / BINS;
    var counts = new long[BINS];
    for (double v : drawn) {
      counts[Math.clamp((int) ((v - low) / width), 0, BINS - 1)]++;
    }
    String name = Words.sentence(words.called(s.column()));
    return new BarsPanel(
        s.peaks() ? name + " · several peaks" : name,
        s.logs() ? "power of ten" : "",
        s.peaks(),
        IntStream.range(0, BINS)
            .mapToObj(b -> new BarsPanel.Bin(low + width * b, low + width * (b + 1), counts[b]))
            .toList());
  }

  private Part.Sheet sheet(List<Spread> spreads) {
    return new Part.Sheet(
        "Each column",
        true,
        List.of("Column", "#Zero", "#Lowest", "#Median", "#Highest", "#One peak|one-peak"),
        spreads.stream()
            .map(
                s -> {
                  double[] v = Arrays.stream(s.values()).sorted().toArray();
                  double top = v[v.length - 1];
                  return Stream.of(
                          Words.sentence(words.called(s.column())),
                          Numbers.percent(s.zero()),
                          size(v[0], top),
                          size(v[v.length / 2], top),
                          size(top, top),
                          s.p().isPresent() ? Numbers.qValue(s.p().getAsDouble()) : "not tested")
                      .toList();
                })
            .toList());
  }
}
