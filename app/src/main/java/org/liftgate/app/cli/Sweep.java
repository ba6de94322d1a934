package org.liftgate.app.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/**
 * Values of parameters to run a pipeline over: every combination, the last parameter fastest.
 *
 * @param values of each parameter swept, as written
 */
record Sweep(Map<String, List<String>> values) {
  /** More runs than this are a mistake, or work for a night of their own. */
  private static final int MOST = 200;

  /**
   * @param given values by parameter, separated by commas
   * @param set parameters that have one value already
   * @throws LiftgateException with all that is wrong
   */
  static Sweep of(Map<String, String> given, Map<String, String> set) {
    var values = new LinkedHashMap<String, List<String>>();
    var problems = new ArrayList<Problem>();
    long points = 1;
    for (var e : given.entrySet()) {
      List<String> own = Arrays.stream(e.getValue().split(",", -1)).map(String::strip).toList();
      String option = "--sweep " + e.getKey();
      if (own.contains("")) {
        problems.add(
            Problem.of(
                option,
                e.getValue(),
                "must be values separated by single commas",
                "Maybe a comma stands at the end."));
      }
      if (own.stream().distinct().count() < own.size()) {
        problems.add(
            Problem.of(option, e.getValue(), "must name each value once", "Maybe drop one."));
      }
      if (set.containsKey(e.getKey())) {
        problems.add(
            Problem.of(
                option,
                e.getValue(),
                "cannot be swept and set to " + set.get(e.getKey()) + " at once",
                "Maybe drop the --set."));
      }
      values.put(e.getKey(), own);
      points *= own.size();
    }
    if (points > MOST) {
      problems.add(
          Problem.of(
              "--sweep",
              Long.toString(points),
              "must be at most " + MOST + " runs",
              "Maybe sweep fewer values, or one parameter at a time."));
    }
    if (!problems.isEmpty()) {
      throw LiftgateException.input(
          String.join("\n", problems.stream().map(Problem::sentence).toList()), problems);
    }
    return new Sweep(values);
  }

  /** Every combination of the values. */
  List<Map<String, String>> points() {
    List<Map<String, String>> points = List.of(Map.of());
    for (var e : values.entrySet()) {
      var longer = new ArrayList<Map<String, String>>();
      for (Map<String, String> point : points) {
        for (String value : e.getValue()) {
          var next = new TreeMap<>(point);
          next.put(e.getKey(), value);
          longer.add(next);
        }
      }
      points = longer;
    }
    return points;
  }

  String words(Map<String, String> point) {
    return String.join(
        ", ", values.keySet().stream().map(name -> name + "=" + point.get(name)).toList());
  }
}
