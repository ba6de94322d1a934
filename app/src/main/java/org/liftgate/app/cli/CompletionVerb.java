package org.liftgate.app.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.liftgate.app.store.Json;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code completion bash|zsh}: one script serves both; zsh reads it by its own bashcompinit. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = "Prints a script that completes verbs, options and estimators on the Tab key.",
    footer = {
      "",
      "Examples:",
      "  source <(./liftgate completion bash)                                for this shell",
      "  ./liftgate completion bash > ~/.local/share/bash-completion/completions/liftgate",
      "  ./liftgate completion zsh > ~/.liftgate-completion; echo 'source ~/.liftgate-completion' >> ~/.zshrc"
    })
final class CompletionVerb implements Callable<Integer> {
  /** Shells that are served. */
  enum Dialect {
    BASH,
    ZSH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @ParentCommand Liftgate top;

  @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
  Dialect dialect;

  @Override
  public Integer call() {
    String script = AutoComplete.bash("liftgate", top.spec.commandLine());
    if (top.json) {
      top.shell.print(Json.object().put("shell", dialect.toString()).put("script", script));
    } else {
      top.shell.out.print(script);
    }
    return 0;
  }
}
