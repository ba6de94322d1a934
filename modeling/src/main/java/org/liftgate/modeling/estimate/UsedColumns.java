package org.liftgate.modeling.estimate;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Columns of the data that a command may need, so that no others are read. A formula is not parsed:
 * each column whose name occurs in it counts, and all of them where it holds a lone dot.
 */
record UsedColumns(List<String> known) {
  private static final Pattern NAME = Pattern.compile("[\\p{L}_.][\\p{L}\\p{N}_.]*");

  List<String> of(List<Option> options, Map<String, String> given) {
    var used = new HashSet<String>();
    for (Option option : options) {
      String value = given.getOrDefault(option.name(), option.fallback()).strip();
      switch (option.kind()) {
        case COLUMN -> {
          used.add(value);
          used.addAll(RequestCheck.names(value));
        }
        case COLUMNS -> used.addAll(RequestCheck.names(value));
        case VCOV -> Vcovs.parse(value, 0).map(Vcovs::columns).ifPresent(used::addAll);
        case FORMULA -> used.addAll(mentioned(value));
        case TEXT, NUMBER, INTEGER, FLAG -> {}
      }
    }
    return known.stream().filter(used::contains).toList();
  }

  private Set<String> mentioned(String formula) {
    var names = new HashSet<String>();
    var matcher = NAME.matcher(formula);
    while (matcher.find()) {
      names.add(matcher.group());
    }
    if (names.contains(".")) {
      names.addAll(known);
    }
    known.stream()
        .filter(name -> !NAME.matcher(name).matches() && formula.contains(name))
        .forEach(names::add);
    return names;
  }
}
