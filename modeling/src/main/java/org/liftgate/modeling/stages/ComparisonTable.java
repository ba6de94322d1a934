package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.modeling.verdict.Judge;

/**
 * Published and defended estimates side by side, each with the rows of its panel; {@code
 * published_unobserved} of the original's lie in periods outside the observed days. Beside a
 * published effect stands the defended one of the same treatment, outcome, term and group; where
 * there is none, the headline's treatment on the same outcome; else the published effect itself,
 * judged as defended.
 */
final class ComparisonTable {
  private ComparisonTable() {}

  private static Schema schema(Type groupType) {
    return Schema.of(
        new Column("treatment", Type.TEXT),
        new Column("outcome", Type.TEXT),
        new Column("term", Type.TEXT),
        new Column("group_id", groupType),
        new Column("published_design", Type.TEXT),
        new Column("published_estimate", Type.DOUBLE),
        new Column("published_se", Type.DOUBLE),
        new Column("published_p", Type.DOUBLE),
        new Column("published_says", Type.TEXT),
        new Column("published_rows", Type.INTEGER),
        new Column("published_unobserved", Type.INTEGER),
        new Column("defended_design", Type.TEXT),
        new Column("defended_treatment", Type.TEXT),
        new Column("defended_rows", Type.INTEGER),
        new Column("defended_estimate", Type.DOUBLE),
        new Column("conf_low", Type.DOUBLE),
        new Column("conf_high", Type.DOUBLE),
        new Column("grade", Type.TEXT),
        new Column("verdict", Type.TEXT),
        new Column("why", Type.TEXT));
  }

  static void write(StageContext context, Type groupType, List<Judged> judged) {
    var rows = new ArrayList<List<@Nullable Object>>();
    var unobserved = new Unobserved(context);
    Set<Judged> shown = new HashSet<>();
    for (Judged published : judged) {
      if (published.estimated().profile().equals(Profile.PUBLISHED.word())) {
        Judged defended = counterpart(published, judged).orElse(published);
        shown.add(defended);
        rows.add(row(context, unobserved, Optional.of(published), defended));
      }
    }
    judged.stream()
        .filter(j -> j.headline() && !shown.contains(j))
        .filter(j -> !j.estimated().profile().equals(Profile.PUBLISHED.word()))
        .forEach(j -> rows.add(row(context, unobserved, Optional.empty(), j)));
    StageTable.named(
        context,
        "comparison",
        schema(groupType),
        rows,
        "treatment",
        "outcome",
        "term",
        "group_id",
        "published_design");
  }

  private static Optional<Judged> counterpart(Judged published, List<Judged> judged) {
    Estimated p = published.estimated();
    List<Judged> alike =
        judged.stream()
            .filter(j -> !j.estimated().profile().equals(Profile.PUBLISHED.word()))
            .filter(j -> j.estimated().outcome().equals(p.outcome()))
            .filter(j -> j.estimated().term().equals(p.term()))
            .filter(j -> Objects.equals(j.estimated().group(), p.group()))
            .toList();
    List<String> headlines =
        judged.stream().filter(Judged::headline).map(j -> j.estimated().design()).toList();
    Optional<Judged> same =
        alike.stream()
            .filter(j -> j.estimated().treatment().equals(p.treatment()))
            .min(Comparator.comparing(j -> !headlines.contains(j.estimated().design())));
    return same.or(
        () -> alike.stream().filter(j -> headlines.contains(j.estimated().design())).findFirst());
  }

  private static List<@Nullable Object> row(
      StageContext context, Unobserved unobserved, Optional<Judged> published, Judged defended) {
    Estimated e = published.orElse(defended).estimated();
    OptionalLong outside = published.isPresent() ? unobserved.rows(e) : OptionalLong.empty();
    Optional<Estimate.Value> said = published.flatMap(j -> j.estimated().value());
    boolean itself = published.filter(j -> j == defended).isPresent();
    Estimated d = defended.estimated();
    Optional<Estimate.Value> value = itself ? Optional.empty() : d.value();
    return Arrays.<@Nullable Object>asList(
        e.treatment(),
        e.outcome(),
        e.term(),
        e.group(),
        published.map(j -> j.estimated().design()).orElse(null),
        said.map(Estimate.Value::value).orElse(null),
        said.map(Estimate.Value::stdError).orElse(null),
        said.map(Estimate.Value::pValue).orElse(null),
        published.map(ComparisonTable::says).orElse(null),
        published.map(j -> j.estimated().rows()).orElse(null),
        outside.isPresent() ? (Long) outside.getAsLong() : null,
        itself ? null : d.design(),
        itself ? null : d.treatment(),
        itself ? null : d.rows(),
        value.map(Estimate.Value::value).orElse(null),
        value.map(Estimate.Value::confLow).orElse(null),
        value.map(Estimate.Value::confHigh).orElse(null),
        d.grade().word(),
        defended.word(),
        opening(context, e, d, itself) + calendar(e, outside) + sentence(defended));
  }

  private static String says(Judged published) {
    return published
        .estimated()
        .value()
        .map(Judge::publishedSays)
        .orElseGet(() -> "no number: " + published.reasons());
  }

  private static String sentence(Judged judged) {
    return judged.reasons().replace('\n', ' ');
  }

  private static String opening(
      StageContext context, Estimated published, Estimated defended, boolean itself) {
    if (itself && context.profile() == Profile.PUBLISHED) {
      return ""; // nothing defended was estimated to stand beside it
    }
    if (itself) {
      return "No defended estimate has this outcome; judged by itself. ";
    }
    return defended.treatment().equals(published.treatment())
        ? ""
        : "The defended contrast is %s, not %s. "
            .formatted(defended.treatment(), published.treatment());
  }

  /** What the original counts that nobody observed. */
  private static String calendar(Estimated published, OptionalLong outside) {
    long zeros = outside.orElse(0);
    return zeros == 0
        ? ""
        : "%,d of the original's %,d rows reach outside the observed days, where it counts zeros; %,d are left of what was observed. "
            .formatted(zeros, published.rows(), published.rows() - zeros);
  }
}
