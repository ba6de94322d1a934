package org.liftgate.modeling.stages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecommendTest {

  private static String said(String verdict) {
    return RecommendStage.sentence(
        verdict, "flyers", "2.0 more for each unit more (95%: 1.0 to 3.0)", "Doubt.", "Reason.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fragile", "inconclusive", "reject", "not-estimable"})
  void onlyAnAcceptedEffectIsAReasonToSpendMore(String verdict) {
    assertThat(said(verdict)).doesNotContain("More of").doesNotContain("pays, within");
  }

  @Test
  void eachStandsWithTheNumberBehindIt() {
    assertThat(said("accept")).startsWith("More of flyers pays").contains("1.0 to 3.0");
    assertThat(said("fragile")).startsWith("Leave flyers as it is").contains("1.0 to 3.0");
    assertThat(said("inconclusive")).startsWith("Leave flyers").contains("1.0 to 3.0");
    assertThat(said("reject")).startsWith("Do not raise flyers").contains("1.0 to 3.0");
    assertThat(said("not-estimable")).contains("Reason.");
  }
}
