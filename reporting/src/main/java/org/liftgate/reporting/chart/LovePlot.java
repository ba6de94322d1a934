package org.liftgate.reporting.chart;

import java.util.List;
import java.util.OptionalDouble;
import org.liftgate.reporting.chart.Svg.Anchor;
import org.liftgate.reporting.format.Numbers;

/**
 * Standardised differences of covariates between the arms, before and after adjustment, in size,
 * with the line below which a difference counts as small (Love, 2004). What a mark stands for is
 * told by its shape as well as its colour.
 *
 * @param limit below which a difference is small
 */
public record LovePlot(
    String id,
    String title,
    String description,
    String note,
    String xTitle,
    double limit,
    List<Row> rows)
    implements Plot {
  private static final double LINE = 17;
  private static final double KEY = 24;

  /**
   * A covariate; a difference that was not computed has no mark.
   *
   * @param before as the arms are
   * @param matched among matched pairs
   * @param weighted with weights
   */
  public record Row(
      String label, OptionalDouble before, OptionalDouble matched, OptionalDouble weighted) {
    double most() {
      return Math.max(before.orElse(0), Math.max(matched.orElse(0), weighted.orElse(0)));
    }
  }

  public LovePlot {
    rows = List.copyOf(rows);
  }

  @Override
  public Data data() {
    return new Data(
        List.of("Covariate", "Before", "Matched pairs", "Weighted"),
        rows.stream()
            .map(r -> List.of(r.label(), text(r.before()), text(r.matched()), text(r.weighted())))
            .toList());
  }

  private static String text(OptionalDouble v) {
    return v.isPresent() ? Numbers.fixed(v.getAsDouble(), 3) : Numbers.NONE;
  }

  @Override
  public Drawing draw(double width) {
    var svg = new Svg();
    double height = KEY + Frame.TOP + LINE * rows.size() + Frame.BOTTOM;
    double room =
        Math.min(
            width * .42,
            12 + rows.stream().mapToDouble(r -> Labels.width(r.label(), 12)).max().orElse(0));
    double most = rows.stream().mapToDouble(Row::most).max().orElse(limit);
    Ticks x = Ticks.around(0, Math.max(most, 2 * limit), width < 500 ? 4 : 7);
    var frame =
        new Frame(
            svg,
            new Scale(0, x.high(), room, width - 12),
            new Scale(0, 1, height - Frame.BOTTOM, KEY + 8));
    key(svg);
    for (int i = 0; i < rows.size(); i++) {
      row(frame, rows.get(i), KEY + 18 + LINE * i, room);
    }
    double at = frame.x().at(limit);
    svg.line(at, frame.top(), at, frame.bottom(), "hurdle");
    frame.horizontal(x, xTitle);
    return new Drawing(width, height, svg.toString());
  }

  private static void key(Svg svg) {
    double x = 6;
    for (Kind kind : Kind.values()) {
      kind.mark(svg, x, 10);
      svg.text(x + 10, 14, "tick", Anchor.START, kind.words);
      x += 26 + Labels.width(kind.words, 12);
    }
  }

  private static void row(Frame frame, Row r, double y, double room) {
    Svg svg = frame.svg();
    svg.line(frame.left(), y, frame.right(), y, "grid");
    svg.text(room - 8, y + 4, "tick", Anchor.END, Labels.fit(r.label(), 12, room - 10));
    r.before().ifPresent(v -> Kind.BEFORE.mark(svg, frame.x().at(v), y));
    r.matched().ifPresent(v -> Kind.MATCHED.mark(svg, frame.x().at(v), y));
    r.weighted().ifPresent(v -> Kind.WEIGHTED.mark(svg, frame.x().at(v), y));
  }

  private enum Kind {
    BEFORE("before") {
      @Override
      void mark(Svg svg, double x, double y) {
        svg.leaf("circle", "cx", x, "cy", y, "r", 4.0, "class", "open mark");
      }
    },
    MATCHED("matched pairs") {
      @Override
      void mark(Svg svg, double x, double y) {
        String d = "M%s %sl5 5l-5 5l-5 -5z".formatted(Svg.number(x), Svg.number(y - 5));
        svg.leaf("path", "d", d, "class", "dot mark comparison");
      }
    },
    WEIGHTED("weighted") {
      @Override
      void mark(Svg svg, double x, double y) {
        svg.leaf("circle", "cx", x, "cy", y, "r", 4.0, "class", "dot mark treated");
      }
    };

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    abstract void mark(Svg svg, double x, double y);
  }
}
