package org.liftgate.app.cli;

import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.estimate.Findings;

/** Findings for people: what was estimated from what, the table, the fit, the notes. */
final class FindingsPrinter {
  private static final int WIDTH = 100;
  private static final String GAP = "  ";
  private static final List<String> HEADS =
      List.of("term", "estimate", "std. error", "statistic", "df", "p value", "95% interval");

  private final PrintStream out;
  private final Terminal terminal;

  FindingsPrinter(PrintStream out) {
    this.out = out;
    this.terminal = new Terminal(out);
  }

  void print(Findings findings) {
    String head = terminal.bold(findings.estimator());
    if (findings.formula().isBlank()) {
      out.println(head);
    } else {
      Wrap.lines(head + ": ", findings.formula(), WIDTH).forEach(out::println);
    }
    String rows = Digits.count(findings.rows()) + " rows";
    String vcov = VcovWords.of(findings.vcov());
    Wrap.lines("", vcov.isEmpty() ? rows : rows + "; " + vcov, WIDTH).forEach(out::println);
    out.println();
    table(findings.estimates());
    fit(findings.fit());
    var notes = new LinkedHashSet<>(findings.notes());
    for (Estimate e : findings.estimates()) {
      if (e instanceof Estimate.Point p && !p.why().isBlank()) {
        notes.add(p.why());
      }
    }
    if (!notes.isEmpty()) {
      out.println();
    }
    notes.forEach(n -> Wrap.lines("note: ", n, WIDTH).forEach(out::println));
  }

  private void table(List<Estimate> estimates) {
    List<List<String>> rows = estimates.stream().map(FindingsPrinter::cells).toList();
    int most = rows.stream().mapToInt(List::size).max().orElse(1);
    List<String> heads = HEADS.subList(0, most);
    int[] width =
        IntStream.range(0, heads.size())
            .map(i -> Math.max(heads.get(i).length(), widest(rows, i)))
            .toArray();
    int others = IntStream.of(width).skip(1).map(w -> w + GAP.length()).sum();
    width[0] = Math.min(width[0], Math.max(16, WIDTH - others));
    if (most > 1) {
      out.println(line(heads, width));
    }
    for (int i = 0; i < rows.size(); i++) {
      if (estimates.get(i) instanceof Estimate.Missing m) {
        String term = padded(shortened(m.term(), width[0]), width[0]);
        Wrap.lines(
                term + GAP,
                "not estimable: " + m.detail().replaceFirst("^Not estimable: ", ""),
                WIDTH)
            .forEach(out::println);
      } else {
        out.println(line(rows.get(i), width));
      }
    }
  }

  private static int widest(List<List<String>> rows, int i) {
    return rows.stream().filter(r -> r.size() > i).mapToInt(r -> r.get(i).length()).max().orElse(0);
  }

  private static List<String> cells(Estimate estimate) {
    return switch (estimate) {
      case Estimate.Value v ->
          List.of(
              v.term(),
              Digits.effect(v.value(), v.stdError()),
              Digits.effect(v.stdError(), v.stdError()),
              Digits.statistic(v.statistic()),
              Digits.df(v.df()),
              Digits.pValue(v.pValue()),
              Digits.range(v.confLow(), v.confHigh(), v.stdError()));
      case Estimate.Point p -> List.of(p.term(), Digits.significant(p.value(), 6));
      case Estimate.Missing m -> List.of(m.term());
    };
  }

  /** The term to the left, figures to the right. */
  private static String line(List<String> cells, int[] width) {
    var line = new StringBuilder(padded(shortened(cells.getFirst(), width[0]), width[0]));
    for (int i = 1; i < cells.size(); i++) {
      String cell = cells.get(i);
      line.append(GAP).append(" ".repeat(width[i] - cell.length())).append(cell);
    }
    return line.toString().stripTrailing();
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String shortened(String text, int width) {
    if (text.length() <= width) {
      return text;
    }
    int tail = (width - 2) / 2;
    return text.substring(0, width - 2 - tail) + ".." + text.substring(text.length() - tail);
  }

  private void fit(Map<String, Double> fit) {
    List<String> lines = FitWords.lines(fit, WIDTH);
    if (!lines.isEmpty()) {
      out.println();
    }
    lines.forEach(out::println);
  }
}
