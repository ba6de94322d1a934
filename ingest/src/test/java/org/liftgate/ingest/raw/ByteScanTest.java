package org.liftgate.ingest.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ByteScanTest {

  static ByteScan scan(byte[] bytes, int step, long longest) {
    var scan = new ByteScan("f", longest);
    for (int from = 0; from < bytes.length; from += step) {
      byte[] part = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + step));
      scan.take(part, part.length);
    }
    scan.end();
    return scan;
  }

  static boolean valid(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException _) {
      return false; // the answer asked for
    }
  }

  @Provide
  Arbitrary<byte[]> mixed() {
    var ascii = Arbitraries.of("a", "line\n", "0123456789", "\r\n");
    var letters = Arbitraries.of("é", "€", "𝄞", "\uFFFD", "ß");
    var text =
        Arbitraries.oneOf(ascii, letters)
            .list()
            .ofMaxSize(40)
            .map(l -> String.join("", l).getBytes(StandardCharsets.UTF_8));
    return Arbitraries.oneOf(
        text, Arbitraries.bytes().array(byte[].class).ofMaxSize(24), broken(text));
  }

  private static Arbitrary<byte[]> broken(Arbitrary<byte[]> text) {
    return text.flatMap(
        t ->
            Arbitraries.bytes()
                .flatMap(
                    b ->
                        Arbitraries.integers()
                            .between(0, Math.max(0, t.length - 1))
                            .map(
                                at -> {
                                  byte[] copy = t.clone();
                                  if (copy.length > 0) {
                                    copy[at] = b;
                                  }
                                  return copy;
                                })));
  }

  @Property(tries = 3000)
  void validity_is_that_of_the_jdk_however_the_bytes_are_cut(
      @ForAll("mixed") byte[] bytes, @ForAll @IntRange(min = 1, max = 40) int step) {
    boolean utf16 = bytes.length >= 2 && (bytes[0] & bytes[1] & 0xFF) >= 0xFE;
    assertThat(scan(bytes, step, 1000).utf8()).as(Arrays.toString(bytes)).isEqualTo(valid(bytes));
    long feeds =
        new String(bytes, StandardCharsets.ISO_8859_1).chars().filter(c -> c == 10).count();
    boolean ended = bytes.length == 0 || bytes[bytes.length - 1] == '\n';
    assertThat(scan(bytes, step, 1000).lines()).isEqualTo(feeds + (ended ? 0 : 1));
    assertThat(utf16 && valid(bytes)).isFalse();
  }

  @Test
  void long_lines_are_named_once_each() {
    byte[] bytes = "short\nthis line is too long\nok\nthis one is too long as well".getBytes();
    assertThat(scan(bytes, 3, 10).problems())
        .extracting(p -> p.line().orElse(0))
        .containsExactly(2L, 4L);
    assertThat(scan(bytes, 1000, 10).problems()).hasSize(2);
    assertThat(scan("0123456789\n".getBytes(), 4, 10).problems()).isEmpty();
  }

  @Test
  void nul_bytes_have_line_and_column() {
    var problems = scan("abcdefghij\nabcdefghi\0j\n".getBytes(), 100, 100).problems();
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().line()).hasValue(2);
    assertThat(problems.getFirst().column()).hasValue(10);
  }
}
