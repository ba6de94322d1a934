package org.liftgate.reporting.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.liftgate.reporting.report.ReportModel.Interval;

/** What was tried stands on the page where there is something, and nowhere else. */
class ScrutinyPageTest {
  private static final Interval SOME = new Interval(4.2, 2.6, 5.8);

  private static Scrutiny scrutiny(String word) {
    return new Scrutiny(
        List.of(
            new Scrutiny.Item("estimand", "What <a> mailing adds"),
            new Scrutiny.Item("sha256", "ab".repeat(32))),
        List.of(
            new Scrutiny.Alike(
                "past_sales_log",
                OptionalDouble.of(0.9),
                OptionalDouble.empty(),
                OptionalDouble.of(0.02))),
        List.of(
            new Scrutiny.Overlapping(
                "1",
                90,
                160,
                OptionalDouble.of(0.81),
                OptionalDouble.of(0.7),
                OptionalDouble.of(40.4),
                2,
                false,
                false,
                "recent_1_mean",
                "")),
        List.of(
            new Scrutiny.Agreeing("did", "held", SOME, OptionalDouble.of(3.4)),
            new Scrutiny.Agreeing("aipw", "held", new Interval(8, 6, 10), OptionalDouble.of(3.4))),
        List.of(
            new Scrutiny.Tried("agreement", word, "pass: at most 2", "They lie apart.", true),
            new Scrutiny.Tried("mde", "pass", "pass: small", "It sees 2.", false)),
        List.of(
            new Scrutiny.Horizon("4 weeks", Optional.of(SOME), ""),
            new Scrutiny.Horizon("26 weeks", Optional.empty(), "Nothing so late.")),
        List.of(
            new Scrutiny.Choice(SOME, true, Map.of("Other designs", "increment, att")),
            new Scrutiny.Choice(new Interval(3, 1, 5), false, Map.of("Window", "headline"))),
        Optional.of(new Scrutiny.Without(List.of("1", "2", "3"), List.of(4.1, 4.2, 4.4))));
  }

  private static String page(Scrutiny scrutiny) {
    return ReportPage.html(Fixtures.six(), List.of(), scrutiny, Money.NONE);
  }

  @Test
  void everyPartHasItsFigureOrTable() {
    String html = page(scrutiny("fail"));
    assertThat(html)
        .contains("What was tried against it")
        .contains("1 passed, 0 fragile, 1 failed")
        .contains("disagree: at least one assumption is false")
        .contains("ab".repeat(32))
        .contains("What &lt;a&gt; mailing adds")
        .contains("differs in recent 1 mean")
        .contains("Without any one household the effect lies between 4.10 and 4.40")
        .doesNotContain("NaN")
        .doesNotContain("NOT_FOUND");
    assertThat(ReportPage.figures(Fixtures.six(), List.of(), scrutiny("fail")).keySet())
        .contains(
            "figures/love.svg",
            "figures/agreement.svg",
            "figures/horizons.svg",
            "figures/specification-curve.svg",
            "figures/leave-one-out.svg");
    assertThat(page(scrutiny("pass"))).contains("Two designs that assume different things agree");
  }

  @Test
  void nothingTriedIsNoSection() {
    assertThat(page(Scrutiny.NONE)).doesNotContain("What was tried against it");
  }
}
