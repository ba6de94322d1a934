package org.liftgate.modeling.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Grade;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Verdict;
import org.liftgate.modeling.inference.StudentT;

class JudgeTest {
  private static final Refuter PASSED = Refuter.preTrend(0.4);
  private static final Refuter FAILED = Refuter.preTrend(0.01);

  private static Case of(double estimate, double stdError) {
    return new Case(
        new StudentT(499).value("att", estimate, stdError),
        Grade.QUASI_EXPERIMENTAL,
        Profile.DEFENDED,
        0,
        200,
        300,
        500,
        120,
        9,
        Optional.empty(),
        List.of(PASSED),
        List.of(),
        new Case.Names("households", "weeks"));
  }

  /** One series of weeks has no arms, so nobody is told to hold half of the weeks out. */
  @Test
  void aSeriesIsSpokenOfInItsPeriods() {
    Case c = of(1, 2);
    var series =
        new Case(
            c.estimate(),
            Grade.ASSOCIATIONAL,
            c.profile(),
            0,
            0,
            0,
            104,
            0,
            104,
            Optional.empty(),
            List.of(),
            List.of(),
            new Case.Names("weeks", "weeks"));
    var verdict = Judge.judge(series).verdict();
    assertThat(verdict.word()).isEqualTo("inconclusive");
    assertThat(verdict.reasons().getLast())
        .isEqualTo("Over 104 weeks only effects of 5.6 or more are found four times in five.");
    assertThat(verdict.nextStep())
        .startsWith("Draw by lot the weeks in which more is spent and those in which less")
        .contains("over 104 weeks as here, effects of 5.6 or more");
  }

  @Test
  void onePeriodIsOne() {
    Case c = of(-4, 1);
    var once =
        new Case(
            c.estimate(),
            c.grade(),
            c.profile(),
            0,
            200,
            300,
            500,
            120,
            1,
            Optional.empty(),
            List.of(),
            List.of(),
            new Case.Names("customers", "offers"));
    assertThat(judge(once).nextStep()).contains("500 customers for 1 offer; that detects");
    assertThat(judge(c).nextStep()).contains("500 households for 9 weeks; that detects");
  }

  private static Case with(Case c, Grade grade, List<Refuter> refuters, List<String> waivers) {
    return new Case(
        c.estimate(),
        grade,
        c.profile(),
        c.breakEven(),
        c.treatedUnits(),
        c.comparisonUnits(),
        c.units(),
        c.information(),
        c.periods(),
        c.gateFailure(),
        refuters,
        waivers,
        c.names());
  }

  private static Case with(Case c, Profile profile, double breakEven, Optional<String> gate) {
    return new Case(
        c.estimate(),
        c.grade(),
        profile,
        breakEven,
        c.treatedUnits(),
        c.comparisonUnits(),
        c.units(),
        c.information(),
        c.periods(),
        gate,
        c.refuters(),
        c.waivers(),
        c.names());
  }

  private static Verdict judge(Case c) {
    return Judge.judge(c).verdict();
  }

  @Test
  void anIntervalAboveBreakEvenThatStoodIsAccepted() {
    Verdict v = judge(of(4, 1));
    assertThat(v.word()).isEqualTo("accept");
    assertThat(v.reasons().get(0))
        .isEqualTo("The whole interval of 4.0 (95%: 2.0 to 6.0) lies above break-even (0).");
    assertThat(v.nextStep()).isEmpty();
  }

  @Test
  void anIntervalAtOrBelowBreakEvenIsRejectedEvenWhenAssociational() {
    Case c = with(of(-4, 1), Grade.ASSOCIATIONAL, List.of(FAILED), List.of());
    assertThat(judge(c).word()).isEqualTo("reject");
    assertThat(judge(c).nextStep())
        .startsWith("Run one campaign at random: hold out 250 of 500 households");
  }

  /** An effect on what the treatment cannot move: the interval is no answer, on either side. */
  @Test
  void aNumberShownToBeBiasedIsFragileWhateverItsInterval() {
    var found = new Refuter("negative-control", false, "It moves the past.", Refuter.Weight.BIAS);
    Case c = with(of(-4, 1), Grade.ADJUSTED, List.of(found), List.of());
    assertThat(judge(c).word()).isEqualTo("fragile");
    assertThat(judge(c).reasons())
        .containsExactly(
            "The whole interval of -4.0 (95%: -6.0 to -2.0) lies at or below break-even (0).",
            "It moves the past.");
    assertThat(judge(with(of(1, 1), Grade.ADJUSTED, List.of(found), List.of())).word())
        .isEqualTo("fragile");
    Case published = with(c, Profile.PUBLISHED, 0, Optional.empty());
    assertThat(judge(published).word()).isEqualTo("reject");
  }

