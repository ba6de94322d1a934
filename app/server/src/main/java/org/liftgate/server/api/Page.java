package org.liftgate.server.api;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.journal.RunRow;
import org.liftgate.app.journal.RunSearch;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/** Query parameters of lists. */
public final class Page {
  private static final int MOST = 1000;

  private Page() {}

  /** Why a body without a part that must be there is refused. */
  static LiftgateException missing(String name, String hint) {
    return LiftgateException.input(Problem.of(name, null, "must be given", hint));
  }

  static int limit(int limit) {
    return limit("limit", limit, MOST);
  }

  static int limit(String name, int limit, int most) {
    if (limit < 1 || limit > most) {
      throw bad(name, "" + limit, "must be from 1 to " + most, "");
    }
    return limit;
  }

  /** An opaque mark of the last run of a page. */
  public static String cursor(RunRow last) {
    byte[] text = (last.createdAt() + ":" + last.id()).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
  }

  public static RunSearch.@Nullable Place place(@Nullable String cursor) {
    if (cursor == null) {
      return null;
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      int colon = text.indexOf(':');
      return new RunSearch.Place(
          Long.parseLong(text.substring(0, Math.max(0, colon))), text.substring(colon + 1));
    } catch (IllegalArgumentException _) {
      throw bad("cursor", cursor, "must be one that this list gave", "Maybe follow next.");
    }
  }

  public static @Nullable Long time(String name, @Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text).toEpochMilli();
    } catch (DateTimeException _) {
      throw bad(name, text, "must be a time in UTC", "Maybe 2026-11-01T00:00:00Z.");
    }
  }

  public static <E extends Enum<E>> @Nullable E word(
      Class<E> type, String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    return Arrays.stream(type.getEnumConstants())
        .filter(e -> e.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(() -> bad(name, text, "must be one of " + words(type), ""));
  }

  private static <E extends Enum<E>> String words(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(e -> e.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  private static LiftgateException bad(
      String name, @Nullable String value, String message, String hint) {
    return LiftgateException.input(Problem.of(name, value, message, hint));
  }
}
