package io.github.dbdsc.local;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        description = {
            "Prints what lets a shell complete commands and options.",
            "For bash and zsh: source <(db-dsc-jobs completion bash); for fish: db-dsc-jobs completion fish | source"
        })
final class CompletionCommand implements Callable<Integer> {

    private static final String PROGRAM = "db-dsc-jobs";

    private enum Shell {
        BASH,
        ZSH,
        FISH
    }

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
    private Shell shell = Shell.BASH;

    CompletionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        // picocli's script is for bash, and for zsh by its bashcompinit
        terminal.out().print(shell == Shell.FISH ? fish(root) : AutoComplete.bash(PROGRAM, root));
        terminal.out().flush();
        return ExitCode.OK;
    }

    private static String fish(CommandLine root) {
        return root.getSubcommands().entrySet().stream()
                .flatMap(command -> Stream.concat(
                        Stream.of(line("__fish_use_subcommand", "-a " + command.getKey(), command.getValue())),
                        options(command)))
                .collect(Collectors.joining("\n", "complete -c " + PROGRAM + " -f\n", "\n"));
    }

    private static Stream<String> options(Map.Entry<String, CommandLine> command) {
        return command.getValue().getCommandSpec().options().stream()
                .map(option -> line(
                        "__fish_seen_subcommand_from " + command.getKey(),
                        "-l " + option.longestName().replaceFirst("^-+", "") + (takesValue(option) ? " -r -F" : ""),
                        first(option.description())));
    }

    private static boolean takesValue(OptionSpec option) {
        return option.arity().max() > 0;
    }

    private static String line(String when, String what, CommandLine described) {
        return line(when, what, first(described.getCommandSpec().usageMessage().description()));
    }

    private static String line(String when, String what, String description) {
        return "complete -c " + PROGRAM + " -n '" + when + "' " + what + " -d '" + description.replace("'", "\\'")
                + "'";
    }

    private static String first(String[] description) {
        return description.length == 0 ? "" : description[0].replaceFirst("^%n", "");
    }
}
