package org.liftgate.reporting.stages;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.liftgate.reporting.report.Money;
import org.liftgate.reporting.report.MoneyParts;
import org.liftgate.reporting.report.Part;
import org.liftgate.reporting.report.ReportModel.Setting;

/** Sections that come from tables of their own, each absent where its tables are. */
record PartsReader(Setting words, Inputs inputs, String series, List<String> shown) {
  /** Of a report without one series and without tables of the pipeline's own. */
  PartsReader(Setting words, Inputs inputs) {
    this(words, inputs, "", List.of());
  }

  Money money() {
    return new MoneyReader(inputs, words, truth()).read();
  }

  private Truth truth() {
    return new Truth(inputs.rows("truth"), words.treatment());
  }

  List<Part> read(Money money) {
    var parts = new ArrayList<Part>();
    parts.addAll(MoneyParts.of(words, money));
    parts.addAll(mix());
    var rivals = new MixWords(words, inputs);
    rivals
        .tables("rivals_")
        .keySet()
        .forEach(s -> new RivalsPart(rivals, s).part().ifPresent(parts::add));
    new SeenPart(words, inputs).part().ifPresent(parts::add);
    new SeriesPart(words, inputs, series).part().ifPresent(parts::add);
    new RelationParts(words, inputs).part().ifPresent(parts::add);
    parts.addAll(new SlopeParts(words, inputs, truth()).parts());
    names("segments_")
        .forEach(n -> new SegmentPart(words, inputs, truth(), n).part().ifPresent(parts::add));
    new LotPart(words, inputs, staged(names("randomised_"))).part().ifPresent(parts::add);
    names("donors_").forEach(n -> new SyntheticPart(words, inputs, n).part().ifPresent(parts::add));
    names("late_").forEach(n -> new TakersPart(words, inputs, n).part().ifPresent(parts::add));
    names("dose_").forEach(n -> new DosePart(words, inputs, n).part().ifPresent(parts::add));
    names("identification_")
        .forEach(n -> new GraphPart(words, inputs, n).part().ifPresent(parts::add));
    new ResponsePart(words, inputs).part().ifPresent(parts::add);
    new ShownPart(words, inputs, shown).part().ifPresent(parts::add);
    names("unseen_").forEach(n -> new UnseenPart(words, inputs, n).part().ifPresent(parts::add));
    names("gate_").forEach(n -> new UpliftPart(words, inputs, n).part().ifPresent(parts::add));
    return parts;
  }

  /** Whether a model forecasts comes before anything that it says. */
  private List<Part> mix() {
    var mix = new MixWords(words, inputs);
    var parts = new ArrayList<Part>();
    new ContestPart(mix).part().ifPresent(parts::add);
    new MediationPart(mix).part().ifPresent(parts::add);
    mix.tables("contributions_")
        .keySet()
        .forEach(s -> new BroughtPart(mix, s).part().ifPresent(parts::add));
    mix.tables("response_")
        .keySet()
        .forEach(s -> new SpendingParts(mix, s).response().ifPresent(parts::add));
    mix.tables("advice_")
        .keySet()
        .forEach(s -> new SpendingParts(mix, s).budget().ifPresent(parts::add));
    return parts;
  }

  /** In the pipeline's order of stages. */
  private List<String> staged(List<String> names) {
    List<String> order =
        inputs.context().pipeline().stages().stream().map(s -> s.id().replace('-', '_')).toList();
    return names.stream().sorted(Comparator.comparingInt(order::indexOf)).toList();
  }

  /** What follows a prefix in the names of the inputs' tables. */
  private List<String> names(String prefix) {
    return inputs.context().inputs().keySet().stream()
        .filter(n -> n.startsWith(prefix) && !n.equals("gate_results"))
        .sorted()
        .map(n -> n.substring(prefix.length()))
        .toList();
  }
}
