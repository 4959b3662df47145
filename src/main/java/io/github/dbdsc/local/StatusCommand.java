package io.github.dbdsc.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.VisibleText;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        description =
                "Shows how the jobs of a function app stand: counts, those that are not as defined, and whether its runs"
                        + " fail. Ends with 1 where somebody has to act.")
final class StatusCommand implements Callable<Integer> {

    private static final Set<String> FINE = Set.of("in-sync", "changed");
    private static final Set<String> TO_ACT_ON = Set.of("failed", "refused", "problem");

    private final Terminal terminal;
    private final Map<String, String> environment;

    @Mixin
    private final AppOptions app = new AppOptions();

    @Mixin
    private final TargetOption target = new TargetOption();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Option(names = "--all", description = "List also the jobs that are as defined.")
    private boolean all;

    StatusCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        ObjectNode jobs = app.client(environment, target.name()).jobs();
        if (output.json()) {
            terminal.print(jobs);
        } else {
            print(jobs);
        }
        terminal.out().flush();
        boolean toActOn = jobs.has("stale")
                || jobs.has("settings")
                || counts(jobs).keySet().stream().anyMatch(TO_ACT_ON::contains);
        return toActOn ? ExitCode.FAILED : ExitCode.OK;
    }

    private void print(JsonNode jobs) {
        line("The jobs of '" + jobs.path("target").asText() + "' in "
                + jobs.path("workspace").asText()
                + (jobs.has("asOf")
                        ? ", as of " + jobs.path("asOf").asText().replaceFirst("[.]\\d+Z$", "Z")
                        : ", which no run has looked at yet"));
        for (JsonNode job : jobs.path("jobs")) {
            String status = job.path("status").asText();
            if (all || !FINE.contains(status)) {
                line("  " + VisibleText.escaped(job.path("key").asText()) + "  " + status + "  '"
                        + job.path("name").asText() + "'"
                        + (job.has("jobId") ? " (job " + job.path("jobId").asLong() + ")" : "")
                        + (FINE.contains(status)
                                ? ""
                                : ": " + job.path("reason").asText()));
            }
        }
        line(counts(jobs).entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", ", "", jobs.path("jobs").isEmpty() ? "No jobs." : ".")));
        jobs.path("settings").forEach(fault -> line("Misconfigured: " + fault.asText()));
        JsonNode stale = jobs.path("stale");
        if (stale.isObject()) {
            line("Out of date since " + stale.path("since").asText() + ", after "
                    + stale.path("tries").asText() + " failures: "
                    + stale.path("reason").asText());
        }
        long waiting = jobs.at("/queue/waiting").asLong();
        long poison = jobs.at("/queue/poison").asLong();
        if (waiting > 0 || poison > 0) {
            line("Requests: " + waiting + " waiting or at work, " + poison + " given up.");
        }
    }

    private static Map<String, Integer> counts(JsonNode jobs) {
        Map<String, Integer> counts = new TreeMap<>();
        jobs.path("jobs").forEach(job -> counts.merge(job.path("status").asText(), 1, Integer::sum));
        return counts;
    }

    private void line(String text) {
        terminal.out().println(VisibleText.of(text));
    }
}
