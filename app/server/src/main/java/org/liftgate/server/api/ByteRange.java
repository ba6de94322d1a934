package org.liftgate.server.api;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One range of bytes (RFC 9110, 14.1.2).
 *
 * @param length 0 where nothing of the range is there
 */
record ByteRange(long first, long length) {
  private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /** Empty where the header is absent or is not one range: then all is sent. */
  static Optional<ByteRange> of(@Nullable String header, long size) {
    Matcher m = ONE.matcher(header == null ? "" : header.strip());
    if (!m.matches() || m.group(1).isEmpty() && m.group(2).isEmpty()) {
      return Optional.empty();
    }
    if (m.group(1).isEmpty()) {
      long last = Math.min(size, Long.parseLong(m.group(2)));
      return Optional.of(new ByteRange(size - last, last));
    }
    long first = Long.parseLong(m.group(1));
    long end = m.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(m.group(2)));
    if (!m.group(2).isEmpty() && Long.parseLong(m.group(2)) < first) {
      return Optional.empty();
    }
    return Optional.of(new ByteRange(first, Math.max(0, end - first + 1)));
  }

  String header(long size) {
    return length == 0
        ? "bytes */" + size
        : "bytes " + first + "-" + (first + length - 1) + "/" + size;
  }
}
