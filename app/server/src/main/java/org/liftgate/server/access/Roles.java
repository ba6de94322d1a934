package org.liftgate.server.access;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.liftgate.app.access.Role;

/**
 * What a caller may do, as endpoints name it ({@code @RolesAllowed}). An endpoint names the least
 * role; a caller's identity carries every role that the caller's own includes. An endpoint that
 * names none is for nobody.
 */
public final class Roles {
  /** Reads runs and pipelines. */
  public static final String VIEWER = "viewer";

  /** Fetches what runs made, and compares runs. */
  public static final String ANALYST = "analyst";

  /** Starts, cancels and resumes runs, keeps schedules. */
  public static final String OPERATOR = "operator";

  /** Gives and takes access, reads the audit. */
  public static final String ADMIN = "admin";

  private Roles() {}

  static Set<String> words(Collection<Role> roles) {
    return roles.stream().map(Role::word).collect(Collectors.toSet());
  }

  /** The roles that a caller's own include, by the words of another system; others are ignored. */
  static Set<String> included(Collection<String> words) {
    return java.util.Arrays.stream(Role.values())
        .filter(r -> words.stream().anyMatch(w -> w.toLowerCase(Locale.ROOT).equals(r.word())))
        .flatMap(r -> words(r.included()).stream())
        .collect(Collectors.toSet());
  }
}
