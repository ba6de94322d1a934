package org.liftgate.modeling.stages;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.modeling.graph.GraphText;

/**
 * The text of a causal graph: a parameter's own, or that of the file it names.
 *
 * @param name the file, or {@code graph}, as messages say it
 */
record GraphSource(String name, String text) {
  private static final Pattern FILE = Pattern.compile("\\S+\\.(dot|gml)");

  /**
   * @param folder file name to text, of a folder of the pipeline
   * @throws LiftgateException where the file is not there
   */
  static GraphSource of(String graph, Function<String, Map<String, String>> folder) {
    String file = graph.strip();
    if (!FILE.matcher(file).matches()) {
      return new GraphSource("graph", graph);
    }
    int slash = file.lastIndexOf('/');
    String text =
        folder.apply(file.substring(0, Math.max(slash, 0))).get(file.substring(slash + 1));
    if (text == null) {
      throw LiftgateException.input(absent(file, List.of()));
    }
    return new GraphSource(file, text);
  }

  /** What is wrong with the graph whatever the table holds: its file, its grammar, a cycle. */
  static List<Problem> problems(String graph, Map<String, String> files) {
    String file = graph.strip();
    boolean named = FILE.matcher(file).matches();
    if (named && !files.containsKey(file)) {
      return List.of(
          absent(file, files.keySet().stream().filter(f -> !f.startsWith("sql/")).toList()));
    }
    try {
      GraphText.parse(named ? file : "graph", named ? files.get(file) : graph);
      return List.of();
    } catch (LiftgateException e) {
      return e.problems();
    }
  }

  private static Problem absent(String file, List<String> there) {
    String near = Problem.didYouMean(file, there);
    return Problem.of(
        "graph",
        file,
        "must be a .dot or .gml file in the pipeline's folder graph",
        near.isEmpty()
            ? "Maybe write it as graph/" + file.substring(file.lastIndexOf('/') + 1) + "."
            : near);
  }
}
