package org.liftgate.server.console;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A graph of stages laid out from left to right in layers (Sugiyama, Tagawa and Toda 1981): a stage
 * stands right of all it needs; arrows that follow from others are left out; an arrow over several
 * layers keeps a lane of its own in each; lanes are ordered by the mean place of their neighbours.
 */
public final class DagLayout {
  static final int WIDE = 156;
  static final int TALL = 30;
  private static final int ACROSS = 44;
  private static final int DOWN = 12;
  private static final int EDGE = 6;
  private static final int SWEEPS = 8;

  /**
   * A stage to draw.
   *
   * @param status empty where there is none
   * @param href where it leads; null for none
   */
  public record Node(String id, String status, @Nullable String href, Collection<String> needs) {}

  /** A stage in its place. */
  public record Box(String id, String label, String status, @Nullable String href, int x, int y) {
    public int textX() {
      return x + (status.isEmpty() ? WIDE / 2 : 26);
    }

    public int textY() {
      return y + TALL / 2 + 4;
    }

    public int markX() {
      return x + 10;
    }

    public String mark() {
      return switch (status) {
        case "succeeded" -> "✓";
        case "cached" -> "↺";
        case "failed" -> "✕";
        case "stopped" -> "■";
        case "running" -> "▶";
        case "pending" -> "…";
        default -> "–";
      };
    }
  }

  /** The picture: boxes and the paths of arrows between them. */
  public record Picture(int width, int height, List<Box> boxes, List<String> flows) {
    public int wide() {
      return WIDE;
    }

    public int tall() {
      return TALL;
    }
  }

  /** A stage, or a place in which an arrow passes a layer. */
  private static final class Lane {
    final Node node;
    final int layer;
    final List<Lane> before = new ArrayList<>();
    final List<Lane> after = new ArrayList<>();
    double place;

    Lane(Node node, int layer) {
      this.node = node;
      this.layer = layer;
    }

    boolean box() {
      return node != PASSING;
    }
  }

  private static final Node PASSING = new Node("", "", null, List.of());

  private final List<List<Lane>> layers = new ArrayList<>();
  private final Map<String, Lane> lanes = new LinkedHashMap<>();

  private DagLayout(List<Node> nodes) {
    for (Node n : nodes) {
      int layer = 0;
      for (String need : n.needs()) {
        Lane lane = lanes.get(need);
        layer = lane == null ? layer : Math.max(layer, lane.layer + 1);
      }
      lanes.put(n.id(), add(new Lane(n, layer)));
    }
  }

  /**
   * @param nodes each behind those it needs; needs that are not among them are passed over
   */
  public static Picture of(List<Node> nodes) {
    var layout = new DagLayout(nodes);
    layout.connect(nodes);
    layout.order();
    return layout.draw();
  }

  private Lane add(Lane lane) {
    while (layers.size() <= lane.layer) {
      layers.add(new ArrayList<>());
    }
    var layer = layers.get(lane.layer);
    lane.place = layer.size();
    layer.add(lane);
    return lane;
  }

  private void connect(List<Node> nodes) {
    var index = new HashMap<String, Integer>();
    var reached = new ArrayList<BitSet>();
    for (Node n : nodes) {
      var all = new BitSet();
      var direct = n.needs().stream().filter(index::containsKey).distinct().toList();
      direct.forEach(d -> all.or(reached.get(index.get(d))));
      for (String d : direct) {
        if (!all.get(index.get(d))) {
          link(lanes.get(d), lanes.get(n.id()));
        }
      }
      direct.forEach(d -> all.set(index.get(d)));
      index.put(n.id(), reached.size());
      reached.add(all);
    }
  }

  private void link(Lane from, Lane to) {
    Lane at = from;
    for (int layer = from.layer + 1; layer < to.layer; layer++) {
      Lane passing = add(new Lane(PASSING, layer));
      join(at, passing);
      at = passing;
    }
    join(at, to);
  }

  private static void join(Lane a, Lane b) {
    a.after.add(b);
    b.before.add(a);
  }

  private void order() {
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      boolean forward = sweep % 2 == 0;
      var order = forward ? layers : layers.reversed();
      for (List<Lane> layer : order) {
        for (Lane lane : layer) {
          var beside = forward ? lane.before : lane.after;
          lane.place = beside.stream().mapToDouble(l -> l.place).average().orElse(lane.place);
        }
        layer.sort(Comparator.comparingDouble(l -> l.place));
        spread(layer);
      }
    }
  }

  /** As near to where each wants to be as one lane's distance between them allows. */
  private static void spread(List<Lane> layer) {
    double wanted = layer.stream().mapToDouble(l -> l.place).sum();
    double last = Double.NEGATIVE_INFINITY;
    double got = 0;
    for (Lane lane : layer) {
      lane.place = Math.max(lane.place, last + 1);
      last = lane.place;
      got += last;
    }
    double shift = (wanted - got) / layer.size();
    layer.forEach(l -> l.place += shift);
  }

  private Picture draw() {
    double top = layers.stream().flatMap(List::stream).mapToDouble(l -> l.place).min().orElse(0);
    double most = layers.stream().flatMap(List::stream).mapToDouble(l -> l.place).max().orElse(0);
    var boxes = new ArrayList<Box>();
    var flows = new ArrayList<String>();
    for (Lane lane : lanes.values()) {
      Node n = lane.node;
      String label = n.id().length() > 22 ? n.id().substring(0, 21) + "…" : n.id();
      boxes.add(new Box(n.id(), label, n.status(), n.href(), x(lane), y(lane, top) - TALL / 2));
      lane.after.forEach(next -> flows.add(flow(lane, next, top)));
    }
    int width = 2 * EDGE + layers.size() * WIDE + Math.max(0, layers.size() - 1) * ACROSS;
    return new Picture(width, y(most, top) + TALL / 2 + EDGE, boxes, flows);
  }

  private static String flow(Lane from, Lane first, double top) {
    var path = new StringBuilder("M" + (x(from) + WIDE) + " " + y(from, top));
    int y = y(from, top);
    int x = x(from) + WIDE;
    for (Lane at = first; ; at = at.after.getFirst()) {
      int toX = x(at);
      int toY = y(at, top);
      int bend = (x + toX) / 2;
      path.append("C%d %d %d %d %d %d".formatted(bend, y, bend, toY, toX, toY));
      if (at.box()) {
        return path.toString();
      }
      x = toX + WIDE;
      y = toY;
      path.append("H").append(x);
    }
  }

  private static int x(Lane lane) {
    return EDGE + lane.layer * (WIDE + ACROSS);
  }

  private static int y(Lane lane, double top) {
    return y(lane.place, top);
  }

  private static int y(double place, double top) {
    return (int) Math.round(EDGE + TALL / 2.0 + (place - top) * (TALL + DOWN));
  }
}
