package io.github.dbdsc.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.Counted;
import io.github.dbdsc.model.DidYouMean;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "runs", description = "Lists the runs of a function app, the newest first, and what each of them did.")
final class RunsCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Map<String, String> environment;

    @Mixin
    private final AppOptions app = new AppOptions();

    @Mixin
    private final TargetOption target = new TargetOption();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Option(names = "--limit", paramLabel = "N", description = "How many, 1 to 200 (default: ${DEFAULT-VALUE}).")
    private int limit = 20;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "Only runs that had to do with the job of this definition.")
    private @Nullable JobKey key;

    RunsCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        AppClient client = app.client(environment, target.name());
        ObjectNode page = client.runs(limit, key);
        if (key != null && page.path("runs").isEmpty()) {
            requireKnown(key, client.jobs());
        }
        if (output.json()) {
            terminal.print(page);
        } else {
            page.path("runs").forEach(run -> terminal.out().println(VisibleText.of(line(run))));
            if (page.path("runs").isEmpty()) {
                terminal.out().println("No runs.");
            }
            page.path("unread").forEach(target -> terminal.err()
                    .println(VisibleText.of(
                            "The runs of " + target.path("target").asText() + " can't be had: "
                                    + target.path("error").asText())));
            terminal.err().flush();
        }
        terminal.out().flush();
        return ExitCode.OK;
    }

    /** Whoever mistypes a key must not believe that nothing ever happened to the job. */
    private static void requireKnown(JobKey key, JsonNode statuses) {
        Set<String> keys = new TreeSet<>();
        statuses.path("jobs").forEach(job -> keys.add(job.path("key").asText()));
        if (!keys.contains(key.value())) {
            throw new UsageException("no run that is kept had to do with a job of '" + VisibleText.of(key.value()) + "'"
                    + DidYouMean.ending(key.value(), keys));
        }
    }

    private static String line(JsonNode run) {
        return run.path("runId").asText()
                + (run.has("target") ? "  " + run.path("target").asText() : "")
                + "  " + run.path("status").asText()
                + (run.path("dryRun").asBoolean() ? " (dry run)" : "") + "  " + what(run)
                + (run.path("why").asText().isEmpty()
                        ? ""
                        : "  (" + run.path("why").asText() + ")")
                + (run.path("caller").has("text")
                        ? "  by "
                                + VisibleText.escaped(
                                        run.path("caller").path("text").asText())
                        : "");
    }

    private static String what(JsonNode run) {
        if (run.has("job")) {
            JsonNode job = run.path("job");
            return job.path("action").asText() + " " + job.path("outcome").asText();
        }
        if (run.has("error")) {
            return run.path("error").asText();
        }
        if (run.has("reading")) {
            return run.at("/reading/what").asText() + ": "
                    + run.at("/reading/done").asLong()
                    + (run.at("/reading").has("total")
                            ? " of " + run.at("/reading/total").asLong()
                            : "");
        }
        if (run.has("total")) {
            return run.path("done").asLong() + " of "
                    + Counted.of(run.path("total").asLong(), "change") + " done";
        }
        List<String> parts = new ArrayList<>();
        for (String written : List.of("created", "updated", "adopted", "deleted")) {
            if (run.path(written).asLong() > 0) {
                parts.add(run.path(written).asLong() + " " + written);
            }
        }
        if (!run.has("created") && run.path("applied").asLong() > 0) {
            parts.add(run.path("applied").asLong() + " applied"); // of a version that did not tell what they were
        }
        if (run.at("/counts/failed").asLong() > 0) {
            parts.add(run.at("/counts/failed").asLong() + " failed");
        }
        if (run.path("problems").asLong() > 0) {
            parts.add(Counted.of(run.path("problems").asLong(), "problem"));
        }
        return parts.isEmpty() ? "nothing to change" : String.join(", ", parts);
    }
}
