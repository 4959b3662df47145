package io.github.dbdsc.local;

import io.github.dbdsc.upload.UploadMark;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Asks the program git about the repository that a folder is in. Paths are relative to the folder, and only those below it.
 *
 * @param program what is started: {@code git}
 */
record Git(String program, Path folder) {

    /** How a command ended, and what it wrote. */
    private record Ended(int code, String out, String err) {

        /** Returns the first line of its complaint. */
        String complaint() {
            return err.lines().findFirst().orElse("it ended with code " + code).replaceFirst("^(fatal|error): ", "");
        }
    }

    static Git in(Path folder) {
        return new Git("git", folder);
    }

    /**
     * Returns the newest commit that both the reference and what is checked out come from.
     *
     * @throws UsageException when there is no git, no repository, no such reference or no such commit
     */
    String mergeBase(String reference) {
        requireRepository();
        Optional<String> commit = reference.startsWith("-") ? Optional.empty() : commit(reference);
        if (commit.isEmpty()) {
            throw new UsageException("git knows no commit '" + reference + "' here; "
                    + (isShallow() ? wholeHistory() : "fetch it, or name another with --git-base"));
        }
        Ended base = run("merge-base", commit.get(), "HEAD");
        if (base.code() != 0) {
            throw new UsageException("'" + reference + "' and what is checked out have no commit in common; "
                    + (isShallow() ? wholeHistory() : "name another with --git-base"));
        }
        return base.out().strip();
    }

    private static String wholeHistory() {
        return "the clone is shallow, so the history that leads there is missing: fetch all of it (fetch-depth: 0 in GitHub"
                + " Actions, fetchDepth: 0 in Azure Pipelines, git fetch --unshallow elsewhere)";
    }

    private void requireRepository() {
        Ended asked = run("rev-parse", "--git-dir");
        if (asked.code() != 0) {
            throw new UsageException("git finds no repository at '" + folder + "': " + asked.complaint());
        }
    }

    private Optional<String> commit(String reference) {
        Ended found = run("rev-parse", "--verify", "--quiet", reference + "^{commit}");
        return found.code() == 0 ? Optional.of(found.out().strip()) : Optional.empty();
    }

    private boolean isShallow() {
        return run("rev-parse", "--is-shallow-repository").out().strip().equals("true");
    }

    /**
     * Returns the commit that is checked out; empty where that can't be told.
     *
     * @param source becomes the source of the mark
     */
    Optional<UploadMark> mark(String source) {
        try {
            Ended head = run("log", "-1", "--no-show-signature", "--encoding=UTF-8", "--format=%H%n%cI%n%an");
            List<String> lines = head.out().lines().toList();
            return head.code() == 0 && lines.size() == 3
                    ? Optional.of(UploadMark.of(source, lines.get(0), lines.get(1), lines.get(2)))
                    : Optional.empty();
        } catch (UsageException e) {
            return Optional.empty(); // a folder may be uploaded on a machine without git
        }
    }

    /** Returns the tracked files whose content in the working tree is not that of a commit, or that are on one side only. */
    List<String> changedSince(String commit) {
        return entries("diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--relative", commit, "--", ".");
    }

    /** Returns the tracked files that are plain ones, and neither links nor repositories of their own. */
    List<String> plainFiles() {
        return entries("ls-files", "-z", "--stage", "--", ".").stream()
                .filter(entry -> entry.startsWith("100"))
                .map(entry -> entry.substring(entry.indexOf('\t') + 1))
                .toList();
    }

    private List<String> entries(String... arguments) {
        Ended ended = run(arguments);
        if (ended.code() != 0) {
            throw new UsageException("git " + arguments[0] + " failed at '" + folder + "': " + ended.complaint());
        }
        return Arrays.stream(ended.out().split("\0"))
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    private Ended run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(program, "--no-pager", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command).start();
            process.getOutputStream().close();
            CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            String out = text(process.getInputStream());
            return new Ended(process.waitFor(), out, err.join());
        } catch (IOException | UncheckedIOException e) {
            throw new UsageException("git can't be started; install it, or put it on the PATH");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UsageException("git was interrupted; run again");
        }
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
