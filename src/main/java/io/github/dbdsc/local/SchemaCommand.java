package io.github.dbdsc.local;

import io.github.dbdsc.definition.DefinitionSchema;
import io.github.dbdsc.definition.editor.SettingsSchemas;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "schema",
        description = {
            "Prints the JSON Schema of the folder's definitions: directives, and for each template the values that it reads.",
            "Editors show it while somebody types; 'init' says how they find it."
        })
final class SchemaCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private final FolderOptions folder = new FolderOptions();

    @Option(names = "--settings", description = "Print the schema of rendered settings instead.")
    private boolean settings;

    @Option(names = "--write", description = "Write both into " + EditorFiles.SCHEMAS + " of the folder instead.")
    private boolean write;

    SchemaCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (write) {
            EditorFiles.writeSchemas(folder.folder(), folder.snapshot())
                    .forEach(file -> terminal.out().println("wrote " + file));
        } else if (settings) {
            terminal.print(SettingsSchemas.document());
        } else {
            terminal.print(DefinitionSchema.of(folder.snapshot()));
        }
        return ExitCode.OK;
    }
}
