package org.liftgate.app.pipeline;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.GateKind;
import org.liftgate.kernel.Pipeline;
import org.liftgate.kernel.StageKind;

/**
 * Pages about the kinds of stages and gates: what each does is its Javadoc, its parameters are the
 * record it is given, and who uses it are the pipelines.
 */
final class KindPages {
  private static final List<String> ROOMS = List.of("ingest", "cohorting", "modeling", "reporting");

  /** A kind of stage or of gate. */
  private record Kind(
      String name, boolean gate, String nature, Class<?> type, Class<?> parameters) {

    String room() {
      return name.substring(0, name.indexOf('.'));
    }

    /** A stage and a gate may have one name. */
    String heading() {
      return gate ? name + " (gate)" : name;
    }
  }

  private final Path root;
  private final List<Kind> kinds = new ArrayList<>();
  private final Map<String, TreeSet<String>> users = new TreeMap<>();

  KindPages(Path root, Catalog catalog, List<Pipeline> pipelines) {
    this.root = root;
    for (StageKind<?> k : catalog.stages().values()) {
      String nature = k.pure() ? "A stage" : "A stage that runs every time";
      kinds.add(new Kind(k.name(), false, nature, k.getClass(), k.parameters()));
    }
    for (GateKind<?> k : catalog.gates().values()) {
      String nature = k.waivable() ? "A gate" : "A gate that cannot be waived";
      kinds.add(new Kind(k.name(), true, nature, k.getClass(), k.parameters()));
    }
    for (Pipeline p : pipelines) {
      p.stages().forEach(s -> user(s.uses(), p));
      p.gates().forEach(g -> user(g.uses() + " (gate)", p));
    }
  }

  private void user(String kind, Pipeline pipeline) {
    users.computeIfAbsent(kind, _ -> new TreeSet<>()).add(pipeline.name());
  }

  /** Text by the page's path from the root. */
  Map<String, String> pages() {
    var pages = new TreeMap<String, String>();
    pages.put("docs/kinds/README.md", index());
    ROOMS.forEach(r -> pages.put("docs/kinds/" + r + ".md", room(r)));
    return pages;
  }

  private TreeSet<String> usersOf(Kind kind) {
    return users.getOrDefault(kind.heading(), new TreeSet<>());
  }

  private List<Kind> of(String room, boolean gates) {
    return kinds.stream().filter(k -> k.room().equals(room) && k.gate() == gates).toList();
  }

  private String index() {
    var out = new ArrayList<String>();
    out.add("# Kinds of stages and gates");
    out.add("");
    out.add(
        "A pipeline is made of these: a stage's `uses:` and a gate's `uses:` name a kind, `with:` gives its parameters. Written from the code; the pages of the rooms have the parameters.");
    out.add("");
    out.add(
        "A stage reads the tables of the stages under its `needs:` and writes tables of its own; `<stage>` in their names is its id with `_` for `-`. Unless its page says that it runs every time, it runs again only when something it reads has changed. A parameter's value may be a parameter of the pipeline, `:name`.");
    for (String room : ROOMS) {
      table(out, room, false);
      table(out, room, true);
    }
    out.add("");
    out.add(
        "`app.migrate`, without parameters, brings the tables of published results up to date in the journal's database.");
    return text(out);
  }

  private void table(List<String> out, String room, boolean gates) {
    List<Kind> all = of(room, gates);
    if (all.isEmpty()) {
      return;
    }
    out.add("");
    out.add("## %s: %s".formatted(room, gates ? "gates" : "stages"));
    out.add("");
    out.add("| kind | what it does | used by |");
    out.add("|---|---|---|");
    for (Kind k : all) {
      String first = said(k, "README").getFirst();
      out.add(
          "| [`%s`](%s.md#%s) | %s | %s |"
              .formatted(
                  k.name(),
                  room,
                  k.heading().replaceAll("[.()]", "").replace(' ', '-'),
                  cell(sentence(first).replaceAll("\\[(`\\w+`)]\\([^)]*\\)", "$1")),
                  String.join(", ", usersOf(k))));
    }
  }

  private String room(String room) {
    var out = new ArrayList<String>();
    out.add("# Kinds of " + room);
    out.add("");
    out.add("[All kinds](README.md). Written from the code.");
    of(room, false).forEach(k -> section(out, k, room));
    of(room, true).forEach(k -> section(out, k, room));
    return text(out);
  }

  private void section(List<String> out, Kind kind, String page) {
    out.add("");
    out.add("## " + kind.heading());
    for (String paragraph : said(kind, page)) {
      out.add("");
      out.add(paragraph);
    }
    TreeSet<String> of = usersOf(kind);
    out.add("");
    out.add(
        "%s; %s."
            .formatted(
                kind.nature(),
                of.isEmpty() ? "no shipped pipeline uses it" : "used by " + String.join(", ", of)));
    if (kind.parameters().getRecordComponents().length > 0) {
      out.add("");
      out.add("| parameter | type | default | meaning |");
      out.add("|---|---|---|---|");
      parameters(out, "", kind.parameters());
    }
  }

  private static void parameters(List<String> out, String path, Class<?> type) {
    for (RecordComponent c : type.getRecordComponents()) {
      Optional<Default> fallback = Optional.ofNullable(c.getAnnotation(Default.class));
      Doc doc = c.getAnnotation(Doc.class);
      String otherwise = c.getType() == Optional.class ? "none" : "required";
      String name = path + Binder.yamlName(c.getName());
      Type inner = inner(c.getGenericType());
      boolean nested = inner instanceof Class<?> r && r.isRecord();
      out.add(
          "| `%s` | %s | %s | %s |"
              .formatted(
                  name,
                  nested
                      ? Binder.describe(c.getGenericType()).replaceAll("a map with .*", "a map")
                      : Binder.describe(c.getGenericType()),
                  fallback.map(d -> "`" + cell(d.value()) + "`").orElse(otherwise),
                  doc == null ? "" : cell(doc.value())));
      if (nested) {
        parameters(out, name + ".", (Class<?>) inner);
      }
    }
  }

  /** What a list, a map or an optional value holds. */
  private static Type inner(Type type) {
    return type instanceof ParameterizedType p
        ? inner(p.getActualTypeArguments()[p.getActualTypeArguments().length - 1])
        : type;
  }

  private List<String> said(Kind kind, String page) {
    var said =
        new ArrayList<>(
            new JavadocText(root, root.resolve("docs/kinds/" + page + ".md")).of(kind.type()));
    String first = said.getFirst();
    String name = "`" + kind.name() + "`: ";
    if (first.startsWith(name)) {
      said.set(
          0,
          first.substring(name.length(), name.length() + 1).toUpperCase(Locale.ROOT)
              + first.substring(name.length() + 1));
    }
    return said;
  }

  private static String sentence(String text) {
    return text.split("(?<=\\.) (?=[A-Z`])", 2)[0];
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }
}
