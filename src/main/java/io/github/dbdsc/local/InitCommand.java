package io.github.dbdsc.local;

import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.definition.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "init",
        description = {
            "Makes a folder with one definition, its template, schemas for editors and a pipeline.",
            "Writes over nothing: where one of the files is there already, it lists those that are and writes none."
        })
final class InitCommand implements Callable<Integer> {

    private static final String WORKFLOW = ".github/workflows/jobs.yml";

    /** The packaged files, by the paths that they get. */
    private static final Map<String, String> PACKAGED = packaged();

    private final Terminal terminal;

    @Parameters(paramLabel = "FOLDER", description = "The folder; it is made if it is not there.")
    private Path folder = Path.of("");

    InitCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    private static Map<String, String> packaged() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("jobs/example.json", "jobs/example.json");
        files.put("templates/standard.jinja2", "templates/standard.jinja2");
        files.put(Snapshot.VARS, "vars.json");
        files.put(".vscode/settings.json", "vscode/settings.json");
        files.put(WORKFLOW, "github-actions.yml");
        return files;
    }

    @Override
    public Integer call() {
        Path root = folder.toAbsolutePath().normalize();
        Map<String, String> files = new LinkedHashMap<>();
        PACKAGED.forEach((path, resource) -> files.put(path, text(resource)));
        Snapshot snapshot = Snapshot.of(files.entrySet().stream()
                .filter(file -> Snapshot.isSource(file.getKey()))
                .map(file -> new SourceFile(file.getKey(), "", file.getValue().getBytes(StandardCharsets.UTF_8)))
                .toList());
        EditorFiles.schemas(snapshot).forEach((path, schema) -> files.put(path, schema.toPrettyString() + "\n"));
        requireNone(root, files);
        files.forEach((path, text) -> EditorFiles.create(root.resolve(path), text));
        tell(root, files);
        return ExitCode.OK;
    }

    private static void requireNone(Path root, Map<String, String> files) {
        List<String> there = files.keySet().stream()
                .filter(path -> Files.exists(root.resolve(path), LinkOption.NOFOLLOW_LINKS))
                .toList();
        if (!there.isEmpty()) {
            throw new UsageException("nothing is written, since it would take the place of what is in " + root + ": "
                    + String.join(", ", there)
                    + "; name another folder, or take these away. For schemas beside definitions"
                    + " that are there, there is 'schema --write'");
        }
    }

    private void tell(Path root, Map<String, String> files) {
        terminal.out().println("Made in " + root + ":");
        files.keySet().forEach(path -> terminal.out().println("  " + path));
        terminal.out().println("Next:");
        terminal.out().println("  db-dsc-jobs validate --folder " + root);
        terminal.out()
                .println("  db-dsc-jobs demo --folder " + root + "   (plans and syncs with a simulated workspace)");
        terminal.out().println("  Open the folder in an editor: it completes and checks jobs/**.");
        terminal.out().println("  After a change of templates: db-dsc-jobs schema --write --folder " + root);
        terminal.out().println("  " + WORKFLOW + " says at its top which variables the repository needs.");
    }

    private static String text(String resource) {
        try (InputStream stream = Objects.requireNonNull(
                InitCommand.class.getResourceAsStream("init/" + resource), "the program lacks its file " + resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the program's file " + resource + " can't be read", e);
        }
    }
}
