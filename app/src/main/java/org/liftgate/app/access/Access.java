package org.liftgate.app.access;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.journal.AccessRows;
import org.liftgate.app.journal.AccessRows.Holder;
import org.liftgate.app.journal.AccessRows.Token;
import org.liftgate.app.journal.AccessRows.User;
import org.liftgate.app.pipeline.Problems;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/** Gives access and takes it, and says who a caller is. */
public final class Access {
  /** How long a browser stays signed in. */
  public static final Duration SESSION = Duration.ofHours(12);

  private static final String TOKEN = "lg_";
  private static final int PREFIX = 9;
  private static final int SECRET = 32;
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,99}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Platform platform;
  private final AccessRows rows;

  public Access(Platform platform) {
    this.platform = platform;
    this.rows = platform.journal().access();
  }

  /** A token and its secret, which is told once. */
  public record Issued(Token token, String secret) {
    @Override
    public String toString() {
      return token.prefix() + "...";
    }
  }

  /** Who calls, and what that caller may do. */
  public record Caller(String user, Token token, Set<Role> may) {}

  public List<User> users() {
    return rows.users();
  }

  public List<Token> tokens() {
    return rows.tokens();
  }

  /** Adds a user. */
  public User add(String name, Role role, String by) {
    if (!NAME.matcher(name).matches()) {
      throw LiftgateException.input(
          Problem.of(
              "USER",
              name,
              "must be of small letters, digits and . _ @ -, at most 100",
              "Maybe " + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._@-]", "-") + "."));
    }
    if (!rows.add(name, role.word(), by)) {
      throw LiftgateException.input(
          Problem.of(
              "USER", name, "is a user already", "Maybe give another role: user role NAME ROLE."));
    }
    return user(name);
  }

  /** Adds a user, or gives the one of this name another role. */
  public User give(String name, Role role, String by) {
    return users().stream().anyMatch(u -> u.name().equals(name))
        ? role(name, role, by)
        : add(name, role, by);
  }

  /** Gives a user another role. */
  public User role(String name, Role role, String by) {
    check(name, rows.role(name, role.word(), Role.ADMIN.word(), by));
    return user(name);
  }

  /** Forgets a user, and revokes the tokens. */
  public void remove(String name, String by) {
    check(name, rows.remove(name, Role.ADMIN.word(), by));
  }

  private void check(String name, AccessRows.Change change) {
    switch (change) {
      case DONE -> {}
      case UNKNOWN -> throw unknown(name);
      case LAST ->
          throw LiftgateException.input(
              Problem.of(
                  "USER", name, "is the last admin, and there must be one", "Maybe add another."));
    }
  }

  public User user(String name) {
    return rows.users().stream()
        .filter(u -> u.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  private LiftgateException unknown(String name) {
    var names = rows.users().stream().map(User::name).toList();
    return LiftgateException.input(
        Problem.of("USER", name, "is not a user of this home", Problems.didYouMean(name, names)));
  }

  /**
   * Makes a token.
   *
   * @param scopes what it is held to; all that the user may where empty
   * @param valid null for a token that does not expire
   */
  public Issued issue(String user, Set<String> scopes, @Nullable Duration valid, String by) {
    var known = Arrays.stream(Role.values()).map(Role::scope).toList();
    scopes.stream()
        .filter(s -> !known.contains(s))
        .findFirst()
        .ifPresent(
            s -> {
              throw LiftgateException.input(
                  Problem.of("scope", s, "is no scope", Problems.didYouMean(s, known)));
            });
    var kept = known.stream().filter(s -> scopes.isEmpty() || scopes.contains(s)).toList();
    Issued issued = fresh(user, kept, valid);
    if (!rows.add(issued.token(), Digest.sha256().add(issued.secret()).hex(), by)) {
      throw unknown(user);
    }
    return issued;
  }

  private Issued fresh(String user, List<String> scopes, @Nullable Duration valid) {
    if (valid != null && (valid.isNegative() || valid.isZero())) {
      throw LiftgateException.input(
          Problem.of("expires", valid.toString(), "must be positive", "Maybe 90d."));
    }
    String secret = TOKEN + random();
    Instant now = platform.journal().clock().instant();
    byte[] id = new byte[6];
    RANDOM.nextBytes(id);
    var token =
        new Token(
            java.util.HexFormat.of().formatHex(id),
            user,
            secret.substring(0, PREFIX),
            String.join(",", scopes),
            now,
            valid == null ? null : now.plus(valid),
            null,
            null);
    return new Issued(token, secret);
  }

  private static String random() {
    byte[] bytes = new byte[SECRET];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Where there is no user yet: an admin with a token. */
  public Optional<Issued> first() {
    var all = Arrays.stream(Role.values()).map(Role::scope).toList();
    Issued issued = fresh("admin", all, null);
    var admin = new User("admin", Role.ADMIN.word(), issued.token().created());
    boolean made = rows.first(admin, issued.token(), Digest.sha256().add(issued.secret()).hex());
    return made ? Optional.of(issued) : Optional.empty();
  }

  /** Ends a token by its id or its prefix. */
  public Token revoke(String name, String by) {
    Token token =
        rows.tokens().stream()
            .filter(t -> t.id().equals(name) || t.prefix().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    LiftgateException.input(
                        Problem.of(
                            "TOKEN",
                            name,
                            "is not the id or the beginning of a token of this home",
                            "Maybe see token list.")));
    rows.revoke(token, by);
    return rows.tokens().stream().filter(t -> t.id().equals(token.id())).findFirst().orElseThrow();
  }

  /** Whether this looks like one of our tokens, valid or not. */
  public static boolean ours(String secret) {
    return secret.startsWith(TOKEN);
  }

  /** Who holds a token that is valid now. */
  public Optional<Caller> caller(String secret) {
    return ours(secret)
        ? rows.holder(Digest.sha256().add(secret).hex()).map(Access::caller)
        : Optional.empty();
  }

  private static Caller caller(Holder holder) {
    var scopes = Set.of(holder.token().scopes().split(","));
    var may =
        Role.valueOf(holder.role().toUpperCase(Locale.ROOT)).included().stream()
            .filter(r -> scopes.contains(r.scope()))
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
    return new Caller(holder.token().user(), holder.token(), may);
  }

  /** Begins a session; what it returns is the browser's secret. */
  public String signIn(Caller caller) {
    String secret = random();
    Instant now = platform.journal().clock().instant();
    rows.begin(Digest.sha256().add(secret).hex(), caller.token(), now.plus(SESSION));
    return secret;
  }

  /** Who is signed in with a browser's secret. */
  public Optional<Caller> session(String secret) {
    return rows.session(Digest.sha256().add(secret).hex()).map(Access::caller);
  }

  /** What a form of a signed-in browser carries, so that no other site can send one. */
  public static String csrf(String session) {
    return Digest.sha256().add("csrf").add(session).hex();
  }

  public void signOut(String secret) {
    rows.end(Digest.sha256().add(secret).hex());
  }
}
