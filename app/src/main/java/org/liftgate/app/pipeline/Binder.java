package org.liftgate.app.pipeline;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Default;

/** Binds a YAML map to the components of a record; {@code :name} stands for a run's setting. */
final class Binder {
  private final Map<String, Object> settings;
  private final Problems problems;

  Binder(Map<String, Object> settings, Problems problems) {
    this.settings = settings;
    this.problems = problems;
  }

  /** The record, or null when a problem was found (and noted). */
  <R extends Record> @Nullable R bind(Yaml.Entries with, Class<R> type, String path) {
    RecordComponent[] components = type.getRecordComponents();
    var names = Arrays.stream(components).map(c -> yamlName(c.getName())).toList();
    int before = problems.list().size();
    with.values()
        .forEach(
            (name, value) -> {
              if (!names.contains(name)) {
                problems.at(
                    value,
                    path + name,
                    "is not a parameter here",
                    Problems.didYouMean(name, names));
              }
            });
    var values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = component(with, components[i], path);
    }
    return problems.list().size() > before ? null : construct(with, type, components, values, path);
  }

  private @Nullable Object component(Yaml.Entries with, RecordComponent component, String path) {
    String name = yamlName(component.getName());
    Yaml given = with.values().get(name);
    Type type = component.getGenericType();
    boolean optional = component.getType() == Optional.class;
    if (given == null || (given instanceof Yaml.Text t && t.isNull())) {
      Default fallback = component.getAnnotation(Default.class);
      if (fallback != null) {
        return value(Yaml.parse(fallback.value()), type, path + name);
      }
      if (optional) {
        return Optional.empty();
      }
      problems.at(with, path + name, "is missing; it must be " + describe(type), "");
      return null;
    }
    if (optional) {
      Type inner = ((ParameterizedType) type).getActualTypeArguments()[0];
      return Optional.ofNullable(value(given, inner, path + name));
    }
    return value(given, type, path + name);
  }

  private @Nullable Object value(Yaml given, Type type, String path) {
    if (given instanceof Yaml.Text t && t.value().startsWith(":") && t.value().length() > 1) {
      return setting(t, type, path);
    }
    if (type instanceof ParameterizedType p && p.getRawType() == List.class) {
      return list(given, p.getActualTypeArguments()[0], path);
    }
    if (type instanceof ParameterizedType p && p.getRawType() == Map.class) {
      return map(given, p.getActualTypeArguments()[1], path);
    }
    if (type instanceof Class<?> c && c.isRecord() && given instanceof Yaml.Entries e) {
      return bind(e, c.asSubclass(Record.class), path + ".");
    }
    if (given instanceof Yaml.Text t && type instanceof Class<?> c) {
      Object scalar = scalar(t.value(), c);
      if (scalar != null) {
        return scalar;
      }
    }
    problems.at(
        given,
        path,
        "must be " + describe(type),
        given instanceof Yaml.Text
            ? ""
            : "Maybe " + given.word() + " stands where one value is meant.");
    return null;
  }

  private @Nullable Object setting(Yaml.Text reference, Type type, String path) {
    String name = reference.value().substring(1);
    Object value = settings.get(name);
    if (value == null) {
      problems.at(
          reference,
          path,
          "names no parameter of the pipeline",
          Problems.didYouMean(name, settings.keySet()));
      return null;
    }
    Object scalar = type instanceof Class<?> c ? scalar(value.toString(), c) : null;
    if (scalar == null) {
      problems.at(
          reference, path, "must be " + describe(type) + ", and " + name + " is " + value, "");
    }
    return scalar;
  }

  private List<Object> list(Yaml given, Type element, String path) {
    var values = new ArrayList<Object>();
    List<Yaml> items = given instanceof Yaml.Items i ? i.values() : List.of(given);
    for (Yaml item : items) {
      Object v = value(item, element, path);
      if (v != null) {
        values.add(v);
      }
    }
    return List.copyOf(values);
  }

  private Map<String, Object> map(Yaml given, Type element, String path) {
    var values = new LinkedHashMap<String, Object>();
    if (given instanceof Yaml.Entries e) {
      e.values()
          .forEach(
              (k, v) -> {
                Object bound = value(v, element, path + "." + k);
                if (bound != null) {
                  values.put(k, bound);
                }
              });
    } else {
      problems.at(given, path, "must be a map of names to values", "");
    }
    return java.util.Collections.unmodifiableMap(values);
  }

  static @Nullable Object scalar(String text, Class<?> type) {
    try {
      if (type == String.class) {
        return text;
      } else if (type == int.class || type == Integer.class) {
        return Integer.valueOf(text);
      } else if (type == long.class || type == Long.class) {
        return Long.valueOf(text);
      } else if (type == double.class || type == Double.class) {
        double d = Double.parseDouble(text);
        return Double.isFinite(d) ? d : null;
      } else if (type == BigDecimal.class) {
        return new BigDecimal(text);
      } else if (type == boolean.class || type == Boolean.class) {
        return text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null;
      } else if (type.isEnum()) {
        return constant(type, text);
      }
    } catch (NumberFormatException _) {
      return null; // the caller says what must hold
    }
    return null;
  }

  private static @Nullable Object constant(Class<?> type, String text) {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant)
          .name()
          .toLowerCase(Locale.ROOT)
          .replace('_', '-')
          .equals(text.toLowerCase(Locale.ROOT))) {
        return constant;
      }
    }
    return null;
  }

  static String describe(Type type) {
    if (type instanceof ParameterizedType p) {
      Type last = p.getActualTypeArguments()[p.getActualTypeArguments().length - 1];
      if (p.getRawType() == List.class) {
        return "a list, each " + describe(last);
      }
      return p.getRawType() == Map.class ? "a map of names to " + describe(last) : describe(last);
    }
    Class<?> c = (Class<?>) type;
    if (c.isEnum()) {
      return "one of "
          + String.join(
              ", ",
              Arrays.stream(c.getEnumConstants())
                  .map(e -> ((Enum<?>) e).name().toLowerCase(Locale.ROOT).replace('_', '-'))
                  .toList());
    }
    if (c.isRecord()) {
      return "a map with "
          + String.join(
              ", ",
              Arrays.stream(c.getRecordComponents()).map(r -> yamlName(r.getName())).toList());
    }
    return switch (c.getSimpleName()) {
      case "int", "long", "Integer", "Long" -> "a whole number";
      case "double", "Double", "BigDecimal" -> "a number";
      case "boolean", "Boolean" -> "true or false";
      default -> "text";
    };
  }

  /** {@code minUnits} is written {@code min_units}. */
  static String yamlName(String component) {
    return component.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }

  private <R extends Record> @Nullable R construct(
      Yaml.Entries with,
      Class<R> type,
      RecordComponent[] components,
      Object[] values,
      String path) {
    try {
      var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      problems.at(
          with, path.isEmpty() ? "with" : path, "must hold: " + e.getCause().getMessage(), "");
      return null;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot construct " + type, e);
    }
  }
}
