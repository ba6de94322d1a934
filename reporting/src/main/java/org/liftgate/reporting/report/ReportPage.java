package org.liftgate.reporting.report;

import io.quarkus.qute.Engine;
import io.quarkus.qute.EngineBuilder;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Template;
import io.quarkus.qute.ValueResolvers;
import io.quarkus.qute.Variant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.liftgate.reporting.chart.Charts;

/** Makes the page and the figure files from the model, and nothing else. */
public final class ReportPage {
  private static final Variant HTML = Variant.forContentType(Variant.TEXT_HTML);
  private static final Engine ENGINE = engine();
  private static final Template TEMPLATE = ENGINE.getTemplate("report.html");

  private ReportPage() {}

  /**
   * One HTML file with everything inside: styles, charts, tables, glossary. It asks for nothing and
   * runs nothing. Values of the model are escaped. It holds one empty {@code <section id="run">}
   * for {@link org.liftgate.reporting.ReportStamp}.
   */
  public static String html(ReportModel model) {
    return html(model, List.of(), Scrutiny.NONE, Money.NONE);
  }

  /** The same with sections that have tables of their own, what was tried, and money. */
  public static String html(ReportModel model, List<Part> parts, Scrutiny scrutiny, Money money) {
    return TEMPLATE
        .data("page", Page.of(model, parts, money))
        .data("scrutiny", ScrutinyView.of(scrutiny, model.setting()))
        .render();
  }

  /** Each chart as a standalone SVG file, by path such as {@code figures/trend.svg}. */
  public static Map<String, String> figures(ReportModel model) {
    return figures(model, List.of(), Scrutiny.NONE);
  }

  /** The same with those of further sections and of what was tried. */
  public static Map<String, String> figures(
      ReportModel model, List<Part> parts, Scrutiny scrutiny) {
    var files = new LinkedHashMap<String, String>();
    Stream.concat(
            new Figures(model).all().stream(), parts.stream().flatMap(p -> p.plots().stream()))
        .forEach(p -> files.put("figures/" + p.id() + ".svg", Charts.standalone(p)));
    ScrutinyView.plots(scrutiny, model.setting())
        .forEach(p -> files.put("figures/" + p.id() + ".svg", Charts.standalone(p)));
    return files;
  }

  private static Engine engine() {
    EngineBuilder builder =
        Engine.builder()
            .addDefaults()
            .addValueResolver(ValueResolvers.rawResolver())
            .addValueResolver(new ReflectionValueResolver())
            .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)));
    Engine engine = builder.build();
    for (String name : List.of("table.html", "figure.html", "scrutiny.html", "report.html")) {
      engine.putTemplate(name, engine.parse(Resources.text(name), HTML, name));
    }
    return engine;
  }
}
