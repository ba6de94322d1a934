package org.liftgate.modeling.stages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.stages.PanelFixture.Plan;
import org.liftgate.testing.TestContext;

class TrendsStageTest {
  @TempDir Path folder;
  private TestContext context;

  @BeforeEach
  void open() {
    context = new TestContext(folder);
  }

  @AfterEach
  void close() {
    context.close();
  }

  private String verdict(int units, int treated, double effect, double drift) {
    var plan = new Plan("panel_stores", 1, units, new int[] {treated}, effect, drift);
    context
        .input(PanelFixture.panel(plan, 11))
        .input(PanelFixture.design("campaign", "quasi-experimental", false))
        .run(
            "did",
            new ClusteredDidStage(),
            new ClusteredDidStage.Parameters(
                "panel_stores",
                "campaign",
                "sales",
                "unit_id",
                List.of(),
                List.of(),
                50,
                5,
                0,
                0,
                1,
                Profile.DEFENDED))
        .run(
            "events",
            new EventStudyStage(),
            new EventStudyStage.Parameters(
                "panel_stores", "campaign", "sales", -1, 50, 5, Profile.DEFENDED))
        .run(
            "trends",
            new TrendsStage(),
            new TrendsStage.Parameters(
                "panel_stores", Optional.empty(), "campaign", "sales", -1, 0, "day"))
        .run(
            "verdict",
            new VerdictStage(),
            new VerdictStage.Parameters(
                List.of(new VerdictStage.Headline("did", "sales")),
                Map.of("campaign", "events"),
                0,
                "stores",
                "days"));
    Table verdicts = context.read("verdicts");
    return verdicts.texts("verdict")[0];
  }

  private String word(String refuter) {
    Table t = context.read("refuters_trends");
    return t.texts("word")[List.of(t.texts("refuter")).indexOf(refuter)];
  }

  @Test
  void alike_before_the_start_few_stores_are_accepted_by_an_event_study_of_their_own() {
    assertThat(verdict(20, 10, 10, 0)).isEqualTo("accept");
    assertThat(word("trend-before")).isEqualTo("pass");
    assertThat(word("trend-missed")).isEqualTo("pass");
    assertThat(List.of(context.read("refuters_trends").texts("refuter"))).contains("honest-did");
    Table events = context.read("estimates_events");
    assertThat(events.texts("vcov")).containsOnly("CR2 cluster(unit), Satterthwaite");
    assertThat(events.texts("term")).contains("event(-4)", "event(4)", "pre-trend");
    assertThat(context.read("verdicts").texts("reasons")[0]).contains("moved alike");
  }

  @Test
  void trends_that_differ_before_the_start_are_not_accepted() {
    assertThat(verdict(20, 10, 10, 1.5)).isEqualTo("fragile");
    assertThat(word("trend-before")).isEqualTo("fail");
    assertThat(context.read("verdicts").texts("reasons")[0]).contains("already differ by 1.");
  }

  @Test
  void an_effect_that_a_trend_nobody_would_see_explains_is_not_accepted() {
    assertThat(verdict(20, 10, 2, 0)).isEqualTo("fragile");
    assertThat(word("trend-before")).isEqualTo("pass");
    assertThat(word("trend-missed")).isEqualTo("fragile");
  }

  @Test
  void two_stores_an_arm_have_no_path_and_the_words_say_so() {
    verdict(40, 3, 10, 0);
    assertThat(context.read("refuters_trends").texts("sentence")).noneMatch(t -> t.contains("NaN"));
    Table events = context.read("estimates_events");
    int at = List.of(events.texts("term")).indexOf("pre-trend");
    assertThat(events.texts("detail")[at]).contains("3 treated");
  }
}
