package org.liftgate.ingest.raw;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.liftgate.kernel.Problem;

/**
 * Lines, NUL bytes and UTF-8 validity of a stream of bytes, eight at a time where nothing is odd.
 */
final class ByteScan {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long FEEDS = ONES * '\n';
  private static final long QUOTES = ONES * HeaderLine.QUOTE;
  private static final long RETURNS = ONES * '\r';
  private static final int MOST_PROBLEMS = 20;

  private final String file;
  private final long longest;
  private final List<Problem> problems = new ArrayList<>();

  /** Bytes of the buffers before the present one. */
  private long before;

  private long lineStart;
  private long line = 1;
  private boolean reported;
  private boolean utf8 = true;

  /** Continuation bytes still to come, and the least and greatest value of the next. */
  private int pending;

  private int least = 0x80;
  private int greatest = 0xBF;
  private boolean utf16;

  /** High bits where a quote or carriage return was met; blank lines. */
  private long marks;

  private boolean blank;

  ByteScan(String file, long longest) {
    this.file = file;
    this.longest = longest;
  }

  void take(byte[] buffer, int n) {
    if (before == 0 && n >= 2) {
      int mark = (buffer[0] & 0xFF) << 8 | buffer[1] & 0xFF;
      utf16 = mark == 0xFEFF || mark == 0xFFFE;
    }
    int i = 0;
    while (i < n) {
      if (i + 8 <= n && plain((long) LONGS.get(buffer, i)) && pending == 0) {
        i += 8;
      } else {
        odd(buffer[i], before + i);
        i++;
      }
    }
    before += n;
    if (before - lineStart > longest) {
      tooLong(before);
    }
  }

  /** Eight bytes of ASCII among which is neither line feed nor NUL. Notes quotes and returns. */
  private boolean plain(long word) {
    long feeds = word ^ FEEDS;
    long quotes = word ^ QUOTES;
    long returns = word ^ RETURNS;
    marks |= (quotes - ONES) & ~quotes | (returns - ONES) & ~returns;
    long zeros = (word - ONES) & ~word | (feeds - ONES) & ~feeds | word;
    return (zeros & HIGHS) == 0;
  }

  private void odd(byte b, long at) {
    if (b == '\n') {
      blank |= at == lineStart;
      if (at - lineStart > longest) {
        tooLong(at);
      }
      line++;
      lineStart = at + 1;
      reported = false;
    } else if (b == 0 && !utf16) {
      nul(at);
    }
    if (b == HeaderLine.QUOTE || b == '\r') {
      marks = HIGHS;
    }
    if (b < 0 || pending > 0) {
      sequence(b & 0xFF);
    }
  }

  /** One step of the table of well-formed UTF-8 (Unicode, table 3-7). */
  private void sequence(int b) {
    if (pending > 0) {
      if (b < least || b > greatest) {
        utf8 = false;
        pending = 0;
      } else {
        pending--;
      }
      least = 0x80;
      greatest = 0xBF;
      return;
    }
    switch (b >> 4) {
      case 0xC, 0xD -> pending = b >= 0xC2 ? 1 : fail();
      case 0xE -> {
        pending = 2;
        least = b == 0xE0 ? 0xA0 : 0x80;
        greatest = b == 0xED ? 0x9F : 0xBF;
      }
      case 0xF -> {
        pending = b <= 0xF4 ? 3 : fail();
        least = b == 0xF0 ? 0x90 : 0x80;
        greatest = b == 0xF4 ? 0x8F : 0xBF;
      }
      default -> fail();
    }
  }

  private int fail() {
    utf8 = false;
    return 0;
  }

  private void nul(long at) {
    problem(
        Problem.of("byte", "NUL", "must not be in a text file", "Maybe the file is damaged.")
            .at(file, line, at - lineStart + 1));
  }

  private void tooLong(long at) {
    if (!reported) {
      reported = true;
      problem(
          Problem.of(
                  "line",
                  null,
                  "is longer than %,d bytes".formatted(longest),
                  "Maybe a quote is not closed, or lines end with bare carriage returns.")
              .at(file, line, 0));
    }
  }

  void end() {
    utf8 &= pending == 0;
    if (utf16) {
      problems.clear();
      problem(
          Problem.inFile(
              file,
              "encoding",
              "is UTF-16; it must be UTF-8 or Latin-1",
              "Maybe save it as UTF-8."));
    }
  }

  void problem(Problem problem) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(problem);
    }
  }

  String file() {
    return file;
  }

  boolean utf8() {
    return utf8;
  }

  long lines() {
    return before == lineStart ? line - 1 : line;
  }

  /** Lines after the header; empty where a record may be other than a line. */
  OptionalLong records() {
    return (marks & HIGHS) != 0 || blank ? OptionalLong.empty() : OptionalLong.of(lines() - 1);
  }

  List<Problem> problems() {
    return problems;
  }
}