  @Test
  void anIntervalOnBothSidesIsInconclusiveWithTheEffectThatWouldBeFound() {
    Judge.Judgement j = Judge.judge(of(1, 1));
    assertThat(j.verdict().word()).isEqualTo("inconclusive");
    // t_.975 + t_.80 at 499 degrees of freedom
    assertThat(j.mde().orElseThrow()).isBetween(2.806, 2.808);
    assertThat(j.verdict().reasons().get(1)).contains("200 treated and 300 comparison households");
    assertThat(j.verdict().nextStep())
        .contains("for 9 weeks")
        .contains("at 80% power")
        .contains("each arm needs 1,88");
  }

  @Test
  void oneCampaignDetectsLessThanThePoolOfTen() {
    Case one = of(0.5, 1);
    Case ten =
        new Case(
            one.estimate(),
            one.grade(),
            one.profile(),
            0,
            450,
            480,
            500,
            1200,
            9,
            Optional.empty(),
            List.of(PASSED),
            List.of(),
            one.names());
    assertThat(judge(one).nextStep()).contains("hold out 250 of 500").contains("effect of 2.8 at");
    assertThat(judge(ten).nextStep()).contains("hold out 250 of 500").contains("effect of 8.7 at");
  }

  @Test
  void inconclusiveComesBeforeFragile() {
    Case c = with(of(1, 1), Grade.ASSOCIATIONAL, List.of(FAILED), List.of("rows"));
    assertThat(judge(c).word()).isEqualTo("inconclusive");
  }

  @Test
  void aFailedRefuterAWaiverOrAnAssociationalGradeMakeItFragile() {
    Case stood = of(4, 1);
    assertThat(judge(with(stood, Grade.ASSOCIATIONAL, List.of(PASSED), List.of())).word())
        .isEqualTo("fragile");
    Verdict refuted = judge(with(stood, stood.grade(), List.of(FAILED), List.of()));
    assertThat(refuted.word()).isEqualTo("fragile");
    assertThat(refuted.reasons())
        .contains("Before the start the arms already moved apart (joint test p = .01).");
    Verdict waived = judge(with(stood, stood.grade(), List.of(PASSED), List.of("rows")));
    assertThat(waived.word()).isEqualTo("fragile");
    assertThat(waived.nextStep())
        .isEqualTo("Repair what rows found and run again without the waiver.");
  }

  @Test
  void aPowerfulStudyAroundAHurdleIsNotInconclusive() {
    Case c = with(of(5.2, 1), Profile.DEFENDED, 5, Optional.empty());
    assertThat(judge(c).word()).isEqualTo("accept");
    assertThat(judge(c).reasons().get(0)).contains("holds break-even (5), so it may pay or not");
  }

  @Test
  void thePublishedRuleDecidesOnlyUnderPublished() {
    Case c = of(1, 0.8);
    assertThat(judge(c).word()).isEqualTo("inconclusive");
    Verdict published = judge(with(c, Profile.PUBLISHED, 0, Optional.empty()));
    assertThat(published.word()).isEqualTo("reject");
    assertThat(published.reasons().get(0)).contains("reject: p = .21 is above .10");
    Verdict stands =
        judge(
            with(
                with(of(4, 1), Grade.ASSOCIATIONAL, List.of(), List.of()),
                Profile.PUBLISHED,
                0,
                Optional.empty()));
    assertThat(stands.word()).isEqualTo("fragile");
    assertThat(stands.reasons().get(0))
        .startsWith("The published rules say accept: p < .001; the estimate is 4.0")
        .endsWith("so there is no ROI and that rule was not applied.");
    assertThat(Judge.publishedSays((Estimate.Value) of(-4, 1).estimate()))
        .isEqualTo("reject: the effect is below 0");
    assertThat(Judge.publishedSays((Estimate.Value) of(4, 1).estimate()))
        .isEqualTo("accept: p < .001");
  }

  private static Case earning(Case c, double chance) {
    return new Case(
        c.estimate(),
        c.grade(),
        c.profile(),
        c.breakEven(),
        c.treatedUnits(),
        c.comparisonUnits(),
        c.units(),
        c.information(),
        c.periods(),
        c.gateFailure(),
        c.refuters(),
        c.waivers(),
        c.names(),
        Optional.of(new Case.Return(0.4, -0.2, 1.1, 0.05, chance, "margin")));
  }

