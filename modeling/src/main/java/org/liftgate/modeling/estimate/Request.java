package org.liftgate.modeling.estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Table;

/**
 * A table and what was asked of it, checked against a verb's options when it is made: unknown
 * options and columns, missing required ones and texts of the wrong kind are all reported at once.
 */
public final class Request {
  /** Seed of everything that draws, unless {@code --seed} says otherwise. */
  public static final long SEED = 20_240_501L;

  private final Input input;
  private final Map<String, String> given;
  private final List<Option> options;
  private final Workers workers;

  /**
   * Data as they were read.
   *
   * @param table the columns that a verb may need
   * @param columns names of all columns of the data, also of those that were not read
   * @param dropMissing whether rows with missing values are left out and counted; else they are a
   *     problem
   */
  public record Input(Table table, List<String> columns, boolean dropMissing) {
    public Input {
      columns = List.copyOf(columns);
    }
  }

  private Request(Input input, Map<String, String> given, List<Option> options, Workers workers) {
    this.input = input;
    this.given = Map.copyOf(given);
    this.options = List.copyOf(options);
    this.workers = workers;
  }

  /**
   * @throws LiftgateException with every problem
   */
  public static Request of(
      EstimateVerb verb, Table data, Map<String, String> given, Workers workers) {
    return of(verb, new Input(data, data.schema().names(), true), given, workers);
  }

  /**
   * @throws LiftgateException with every problem
   */
  public static Request of(
      EstimateVerb verb, Input input, Map<String, String> given, Workers workers) {
    var problems = problems(verb, input.columns(), given);
    if (!problems.isEmpty()) {
      throw LiftgateException.input("estimate " + verb.name() + " cannot start", problems);
    }
    return new Request(input, given, verb.options(), workers);
  }

  /** What is wrong with options when the data cannot be read. */
  public static List<Problem> problems(EstimateVerb verb, Map<String, String> given) {
    return new RequestCheck(verb, Optional.empty()).problems(given);
  }

  /** What is wrong with options, given the names of the columns. */
  public static List<Problem> problems(
      EstimateVerb verb, List<String> columns, Map<String, String> given) {
    return new RequestCheck(verb, Optional.of(columns)).problems(given);
  }

  public Table data() {
    return input.table();
  }

  /** Names of all columns of the data, for "did you mean"; {@link #data} may hold fewer. */
  public List<String> known() {
    return input.columns();
  }

  public Workers workers() {
    return workers;
  }

  /** The option's text, its fallback where it was not given, empty when it has none. */
  public Optional<String> text(String option) {
    String value = given.get(option);
    if (value == null) {
      value =
          options.stream()
              .filter(o -> o.name().equals(option))
              .map(Option::fallback)
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("no option " + option));
    }
    return value.isBlank() ? Optional.empty() : Optional.of(value.strip());
  }

  /** A required option's text, or one that has a fallback. */
  public String required(String option) {
    return text(option).orElseThrow(() -> new IllegalArgumentException("no value for " + option));
  }

  public List<String> columns(String option) {
    return text(option).map(RequestCheck::names).orElse(List.of());
  }

  public OptionalDouble number(String option) {
    return text(option)
        .map(v -> OptionalDouble.of(Double.parseDouble(v)))
        .orElse(OptionalDouble.empty());
  }

  public int integer(String option) {
    return Integer.parseInt(required(option));
  }

  public boolean flag(String option) {
    return text(option).map(Boolean::parseBoolean).orElse(false);
  }

  /** The covariance asked for, or the fallback. */
  public Covariance covariance(String option, Covariance fallback) {
    return text(option).flatMap(v -> Vcovs.parse(v, SEED)).orElse(fallback);
  }

  /**
   * Rows in which all the columns hold values, and finite ones where they are numbers.
   *
   * @throws LiftgateException naming each column that lacks values, where that is to be an error
   */
  public CompleteRows complete(String... columns) {
    return complete(Arrays.asList(columns));
  }

  public CompleteRows complete(List<String> columns) {
    Set<String> distinct = new LinkedHashSet<>(columns);
    var names = new ArrayList<>(distinct);
    if (!input.dropMissing()) {
      MissingValues.refuse(input.table(), names);
    }
    return CompleteRows.of(input.table(), names);
  }

  /** A problem of one option, to be thrown together with others. */
  public Problem problem(String option, String message, String hint) {
    return Problem.of("--" + option, text(option).orElse(null), message, hint);
  }
}
