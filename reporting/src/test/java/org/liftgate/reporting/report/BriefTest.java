package org.liftgate.reporting.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.liftgate.reporting.report.Money.Account;
import org.liftgate.reporting.report.Money.Amount;
import org.liftgate.reporting.report.Money.Place;

/** The first screen: figures with ranges, and only accepted effects to act on. */
class BriefTest {

  private static Account total(String assumed) {
    return new Account(
        "total",
        OptionalLong.empty(),
        "",
        OptionalLong.of(900),
        Optional.of(new Amount(12_345, 8_000, 16_000)),
        Optional.of(new Amount(900, 900, 900)),
        Optional.of(new Amount(2_100, 500, 3_700)),
        Optional.of(new Amount(2.33, .5, 4.1)),
        OptionalDouble.of(.05),
        OptionalDouble.of(.996),
        OptionalDouble.of(1.1),
        OptionalDouble.of(2.2),
        assumed,
        "");
  }

  private static Place place(long group, String verdict) {
    return new Place(
        "group",
        OptionalLong.of(group),
        "TypeA",
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        "",
        verdict,
        "",
        "",
        OptionalDouble.empty());
  }

  private static Brief brief(String assumed, Place... places) {
    return Brief.of(
        Fixtures.six(), new Money(List.of(total(assumed)), List.of(), List.of(places), List.of()));
  }

  @Test
  void moneyStandsWithItsRangeAndTheChanceOfItsHurdle() {
    var tiles = brief("").tiles();
    assertThat(tiles)
        .extracting(Brief.Tile::label)
        .contains("Extra sales in all", "Cost", "Profit after cost", "Return on cost");
    assertThat(tiles.toString())
        .contains(
            "12,345 USD", "95%: 8,000 to 16,000", "as given", "233%", "chance above 5%: > .99");
    assertThat(brief("").caveat()).isEmpty();
    assertThat(brief("margin").caveat()).contains("nobody measured: margin.");
  }

  @Test
  void onlyAcceptedGroupsAreNamedToActOn() {
    var some = brief("", place(3, "accept"), place(4, "fragile"), place(5, "accept"));
    assertThat(some.decision()).startsWith("Campaigns 3 and 5 may be repeated");
    assertThat(some.tiles().getLast())
        .isEqualTo(new Brief.Tile("Campaigns accepted", "2 of 3", "1 fragile"));
    assertThat(brief("", place(4, "fragile"), place(6, "reject")).decision())
        .isEqualTo(
            "No campaign can be repeated or dropped on these figures: none of them alone is accepted.");
  }

  @Test
  void withoutMoneyTheEffectStandsAlone() {
    var brief = Brief.of(Fixtures.six(), Money.NONE);
    assertThat(brief.tiles()).hasSize(1);
    assertThat(brief.decision()).isEmpty();
    assertThat(Brief.of(Fixtures.empty(), Money.NONE).tiles()).isEmpty();
  }
}
