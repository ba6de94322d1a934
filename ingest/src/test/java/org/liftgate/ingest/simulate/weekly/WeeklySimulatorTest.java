package org.liftgate.ingest.simulate.weekly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.kernel.LiftgateException;

class WeeklySimulatorTest {
  private static final WeeklyParameters P = WeeklyParameters.defaults();
  @TempDir Path temp;

  private Path draw(String name, WeeklyParameters p, long seed) {
    Path folder = temp.resolve(name);
    new WeeklySimulator().simulate(p, 0.1, seed, folder, () -> false);
    return folder;
  }

  private static double truth(Path folder, String treatment, String term) throws IOException {
    var found =
        Pattern.compile(
                "\"treatment\": \"%s\", .*\"term\": \"%s\", \"value\": ([-0-9.E]+)"
                    .formatted(treatment, term))
            .matcher(Files.readString(folder.resolve("truth.json")));
    assertThat(found.find()).as(treatment + " " + term).isTrue();
    return Double.parseDouble(found.group(1));
  }

  @Test
  void the_file_is_like_the_public_one() throws IOException {
    List<String> lines = Files.readAllLines(draw("plain", P, 1).resolve("weekly.csv"));
    assertThat(lines.getFirst())
        .isEqualTo(
            "week,facebook_spend,google_spend,tiktok_spend,instagram_spend,snapchat_spend,"
                + "social_followers,average_price,promotions,emails_send,sms_send,revenue");
    assertThat(lines).hasSize(105);
    assertThat(lines.get(1)).startsWith("2023-09-17,");
    assertThat(lines.get(104)).startsWith("2025-09-07,");
  }

  @Test
  void one_seed_gives_the_same_bytes() throws IOException {
    String first = Files.readString(draw("a", P, 7).resolve("weekly.csv"));
    assertThat(Files.readString(draw("b", P, 7).resolve("weekly.csv"))).isEqualTo(first);
    assertThat(Files.readString(draw("c", P, 8).resolve("weekly.csv"))).isNotEqualTo(first);
  }

  /** What a channel's spending brought is revenue with it less revenue without, noise the same. */
  @Test
  void the_return_of_a_channel_is_what_goes_without_it() throws IOException {
    Weeks all = Weeks.draw(P.apart("tiktok", false).ways(1, 0, 1), 104, 3);
    assertThat(all.lost(Medium.TIKTOK, 0, 104, 0, 104)).isZero();
    // With no way through search and nothing past it, only search is left.
    Weeks none = Weeks.draw(P.apart("tiktok", false).ways(0, 0, 1), 104, 3);
    double difference = 0;
    for (int t = 0; t < 104; t++) {
      difference += all.revenue[t] - none.revenue[t];
    }
    double lost =
        Arrays.stream(Medium.values()).mapToDouble(m -> all.lost(m, 0, 104, 0, 104)).sum();
    assertThat(difference).isCloseTo(lost, within(1.1));
    assertThat(lost).isPositive();
  }

  @Test
  void ways_past_and_through_search_are_planted() throws IOException {
    Path folder = draw("ways", P.ways(2, 1, 0.5), 1);
    assertThat(truth(folder, "social", "direct")).isEqualTo(16);
    assertThat(truth(folder, "social", "indirect")).isCloseTo(0.15 * 15, within(1e-12));
    assertThat(truth(folder, "social", "total")).isCloseTo(18.25, within(1e-12));
    // Past search alone: revenue less 2 x 8 x response does not depend on the way past.
    Weeks with = Weeks.draw(P.ways(2, 1, 1), 104, 5);
    Weeks without = Weeks.draw(P.ways(0, 1, 1), 104, 5);
    double[] response = Response.of(with.sum(), Response.SOCIAL_DECAY);
    assertThat(with.search).isEqualTo(without.search);
    for (int t = 0; t < 104; t++) {
      assertThat(with.revenue[t] - without.revenue[t]).isCloseTo(16 * response[t], within(0.011));
    }
    // Through search: what social adds to the response of search is 0.15 of its own.
    Weeks cut = Weeks.draw(P.ways(2, 0, 1), 104, 5);
    double[] more = Response.of(with.search, Response.SEARCH_DECAY);
    double[] less = Response.of(cut.search, Response.SEARCH_DECAY);
    for (int t = 0; t < 104; t++) {
      assertThat(more[t] - less[t]).isCloseTo(0.15 * response[t], within(0.01));
    }
  }

  @Test
  void experiments_measure_what_a_pause_would_have_cost() throws IOException {
    Path folder = draw("lifts", P.apart("snapchat", true), 2);
    List<String> lines = Files.readAllLines(folder.resolve("lift_experiments.csv"));
    assertThat(lines).hasSize(5);
    Weeks weeks = Weeks.draw(P.apart("snapchat", true), 104, 2);
    for (Medium m : Medium.values()) {
      String[] cells = lines.get(1 + m.ordinal()).split(",");
      assertThat(cells[0]).isEqualTo(m.word());
      int from = Arrays.asList(weeks.week).indexOf(java.time.LocalDate.parse(cells[1]));
      double lost = weeks.lost(m, from, from + 4, 0, from + 8);
      assertThat(lost).isGreaterThanOrEqualTo(0);
      assertThat((Double.parseDouble(cells[5]) - lost) / Double.parseDouble(cells[6]))
          .isBetween(-4.0, 4.0);
    }
    assertThat(truth(folder, "snapchat", "roi")).isZero();
    assertThat(truth(folder, "facebook", "roi")).isPositive();
  }

  @Test
  void a_null_channel_is_one_that_works_for_itself() {
    assertThatThrownBy(
            () ->
                new WeeklyParameters(
                    1, 1, 1, true, "tiktok", 0, 0, 0.5, 2_500, 0.3, 40, 0.15, false))
        .isInstanceOf(LiftgateException.class)
        .hasMessageContaining("null_channel (tiktok) must be empty");
    assertThatThrownBy(() -> P.apart("google", false))
        .isInstanceOf(LiftgateException.class)
        .hasMessageContaining("must be one of facebook, tiktok, instagram, snapchat");
  }
}
