package org.liftgate.modeling.stages;

import java.util.List;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.kernel.StageKind.Reads;

/**
 * {@code modeling.portfolio}: the groups of one design side by side, and their types. Writes {@code
 * <id>} (effect as estimated and shrunken, rank interval, q-value, chance that the return exceeds
 * the hurdle, verdict, next step) and {@code <id>_rules} (what the original's rejection rules say
 * of each group beside the verdict here, and where they disagree, why).
 */
public final class PortfolioStage implements StageKind<PortfolioStage.Parameters> {

  /** What the pipeline says. */
  public record Parameters(
      @Doc("Stage that estimated the groups and wrote covariance_<id>") String design,
      @Doc("Treatment, as the cohort stage names it") String treatment,
      @Doc("Outcome column of the panel") String outcome,
      @Doc("Table of modeling.economics") String economics,
      @Doc("Share of false discoveries among those called discoveries") @Default("0.10")
          double rate,
      @Doc("What units are called, in the plural") @Default("units") String units,
      @Doc("What periods are called, in the plural") @Default("weeks") String periods) {}

  @Override
  public String name() {
    return "modeling.portfolio";
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
  public java.util.Set<Reads> reads() {
    return java.util.Set.of(Reads.PROFILE);
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public void run(Parameters p, StageContext context) {
    List<Contender> contenders = Contender.all(p, context);
    LeagueTable.write(p, context, contenders);
    RulesTable.write(p, context, contenders);
  }
}
