package org.liftgate.modeling.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftgate.kernel.Problem;

/**
 * What is wrong with the options given to a verb.
 *
 * @param columns of the data; empty when they could not be read, so that no column is judged
 */
record RequestCheck(EstimateVerb verb, Optional<List<String>> columns) {

  /** Names separated by commas; a name with a comma or quotes is put in double quotes. */
  static List<String> names(String text) {
    var names = new ArrayList<String>();
    var name = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean doubled = quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"';
      if (doubled) {
        name.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        names.add(name.toString().strip());
        name.setLength(0);
      } else {
        name.append(c);
      }
    }
    names.add(name.toString().strip());
    names.removeIf(String::isEmpty);
    return names;
  }

  List<Problem> problems(Map<String, String> given) {
    var problems = new ArrayList<Problem>();
    List<String> names = verb.options().stream().map(Option::name).toList();
    for (String name : given.keySet()) {
      if (!names.contains(name)) {
        problems.add(
            Problem.of(
                "--" + name,
                given.get(name),
                "is not an option of " + verb.name(),
                Problem.didYouMean(name, names)));
      }
    }
    for (Option option : verb.options()) {
      String value = given.getOrDefault(option.name(), option.fallback());
      if (value.isBlank() && option.required()) {
        problems.add(
            Problem.of(
                "--" + option.name(), null, "must be given", "Maybe see: " + verb.command()));
      } else if (!value.isBlank()) {
        problems.addAll(problems(option, value.strip()));
      }
    }
    return problems;
  }

  private List<Problem> problems(Option option, String value) {
    if (!option.choices().isEmpty() && !option.choices().contains(value)) {
      String message = "must be one of " + String.join(", ", option.choices());
      return List.of(wrong(option, value, message, Problem.didYouMean(value, option.choices())));
    }
    return switch (option.kind()) {
      case COLUMN -> unknown(option, names(quotedUnlessKnown(value)));
      case COLUMNS -> unknown(option, names(value));
      case VCOV -> vcov(option, value);
      case NUMBER -> number(option, value);
      case INTEGER ->
          value.matches("-?\\d{1,9}")
              ? List.of()
              : List.of(wrong(option, value, "must be a whole number", ""));
      case FLAG ->
          value.matches("true|false")
              ? List.of()
              : List.of(wrong(option, value, "takes no value", ""));
      case FORMULA, TEXT -> List.of();
    };
  }

  private String quotedUnlessKnown(String value) {
    return columns.isPresent() && columns.get().contains(value)
        ? '"' + value.replace("\"", "\"\"") + '"'
        : value;
  }

  private List<Problem> unknown(Option option, List<String> wanted) {
    return columns.map(known -> unknown(option, wanted, known)).orElse(List.of());
  }

  private static List<Problem> unknown(Option option, List<String> wanted, List<String> known) {
    return wanted.stream()
        .filter(c -> !known.contains(c))
        .map(
            c -> {
              String hint = Problem.didYouMean(c, known);
              String listed = "Maybe one of " + String.join(", ", known) + ".";
              return wrong(
                  option, c, "must be a column of the data", hint.isEmpty() ? listed : hint);
            })
        .toList();
  }

  private List<Problem> vcov(Option option, String value) {
    var parsed = Vcovs.parse(value, 0).map(Vcovs::columns);
    return parsed.isEmpty()
        ? List.of(wrong(option, value, "must be " + Vcovs.FORMS, ""))
        : unknown(option, parsed.get());
  }

  private List<Problem> number(Option option, String value) {
    try {
      if (Double.isFinite(Double.parseDouble(value))) {
        return List.of();
      }
    } catch (NumberFormatException _) {
      // said below
    }
    return List.of(wrong(option, value, "must be a number", ""));
  }

  private static Problem wrong(Option option, String value, String message, String hint) {
    return Problem.of("--" + option.name(), value, message, hint);
  }
}
