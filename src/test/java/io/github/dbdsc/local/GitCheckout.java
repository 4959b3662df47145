package io.github.dbdsc.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A repository of git with a working tree, made by the program git. */
public record GitCheckout(Path folder) {

    /** Makes an empty one on branch {@code main}. */
    public static GitCheckout init(Path folder) throws Exception {
        Files.createDirectories(folder);
        GitCheckout checkout = new GitCheckout(folder);
        checkout.git("init", "--quiet", "--initial-branch=main");
        return checkout;
    }

    public GitCheckout write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    public GitCheckout delete(String path) throws IOException {
        Files.delete(folder.resolve(path));
        return this;
    }

    public GitCheckout move(String from, String to) throws IOException {
        Path file = folder.resolve(to);
        Files.createDirectories(file.getParent());
        Files.move(folder.resolve(from), file);
        return this;
    }

    /** Commits everything in the working tree, and returns the commit. */
    public String commit(String message) throws Exception {
        git("add", "--all");
        git("commit", "--quiet", "--allow-empty", "--message", message);
        return git("rev-parse", "HEAD").strip();
    }

    /** Commits everything in the working tree at this time, and returns the commit. */
    public String commitAt(String time, String message) throws Exception {
        git("add", "--all");
        gitAt(time, "commit", "--quiet", "--allow-empty", "--message", message);
        return git("rev-parse", "HEAD").strip();
    }

    /** Runs git here, whatever this machine's configuration says. */
    public String git(String... arguments) throws Exception {
        return gitAt("2026-11-22T10:15:00+01:00", arguments);
    }

    private String gitAt(String time, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        builder.environment()
                .put("GIT_CONFIG_GLOBAL", folder.resolve("no-such-file").toString());
        for (String who : List.of("AUTHOR", "COMMITTER")) {
            builder.environment().put("GIT_" + who + "_NAME", "Zoë Example");
            builder.environment().put("GIT_" + who + "_EMAIL", "zoe@example.com");
            builder.environment().put("GIT_" + who + "_DATE", time);
        }
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("git " + List.of(arguments) + ": " + output);
        }
        return output;
    }
}
