package org.liftgate.reporting.stages;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftgate.reporting.chart.PathPlot;
import org.liftgate.reporting.chart.Plot;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.reporting.format.Words;
import org.liftgate.reporting.report.Part;
import org.liftgate.reporting.report.ReportModel.Value;
import org.liftgate.reporting.stages.Rows.Row;

/** The way of an effect: through a mediator, past it, in all, and how frail the first is. */
record MediationPart(MixWords mix) {
  private static final List<String> TERMS = List.of("indirect", "direct", "total");

  Optional<Part> part() {
    Map<String, Ways> all = new LinkedHashMap<>();
    mix.inputs().rows("estimates").stream()
        .filter(r -> r.is("estimator", "mediation"))
        .sorted(Comparator.comparing(r -> !r.is("treatment", mix.words().treatment())))
        .forEach(
            r ->
                all.computeIfAbsent(r.text("treatment"), t -> new Ways(t, new LinkedHashMap<>()))
                    .rows()
                    .put(r.text("term"), r));
    if (all.isEmpty()) {
      return Optional.empty();
    }
    Ways ours = all.values().iterator().next();
    return Optional.of(
        new Part(
            "mediation",
            "By which way: %s and %s"
                .formatted(mix.words().called(ours.treatment()), mix.words().called("mediator")),
            paragraphs(ours),
            plot(ours).stream().toList(),
            List.of(sheet(List.copyOf(all.values())))));
  }

  /** The terms of one treatment. */
  private record Ways(String treatment, Map<String, Row> rows) {
    Optional<Value> value(String term) {
      return Optional.ofNullable(rows.get(term)).flatMap(ModelReader::value);
    }

    boolean known() {
      return TERMS.stream().allMatch(t -> value(t).isPresent());
    }

    String missing() {
      return rows.values().stream().map(r -> r.text("detail")).findFirst().orElse("");
    }
  }

  private String mediator() {
    return mix.words().called("mediator");
  }

  private String outcome() {
    return mix.words().called(mix.words().outcome());
  }

  private List<String> paragraphs(Ways w) {
    if (!w.known()) {
      return List.of("The ways cannot be told apart. " + w.missing());
    }
    var out = new ArrayList<String>();
    Value through = w.value("indirect").orElseThrow();
    Value past = w.value("direct").orElseThrow();
    out.add(
        "Spending on %s may work in two ways: it may bring people to %s, which then sells, or it may sell past it. %s %s"
            .formatted(
                mix.words().called(w.treatment()),
                mediator(),
                clear("The way through " + mediator(), through),
                clear("The way past it", past)));
    share(w).ifPresent(out::add);
    w.value("rho").filter(_ -> clear(through)).ifPresent(r -> out.add(frail(w, r)));
    out.add(
        "A unit of spending is one as the regression sees it: what is left of earlier %s counted in and, where the recipe bends it, bent. The effects are what the original asks for, without its penalty, and only describe unless nothing unseen moves both %s and %s."
            .formatted(Words.plural(2, mix.words().period()), mediator(), outcome()));
    return out;
  }

  private static String clear(String subject, Value v) {
    String found = v.low() > 0 ? "adds" : v.high() < 0 ? "takes away" : "";
    if (found.isEmpty()) {
      return "%s shows no clear effect (%s, 95%%: %s)."
          .formatted(
              subject,
              Numbers.effect(v.estimate(), v.stdError()),
              Numbers.range(v.low(), v.high(), v.stdError()));
    }
    return "%s %s %s for each unit more (95%%: %s)."
        .formatted(
            subject,
            found,
            Numbers.effect(Math.abs(v.estimate()), v.stdError()),
            Numbers.range(v.low(), v.high(), v.stdError()));
  }

  private static boolean clear(Value v) {
    return v.low() > 0 || v.high() < 0;
  }

