package org.liftgate.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.liftgate.server.api.FinishedRun;
import org.liftgate.testing.Browser;

/** An operator's day in a real browser; its pictures lie in {@code target/console}. */
@QuarkusTest
class OperatorDayTest {
  private static final Path PICTURES = Path.of("target/console");

  @TestHTTPResource("/")
  URL base;

  private final List<String> complaints = new ArrayList<>();

  @Test
  void aDay() throws Exception {
    String finished = FinishedRun.id();
    try (var browser = new Browser()) {
      day(browser, ColorScheme.LIGHT, 1280);
      for (String path :
          List.of(
              "", "pipelines", "pipelines/mix-regression", "runs", "tokens", "audit", "sign-in")) {
        look(browser, ColorScheme.DARK, 1280, path);
        look(browser, ColorScheme.LIGHT, 390, path);
      }
      String run = "runs/" + finished;
      for (String path : List.of(run, run + "/stages/snapshot")) {
        look(browser, ColorScheme.DARK, 1280, path);
        look(browser, ColorScheme.LIGHT, 390, path);
      }
    }
    assertThat(complaints).isEmpty();
  }

  private void day(Browser browser, ColorScheme scheme, int width) {
    try (var context = browser.chromium().newContext(options(scheme, width))) {
      Page page = context.newPage();
      watch(page);
      page.navigate(base.toString());
      check(page, "home");
      page.locator(".card h3 a[href='/pipelines/mix-regression']").click();
      page.locator("#scale").fill("0.05");
      check(page, "pipeline");
      page.locator("#scale").press("Enter");
      page.waitForURL("**/runs/*");
      check(page, "run-live");
      // Nobody loads the page again: events of the run draw it.
      page.locator("h1 .b-succeeded").waitFor(new Locator.WaitForOptions().setTimeout(90_000));
      page.locator("#cancel").waitFor(hidden());
      check(page, "run");
      page.locator("#s-snapshot").focus();
      page.keyboard().press("Enter");
      page.locator("summary").click();
      check(page, "stage");
      page.goBack();
      assertThat(page.locator("h1").textContent()).contains("mix-regression");
    }
  }

  private static Locator.WaitForOptions hidden() {
    return new Locator.WaitForOptions()
        .setState(com.microsoft.playwright.options.WaitForSelectorState.HIDDEN);
  }

  private void look(Browser browser, ColorScheme scheme, int width, String path) {
    try (var context = browser.chromium().newContext(options(scheme, width))) {
      Page page = context.newPage();
      watch(page);
      page.navigate(base + path);
      String name = path.isEmpty() ? "home" : path.replaceAll("[0-9a-f-]{36}", "one");
      check(page, name.replace('/', '-') + "-" + (width < 500 ? "phone" : "dark"));
      Object wider = page.evaluate("document.documentElement.scrollWidth > innerWidth");
      if (Boolean.TRUE.equals(wider)) {
        complaints.add(path + " is wider than " + width);
      }
    }
  }

  private static NewContextOptions options(ColorScheme scheme, int width) {
    return new NewContextOptions().setColorScheme(scheme).setViewportSize(width, 900);
  }

  /** Whatever the content policy refuses, and every mistake of a script, is told on the console. */
  private void watch(Page page) {
    page.onConsoleMessage(
        m -> {
          if (m.type().equals("error")) {
            complaints.add(page.url() + ": " + m.text());
          }
        });
    page.onPageError(e -> complaints.add(page.url() + ": " + e));
  }

  private void check(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")).setFullPage(true));
    new AxeBuilder(page)
        .analyze().getViolations().stream()
            .filter(v -> List.of("serious", "critical").contains(v.getImpact()))
            .forEach(
                v ->
                    complaints.add(
                        name + ": " + v.getId() + " at " + v.getNodes().getFirst().getHtml()));
  }
}
