package org.liftgate.ingest.raw;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.liftgate.kernel.Problem;

/**
 * What one pass over a raw file found.
 *
 * @param sha256 of the file as it lies there, compressed or not
 * @param bytes of the file as it lies there
 * @param utf8 whether all of its content is valid UTF-8; if not it is taken for Latin-1
 * @param lines physical lines, the header and an unended last one included
 * @param records lines after the header, where no quote, carriage return or blank line makes a
 *     record other than a line; empty where a reader has to count
 * @param problems that make it unreadable
 */
public record RawFile(
    Path path,
    String sha256,
    long bytes,
    boolean utf8,
    long lines,
    OptionalLong records,
    List<Problem> problems) {
  private static final int BUFFER = 1 << 20;

  public RawFile {
    problems = List.copyOf(problems);
  }

  /** Whether the name says gzip. */
  public static boolean gzip(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".gz");
  }

  /** The content, unpacked where the name ends with {@code .gz}. */
  public static InputStream content(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    try {
      return gzip(file) ? new GZIPInputStream(in, 1 << 16) : in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /**
   * Hashes the file and looks at every byte of its content once. Lines are never held in memory.
   *
   * @param longest bytes a line may have
   * @param progress told the bytes of content seen so far, about every megabyte
   */
  public static RawFile scan(Path file, long longest, LongConsumer progress) throws IOException {
    MessageDigest sha = newSha256();
    var bytes = new ByteScan(file.getFileName().toString(), longest);
    String broken = "";
    try (InputStream raw = Files.newInputStream(file);
        InputStream hashed = new DigestInputStream(raw, sha)) {
      broken = content(file, hashed, bytes, progress);
      hashed.transferTo(OutputStream.nullOutputStream()); // the hash is of the whole file
    }
    bytes.end();
    if (!broken.isEmpty()) {
      bytes.problem(Problem.inFile(bytes.file(), "gzip", broken, "Maybe copy the file again."));
    }
    return new RawFile(
        file,
        HexFormat.of().formatHex(sha.digest()),
        Files.size(file),
        bytes.utf8(),
        bytes.lines(),
        bytes.records(),
        bytes.problems());
  }

  /** What is wrong with the compression, or nothing. */
  private static String content(Path file, InputStream hashed, ByteScan scan, LongConsumer progress)
      throws IOException {
    byte[] buffer = new byte[BUFFER];
    long seen = 0;
    try {
      InputStream in =
          gzip(file) ? new GZIPInputStream(new BufferedInputStream(hashed, 1 << 16)) : hashed;
      for (int n; (n = in.readNBytes(buffer, 0, BUFFER)) > 0; ) {
        scan.take(buffer, n);
        progress.accept(seen += n);
      }
      return "";
    } catch (EOFException _) {
      return "data are cut off: the file ends before its content does";
    } catch (ZipException e) {
      return "data are damaged: " + e.getMessage();
    }
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
