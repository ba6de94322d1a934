package org.liftgate.app.access;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a user may do; each role includes those before it. A token may be held to some of them. */
public enum Role {
  /** Reads pipelines, runs and schedules. */
  VIEWER("read"),
  /** Fetches what runs made, and compares runs. */
  ANALYST("analyse"),
  /** Starts, cancels and resumes runs, and keeps schedules. */
  OPERATOR("operate"),
  /** Gives and takes access, and reads the audit. */
  ADMIN("administer");

  private final String scope;

  Role(String scope) {
    this.scope = scope;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a token's scope calls it. */
  public String scope() {
    return scope;
  }

  /** This and those before it. */
  public Set<Role> included() {
    return EnumSet.range(VIEWER, this);
  }
}
