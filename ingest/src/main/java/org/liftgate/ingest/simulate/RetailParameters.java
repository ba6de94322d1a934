package org.liftgate.ingest.simulate;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;

/** What of the simulated retailer can be turned; every component changes the data or the truth. */
@Doc("A retailer with households, commodities, mailed campaigns and known effects.")
public record RetailParameters(
    @Doc("How the retailer chooses whom to mail, and where it discounts: level, history or hidden")
        @Default("level")
        Selection selection,
    @Doc("Factor on every planted effect; 0 makes a world in which no campaign does anything")
        @Default("1")
        double effectSize,
    @Doc("Correlation of a household's noise from one week to the next") @Default("0.6")
        double persistence,
    @Doc("Standard deviation of the logarithm of a household's weekly noise") @Default("0.35")
        double noise,
    @Doc("Share of a household's shopping trips that do not happen") @Default("0.1")
        double zeroInflation,
    @Doc("Whether a few lines hold very large quantities (Pareto, exponent 1.5)") @Default("false")
        boolean heavyTails,
    @Doc("Share of households that leave for good on a day drawn at random") @Default("0")
        double attrition,
    @Doc("Whether a campaign acts only through households that redeem its coupons")
        @Default("false")
        boolean redemptionExclusion,
    @Doc("Weeks before a campaign's start in the panel the truth is for") @Default("8")
        int preWeeks,
    @Doc("Weeks from a campaign's start in the panel the truth is for") @Default("9") int postWeeks,
    @Doc("Campaigns and their lists") @Default("{}") ListSwitches lists,
    @Doc("How households respond") @Default("{}") ResponseSwitches response,
    @Doc("Stores, shelf discounts and features") @Default("{}") ShelfSwitches shelf,
    @Doc("Households of a second, large draw that gives the superpopulation's truth; 0: none")
        @Default("0")
        int superpopulation) {

  public RetailParameters {
    var check = new Limits();
    check.within("effect_size", effectSize, 0, 10);
    check.within("persistence", persistence, 0, 0.99);
    check.within("noise", noise, 0, 2);
    check.within("zero_inflation", zeroInflation, 0, 0.9);
    check.within("attrition", attrition, 0, 1);
    check.within("pre_weeks", preWeeks, 1, 100);
    check.within("post_weeks", postWeeks, 1, 100);
    check.within("superpopulation", superpopulation, 0, 10_000_000);
    check.report();
  }

  /** The defaults that the annotations name. */
  public static RetailParameters defaults() {
    return new RetailParameters(
        Selection.LEVEL,
        1,
        0.6,
        0.35,
        0.1,
        false,
        0,
        false,
        8,
        9,
        ListSwitches.defaults(),
        ResponseSwitches.defaults(),
        ShelfSwitches.defaults(),
        0);
  }

  public RetailParameters withSelection(Selection other) {
    return with(Map.of("selection", other));
  }

  public RetailParameters withEffectSize(double other) {
    return with(Map.of("effect_size", other));
  }

  /**
   * These parameters with others in place of the named ones.
   *
   * @param others by the name a pipeline's YAML has for them, those of the three groups too
   * @throws IllegalArgumentException for a name that is none
   */
  public RetailParameters with(Map<String, ?> others) {
    var left = new LinkedHashMap<String, Object>(others);
    var changed = Components.changed(this, left);
    if (!left.isEmpty()) {
      throw new IllegalArgumentException("no such parameter: " + left.keySet());
    }
    return changed;
  }

  /** Names and values as a pipeline's YAML has them, in order; the groups' members one by one. */
  Map<String, Object> byName() {
    var all = new LinkedHashMap<String, Object>();
    Components.collect(this, all);
    return all;
  }

  /** Reads and rebuilds records by the names of their components. */
  private static final class Components {
    static void collect(Record record, Map<String, Object> into) {
      for (RecordComponent c : record.getClass().getRecordComponents()) {
        Object value = value(record, c);
        if (value instanceof Record group) {
          collect(group, into);
        } else if (value instanceof Enum<?> word) {
          into.put(name(c), word.name().toLowerCase(Locale.ROOT));
        } else {
          into.put(name(c), value);
        }
      }
    }

    /** Takes what it uses out of {@code others}. */
    static <R extends Record> R changed(R record, Map<String, Object> others) {
      var types = new ArrayList<Class<?>>();
      var values = new ArrayList<Object>();
      for (RecordComponent c : record.getClass().getRecordComponents()) {
        types.add(c.getType());
        Object own = value(record, c);
        Object other = others.remove(name(c));
        values.add(
            own instanceof Record group ? changed(group, others) : other == null ? own : other);
      }
      try {
        @SuppressWarnings("unchecked")
        var type = (Class<R>) record.getClass();
        return type.getConstructor(types.toArray(Class<?>[]::new)).newInstance(values.toArray());
      } catch (java.lang.reflect.InvocationTargetException e) {
        throw e.getCause() instanceof RuntimeException r ? r : new IllegalStateException(e);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    private static Object value(Record record, RecordComponent component) {
      try {
        return component.getAccessor().invoke(record);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    /** {@code effectSize} is written {@code effect_size}. */
    private static String name(RecordComponent component) {
      return component.getName().replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
  }
}
