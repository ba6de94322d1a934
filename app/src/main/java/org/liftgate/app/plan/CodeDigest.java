package org.liftgate.app.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.StageKind;

/** Digest of the jar a class comes from, with the kernel's, so that new code means new keys. */
public final class CodeDigest {
  private static final Map<Path, String> KNOWN = new ConcurrentHashMap<>();

  private CodeDigest() {}

  public static String of(Class<?> type) {
    return Digest.sha256().add(place(type)).add(place(StageKind.class)).hex();
  }

  /** Digest of the jar or folder that holds a resource. */
  public static String of(String resource) {
    return place(resource, CodeDigest.class.getClassLoader());
  }

  private static String place(Class<?> type) {
    return place(type.getName().replace('.', '/') + ".class", type.getClassLoader());
  }

  private static String place(String resource, ClassLoader loader) {
    URL url = loader.getResource(resource);
    if (url == null) {
      throw new IllegalStateException(resource + " has no place");
    }
    String text = url.toString();
    Path path =
        text.startsWith("jar:")
            ? Path.of(URI.create(text.substring("jar:".length(), text.indexOf("!/"))))
            : Path.of(URI.create(text.substring(0, text.length() - resource.length())));
    return KNOWN.computeIfAbsent(path, CodeDigest::digest);
  }

  private static String digest(Path path) {
    try {
      if (Files.isRegularFile(path)) {
        return Digest.of(path);
      }
      var classes = new TreeMap<String, String>();
      try (var walk = Files.walk(path)) {
        for (Path file : walk.filter(Files::isRegularFile).toList()) {
          classes.put(path.relativize(file).toString(), Digest.of(file));
        }
      }
      return Digest.sha256().add(classes).hex();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
