package org.liftgate.app.plan;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Values as text that is the same in every process. Immutable maps of the JDK are walked in an
 * order that changes from one process to the next, so their own text cannot be part of a key.
 */
public final class Canonical {
  private Canonical() {}

  /** Records, maps, collections and optionals part by part, maps in order of their keys. */
  public static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Record r ->
          Stream.of(r.getClass().getRecordComponents())
              .map(c -> c.getName() + "=" + text(part(r, c)))
              .collect(Collectors.joining(", ", r.getClass().getSimpleName() + "[", "]"));
      case Map<?, ?> m -> {
        var sorted = new TreeMap<String, String>();
        m.forEach((k, v) -> sorted.put(text(k), text(v)));
        yield sorted.toString();
      }
      case Collection<?> c ->
          c.stream().map(Canonical::text).collect(Collectors.joining(", ", "[", "]"));
      case Optional<?> o -> o.map(v -> "Optional[" + text(v) + "]").orElse("Optional.empty");
      default -> value.toString();
    };
  }

  /** The value of one component, whatever the record's visibility. */
  static Object part(Record record, RecordComponent component) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }
}
