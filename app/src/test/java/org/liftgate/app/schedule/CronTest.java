package org.liftgate.app.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.liftgate.kernel.LiftgateException;

/**
 * The rule for daylight saving, in zones whose clocks shift by an hour, by half of one, at
 * midnight.
 */
class CronTest {
  private static List<String> times(String cron, String zone, String from, String to) {
    return Cron.of(cron, zone).between(Instant.parse(from), Instant.parse(to)).stream()
        .map(Instant::toString)
        .toList();
  }

  @Test
  void aTimeThatTheClockSkipsFiresWhenItIsPutForward() {
    // Berlin, 29 March 2026: 02:00 becomes 03:00 at 01:00 UTC.
    assertThat(times("30 2 * * *", "Europe/Berlin", "2026-03-28T00:00:00Z", "2026-03-30T12:00:00Z"))
        .containsExactly("2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z");
  }

  @Test
  void aTimeThatOccursTwiceFiresAtTheFirst() {
    // Berlin, 25 October 2026: 03:00 becomes 02:00 at 01:00 UTC.
    assertThat(times("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", "2026-10-26T12:00:00Z"))
        .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
    // New York, 1 November 2026: 02:00 becomes 01:00 at 06:00 UTC.
    assertThat(
            times("15 1 * * *", "America/New_York", "2026-11-01T00:00:00Z", "2026-11-02T12:00:00Z"))
        .containsExactly("2026-11-01T05:15:00Z", "2026-11-02T06:15:00Z");
  }

  @Test
  void halfAnHourIsAShiftToo() {
    // Lord Howe, 4 October 2026: 02:00 becomes 02:30 at 15:30 UTC the day before.
    assertThat(
            times(
                "15 2 * * *",
                "Australia/Lord_Howe",
                "2026-10-03T00:00:00Z",
                "2026-10-04T16:00:00Z"))
        .containsExactly("2026-10-03T15:30:00Z", "2026-10-04T15:15:00Z");
  }

  @Test
  void hoursOfTheDayOnWhichTheClockIsPutForwardFireOnceEach() {
    assertThat(times("0 * * * *", "Europe/Berlin", "2026-03-28T23:30:00Z", "2026-03-29T03:00:00Z"))
        .containsExactly(
            "2026-03-29T00:00:00Z",
            "2026-03-29T01:00:00Z",
            "2026-03-29T02:00:00Z",
            "2026-03-29T03:00:00Z");
  }

  @Test
  void hoursThatOccurTwiceFireOnce() {
    assertThat(times("0 * * * *", "Europe/Berlin", "2026-10-24T23:30:00Z", "2026-10-25T02:30:00Z"))
        .containsExactly("2026-10-25T00:00:00Z", "2026-10-25T02:00:00Z");
  }

  @Provide
  Arbitrary<String> zones() {
    return Arbitraries.of(
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "America/Havana",
        "Africa/Casablanca",
        "Pacific/Apia",
        "Asia/Kolkata",
        "UTC");
  }

  /** Whatever the zone and the time of day: one firing on each date of the wall clock. */
  @Property(tries = 60)
  void aNightlyLineFiresOnceOnEachDate(
      @ForAll("zones") String zone,
      @ForAll @net.jqwik.api.constraints.IntRange(max = 23) int hour,
      @ForAll @net.jqwik.api.constraints.IntRange(max = 59) int minute) {
    ZoneId id = ZoneId.of(zone);
    var first = LocalDate.of(2026, 1, 1);
    var fired =
        Cron.of(minute + " " + hour + " * * *", zone)
            .between(
                first.atStartOfDay(id).toInstant().minusMillis(1),
                first.plusYears(1).atStartOfDay(id).toInstant().minusMillis(1));
    assertThat(fired).hasSize(365).isSorted();
    assertThat(new HashSet<>(fired)).hasSize(365);
    for (int i = 0; i < fired.size(); i++) {
      assertThat(LocalDate.ofInstant(fired.get(i), id)).isEqualTo(first.plusDays(i));
    }
  }

  @Test
  void bothWaysOfWritingALineAreRead() {
    var nights = times("30 5 * * 1-5", "UTC", "2026-11-20T00:00:00Z", "2026-11-23T12:00:00Z");
    assertThat(nights).containsExactly("2026-11-20T05:30:00Z", "2026-11-23T05:30:00Z");
    assertThat(times("0 30 5 ? * MON-FRI", "UTC", "2026-11-20T00:00:00Z", "2026-11-23T12:00:00Z"))
        .isEqualTo(nights);
    assertThat(Cron.of("30 5 * * 1-5", "UTC").words()).contains("05:30").contains("Monday");
  }

  @Test
  void aLineThatNeverFiresHasNoTimes() {
    assertThat(Cron.of("0 0 30 2 *", "UTC").next(Instant.parse("2026-01-01T00:00:00Z"))).isEmpty();
  }

  @Test
  void whatCannotBeReadIsTold() {
    assertThatThrownBy(() -> Cron.of("61 5 * * *", "UTC"))
        .isInstanceOf(LiftgateException.class)
        .hasMessageContaining("cron (61 5 * * *)")
        .hasMessageContaining("Maybe");
    assertThatThrownBy(() -> Cron.of("0 5 * * *", "Europe/Berln"))
        .hasMessageContaining("zone (Europe/Berln)");
  }
}
