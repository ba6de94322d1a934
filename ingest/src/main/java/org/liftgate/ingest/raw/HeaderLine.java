package org.liftgate.ingest.raw;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipException;

/**
 * The first record of a delimited file.
 *
 * @param delimiter the one of comma, semicolon, tab and bar that parts the most headers
 * @param headers in file order, without quotes and surrounding blanks
 */
public record HeaderLine(char delimiter, List<String> headers) {
  public static final char QUOTE = '"';
  private static final char[] DELIMITERS = {',', ';', '\t', '|'};

  /** More than any header needs; a first record beyond it is not one. */
  private static final int LONGEST = 1 << 20;

  public HeaderLine {
    headers = List.copyOf(headers);
  }

  /**
   * Reads the first record, whatever its line ends, byte order mark or encoding (UTF-8, else
   * Latin-1). No header at all gives an empty list.
   *
   * @throws IOException also when gzip data are cut off within the header
   */
  public static HeaderLine of(Path file) throws IOException {
    try (InputStream in = RawFile.content(file)) {
      return parse(record(start(in)));
    }
  }

  /** What can be read, if anything: that gzip data end early is told by the scan of the file. */
  private static byte[] start(InputStream in) throws IOException {
    var start = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 14];
    try {
      for (int n; start.size() < LONGEST && (n = in.read(buffer)) > 0; ) {
        start.write(buffer, 0, n);
      }
    } catch (EOFException | ZipException e) {
      if (start.size() == 0) {
        throw e;
      }
    }
    return start.toByteArray();
  }

  /** The header in a text that starts with it. */
  static HeaderLine parse(String text) {
    char best = DELIMITERS[0];
    List<String> headers = split(text, best);
    for (char delimiter : DELIMITERS) {
      List<String> parts = split(text, delimiter);
      if (parts.size() > headers.size()) {
        best = delimiter;
        headers = parts;
      }
    }
    boolean none = headers.size() == 1 && headers.getFirst().isEmpty();
    return new HeaderLine(best, none ? List.of() : headers);
  }

  private static String record(byte[] start) {
    int from = start.length >= 3 && start[0] == (byte) 0xEF && start[1] == (byte) 0xBB ? 3 : 0;
    int end = from;
    boolean quoted = false;
    while (end < start.length && (quoted || start[end] != '\n' && start[end] != '\r')) {
      quoted ^= start[end] == QUOTE;
      end++;
    }
    return decode(Arrays.copyOfRange(start, from, end));
  }

  private static String decode(byte[] bytes) {
    Charset fallback = StandardCharsets.ISO_8859_1;
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      return new String(bytes, fallback); // Latin-1 gives every byte a letter
    }
  }

  private static List<String> split(String text, char delimiter) {
    var parts = new ArrayList<String>();
    var part = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == QUOTE) {
        boolean doubled = quoted && i + 1 < text.length() && text.charAt(i + 1) == QUOTE;
        if (doubled) {
          part.append(QUOTE);
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (c == delimiter && !quoted) {
        parts.add(part.toString().strip());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString().strip());
    return parts;
  }
}
