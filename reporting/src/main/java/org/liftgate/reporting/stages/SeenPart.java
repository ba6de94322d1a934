package org.liftgate.reporting.stages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liftgate.reporting.chart.Plot;
import org.liftgate.reporting.explore.SegmentFigures;
import org.liftgate.reporting.explore.SegmentWords;
import org.liftgate.reporting.explore.Segments;
import org.liftgate.reporting.report.Part;
import org.liftgate.reporting.report.ReportModel.Setting;

/** What the data hold in each segment, before any comparison of arms. */
record SeenPart(Setting words, Inputs inputs) {

  Optional<Part> part() {
    Segments s = SegmentReader.read(inputs);
    if (s.levels().isEmpty()) {
      return Optional.empty();
    }
    var plots = new ArrayList<Plot>();
    SegmentFigures.spread(s, words::called).ifPresent(plots::add);
    SegmentFigures.trend(s, words::called).ifPresent(plots::add);
    return Optional.of(
        new Part(
            "seen-segments",
            "What the data hold in each segment",
            List.of(
                SegmentWords.missing(s, words::called),
                "These are plain counts and means of all rows, with and without the %s: a difference between segments here is no effect."
                    .formatted(words.called(words.treatment()))),
            plots,
            List.of(
                new Part.Sheet(
                    "Each segment's rows",
                    true,
                    SegmentWords.HEADS,
                    s.levels().stream().map(l -> SegmentWords.cells(l, words::called)).toList()))));
  }
}
