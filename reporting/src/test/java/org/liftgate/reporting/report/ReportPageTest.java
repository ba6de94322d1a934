package org.liftgate.reporting.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.reporting.ReportStamp;

@DisplayName("The report's page")
class ReportPageTest {
  private static final String BAD =
      "<img src=x onerror=alert(1)>{page.model}'\"&<!--liftgate:stamp-->";

  @Test
  @DisplayName("says the answer first: number, interval in words, grade, verdict, truth")
  void answer() {
    String html = text(ReportPage.html(Fixtures.six()));
    assertThat(html)
        .contains(
            "Mailing raised sales by 4.10 USD per household and week compared with unmailed households; the data fit a rise between 2.47 and 5.73 (95%).",
            "The evidence is quasi-experimental",
            "the verdict is accept",
            "The true effect in these simulated data is 3.92 USD per household and week; the interval holds it.");
    assertThat(html.indexOf("Mailing raised")).isLessThan(html.indexOf("What is asked"));
    assertThat(html)
        .containsSubsequence(
            "What is asked",
            "The estimates",
            "Before and after, by arm",
            "Week by week",
            "Each campaign",
            "What the original says",
            "Checks",
            "Who is left",
            "Rows in and out",
            "What it rests on",
            "Methods",
            "Data",
            "Glossary");
  }

  @Test
  @DisplayName("says plainly that nothing is clear, and what would settle it")
  void inconclusive() {
    assertThat(text(ReportPage.html(Fixtures.thirty())))
        .contains(
            "No clear effect: compared with unmailed households, mailing moved sales up by 0.3 USD per household and week, and the data fit anything from a fall of 2.9 to a rise of 3.6 (95%).",
            "What to do. Hold out 1,150")
        .doesNotContain("Simulated data");
  }

  @Test
  @DisplayName("stands upright without a single number")
  void none() {
    assertThat(text(ReportPage.html(Fixtures.none())))
        .contains(
            "cannot be estimated from these data: the smaller arm has too few units.",
            "None of the 6 campaigns can be estimated");
    assertThat(text(ReportPage.html(Fixtures.empty())))
        .contains(
            "This run holds no estimate of what mailing did to sales.", "No check was recorded");
  }

  @Test
  @DisplayName("holds no exponent, NaN, null or Infinity in what people read")
  void numbers() {
    for (ReportModel model :
        List.of(Fixtures.six(), Fixtures.thirty(), Fixtures.none(), Fixtures.empty())) {
      String text = text(ReportPage.html(model)).replaceAll("[0-9a-f]{64}", "");
      var odd = Pattern.compile(".{0,20}(NaN|\\bnull\\b|Infinity|\\d[eE][-+]?\\d|Optional).{0,20}");
      assertThat(odd.matcher(text).results().map(m -> m.group())).isEmpty();
    }
  }

