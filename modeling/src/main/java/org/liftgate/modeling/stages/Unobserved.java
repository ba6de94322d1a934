package org.liftgate.modeling.stages;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;

/**
 * How many rows of a panel lie in periods that were not wholly observed: those whose column {@code
 * observed} is false. A panel without that column does not say.
 */
final class Unobserved {
  private static final String BY_GROUP =
      "SELECT group_id, COUNT(CASE WHEN NOT observed THEN 1 END) AS n FROM %s GROUP BY group_id";

  private final StageContext context;
  private final Map<String, Map<Object, Long>> panels = new HashMap<>();

  Unobserved(StageContext context) {
    this.context = context;
  }

  /** Of the panel behind an estimate, of its group where it has one. */
  OptionalLong rows(Estimated e) {
    String panel = Designs.panel(context, e.design()).orElse("");
    if (!says(panel)) {
      return OptionalLong.empty();
    }
    Map<Object, Long> byGroup = panels.computeIfAbsent(panel, this::count);
    @Nullable Object group = e.group();
    return OptionalLong.of(
        group == null
            ? byGroup.values().stream().mapToLong(n -> n).sum()
            : byGroup.getOrDefault(group, 0L));
  }

  private boolean says(String panel) {
    return context.inputs().containsKey(panel)
        && context
            .engine()
            .schema(panel)
            .column("observed")
            .filter(c -> c.type() == Schema.Type.BOOLEAN)
            .isPresent();
  }

  private Map<Object, Long> count(String panel) {
    Table table = context.engine().query(BY_GROUP.formatted(panel), Map.of());
    var byGroup = new HashMap<Object, Long>();
    for (int i = 0; i < table.rows(); i++) {
      byGroup.put(table.row(i).get(0), table.longs("n")[i]);
    }
    return byGroup;
  }
}
