package org.liftgate.testing;

import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A real Chromium of this machine, driven by Playwright, which downloads nothing. */
public final class Browser implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome");

  private final Playwright playwright =
      Playwright.create(
          new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
  private final com.microsoft.playwright.Browser chromium =
      playwright
          .chromium()
          .launch(
              new LaunchOptions()
                  .setExecutablePath(executable())
                  .setHeadless(true)
                  .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")));

  public com.microsoft.playwright.Browser chromium() {
    return chromium;
  }

  /** The property {@code liftgate.chromium}, else the first of the usual names on the PATH. */
  private static Path executable() {
    String given = System.getProperty("liftgate.chromium");
    Stream<Path> found =
        given != null
            ? Stream.of(Path.of(given))
            : Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)));
    return found
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "Chromium (%s) must be installed: pages are tested in a real browser.\nMaybe run: apt-get install chromium"
                        .formatted(given == null ? "on the PATH" : given)));
  }

  @Override
  public void close() {
    chromium.close();
    playwright.close();
  }
}
