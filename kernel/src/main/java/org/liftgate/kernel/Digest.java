package org.liftgate.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** SHA-256 in lower-case hexadecimal, and the one way lists of facts are hashed. */
public final class Digest {
  private final MessageDigest sha;

  private Digest() {
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  public static Digest sha256() {
    return new Digest();
  }

  /** Adds a text with its length, so that no two lists of texts run together alike. */
  public Digest add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    sha.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    sha.update(bytes);
    return this;
  }

  public Digest add(Collection<String> texts) {
    add(texts.size() + " items");
    texts.forEach(this::add);
    return this;
  }

  /** Adds entries in order of their keys. */
  public Digest add(Map<String, String> entries) {
    add(entries.size() + " entries");
    new TreeMap<>(entries)
        .forEach(
            (k, v) -> {
              add(k);
              add(v);
            });
    return this;
  }

  public String hex() {
    return HexFormat.of().formatHex(sha.digest());
  }

  public static String of(byte[] bytes) {
    var digest = new Digest();
    digest.sha.update(bytes);
    return digest.hex();
  }

  public static String of(Path file) throws IOException {
    var digest = new Digest();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 18];
      for (int n; (n = in.read(buffer)) > 0; ) {
        digest.sha.update(buffer, 0, n);
      }
    }
    return digest.hex();
  }

  /** A finaliser (Stafford's variant 13) that spreads a seed's bits: streams must not be shifts. */
  public static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
