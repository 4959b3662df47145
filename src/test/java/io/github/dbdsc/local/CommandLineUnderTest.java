package io.github.dbdsc.local;

import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.local.simulation.StoredJob;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Commands that are run in a folder against a workspace of its own, and what they print. */
final class CommandLineUnderTest implements AutoCloseable {

    private static final Pattern FINGERPRINT = Pattern.compile("--plan ([0-9a-f]{64})");

    private final SimulatedWorkspace workspace;
    private final Map<String, String> environment;
    private final Path folder;
    private String out = "";
    private String err = "";

    /** Has one template, and no definition yet. */
    CommandLineUnderTest(Path folder) throws IOException {
        Caller caller = Caller.admin("dapi-very-secret", "user@example.com");
        this.folder = folder;
        this.workspace = SimulatedWorkspace.start(SimulationOptions.defaults().withCallers(caller));
        this.environment = new HashMap<>(Map.of(
                "DATABRICKS_URI", workspace.uri().toString(), "AUTHORITY_TYPE", "pat", "PAT_TOKEN", caller.token()));
        write("templates/standard.jinja2", "{\"name\": \"{{ job.name }}\"}");
    }

    void define(String key, String name) throws IOException {
        write("jobs/" + key + ".json", "{\"name\": \"" + name + "\"}");
    }

    void write(String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    void delete(String path) throws IOException {
        Files.delete(folder.resolve(path));
    }

    /** Runs a command in the folder and returns its exit code. */
    int run(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command, "--folder", folder.toString()));
        arguments.addAll(List.of(more));
        return runAnywhere(arguments.toArray(String[]::new));
    }

    /** Runs a command that knows no folder and returns its exit code. */
    int runAnywhere(String... arguments) {
        StringWriter output = new StringWriter();
        StringWriter errors = new StringWriter();
        int code = new Commands(new PrintWriter(output), new PrintWriter(errors), environment).run(arguments);
        out = output.toString();
        err = errors.toString();
        return code;
    }

    Map<String, String> environment() {
        return environment;
    }

    SimulatedWorkspace workspace() {
        return workspace;
    }

    Path folder() {
        return folder;
    }

    /** Returns what the last command printed. */
    String out() {
        return out;
    }

    /** Returns what the last command complained about. */
    String err() {
        return err;
    }

    /** Returns the fingerprint in the command that the last one named. */
    String namedFingerprint() {
        Matcher named = FINGERPRINT.matcher(out);
        if (!named.find()) {
            throw new AssertionError("no command with a fingerprint in: " + out);
        }
        return named.group(1);
    }

    /** Returns the sorted names of all jobs in the workspace. */
    List<String> jobs() {
        return workspace.jobs().all().stream().map(StoredJob::name).sorted().toList();
    }

    @Override
    public void close() {
        workspace.close();
    }
}
