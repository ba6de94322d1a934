package org.liftgate.reporting.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.reporting.ReportStamp;
import org.liftgate.testing.Browser;

@DisplayName("The report in a real browser")
class ReportBrowserTest {
  /** Texts of one chart that overlap, and texts or marks outside its viewBox. */
  private static final String FLAWS =
      """
      () => {
        const flaws = [];
        for (const svg of document.querySelectorAll('svg.lg:not(.icon)')) {
          const box = svg.getBoundingClientRect();
          if (box.width === 0) continue;
          const id = svg.getAttribute('aria-labelledby');
          const inside = r => r.left >= box.left - 1.5 && r.right <= box.right + 1.5
              && r.top >= box.top - 1.5 && r.bottom <= box.bottom + 1.5;
          for (const el of svg.querySelectorAll('text, .mark, .whisker, .bar')) {
            if (!inside(el.getBoundingClientRect())) flaws.push(id + ' outside: ' + (el.textContent || el.outerHTML));
          }
          const texts = [...svg.querySelectorAll('text')].map(t => [t, t.getBoundingClientRect()]);
          texts.forEach(([a, p], i) => texts.slice(i + 1).forEach(([b, q]) => {
            const wide = Math.min(p.right, q.right) - Math.max(p.left, q.left);
            const high = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
            if (wide > 1 && high > 3) flaws.push(id + ' overlap: ' + a.textContent + ' | ' + b.textContent);
          }));
        }
        return flaws;
      }
      """;

  private static final String DRAWN =
      """
      () => [...document.querySelectorAll('figure')].map(f => {
        const svg = [...f.querySelectorAll('svg.lg:not(.icon)')].find(s => s.getBoundingClientRect().width > 0);
        const marks = svg ? [...svg.querySelectorAll('.mark')].filter(m => {
          const r = m.getBoundingClientRect(); return r.width > 0 || r.height > 0; }) : [];
        return f.id + ':' + marks.length + ':' + (svg ? svg.getAttribute('role') : '');
      })
      """;

  @TempDir static Path folder;
  private static Browser browser;
  private static final Map<String, Path> PAGES = new LinkedHashMap<>();

  @BeforeAll
  static void start() throws IOException {
    browser = new Browser();
    var facts = new LinkedHashMap<String, String>();
    facts.put("run", "0199c1f0-7a61-7c3e-9f10-0242ac120002");
    facts.put("digest", "3f1c9a7be0d2458c61e5b7a09d84f2c3a6b1e7d05c9f8342710de6ab94c35f18");
    facts.put("command", "./liftgate reproduce 0199c1f0-7a61-7c3e-9f10-0242ac120002");
    facts.put("simulated", "true");
    lay("six", ReportStamp.stamp(ReportPage.html(Fixtures.six()), facts));
    lay(
        "mix",
        ReportPage.html(Fixtures.six(), List.of(MixFixture.part()), Scrutiny.NONE, Money.NONE));
    lay("thirty", ReportPage.html(Fixtures.thirty()));
    lay("none", ReportPage.html(Fixtures.none()));
    lay("empty", ReportPage.html(Fixtures.empty()));
  }

