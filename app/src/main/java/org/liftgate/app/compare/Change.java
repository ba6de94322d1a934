package org.liftgate.app.compare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.store.Json;

/**
 * Something that is not the same in two runs.
 *
 * @param what setting, parameter, file, code, engine, seed, gates, text or result
 * @param left as the first run has it, null where it has none
 * @param right as the second has it
 * @param sentence what a person reads after "because"
 */
record Change(
    String what, String name, @Nullable String left, @Nullable String right, String sentence) {

  ObjectNode node() {
    return Json.object()
        .put("what", what)
        .put("name", name)
        .put("left", left)
        .put("right", right)
        .put("because", sentence);
  }

  /** One change for each name whose values differ, told with both values. */
  static List<Change> between(
      String what, Map<String, String> left, Map<String, String> right, String owner) {
    return between(left, right).stream()
        .map(
            n ->
                new Change(
                    what,
                    n,
                    left.get(n),
                    right.get(n),
                    what + " " + n + owner + " " + moved(left.get(n), right.get(n))))
        .toList();
  }

  /** Names whose values differ. */
  static List<String> between(Map<String, ?> left, Map<String, ?> right) {
    var names = new TreeSet<>(left.keySet());
    names.addAll(right.keySet());
    var found = new ArrayList<String>();
    names.stream().filter(n -> !Objects.equals(left.get(n), right.get(n))).forEach(found::add);
    return found;
  }

  static String moved(@Nullable String left, @Nullable String right) {
    if (left == null) {
      return "was added";
    }
    return right == null ? "was dropped" : "changed: " + left + " -> " + right;
  }
}
