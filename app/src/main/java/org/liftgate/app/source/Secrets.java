package org.liftgate.app.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/**
 * Secrets by reference: {@code ${env:LIFTGATE_SOURCE_NAME}} is a variable of this process, {@code
 * ${file:/run/secrets/name}} the content of a file without white space around it. The reference may
 * be kept and shown, what it stands for may not. Whoever may name a source could send what stands
 * here to a host of theirs, so other variables, and files elsewhere, are out of reach; {@code
 * LIFTGATE_SECRETS} names another folder.
 *
 * @param option where the reference was given, for messages
 * @param prefix of the variables that may be named, such as {@code LIFTGATE_SOURCE_}
 */
public record Secrets(String option, String prefix, Environment environment) {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]+)}");

  /** The variables of a process. */
  @FunctionalInterface
  public interface Environment {
    @Nullable String get(String name);
  }

  public static boolean isReference(@Nullable String text) {
    return text != null && REFERENCE.matcher(text).matches();
  }

  /**
   * What a text stands for: itself where it is no reference.
   *
   * @throws LiftgateException when it cannot be had; the message holds the reference alone
   */
  public @Nullable String resolved(@Nullable String text) {
    if (text == null) {
      return null;
    }
    Matcher reference = REFERENCE.matcher(text);
    if (!reference.matches()) {
      return text;
    }
    String name = reference.group(2);
    return reference.group(1).equals("env") ? variable(text, name) : content(text, name);
  }

  private String variable(String reference, String name) {
    if (!name.startsWith(prefix)) {
      throw problem(
          reference, "must name a variable that starts with " + prefix, "${env:" + prefix + "DB}");
    }
    String value = environment.get(name);
    if (value == null) {
      throw problem(reference, "names a variable that is not set", "export " + name + "=...");
    }
    return value;
  }

  private String content(String reference, String file) {
    String given = environment.get("LIFTGATE_SECRETS");
    Path folder = Path.of(given == null ? "/run/secrets" : given);
    try {
      Path real = folder.resolve(file).toRealPath();
      if (real.startsWith(folder.toRealPath())) {
        return Files.readString(real).strip();
      }
    } catch (IOException | java.nio.file.InvalidPathException _) {
      throw problem(reference, "names a file that cannot be read", "its path or rights are wrong");
    }
    throw problem(
        reference, "must name a file in the folder of secrets", "LIFTGATE_SECRETS names another");
  }

  private LiftgateException problem(String reference, String must, String maybe) {
    return LiftgateException.input(Problem.of(option, reference, must, "Maybe " + maybe + "."));
  }
}
