package io.github.dbdsc.local;

import io.github.dbdsc.function.Wiring;
import io.github.dbdsc.model.ExternalServiceException;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.VisibleText;
import io.github.dbdsc.reconcile.NoSuchJobException;
import io.github.dbdsc.settings.SettingsException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** All commands, and what they share: where they write, which environment they see, how they fail. */
@Command(
        name = "db-dsc-jobs",
        description = "Keeps Databricks jobs as their definitions want them.",
        mixinStandardHelpOptions = true,
        subcommands = {CommandLine.HelpCommand.class})
final class Commands {

    private final CommandLine line;

    Commands(PrintWriter out, PrintWriter err, Map<String, String> environment) {
        Terminal terminal = Terminal.of(out, err, environment);
        line = new CommandLine(this)
                .addSubcommand(new PlanCommand(terminal, environment))
                .addSubcommand(new SyncCommand(terminal, environment))
                .addSubcommand(new RenderCommand(terminal, environment))
                .addSubcommand(new ValidateCommand(terminal, environment))
                .addSubcommand(new SchemaCommand(terminal))
                .addSubcommand(new InitCommand(terminal))
                .addSubcommand(new ExportCommand(terminal, environment))
                .addSubcommand(new UploadCommand(terminal, environment, InstantSource.system()))
                .addSubcommand(new StatusCommand(terminal, environment))
                .addSubcommand(new RunsCommand(terminal, environment))
                .addSubcommand(new ShowCommand(terminal, environment))
                .addSubcommand(new OpenCommand(terminal, environment, terminal.browser()))
                .addSubcommand(new RunCommand(terminal, environment, AppExchange::sleep))
                .addSubcommand(new HoldCommand(terminal, environment, InstantSource.system()))
                .addSubcommand(new UndoCommand(terminal, environment))
                .addSubcommand(new ServeCommand(terminal, environment))
                .addSubcommand(new TransferCommand(terminal, environment))
                .addSubcommand(new ForgetCommand(terminal, environment))
                .addSubcommand(new DestroyCommand(terminal, environment))
                .addSubcommand(new DemoCommand(terminal))
                .addSubcommand(new CompletionCommand(terminal))
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(JobKey.class, new KeyArgument())
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, err));
        line.getCommandSpec().exitCodeOnInvalidInput(ExitCode.FAILED).version(Wiring.nameAndVersion());
        line.getSubcommands().values().forEach(command -> command.getCommandSpec()
                .exitCodeOnInvalidInput(ExitCode.FAILED)
                .version(Wiring.nameAndVersion())
                .mixinStandardHelpOptions(true));
    }

    /** Runs the command that the arguments name. */
    int run(String... arguments) {
        int code = line.execute(arguments.length == 0 ? new String[] {"help"} : arguments);
        if (line.getOut().checkError()) {
            line.getErr().println("Error: the output could not be written, to a full disk or a closed pipe perhaps");
            return ExitCode.FAILED;
        }
        return code;
    }

    private static int failed(Exception failure, PrintWriter err) {
        if (failure instanceof SettingsException settings) {
            err.println("The settings don't allow work to begin:");
            settings.faults().forEach(fault -> err.println("  " + VisibleText.of(fault)));
        } else if (failure instanceof ExternalServiceException
                || failure instanceof UsageException
                || failure instanceof NoSuchJobException) {
            err.println("Error: " + VisibleText.of(String.valueOf(failure.getMessage())));
        } else {
            err.println("A fault in this program: " + VisibleText.of(failure.toString()) + "; please report it");
        }
        return ExitCode.FAILED;
    }
}
