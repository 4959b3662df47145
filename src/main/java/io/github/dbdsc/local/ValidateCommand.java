package io.github.dbdsc.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.definition.DesiredStateReader;
import io.github.dbdsc.definition.RenderCache;
import io.github.dbdsc.function.AppSettings;
import io.github.dbdsc.function.AppTargets;
import io.github.dbdsc.function.ConnectionCheck;
import io.github.dbdsc.function.ConnectionCheck.Result;
import io.github.dbdsc.model.Counted;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.VisibleText;
import io.github.dbdsc.report.ReportJson;
import io.github.dbdsc.report.ReportText;
import io.github.dbdsc.settings.TriggerSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "validate",
        description = "Checks definitions, templates and settings; without a workspace unless told otherwise.")
final class ValidateCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Map<String, String> environment;

    @Mixin
    private final FolderOptions folder = new FolderOptions();

    @Option(
            names = {"--output", "--format"},
            paramLabel = "FORM",
            description = "json, text, github (annotations in a pull request) or sarif (default: text).")
    private Form form = Form.TEXT;

    private enum Form {
        JSON,
        TEXT,
        GITHUB,
        SARIF
    }

    @Mixin
    private final WorkspaceOptions workspace = new WorkspaceOptions();

    @Option(
            names = "--online",
            description = "Try storage, key vault, token and workspace in turn, and say what each of them answers.")
    private boolean online;

    ValidateCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    /**
     * What is found for one target.
     *
     * @param target its name; {@code ""} where targets have none
     * @param desired what the folder asks for
     * @param settingsChecked whether there were settings to look at
     * @param faults what is wrong with them
     * @param results how the tries of connections ended
     */
    private record Finding(
            String target, DesiredState desired, boolean settingsChecked, List<String> faults, List<Result> results) {

        private long errors() {
            return desired.problems().stream().filter(Problem::isError).count();
        }

        private boolean isGood() {
            return errors() == 0
                    && faults.isEmpty()
                    && results.stream().noneMatch(result -> result.status() == Result.Status.FAILED);
        }
    }

    @Override
    public Integer call() {
        Map<String, String> values = folder.over(workspace.values(environment));
        List<String> shared = Stream.concat(
                        AppTargets.of(values).shared().stream(), new TriggerSettings(values).malformed().stream())
                .toList();
        List<Finding> findings = workspace.sourcesAsTheyAre(values).stream()
                .map(target -> finding(target, shared))
                .toList();
        List<Problem> problems = ProblemsByTarget.together(findings.stream()
                .collect(Collectors.toMap(
                        Finding::target,
                        finding -> finding.desired().problems(),
                        (one, other) -> one,
                        LinkedHashMap::new)));
        List<String> faults = findings.stream()
                .flatMap(finding -> finding.faults().stream())
                .distinct()
                .toList();
        Annotations annotations = Annotations.in(folder.folder(), environment);
        switch (form) {
            case JSON -> terminal.print(json(findings));
            case SARIF -> terminal.print(annotations.sarif(problems, faults));
            case GITHUB -> {
                annotations.github(problems, faults).forEach(terminal.out()::println);
                printVerdicts(findings, faults);
            }
            case TEXT -> {
                terminal.out().print(ReportText.problems(problems, terminal.style()));
                printVerdicts(findings, faults);
            }
        }
        return findings.stream().allMatch(Finding::isGood) ? ExitCode.OK : ExitCode.FAILED;
    }

    private Finding finding(AppSettings target, List<String> shared) {
        DesiredState desired = DesiredStateReader.read(
                folder.snapshot(target.paths().inFolder()), new RenderCache(target.strictness(), target.view()));
        boolean checked = online || target.isForWorkspace();
        List<String> faults = Stream.concat(shared.stream(), checked ? target.faults(false).stream() : Stream.empty())
                .distinct()
                .toList();
        List<Result> results = online && faults.isEmpty() ? ConnectionCheck.of(target, folder::sourceOf) : List.of();
        return new Finding(target.name(), desired, checked, faults, results);
    }

    private void printVerdicts(List<Finding> findings, List<String> faults) {
        findings.forEach(this::printDefinitions);
        faults.forEach(fault -> terminal.out().println("Error: " + VisibleText.of(fault)));
        terminal.out().println(verdict(findings, faults));
        if (findings.stream().anyMatch(Finding::settingsChecked)) {
            bySource().forEach((source, names) -> terminal.out()
                    .println("  from " + VisibleText.of(source) + ": " + VisibleText.of(String.join(", ", names))));
        }
        findings.forEach(this::printResults);
    }

    private void printDefinitions(Finding finding) {
        DesiredState desired = finding.desired();
        terminal.out()
                .println((finding.target().isEmpty() ? "" : "Target " + finding.target() + ": ")
                        + Counted.of(desired.jobs().size(), "definition")
                        + verb(desired.jobs().size()) + " fine, "
                        + desired.blocked().size() + verb(desired.blocked().size()) + " not ("
                        + Counted.of(finding.errors(), "error") + ").");
    }

    private void printResults(Finding finding) {
        for (Result result : finding.results()) {
            terminal.out()
                    .println(String.format(
                            Locale.ROOT,
                            "  %-7s %s%s: %s (%.1f s)",
                            result.status().name().toLowerCase(Locale.ROOT),
                            finding.target().isEmpty() ? "" : finding.target() + " ",
                            result.what(),
                            VisibleText.of(result.answer()),
                            result.time().toMillis() / 1000.0));
        }
    }

    private SortedMap<String, List<String>> bySource() {
        SortedMap<String, List<String>> names = new TreeMap<>();
        workspace.origins(environment).forEach((name, source) -> names.computeIfAbsent(source, one -> new ArrayList<>())
                .add(name));
        return names;
    }

    private static String verb(int count) {
        return count == 1 ? " is" : " are";
    }

    private static String verdict(List<Finding> findings, List<String> faults) {
        if (!faults.isEmpty()) {
            return "The settings don't allow work to begin.";
        }
        return findings.stream().anyMatch(Finding::settingsChecked)
                ? "The settings are fine."
                : "Settings were not checked: there is no DATABRICKS_URI, AUTHORITY_TYPE or PARAMS.";
    }

    /** Returns what is found for the one target there is; what is found for each where they have names. */
    private ObjectNode json(List<Finding> findings) {
        if (findings.size() == 1 && findings.get(0).target().isEmpty()) {
            return json(findings.get(0));
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode targets = json.putArray("targets");
        findings.forEach(finding -> {
            ObjectNode one = targets.addObject().put("target", finding.target());
            one.setAll(json(finding));
        });
        return json;
    }

    private ObjectNode json(Finding finding) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("valid", finding.desired().jobs().size());
        json.set("problems", ReportJson.problems(finding.desired().problems()));
        finding.faults().forEach(json.putArray("settings")::add);
        ObjectNode from = json.putObject("from");
        workspace.origins(environment).forEach(from::put);
        ArrayNode online = json.putArray("online");
        finding.results().forEach(result -> online.addObject()
                .put("what", result.what())
                .put("result", result.status().name().toLowerCase(Locale.ROOT))
                .put("saw", result.answer())
                .put("seconds", result.time().toMillis() / 1000.0));
        return json;
    }
}
