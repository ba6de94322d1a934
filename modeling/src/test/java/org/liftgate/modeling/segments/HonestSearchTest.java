package org.liftgate.modeling.segments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.segments.HonestSearch.Candidate;

class HonestSearchTest {

  @Test
  void a_search_over_nothing_is_refused_at_its_size() {
    assertThat(stands(0, 100)).as("segmentations of a constant effect").isBetween(0, 13);
  }

  @Test
  void what_was_planted_is_found() {
    assertThat(stands(45, 20)).isGreaterThan(15);
    var made = new Stores(40, 40, 8, 5, 45, 77);
    var found = search().of(made.rows, candidates(made));
    assertThat(found.leaves().getFirst().words()).startsWith("age=young");
  }

  @Test
  void few_stores_are_refused_with_what_is_needed() {
    var made = new Stores(40, 12, 8, 5, 30, 78);
    var refusal = search().of(made.rows, candidates(made)).refusal().orElseThrow();
    assertThat(refusal.reason()).isEqualTo(Estimate.Reason.SMALL_ARM);
    assertThat(refusal.detail()).contains("12 units").contains("needs 20");
  }

  private static int stands(double gap, int samples) {
    int stands = 0;
    for (int seed = 0; seed < samples; seed++) {
      var made = new Stores(40, 40, 8, 5, gap, 4000 + seed);
      stands += search().of(made.rows, candidates(made)).refusal().isEmpty() ? 1 : 0;
    }
    return stands;
  }

  private static HonestSearch search() {
    return new HonestSearch(ClusteredDifference.standard(), 2, 1);
  }

  private static List<Candidate> candidates(Stores made) {
    var all = new ArrayList<Candidate>();
    all.add(candidate("age=young", "age=old", made.young, 1));
    for (int place = 0; place < 3; place++) {
      all.add(candidate("place=" + place, "place not " + place, made.urban, place));
    }
    return all;
  }

  private static Candidate candidate(String words, String others, int[] codes, int level) {
    var inside = new boolean[codes.length];
    for (int i = 0; i < codes.length; i++) {
      inside[i] = codes[i] == level;
    }
    return new Candidate(words, others, inside);
  }
}
