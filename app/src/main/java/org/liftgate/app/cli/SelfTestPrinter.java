package org.liftgate.app.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.liftgate.app.selftest.SelfTest;
import org.liftgate.modeling.truth.Bars;
import org.liftgate.modeling.truth.MonteCarlo.Figure;
import org.liftgate.modeling.truth.MonteCarlo.NoNumbers;
import org.liftgate.modeling.truth.MonteCarlo.Numbers;
import org.liftgate.modeling.truth.TruthCase;

/** Cases of a self-test as they end: a line of figures under the name of each. */
final class SelfTestPrinter {
  private static final String FORM = "  %-14s %16s %16s %16s %16s %14s";
  private final PrintStream out;
  private final Terminal terminal;
  private final int draws;

  SelfTestPrinter(PrintStream out, int draws) {
    this.out = out;
    this.terminal = new Terminal(out);
    this.draws = draws;
  }

  void head(List<TruthCase<?>> cases) {
    out.println(
        "%d cases, %s draws each; figures with their Monte Carlo error"
            .formatted(cases.size(), Digits.count(draws)));
    out.println(
        "a sound estimator here: coverage %s, size %s, bias near 0, SE/SD near 1"
            .formatted(band(Bars.coverage(draws)), band(Bars.size(draws))));
    out.println();
    line("", "bias in SE", "coverage", "size", "power", "SE/SD");
  }

  void print(SelfTest.Shown s) {
    TruthCase<?> c = s.truthCase();
    String mark = s.failures().isEmpty() ? terminal.good("+") : terminal.bad("x");
    out.println(
        "%s %s  %s of %s"
            .formatted(mark, terminal.bold(c.name()), c.estimand(), c.design().name()));
    String expected = expected(c.expected());
    switch (s.result()) {
      case Numbers n -> numbers(c.expected(), expected, n);
      case NoNumbers n -> line(expected, reasons(n), "", "", "", "");
    }
    s.failures().forEach(f -> out.println("    but " + f));
  }

  /** A set has no point and no error of it to judge; an identity holds or does not. */
  private void numbers(TruthCase.Expected kind, String expected, Numbers n) {
    boolean set = kind == TruthCase.Expected.COVERING || kind == TruthCase.Expected.EXCLUDING;
    if (kind == TruthCase.Expected.EXACT) {
      line(expected, "", figure(n.coverage(), 3), "", "", "");
    } else {
      line(
          expected,
          set ? "" : figure(n.bias(), 2),
          figure(n.coverage(), 3),
          figure(n.size(), 3),
          figure(n.power(), 3),
          set ? "" : figure(n.ratio(), 2));
    }
  }

  private void line(Object... cells) {
    out.println(String.format(Locale.ROOT, FORM, cells).stripTrailing());
  }

  void foot(List<SelfTest.Shown> shown) {
    long wrong = shown.stream().filter(s -> !s.failures().isEmpty()).count();
    double seconds = shown.stream().mapToDouble(SelfTest.Shown::seconds).sum();
    out.println();
    out.println(
        wrong == 0
            ? String.format(
                Locale.ROOT, "all %d cases show what they must (%.0f s)", shown.size(), seconds)
            : "%d of %d cases do not show what they must".formatted(wrong, shown.size()));
  }

  private static String expected(TruthCase.Expected expected) {
    return switch (expected) {
      case IDENTIFIED -> "sound";
      case BIASED -> "biased here";
      case OVERCONFIDENT -> "overconfident";
      case CONSERVATIVE -> "conservative";
      case COVERING -> "covering";
      case EXCLUDING -> "too narrow";
      case TESTED -> "sound test";
      case EXACT -> "exact";
      case REFUSED -> "refused";
    };
  }

  private static String reasons(NoNumbers n) {
    return String.join(
        ", ",
        n.missing().keySet().stream()
            .map(r -> r.name().toLowerCase(Locale.ROOT).replace('_', ' '))
            .toList());
  }

  private static String figure(Figure f, int decimals) {
    String form = "%." + decimals + "f (%." + decimals + "f)";
    return String.format(Locale.ROOT, form, f.value() + 0.0, f.error());
  }

  private static String band(Bars.Range r) {
    return String.format(Locale.ROOT, "%.3f-%.3f", r.low(), r.high());
  }
}
