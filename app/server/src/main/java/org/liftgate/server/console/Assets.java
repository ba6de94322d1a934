package org.liftgate.server.console;

import io.quarkus.qute.TemplateExtension;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.liftgate.app.store.Environment;
import org.liftgate.kernel.Digest;

/** What the frame of every page knows: {@code assets:} in templates. */
@TemplateExtension(namespace = "assets")
final class Assets {
  private static final List<String> FILES =
      List.of("console.css", "theme.js", "live.js", "copy.js");
  private static final String VERSION = digest();

  private Assets() {}

  /** A place in the navigation. */
  public record Link(String href, String name) {}

  static List<Link> links() {
    return List.of(
        new Link("/", "Home"),
        new Link("/pipelines", "Pipelines"),
        new Link("/runs", "Runs"),
        new Link("/compare", "Compare"),
        new Link("/quality", "Data quality"));
  }

  /** Names the bytes of our own files, so that browsers may keep them. */
  static String version() {
    return VERSION;
  }

  static String product() {
    return Environment.VERSION;
  }

  private static String digest() {
    var all = Digest.sha256();
    for (String file : FILES) {
      String path = "/META-INF/resources/console/" + file;
      try (InputStream in = Objects.requireNonNull(Assets.class.getResourceAsStream(path), path)) {
        all.add(Digest.of(in.readAllBytes()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return all.hex().substring(0, 12);
  }
}
