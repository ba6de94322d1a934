package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.adjusted.Other;
import org.liftgate.modeling.stages.IncrementStage.Parameters.Lists;

/** Which lists reach into which group's periods, and who is on them. */
final class ReachingLists {
  private static final String REACH =
      """
      SELECT group_id, other_id, MAX(CASE WHEN period >= 0 THEN 1 ELSE 0 END) AS after_start
      FROM %s
      GROUP BY group_id, other_id
      ORDER BY group_id NULLS LAST, other_id NULLS LAST
      """;

  private record Reach(Object list, boolean after) {}

  private final Map<Object, List<Reach>> byGroup = new HashMap<>();
  private final Map<Object, Set<Object>> members = new HashMap<>();

  /** None where the pipeline names no lists. */
  static ReachingLists read(
      StageContext context, Optional<Lists> lists, Optional<String> exposures) {
    var out = new ReachingLists();
    if (lists.isPresent() && exposures.isPresent()) {
      out.reach(context.engine().query(REACH.formatted(exposures.get()), Map.of()));
      Lists l = lists.get();
      out.members(context.engine().read(l.table(), l.group(), l.unit()), l);
    }
    return out;
  }

  private void reach(Table table) {
    for (int i = 0; i < table.rows(); i++) {
      byGroup
          .computeIfAbsent(table.column("group_id").boxed(i), _ -> new ArrayList<>())
          .add(new Reach(table.column("other_id").boxed(i), table.longs("after_start")[i] != 0));
    }
  }

  private void members(Table table, Lists lists) {
    for (int i = 0; i < table.rows(); i++) {
      members
          .computeIfAbsent(table.column(lists.group()).boxed(i), _ -> new HashSet<>())
          .add(table.column(lists.unit()).boxed(i));
    }
  }

  /** Lists that reach into a group and hold some of its units. */
  List<Other> others(Object group, int[] units, Object[] labels) {
    var out = new ArrayList<Other>();
    for (Reach r : byGroup.getOrDefault(group, List.of())) {
      Set<Object> on = members.getOrDefault(r.list(), Set.of());
      boolean[] member = new boolean[units.length];
      boolean some = false;
      for (int i = 0; i < units.length; i++) {
        member[i] = on.contains(labels[units[i]]);
        some |= member[i];
      }
      if (some) {
        out.add(new Other(r.list(), r.after(), member));
      }
    }
    return out;
  }
}
