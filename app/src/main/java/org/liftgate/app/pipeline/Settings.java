package org.liftgate.app.pipeline;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Pipeline.Parameter;
import org.liftgate.kernel.Problem;

/** Values for the parameters of a pipeline, from defaults and {@code --set NAME=VALUE}. */
final class Settings {
  private Settings() {}

  static Map<String, Object> of(
      List<Parameter> parameters, Map<String, String> given, Problems problems) {
    var values = new LinkedHashMap<String, Object>();
    parameters.forEach(p -> values.put(p.name(), p.defaultValue()));
    var names = parameters.stream().map(Parameter::name).toList();
    given.forEach(
        (name, text) -> {
          var parameter = parameters.stream().filter(p -> p.name().equals(name)).findFirst();
          if (parameter.isEmpty()) {
            problems.add(
                Problem.of(
                    name,
                    text,
                    "is not a parameter of the pipeline",
                    Problems.didYouMean(name, names)));
            return;
          }
          Object typed = typed(parameter.get().type(), text);
          if (typed == null) {
            problems.add(
                Problem.of(
                    name,
                    text,
                    "must be " + word(parameter.get().type()),
                    "Maybe see describe for its meaning."));
          } else {
            values.put(name, typed);
          }
        });
    return values;
  }

  static @Nullable Object typed(Parameter.Type type, String text) {
    return switch (type) {
      case INTEGER -> Binder.scalar(text, Long.class);
      case DECIMAL -> Binder.scalar(text, BigDecimal.class);
      case BOOLEAN -> Binder.scalar(text, Boolean.class);
      case TEXT -> Objects.requireNonNull(text);
    };
  }

  static String word(Parameter.Type type) {
    return switch (type) {
      case INTEGER -> "a whole number";
      case DECIMAL -> "a number";
      case BOOLEAN -> "true or false";
      case TEXT -> "text";
    };
  }
}
