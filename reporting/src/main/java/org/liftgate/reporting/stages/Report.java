package org.liftgate.reporting.stages;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.reporting.report.ReportModel;
import org.liftgate.reporting.report.ReportPage;
import org.liftgate.reporting.report.Scrutiny;

/**
 * {@code reporting.report}: one HTML page that answers the pipeline's question, and its figures. It
 * reads whatever of the known tables is there; what is not there is named on the page.
 */
public final class Report implements StageKind<Report.Parameters> {

  /** The words of the page and the panel behind it. */
  public record Parameters(
      @Doc("Table of the panel whose course is drawn; empty where treatments have no arms")
          @Default("\"\"")
          String panel,
      @Doc("The treatment the question is about") String treatment,
      @Doc("The outcome the question is about, a column of the panel") String outcome,
      @Doc("Currency of the outcome; empty when it is not money") @Default("\"\"") String currency,
      @Doc("Who is compared, singular") @Default("unit") String unit,
      @Doc("One step of the panel, singular") @Default("week") String period,
      @Doc("Adjective of those who got the treatment") @Default("treated") String treated,
      @Doc("Adjective of the others") @Default("untreated") String comparison,
      @Doc("What a group of the panel is, singular") @Default("campaign") String group,
      @Doc("What columns and terms are called in words, by their name") @Default("{}")
          Map<String, String> names,
      @Doc(
              "What a value of the panel is a mean of, singular; empty where it is a total and a period without any counts as zero")
          @Default("\"\"")
          String mean,
      @Doc("Table of one series, a row a period with its date, whose trend and spread are shown")
          @Default("\"\"")
          String series,
      @Doc(
              "Tables shown as they are, the greatest of their last column first; `names` may call them, and `shown` the section")
          @Default("[]")
          List<String> shown) {
    public Parameters {
      shown = List.copyOf(shown);
    }

    ReportModel.Setting setting() {
      return new ReportModel.Setting(
          treatment, outcome, currency, unit, period, treated, comparison, group, names, mean);
    }
  }

  @Override
  public String name() {
    return "reporting.report";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public boolean pure() {
    return true;
  }

  @Override
  public Set<Reads> reads() {
    return Set.of(Reads.GATES, Reads.TEXTS, Reads.PROFILE);
  }

  @Override
  public boolean gathers() {
    return true;
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public void run(Parameters parameters, StageContext context) {
    ReportModel model = new ModelReader(parameters, context).read();
    var reader =
        new PartsReader(
            parameters.setting(), new Inputs(context), parameters.series(), parameters.shown());
    var money = reader.money();
    var parts = reader.read(money);
    Scrutiny scrutiny = new ScrutinyReader(parameters, context).read();
    var figures = ReportPage.figures(model, parts, scrutiny);
    figures.forEach((path, svg) -> context.write(path, "image/svg+xml", bytes(svg)));
    context.write(
        "report.html", "text/html", bytes(ReportPage.html(model, parts, scrutiny, money)));
    context.metric("charts", figures.size());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
