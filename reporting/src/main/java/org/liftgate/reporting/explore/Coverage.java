package org.liftgate.reporting.explore;

import java.util.ArrayList;
import java.util.List;

/**
 * When the facts were observed and by how many units.
 *
 * @param weeks in order; a week without rows is not there
 * @param activity units by the number of weeks in which they occur
 */
public record Coverage(
    String table, String unit, String value, List<Week> weeks, List<Activity> activity) {

  /**
   * A week of facts.
   *
   * @param week 1 for the first
   * @param label as people name it: the number, or the date of its Monday
   * @param value exact sum over the week
   */
  public record Week(long week, String label, long rows, long units, double value) {}

  /** Units that occur in exactly so many weeks. */
  public record Activity(long weeks, long units) {}

  public long units() {
    return activity.stream().mapToLong(Activity::units).sum();
  }

  /** Rows of the week in the middle of all weeks ordered by rows. */
  double typicalRows() {
    long[] rows = weeks.stream().mapToLong(Week::rows).sorted().toArray();
    return rows.length == 0 ? 0 : rows[rows.length / 2];
  }

  /** Weeks with less than half the rows of a typical week. */
  List<Week> thin() {
    return weeks.stream().filter(w -> w.rows() < .5 * typicalRows()).toList();
  }

  /** Numbers of weeks between the first and the last that hold no row. */
  List<Long> gaps() {
    var gaps = new ArrayList<Long>();
    for (int i = 1; i < weeks.size(); i++) {
      for (long w = weeks.get(i - 1).week() + 1; w < weeks.get(i).week(); w++) {
        gaps.add(w);
      }
    }
    return gaps;
  }
}
