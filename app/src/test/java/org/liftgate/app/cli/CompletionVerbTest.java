package org.liftgate.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script in a real bash: what the Tab key would offer. */
class CompletionVerbTest {
  @TempDir Path folder;

  private List<String> offered(String... words) throws Exception {
    Path script = folder.resolve("completion");
    Files.writeString(script, InProcess.call("completion", "bash").exits(0).out());
    String line =
        // compopt speaks only to a shell that reads keys
        "compopt() { :; }; source "
            + script
            + "; COMP_WORDS=("
            + String.join(" ", words)
            + "); COMP_CWORD="
            + (words.length - 1)
            + "; _complete_liftgate; printf '%s\\n' \"${COMPREPLY[@]}\"";
    Process bash =
        new ProcessBuilder("bash", "--norc", "-c", line).redirectErrorStream(true).start();
    String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(out).isZero();
    return out.lines().map(String::strip).toList();
  }

  @Test
  void verbsOptionsEstimatorsAndWordsOfAnOptionAreOffered() throws Exception {
    assertThat(offered("liftgate", "re")).containsExactly("resume");
    assertThat(offered("liftgate", "run", "--pro")).containsExactly("--profile");
    assertThat(offered("liftgate", "estimate", "event")).containsExactly("event-study");
    assertThat(offered("liftgate", "completion", "z")).containsExactly("zsh");
  }

  @Test
  void anotherShellIsAUsageError() {
    assertThat(InProcess.call("completion", "fish").exits(2).err()).contains("bash, zsh");
    InProcess.call("completion", "zsh", "--json").exits(0).json("completion");
  }
}
