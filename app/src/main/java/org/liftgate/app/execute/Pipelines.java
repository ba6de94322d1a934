package org.liftgate.app.execute;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The pipelines that ship with the product. */
public final class Pipelines {
  private Pipelines() {}

  public static List<String> shipped(Platform platform) {
    return shipped(platform.shipped());
  }

  public static List<String> shipped(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var list = Files.list(folder)) {
      return list.filter(p -> Files.exists(p.resolve("pipeline.yaml")))
          .map(p -> p.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException _) {
      return List.of();
    }
  }
}
