package org.liftgate.modeling.estimate;

import java.util.List;
import java.util.Map;

/**
 * One estimator as the command line names it. A verb turns named columns and text options into an
 * estimator's sample, runs it, and says what came out. It holds no mathematics of its own.
 *
 * <p>Listed in {@code META-INF/services}.
 */
public interface EstimateVerb {

  /** Such as {@code att-gt}. */
  String name();

  /** What it estimates, in one line for {@code --help}. */
  String summary();

  /** Everything it takes beside {@code --data}, {@code --json} and {@code --missing}. */
  List<Option> options();

  /**
   * Columns of the data to read for these options, in the order they have there; more than needed
   * does no harm.
   *
   * @param known every column of the data
   */
  default List<String> columns(Map<String, String> given, List<String> known) {
    return new UsedColumns(known).of(options(), given);
  }

  /** The example as one types it. */
  default String command() {
    String given = example().replaceFirst("^(\\./)?(liftgate )?(estimate )?", "");
    String data = given.contains("--data") ? "" : " --data FILE";
    return "liftgate estimate " + given.replaceFirst(name(), name() + data);
  }

  /** A command that works on a file with the columns it names, for {@code --help}. */
  String example();

  /**
   * @throws org.liftgate.kernel.LiftgateException with every problem of the request at once; what
   *     cannot be estimated from good input is an {@code Estimate.Missing} among the findings
   */
  Findings run(Request request);
}
