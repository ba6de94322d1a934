package org.liftgate.kernel;

import java.util.List;

/** A failure that a person can act on. It carries every problem found, never only the first. */
public final class LiftgateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Who has to act, which also decides the exit code of the command line. */
  public enum Code {
    /** Our side or the machine's: disk, lock, database, time-out. Exit 1. */
    FAILED(1),
    /** Usage, or input that cannot be read. Exit 2. */
    INPUT(2),
    /** The input was read and a gate said no. Exit 3. */
    STOPPED(3),
    /** Stored bytes and their record disagree. Exit 4. */
    MISMATCH(4),
    /** A person or a signal cancelled the work. Exit 130. */
    CANCELLED(130);

    private final int exit;

    Code(int exit) {
      this.exit = exit;
    }

    public int exit() {
      return exit;
    }
  }

  private final Code code;
  private final transient List<Problem> problems;
  private final boolean passing;

  private LiftgateException(
      Code code, String message, List<Problem> problems, boolean passing, Throwable cause) {
    super(message, cause);
    this.code = code;
    this.problems = List.copyOf(problems);
    this.passing = passing;
  }

  public static LiftgateException input(String message, List<Problem> problems) {
    return new LiftgateException(Code.INPUT, message, problems, false, null);
  }

  public static LiftgateException input(Problem problem) {
    return new LiftgateException(Code.INPUT, problem.sentence(), List.of(problem), false, null);
  }

  public static LiftgateException failed(String message, Throwable cause) {
    return new LiftgateException(Code.FAILED, message, List.of(), false, cause);
  }

  /** A fault that may pass by itself (a lock, a lost connection); the stage is tried again. */
  public static LiftgateException passing(String message, Throwable cause) {
    return new LiftgateException(Code.FAILED, message, List.of(), true, cause);
  }

  public static LiftgateException stopped(String message, List<Problem> problems) {
    return new LiftgateException(Code.STOPPED, message, problems, false, null);
  }

  public static LiftgateException mismatch(String message, List<Problem> problems) {
    return new LiftgateException(Code.MISMATCH, message, problems, false, null);
  }

  public static LiftgateException cancelled() {
    return new LiftgateException(Code.CANCELLED, "cancelled", List.of(), false, null);
  }

  public Code code() {
    return code;
  }

  public List<Problem> problems() {
    return problems;
  }

  public boolean passing() {
    return passing;
  }
}
