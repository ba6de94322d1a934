package org.liftgate.engine.duckdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/** SQL text as tokens. Comments and blanks separate tokens and are not among them. */
final class Sql {
  private Sql() {}

  /** What a token is. {@code PARAMETER} is {@code :name}; the colon is part of its text. */
  enum Kind {
    WORD,
    NUMBER,
    STRING,
    QUOTED,
    PARAMETER,
    SYMBOL
  }

  /**
   * @param start offset of its first character
   * @param line 1-based
   */
  record Token(Kind kind, String text, int start, int line) {
    int end() {
      return start + text.length();
    }

    boolean is(String word) {
      return kind != Kind.STRING && kind != Kind.QUOTED && text.equalsIgnoreCase(word);
    }

    boolean word(String... any) {
      if (kind != Kind.WORD) {
        return false;
      }
      for (String w : any) {
        if (text.equalsIgnoreCase(w)) {
          return true;
        }
      }
      return false;
    }

    String upper() {
      return text.toUpperCase(Locale.ROOT);
    }
  }

  /**
   * @throws LiftgateException when a string, quoted name or comment has no end
   */
  static List<Token> tokens(String sql) {
    return new Scanner(sql).scan();
  }

  /** A name as a quoted identifier. */
  static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A text as a string literal. */
  static String text(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static final class Scanner {
    private static final List<String> LONG =
        List.of("::", "//", "||", "<=", ">=", "<>", "!=", "->");
    private final String sql;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    private int brackets;

    Scanner(String sql) {
      this.sql = sql;
    }

    List<Token> scan() {
      while (at < sql.length()) {
        char c = sql.charAt(at);
        if (Character.isWhitespace(c)) {
          line += c == '\n' ? 1 : 0;
          at++;
        } else if (sql.startsWith("--", at)) {
          int end = sql.indexOf('\n', at);
          at = end < 0 ? sql.length() : end;
        } else if (sql.startsWith("/*", at)) {
          skipComment();
        } else {
          add(c);
        }
      }
      return tokens;
    }

    private void add(char c) {
      if (c == '\'') {
        emit(Kind.STRING, quoted('\''));
      } else if (c == '"') {
        emit(Kind.QUOTED, quoted('"'));
      } else if (sql.startsWith("$$", at)) {
        emit(Kind.STRING, closed("$$", 2, "a $$ string"));
      } else if (Character.isLetter(c) || c == '_') {
        emit(Kind.WORD, wordEnd(at));
      } else if (digit(at) || c == '.' && digit(at + 1)) {
        emit(Kind.NUMBER, numberEnd());
      } else if (c == ':' && brackets == 0 && letter(at + 1)) {
        emit(Kind.PARAMETER, wordEnd(at + 1));
      } else {
        brackets += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
        int length = LONG.stream().anyMatch(s -> sql.startsWith(s, at)) ? 2 : 1;
        emit(Kind.SYMBOL, at + length);
      }
    }

    private void emit(Kind kind, int end) {
      String text = sql.substring(at, end);
      tokens.add(new Token(kind, text, at, line));
      line += (int) text.chars().filter(c -> c == '\n').count();
      at = end;
    }

    private boolean digit(int i) {
      return i < sql.length() && sql.charAt(i) >= '0' && sql.charAt(i) <= '9';
    }

    private boolean letter(int i) {
      return i < sql.length() && (Character.isLetter(sql.charAt(i)) || sql.charAt(i) == '_');
    }

    private int wordEnd(int from) {
      int end = from;
      while (end < sql.length()
          && (Character.isLetterOrDigit(sql.charAt(end)) || sql.charAt(end) == '_')) {
        end++;
      }
      return end;
    }

    private int numberEnd() {
      int end = at;
      while (end < sql.length()) {
        char c = sql.charAt(end);
        boolean sign = (c == '+' || c == '-') && "eE".indexOf(sql.charAt(end - 1)) >= 0;
        if (!digit(end) && c != '.' && c != '_' && c != 'e' && c != 'E' && !(end > at && sign)) {
          break;
        }
        end++;
      }
      return end;
    }

    private int quoted(char quote) {
      for (int i = at + 1; i < sql.length(); i++) {
        if (sql.charAt(i) == quote) {
          if (i + 1 < sql.length() && sql.charAt(i + 1) == quote) {
            i++;
          } else {
            return i + 1;
          }
        }
      }
      throw open(quote == '"' ? "a quoted name" : "a string");
    }

    private int closed(String mark, int skip, String what) {
      int end = sql.indexOf(mark, at + skip);
      if (end < 0) {
        throw open(what);
      }
      return end + mark.length();
    }

    private void skipComment() {
      int end = closed("*/", 2, "a comment");
      line += (int) sql.substring(at, end).chars().filter(c -> c == '\n').count();
      at = end;
    }

    private LiftgateException open(String what) {
      return LiftgateException.input(
          Problem.of(what, null, "has no end", "Maybe a closing quote is missing.")
              .at("SQL", line, 0));
    }
  }
}
