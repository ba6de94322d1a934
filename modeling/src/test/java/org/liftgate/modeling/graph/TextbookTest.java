package org.liftgate.modeling.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.liftgate.modeling.graph.Identification.Way;

class TextbookTest {

  private static TotalEffect effect(String text) {
    return new TotalEffect(GraphText.parse("graph", text), "x", "y");
  }

  private static List<String> minimal(TotalEffect e) {
    return new Backdoor(e).minimal(100).sets().stream().map(s -> String.join(" ", s)).toList();
  }

  @Test
  void aConfounderIsHeldFixed() {
    var found = Identification.of(effect("z -> x -> y; z -> y"));
    assertThat(found.way()).isEqualTo(Way.BACKDOOR);
    assertThat(found.formula().orElseThrow().text())
        .isEqualTo("E[y | do(x)] = Σ_{z} E[y | x, z] P(z)");
    assertThat(found.formula().orElseThrow().html())
        .isEqualTo(
            "E[y | do(x)] = Σ<sub><var>z</var></sub> E[<var>y</var> | <var>x</var>, <var>z</var>]"
                + " P(<var>z</var>)");
  }

  /** Greenland, Pearl and Robins (1999): m is caused by two hidden causes and closes nothing. */
  @Test
  void holdingTheMiddleOfAnMFixedOpensIt() {
    var e = effect("u1 [latent] u2 [latent] u1 -> x u1 -> m u2 -> m u2 -> y x -> y");
    assertThat(minimal(e)).containsExactly("");
    var check = new Backdoor(e).check(Set.of("m"), 5);
    assertThat(check.valid()).isFalse();
    assertThat(check.open().getFirst().text()).isEqualTo("x ← u1 → m ← u2 → y");
  }

  @Test
  void aButterflyNeedsItsMiddleAndAWing() {
    assertThat(minimal(effect("a -> x a -> m b -> m b -> y m -> x m -> y x -> y")))
        .containsExactly("a m", "b m");
  }

  /** Pearl (2009), figure 3.4: z3 with z4, or z4 with z5 and others. */
  @Test
  void pearlsFigureHasItsSets() {
    var e =
        effect(
            "z1 -> z3 z1 -> z4 z2 -> z4 z2 -> z5 z3 -> x z4 -> x z4 -> y z5 -> y x -> z6 z6 -> y");
    assertThat(minimal(e)).containsExactly("z1 z4", "z2 z4", "z3 z4", "z4 z5");
    assertThat(e.forbidden()).containsExactly("z6");
    assertThat(new Backdoor(e).check(Set.of("z4"), 1).valid()).isFalse();
    assertThat(new Backdoor(e).maximal().orElseThrow())
        .containsExactly("z1", "z2", "z3", "z4", "z5");
    assertThat(new Frontdoor(e).minimal(10).sets()).containsExactly(new TreeSet<>(Set.of("z6")));
  }

  @Test
  void tarTellsWhatSmokingDoes() {
    var graph =
        GraphText.parse(
            "smoking", "smoking -> tar -> cancer; gene [unobserved]; gene -> {smoking cancer}");
    var found = Identification.of(new TotalEffect(graph, "smoking", "cancer"));
    assertThat(found.way()).isEqualTo(Way.FRONTDOOR);
    assertThat(found.held()).containsExactly("tar");
    assertThat(found.formula().orElseThrow().text())
        .isEqualTo(
            "E[cancer | do(smoking)] = Σ_{tar} P(tar | smoking)"
                + " (Σ_{smoking′} E[cancer | smoking′, tar] P(smoking′))");
    assertThat(found.open().getFirst().text()).isEqualTo("smoking ← gene → cancer");
  }

  @Test
  void anInstrumentIsFoundAndItsAssumptionNamed() {
    var found = Identification.of(effect("w -> x -> y; x <-> y; c -> w; c -> y"));
    assertThat(found.way()).isEqualTo(Way.INSTRUMENT);
    assertThat(found.instrument()).contains("w");
    assertThat(found.held()).containsExactly("c");
    assertThat(found.reason()).contains("linear effect");
    assertThat(found.formula().orElseThrow().text())
        .isEqualTo("d E[y | do(x)] / d x = Cov(w, y | c) / Cov(w, x | c)");
  }

  @Test
  void aBadControlIsNamed() {
    var e = effect("x -> m -> y; m -> p; z -> x; z -> y");
    var check = new Backdoor(e).check(Set.of("z", "p"), 5);
    assertThat(check.bad()).containsExactly("p");
    assertThat(check.valid()).isFalse();
    assertThat(e.forbidden()).containsExactly("m", "p");
    assertThat(e.mediators()).containsExactly("m");
  }

  @Test
  void whatCannotBeToldSaysWhyAndWhatWouldHelp() {
    var found = Identification.of(effect("x -> y; u [latent]; u -> x; u -> y; z -> u"));
    assertThat(found.way()).isEqualTo(Way.NONE);
    assertThat(found.reason()).contains("x ← u → y (u is not observed)");
    assertThat(found.nextStep()).isEqualTo("Measure u and hold fixed u; or give x by lot.");
    var bow = Identification.of(effect("x -> y; x <-> y"));
    assertThat(bow.reason()).contains("x ↔ y (↔ stands for an unobserved cause of both)");
    assertThat(bow.nextStep()).startsWith("Give x by lot");
  }

  @Test
  void noWayIsNoEffect() {
    assertThat(Identification.of(effect("z -> x; z -> y")).way()).isEqualTo(Way.NO_EFFECT);
  }
}