  /** The share of the whole, only where both ways point alike and the whole is clear. */
  private Optional<String> share(Ways w) {
    Value total = w.value("total").orElseThrow();
    double share = w.value("indirect").orElseThrow().estimate() / total.estimate();
    boolean clear = clear(total) && clear(w.value("indirect").orElseThrow());
    return clear && share > 0 && share < 1
        ? Optional.of(
            "Of the whole, about %s comes through %s."
                .formatted(Numbers.percent(share), mediator()))
        : Optional.empty();
  }

  /**
   * Imai, Keele and Yamamoto (2010, Statistical Science 25, section 5.2): rho squared is the
   * product of the shares of what is left unexplained in both equations that the cause explains.
   */
  private String frail(Ways w, Value rho) {
    double size = Math.abs(rho.estimate());
    String share = Numbers.percent(size);
    if (size < .1) {
      return "The way through %s hangs by a thread: something unseen that explains %s of what is left unexplained in both %s and %s would make it vanish (rho %s, 95%%: %s)."
          .formatted(mediator(), share, mediator(), outcome(), two(rho.estimate()), range(rho));
    }
    return "How much must be hidden to undo it: something unseen that explains %s of what is left unexplained in both %s and %s would make the way through %s vanish (rho, the correlation of both errors, %s; 95%%: %s). No data can rule that out; switching %s off by lot can."
        .formatted(
            share,
            mediator(),
            outcome(),
            mediator(),
            two(rho.estimate()),
            range(rho),
            mix.words().called(w.treatment()));
  }

  private static String two(double v) {
    return Numbers.fixed(v, 2);
  }

  private static String range(Value v) {
    return two(v.low()) + " to " + two(v.high());
  }

  private Optional<Plot> plot(Ways w) {
    if (!w.known()) {
      return Optional.empty();
    }
    Value total = w.value("total").orElseThrow();
    String title =
        "%s for each unit more of %s: %s in all (95%%: %s)"
            .formatted(
                Words.sentence(outcome()),
                mix.words().called(w.treatment()),
                Numbers.effect(total.estimate(), total.stdError()),
                Numbers.range(total.low(), total.high(), total.stdError()));
    return Optional.of(
        new PathPlot(
            "mediation-" + w.treatment().replace('_', '-'),
            title,
            title + ". Two ways, through the mediator and past it.",
            "%s. Least squares without a penalty; intervals from residuals drawn in blocks."
                .formatted(
                    Words.count(
                        w.rows().values().iterator().next().integer("n").orElse(0),
                        mix.words().period())),
            mix.called(w.treatment()),
            Words.sentence(mediator()),
            Words.sentence(outcome()),
            effect("Through " + mediator(), w.value("indirect").orElseThrow()),
            effect("Past it", w.value("direct").orElseThrow()),
            effect("In all", total)));
  }

  private static PathPlot.Effect effect(String name, Value v) {
    return new PathPlot.Effect(
        name,
        Numbers.effect(v.estimate(), v.stdError()),
        Numbers.range(v.low(), v.high(), v.stdError()));
  }

  private Part.Sheet sheet(List<Ways> all) {
    return new Part.Sheet(
        "Each spending by itself, its effect for each unit more (95%)",
        false,
        List.of("What", "#Through|indirect", "#Past|direct", "#In all|total", "#Vanishes at|rho"),
        all.stream()
            .map(
                w ->
                    List.of(
                        mix.called(w.treatment()),
                        cell(w, "indirect"),
                        cell(w, "direct"),
                        cell(w, "total"),
                        w.value("rho").map(v -> two(v.estimate())).orElse(Numbers.NONE)))
            .toList());
  }

  private static String cell(Ways w, String term) {
    return w.value(term)
        .map(
            v ->
                "%s (%s)"
                    .formatted(
                        Numbers.effect(v.estimate(), v.stdError()),
                        Numbers.range(v.low(), v.high(), v.stdError())))
        .orElse(Numbers.NONE);
  }
}