  private static void lay(String name, String html) throws IOException {
    PAGES.put(name, Files.writeString(folder.resolve(name + ".html"), html));
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  private static void each(NewContextOptions options, BiConsumer<String, Page> check) {
    PAGES.forEach(
        (name, file) -> {
          try (var context = browser.chromium().newContext(options)) {
            var noise = new ArrayList<String>();
            Page page = context.newPage();
            page.onConsoleMessage(m -> noise.add("console: " + m.text()));
            page.onPageError(noise::add);
            page.onRequest(r -> noise.add("request: " + r.url()));
            page.navigate(file.toUri().toString());
            check.accept(name, page);
            assertThat(noise).as(name).containsExactly("request: " + file.toUri());
          }
        });
  }

  private static NewContextOptions screen(int width, ColorScheme scheme, boolean scripts) {
    return new NewContextOptions()
        .setViewportSize(width, 900)
        .setColorScheme(scheme)
        .setJavaScriptEnabled(scripts);
  }

  private static void sound(String name, Page page) {
    assertThat(flaws(page)).as(name).isEmpty();
    assertThat(page.evaluate("() => document.documentElement.scrollWidth - innerWidth"))
        .as("%s scrolls sideways", name)
        .isEqualTo(0);
  }

  private static List<?> flaws(Page page) {
    return (List<?>) page.evaluate(FLAWS);
  }

  private static void shot(String name, Page page) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(Path.of("target", "report-screens", name + ".png")));
  }

  @Test
  @DisplayName("on a wide screen: every chart has drawn, nothing overlaps, nothing is asked for")
  void wide() {
    each(
        screen(1200, ColorScheme.LIGHT, true),
        (name, page) -> {
          sound(name, page);
          var drawn = (List<?>) page.evaluate(DRAWN);
          assertThat(drawn)
              .as(name)
              .allSatisfy(d -> assertThat((String) d).matches("[a-z-]+:[1-9]\\d*:img"));
          assertThat(drawn).hasSize(expected(name));
          shot(name + "-light", page);
        });
  }

  private static int expected(String name) {
    return switch (name) {
      case "six", "thirty" -> 5;
      case "mix" -> 5 + MixFixture.part().plots().size();
      case "none" -> 1;
      default -> 0;
    };
  }

  @Test
  @DisplayName("on a phone: nothing overlaps, nothing scrolls sideways")
  void phone() {
    each(
        screen(400, ColorScheme.LIGHT, true),
        (name, page) -> {
          sound(name, page);
          shot(name + "-phone", page);
        });
  }

  @Test
  @DisplayName("in the dark: paper is dark and text is light")
  void dark() {
    each(
        screen(1200, ColorScheme.DARK, true),
        (name, page) -> {
          sound(name, page);
          assertThat(style(page, "body", "backgroundColor")).isEqualTo("rgb(21, 24, 27)");
          assertThat(style(page, "body", "color")).isEqualTo("rgb(233, 235, 237)");
          shot(name + "-dark", page);
        });
  }

  private static Object style(Page page, String selector, String property) {
    return page.evaluate(
        "([s, p]) => getComputedStyle(document.querySelector(s))[p]", List.of(selector, property));
  }

  @Test
  @DisplayName("with scripts off: answer, charts and tables are there")
  void scriptsOff() {
    each(
        screen(1200, ColorScheme.LIGHT, false),
        (name, page) -> {
          assertThat(page.locator("#answer .lead").textContent()).isNotBlank();
          assertThat(page.locator("h1").boundingBox().height).isPositive();
          assertThat(page.locator("figure .wide svg").count()).isEqualTo(expected(name));
          for (var svg : page.locator("figure .wide svg").all()) {
            assertThat(svg.boundingBox().width).isGreaterThan(300);
          }
        });
  }

  @Test
  @DisplayName("on paper: light colours, even where the screen is dark")
  void paper() {
    each(
        screen(800, ColorScheme.DARK, true),
        (name, page) -> {
          page.emulateMedia(
              new Page.EmulateMediaOptions()
                  .setMedia(Media.PRINT)
                  .setColorScheme(ColorScheme.DARK));
          assertThat(style(page, "body", "backgroundColor")).isEqualTo("rgb(255, 255, 255)");
          assertThat(flaws(page)).as(name).isEmpty();
          shot(name + "-print", page);
        });
  }

  @Test
  @DisplayName("figures as files draw by themselves, light and dark")
  void figures() throws IOException {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      try (var context = browser.chromium().newContext(screen(800, scheme, true))) {
        for (var figure : ReportPage.figures(Fixtures.thirty()).entrySet()) {
          Path file = folder.resolve(figure.getKey().replace('/', '-'));
          Files.writeString(file, figure.getValue());
          Page page = context.newPage();
          page.navigate(file.toUri().toString());
          assertThat(flaws(page)).as(figure.getKey()).isEmpty();
          assertThat(style(page, "rect.paper", "fill"))
              .isEqualTo(scheme == ColorScheme.LIGHT ? "rgb(255, 255, 255)" : "rgb(21, 24, 27)");
          assertThat(page.querySelectorAll(".mark")).isNotEmpty();
        }
      }
    }
  }
}
