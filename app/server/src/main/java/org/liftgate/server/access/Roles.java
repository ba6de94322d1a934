package org.liftgate.server.access;

/** What a caller may do; each role includes those before it. */
public final class Roles {
  /** Reads runs, artifacts and pipelines. */
  public static final String VIEWER = "viewer";

  /** Starts runs. */
  public static final String ANALYST = "analyst";

  /** Cancels and resumes runs, keeps schedules, reads the audit. */
  public static final String OPERATOR = "operator";

  /** Gives and takes access. */
  public static final String ADMIN = "admin";

  private Roles() {}
}
