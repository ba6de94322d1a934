package org.liftgate.ingest.database;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Schema;

/**
 * A cell of a database as a value of the type that a layout wants, by the rules for delimited
 * files: integers must be whole, amounts have at most four digits after the point, an empty text
 * and {@code NA} are missing. Columns may have another type than the layout's, text above all.
 */
final class Cells {
  private static final int MONEY_SCALE = 4;
  private static final BigDecimal MOST = BigDecimal.TEN.pow(14);

  /** What is left of binary fractions. */
  private static final BigDecimal DUST = new BigDecimal("5e-7");

  private Cells() {}

  /** A value that does not fit; the message says what must hold. */
  static final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;

    Unfit(String must) {
      super(must, null, false, false);
    }
  }

  /**
   * @param stored the column's type in the database, of {@link Types}
   * @return a value as {@link org.liftgate.kernel.Engine.Landing#add} takes it
   */
  static @Nullable Object read(ResultSet rows, int column, int stored, Schema.Type wanted)
      throws SQLException, Unfit {
    try {
      return wanted == Schema.Type.TEXT
          ? text(rows.getString(column))
          : typed(rows, column, stored, wanted);
    } catch (SQLException e) {
      if (String.valueOf(e.getSQLState()).startsWith("08")) {
        throw e;
      }
      rows.getString(column); // where even that fails, it is not the cell
      throw new Unfit(must(wanted)); // beyond 64 bits, the day zero
    } catch (ArithmeticException | NumberFormatException | DateTimeException _) {
      throw new Unfit(must(wanted));
    }
  }

  private static @Nullable String text(@Nullable String text) {
    return text == null || text.isEmpty() || text.equals("NA") ? null : text;
  }

  private static @Nullable Object typed(ResultSet rows, int column, int stored, Schema.Type wanted)
      throws SQLException {
    if (wanted == Schema.Type.INTEGER && whole(stored)) {
      long value = rows.getLong(column);
      return value == 0 && rows.wasNull() ? null : (Object) value;
    }
    if (wanted == Schema.Type.DATE && stored == Types.DATE) {
      return rows.getObject(column, LocalDate.class);
    }
    if (wanted == Schema.Type.TIMESTAMP && stored == Types.TIMESTAMP) {
      return rows.getObject(column, LocalDateTime.class);
    }
    if (wanted == Schema.Type.BOOLEAN && whole(stored)) {
      boolean value = rows.getBoolean(column);
      return rows.wasNull() ? null : (Object) value;
    }
    String text = text(rows.getString(column));
    return text == null ? null : of(text, wanted);
  }

  private static boolean whole(int stored) {
    return switch (stored) {
      case Types.BIGINT, Types.INTEGER, Types.SMALLINT, Types.TINYINT, Types.BIT, Types.BOOLEAN ->
          true;
      default -> false;
    };
  }

  /**
   * A text by the rules of delimited files.
   *
   * @throws ArithmeticException {@link NumberFormatException} or {@link DateTimeException} where it
   *     does not fit
   */
  static Object of(String text, Schema.Type wanted) {
    String bare = text.strip();
    return switch (wanted) {
      case TEXT -> text;
      case INTEGER -> new BigDecimal(bare).longValueExact();
      case DECIMAL -> amount(new BigDecimal(bare));
      case DOUBLE -> finite(Double.parseDouble(bare));
      case BOOLEAN -> truth(bare.toLowerCase(Locale.ROOT));
      case DATE -> date(bare);
      case TIMESTAMP -> time(bare);
    };
  }

  /** Its size is looked at before its digits are written out: texts may hold 1e999999999. */
  private static BigDecimal amount(BigDecimal value) {
    if (value.abs().compareTo(MOST) >= 0) {
      throw new ArithmeticException("too large");
    }
    if (value.abs().compareTo(DUST) < 0) {
      return BigDecimal.ZERO.setScale(MONEY_SCALE);
    }
    BigDecimal rounded = value.setScale(MONEY_SCALE, RoundingMode.HALF_UP);
    if (value.subtract(rounded).abs().compareTo(DUST) >= 0) {
      throw new ArithmeticException("too many digits");
    }
    return rounded;
  }

  private static double finite(double value) {
    if (!Double.isFinite(value)) {
      throw new ArithmeticException("not finite");
    }
    return value;
  }

  private static boolean truth(String text) {
    return switch (text) {
      case "true", "t", "yes", "y", "1" -> true;
      case "false", "f", "no", "n", "0" -> false;
      default -> throw new NumberFormatException(text);
    };
  }

  private static LocalDate date(String text) {
    if (text.length() <= 10) {
      return LocalDate.parse(text);
    }
    LocalDateTime time = time(text);
    if (!time.toLocalTime().equals(LocalTime.MIDNIGHT)) {
      throw new DateTimeException("has a time of day");
    }
    return time.toLocalDate();
  }

  private static LocalDateTime time(String text) {
    String iso = text.replaceFirst("Z$", "");
    return iso.length() <= 10
        ? LocalDate.parse(iso).atStartOfDay()
        : LocalDateTime.parse(iso.replace(' ', 'T'));
  }

  private static String must(Schema.Type wanted) {
    return "must be "
        + switch (wanted) {
          case INTEGER -> "an integer";
          case DECIMAL -> "a finite amount below 10^14 with at most 4 digits after the point";
          case DOUBLE -> "a finite number";
          case BOOLEAN -> "true or false";
          case DATE -> "a date of the calendar, like 2017-02-28";
          case TIMESTAMP -> "a date and time, like 2017-02-28 23:59:59";
          case TEXT -> "text";
        };
  }
}
