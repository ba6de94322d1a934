package org.liftgate.reporting.explore;

import java.util.ArrayList;
import java.util.List;
import org.liftgate.reporting.explore.Exploration.TableProfile;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.reporting.format.Words;

/** What a careful reader would notice first, as sentences with their figures. */
final class Notices {
  private Notices() {}

  static List<String> of(Exploration e) {
    var notices = new ArrayList<String>();
    for (TableProfile t : e.tables()) {
      if (t.rows() == 0) {
        notices.add("`%s` has no rows.".formatted(t.name()));
      } else {
        t.columns().forEach(c -> column(c, notices));
      }
    }
    e.coverage().ifPresent(c -> coverage(c, notices));
    return notices;
  }

  private static void column(ColumnProfile c, List<String> notices) {
    String name = "`%s.%s`".formatted(c.table(), c.column());
    if (c.nulls() == c.rows()) {
      notices.add(name + " is empty in every row.");
      return;
    }
    if (c.nullShare() >= .05) {
      notices.add("%s is missing in %s of rows.".formatted(name, Numbers.percent(c.nullShare())));
    }
    if (c.distinct() == 1 && c.exact() && c.rows() > 1) {
      notices.add("%s holds one value only: %s.".formatted(name, Markdown.value(c.min())));
    }
    if (c.negativeShare().orElse(0) > 0 && c.negativeShare().orElse(0) < .1) {
      notices.add(
          "%s is below zero in %s of rows."
              .formatted(name, Numbers.percent(c.negativeShare().getAsDouble())));
    }
    if (c.zeroShare().orElse(0) >= .3 && c.distinct() > 2) {
      notices.add(
          "%s is zero in %s of rows."
              .formatted(name, Numbers.percent(c.zeroShare().getAsDouble())));
    }
    tail(c, name, notices);
  }

  private static void tail(ColumnProfile c, String name, List<String> notices) {
    if (c.quantiles().size() == ColumnProfile.LEVELS.length) {
      double high = c.quantiles().getLast();
      double max = Double.parseDouble(c.max());
      if (high > 0 && max > 20 * high) {
        notices.add(
            "%s has a long tail: its largest value (%s) is %s times the value that 99 in 100 rows stay under (%s)."
                .formatted(
                    name,
                    Numbers.plain(max),
                    Numbers.count(Math.round(max / high)),
                    Numbers.plain(high)));
      }
    }
  }

  private static void coverage(Coverage c, List<String> notices) {
    if (c.weeks().isEmpty()) {
      return;
    }
    if (!c.gaps().isEmpty()) {
      notices.add(
          "`%s` has no rows in %s between its first and its last week: %s."
              .formatted(c.table(), Words.count(c.gaps().size(), "week"), runs(c.gaps())));
    }
    var thin = c.thin().stream().map(Coverage.Week::week).toList();
    if (!thin.isEmpty()) {
      notices.add(
          "`%s` is thin in %s (under half the rows of a typical week): %s."
              .formatted(c.table(), Words.count(thin.size(), "week"), runs(thin)));
    }
    long once =
        c.activity().stream().filter(a -> a.weeks() == 1).mapToLong(Coverage.Activity::units).sum();
    if (once > 0 && c.units() > 0 && once >= .02 * c.units()) {
      notices.add(
          "%s of %s values of `%s` occur in a single week."
              .formatted(
                  Numbers.percent(once / (double) c.units()), Numbers.count(c.units()), c.unit()));
    }
  }

  /** {@code 1 to 8, 11 and 101 to 102}; at most eight runs. */
  static String runs(List<Long> weeks) {
    var runs = new ArrayList<String>();
    for (int i = 0, j; i < weeks.size(); i = j) {
      j = i + 1;
      while (j < weeks.size() && weeks.get(j) == weeks.get(j - 1) + 1) {
        j++;
      }
      runs.add(j - i == 1 ? "" + weeks.get(i) : weeks.get(i) + " to " + weeks.get(j - 1));
    }
    return runs.size() > 8
        ? String.join(", ", runs.subList(0, 8)) + " and others"
        : Words.list(runs);
  }
}
