package org.liftgate.engine.duckdb;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.LongStream;

/** Text in bytes that grows. */
final class Utf8Buffer {
  private static final int LONGEST_NUMBER = 24;

  /** 10^0 to 10^18. */
  private static final long[] POWERS = LongStream.iterate(1, p -> p * 10).limit(19).toArray();

  private byte[] bytes = new byte[1 << 18];
  private int size;

  /** An ASCII character. */
  void add(char c) {
    room(1);
    bytes[size++] = (byte) c;
  }

  void add(String text) {
    if (ascii(text)) {
      return;
    }
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    room(encoded.length);
    System.arraycopy(encoded, 0, bytes, size, encoded.length);
    size += encoded.length;
  }

  /** Adds a text of ASCII; leaves any other as it was. */
  private boolean ascii(String text) {
    int length = text.length();
    room(length);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return false;
      }
      bytes[size + i] = (byte) c;
    }
    size += length;
    return true;
  }

  /** A whole number in decimal. */
  void add(long value) {
    room(LONGEST_NUMBER);
    if (value == Long.MIN_VALUE) {
      add(Long.toString(value));
      return;
    }
    digits(sign(value), 1);
  }

  /**
   * value / 10^scale with two digits after the point, more only up to the last that is not zero.
   *
   * @param scale 0 to 18
   */
  void addScaled(long value, int scale) {
    room(LONGEST_NUMBER);
    long rest = sign(value);
    int places = scale;
    while (places > 2 && rest % 10 == 0) {
      rest /= 10;
      places--;
    }
    digits(rest, places + 1);
    System.arraycopy(bytes, size - places, bytes, size - places + 1, places);
    bytes[size - places] = '.';
    size++;
    for (int i = places; i < 2; i++) {
      add('0');
    }
  }

  private long sign(long value) {
    if (value < 0) {
      bytes[size++] = '-';
    }
    return Math.abs(value);
  }

  /** At least so many digits, zeros in front. */
  private void digits(long value, int least) {
    int count = least;
    while (count < POWERS.length && value >= POWERS[count]) {
      count++;
    }
    int at = size + count;
    size = at;
    long rest = value;
    for (int i = 0; i < count; i++) {
      long next = rest / 10;
      bytes[--at] = (byte) ('0' + (rest - next * 10));
      rest = next;
    }
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }

  /** What was added since the last time. */
  byte[] take() {
    byte[] out = Arrays.copyOf(bytes, size);
    size = 0;
    return out;
  }
}
