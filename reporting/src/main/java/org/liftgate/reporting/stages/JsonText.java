package org.liftgate.reporting.stages;

import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps, lists, texts, numbers, truth values and null as JSON; keys keep their order. */
final class JsonText {
  private final StringBuilder out = new StringBuilder();

  private JsonText() {}

  static String of(@Nullable Object value) {
    var json = new JsonText();
    json.value(value);
    return json.out.append('\n').toString();
  }

  private void value(@Nullable Object value) {
    switch (value) {
      case null -> out.append("null");
      case String s -> text(s);
      case Boolean b -> out.append(b);
      case Integer i -> out.append(i);
      case Long l -> out.append(l);
      case Map<?, ?> m -> object(m);
      case Iterable<?> list -> array(list);
      default -> throw new IllegalArgumentException("not JSON: " + value.getClass());
    }
  }

  private void object(Map<?, ?> map) {
    String gap = "{";
    for (var entry : map.entrySet()) {
      out.append(gap);
      text(String.valueOf(entry.getKey()));
      out.append(':');
      value(entry.getValue());
      gap = ",";
    }
    out.append(map.isEmpty() ? "{}" : "}");
  }

  private void array(Iterable<?> list) {
    out.append('[');
    for (Iterator<?> it = list.iterator(); it.hasNext(); ) {
      value(it.next());
      out.append(it.hasNext() ? "," : "");
    }
    out.append(']');
  }

  private void text(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c == '\u2028' || c == '\u2029' || Character.isSurrogate(c)) {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