  @Test
  @DisplayName("asks for nothing: no script, no address but anchors and its own data")
  void selfContained() {
    String html = ReportPage.html(Fixtures.six());
    assertThat(html)
        .doesNotContainPattern("(?i)<script|<link|<iframe|\\son\\w+=|javascript:|style=\"");
    var hrefs =
        Pattern.compile("(?:href|src)=\"([^\"]*)\"")
            .matcher(html)
            .results()
            .map(m -> m.group(1))
            .toList();
    assertThat(hrefs).isNotEmpty().allMatch(h -> h.startsWith("#") || h.startsWith("data:"));
    for (String href : hrefs) {
      if (href.startsWith("#")) {
        assertThat(html).contains("id=\"" + href.substring(1) + "\"");
      }
    }
    assertThat(
            Pattern.compile("\\sid=\"([^\"]*)\"")
                .matcher(html)
                .results()
                .map(m -> m.group(1))
                .toList())
        .doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("shows values from data as text, whatever they hold")
  void escaping() {
    var m = Fixtures.six();
    var bad =
        new ReportModel(
            BAD,
            BAD,
            true,
            BAD,
            new ReportModel.Setting(BAD, "sales", BAD, BAD, BAD, BAD, BAD, BAD),
            Optional.of(new ReportModel.Design(BAD, BAD, false, 1, 1)),
            m.findings().stream()
                .map(
                    f ->
                        new ReportModel.Finding(
                            BAD,
                            BAD,
                            f.outcome(),
                            BAD,
                            f.headline(),
                            f.value(),
                            BAD,
                            BAD,
                            BAD,
                            f.rows(),
                            f.arms(),
                            new ReportModel.Judgement(
                                BAD, BAD, BAD, BAD, f.judgement().breakEven(), f.judgement().mde()),
                            f.truth()))
                .toList(),
            Optional.of(
                new ReportModel.PreTrend(
                    Optional.empty(), m.preTrend().orElseThrow().pValue(), BAD)),
            m.trend(),
            m.events(),
            m.campaigns().stream()
                .map(
                    c ->
                        new ReportModel.Campaign(
                            c.id(),
                            BAD,
                            c.start(),
                            c.end(),
                            c.value(),
                            BAD,
                            c.qValue(),
                            c.cells(),
                            c.did(),
                            c.arms(),
                            c.clean(),
                            BAD,
                            c.truth()))
                .toList(),
            List.of(
                new ReportModel.Compared(
                    BAD,
                    BAD,
                    BAD,
                    BAD,
                    m.comparison().getFirst().group(),
                    m.comparison().getFirst().published(),
                    BAD,
                    Optional.empty(),
                    BAD,
                    BAD,
                    BAD)),
            List.of(new ReportModel.Claim(BAD, BAD, BAD, BAD, BAD)),
            List.of(new ReportModel.Check(BAD, BAD, BAD, BAD, BAD, BAD)),
            List.of(new ReportModel.Funnel(BAD, List.of(new ReportModel.Step(BAD, 3, BAD)))),
            List.of(
                new ReportModel.Flow(
                    BAD,
                    m.flows().getFirst().in(),
                    m.flows().getFirst().out(),
                    List.of(new ReportModel.Reason(BAD, 1)))),
            List.of(
                new ReportModel.Assumed(BAD, List.of(new ReportModel.Tested(BAD, BAD, BAD)), BAD)),
            List.of(new ReportModel.Input(BAD, m.inputs().getFirst().rows(), BAD)));
    String html = ReportPage.html(bad);
    assertThat(html)
        .doesNotContain("<img")
        .contains("&lt;img src=x onerror=alert(1)&gt;{page.model}&#39;");
    assertThat(ReportStamp.stamp(html, Map.of("run", BAD))).doesNotContain("<img");
    assertThat(ReportPage.figures(bad).values())
        .allSatisfy(svg -> assertThat(svg).doesNotContain("<img"));
  }

  @Test
  @DisplayName("is stamped once with the facts of a run, escaped")
  void stamp() {
    var facts = new LinkedHashMap<String, String>();
    facts.put("run", "0199-<b>");
    facts.put("digest", "abc");
    facts.put("simulated", "true");
    String stamped = ReportStamp.stamp(ReportPage.html(Fixtures.six()), facts);
    assertThat(stamped)
        .contains("<section id=\"run\"><h2>This run</h2>", "0199-&lt;b&gt;", "Result digest")
        .doesNotContain(ReportStamp.SLOT);
    assertThatThrownBy(() -> ReportStamp.stamp(stamped, facts))
        .isInstanceOf(LiftgateException.class)
        .hasMessageContaining("Maybe it is stamped already");
  }

  @Test
  @DisplayName("is the same bytes each time")
  void pure() {
    assertThat(ReportPage.html(Fixtures.six())).isEqualTo(ReportPage.html(Fixtures.six()));
  }

  @Test
  @DisplayName("has a glossary that the repository's page repeats word for word")
  void glossary() throws IOException {
    String page =
        Files.readString(Path.of(System.getProperty("liftgate.root"), "docs", "glossary.md"));
    for (var entry : Glossary.entries()) {
      assertThat(page).contains("**" + entry.term() + "**", entry.meaning());
    }
  }

  private static String text(String html) {
    return html.replaceAll("(?s)<style>.*?</style>", "")
        .replaceAll("href=\"data:[^\"]*\"", "")
        .replaceAll("<[^>]+>", "")
        .replace("&#39;", "'")
        .replaceAll("\\s+", " ");
  }

  @Test
  @DisplayName("says at the top that it is the original's recipe, and claims no cause for it")
  void published() {
    String page = text(ReportPage.html(Fixtures.published()));
    assertThat(page)
        .contains(
            "The original's recipe. This page answers as the original did",
            "Sales moved 4.10 USD per household and week more among mailed than among unmailed households",
            "What the original's recipe says of these data.",
            "not in this run")
        .doesNotContain("raised sales by");
    assertThat(text(ReportPage.html(Fixtures.six())))
        .doesNotContain("This page answers as the original did")
        .contains("beside the recipe defended here");
  }

  @Test
  @DisplayName("folds what the original says of each group into one table")
  void comparedGroups() {
    String html = ReportPage.html(Fixtures.published());
    assertThat(html).contains("The same, campaign by campaign");
    assertThat(text(html)).as("a reason stands once").doesNotContain("No number: the smallest");
    assertThat(html.split("class=\"compared\"", -1)).as("pooled ones alone").hasSize(2 + 1);
    assertThat(ReportPage.html(Fixtures.six())).doesNotContain("The same, campaign by campaign");
  }
}