  @Test
  void withCostsTheChanceOfTheReturnDecides() {
    assertThat(judge(earning(of(4, 1), 0.09)).word()).isEqualTo("reject");
    assertThat(judge(earning(of(4, 1), 0.11)).word()).isEqualTo("inconclusive");
    assertThat(judge(earning(of(4, 1), 0.89)).word()).isEqualTo("inconclusive");
    Verdict stands = judge(earning(of(4, 1), 0.91));
    assertThat(stands.word()).isEqualTo("accept");
    assertThat(stands.reasons().get(0))
        .isEqualTo(
            "The return on its cost is 40% (95%: -20% to 110%); the chance that it exceeds 5% is"
                + " 0.91, with assumed margin.");
    Case doubted = with(of(4, 1), Grade.ASSOCIATIONAL, List.of(), List.of());
    assertThat(judge(earning(doubted, 0.99)).word()).isEqualTo("fragile");
    Case published = with(of(4, 1), Profile.PUBLISHED, 0, Optional.empty());
    assertThat(judge(earning(published, 0.01)).word()).isNotEqualTo("inconclusive");
  }

  @Test
  void aFailedGateComesFirst() {
    Verdict v = judge(with(of(4, 1), Profile.DEFENDED, 0, Optional.of("Only 1 unit in a cell.")));
    assertThat(v).isInstanceOf(Verdict.NotEstimable.class);
    assertThat(v.reasons()).containsExactly("Only 1 unit in a cell.");
  }

  @ParameterizedTest
  @EnumSource(Estimate.Reason.class)
  void everyTypedOutcomeIsNotEstimableWithANextStep(Estimate.Reason reason) {
    Case c = of(1, 1);
    var missing =
        new Case(
            new Estimate.Missing("att", reason, "Said why."),
            c.grade(),
            c.profile(),
            0,
            3,
            4,
            7,
            12.0 / 7,
            9,
            Optional.empty(),
            List.of(),
            List.of(),
            c.names());
    Judge.Judgement j = Judge.judge(missing);
    assertThat(j.verdict().word()).isEqualTo("not-estimable");
    assertThat(j.verdict().reasons()).containsExactly("Said why.");
    assertThat(j.verdict().nextStep()).isNotBlank();
    assertThat(j.mde()).isEmpty();
  }

  @Test
  void figuresAreWrittenForPeople() {
    assertThat(Words.number(1234.5678, 12.3)).isEqualTo("1,235");
    assertThat(Words.number(-0.001, 0.5)).isEqualTo("0.00");
    assertThat(Words.number(0.001234, 0.00051)).isEqualTo("0.00123");
    assertThat(Words.p(0.0004)).isEqualTo("p < .001");
    assertThat(Words.p(0.034)).isEqualTo("p = .03");
    assertThat(Words.p(0.0496)).isEqualTo("p = .050");
    assertThat(Words.p(0.1004)).isEqualTo("p = .100");
    assertThat(Words.p(0.0043)).isEqualTo("p = .004");
    assertThat(Words.p(1)).isEqualTo("p = 1.00");
    assertThat(Words.plain(0)).isEqualTo("0");
    assertThat(Words.plain(2.50)).isEqualTo("2.5");
  }

  @Test
  void answersWithAndWithoutOtherCampaignsMustAgree() {
    var all = new Estimate.Value("att", 3.96, 0.28, 100, 0, 3.4, 4.5);
    assertThat(Refuter.otherCampaigns(all, new Estimate.Value("att-clean", 4.4, 0.3, 100, 0, 4, 5)))
        .extracting(Refuter::passed)
        .isEqualTo(true);
    var apart =
        Refuter.otherCampaigns(all, new Estimate.Value("att-clean", 5.6, 0.32, 100, 0, 5, 6));
    assertThat(apart.passed()).isFalse();
    assertThat(apart.sentence()).contains("5.60").contains("other campaigns");
    assertThat(Refuter.noFreeUnits(3, 40).passed()).isFalse();
  }

  private static Case without(boolean dosed) {
    Case c = of(4, 1);
    return new Case(
        c.estimate(),
        Grade.ASSOCIATIONAL,
        c.profile(),
        c.breakEven(),
        50,
        0,
        50,
        0,
        c.periods(),
        c.gateFailure(),
        c.refuters(),
        c.waivers(),
        new Case.Names("stores", "days"),
        Optional.empty(),
        dosed);
  }

  @Test
  void whereNobodyWasLeftOutTheNextStepLeavesSomeOutAndOnlyADoseIsDrawnByTime() {
    assertThat(judge(without(false)).nextStep())
        .startsWith("Run one campaign with 25 of 50 stores left out by lot for 9 days")
        .doesNotContain("dose");
    assertThat(judge(without(true)).nextStep()).startsWith("Draw by lot where and in which days");
  }
}
