package io.github.dbdsc.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.definition.DesiredStateReader;
import io.github.dbdsc.definition.RenderCache;
import io.github.dbdsc.function.AppSettings;
import io.github.dbdsc.function.ConnectionCheck;
import io.github.dbdsc.function.ConnectionCheck.Result;
import io.github.dbdsc.model.Counted;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.VisibleText;
import io.github.dbdsc.report.ReportJson;
import io.github.dbdsc.report.ReportText;
import io.github.dbdsc.settings.Settings;
import io.github.dbdsc.settings.TriggerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
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
     * @param desired what the folder asks for
     * @param settingsChecked whether there were settings to look at
     * @param faults what is wrong with them
     * @param results how the tries of connections ended
     */
    private record Finding(DesiredState desired, boolean settingsChecked, List<String> faults, List<Result> results) {

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
        DesiredState desired = DesiredStateReader.read(folder.snapshot(), new RenderCache(Settings.strictness(values)));
        AppSettings source = AppSettings.of(values);
        boolean checked = online || source.isForWorkspace();
        List<String> faults = Stream.concat(
                        checked ? source.faults(false).stream() : Stream.empty(),
                        new TriggerSettings(values).malformed().stream())
                .toList();
        List<Result> results = online && faults.isEmpty() ? ConnectionCheck.of(source, folder::sourceOf) : List.of();
        Finding finding = new Finding(desired, checked, faults, results);
        Annotations annotations = Annotations.in(folder.folder(), environment);
        switch (form) {
            case JSON -> terminal.print(json(finding));
            case SARIF -> terminal.print(annotations.sarif(desired.problems(), faults));
            case GITHUB -> {
                annotations.github(desired.problems(), faults).forEach(terminal.out()::println);
                printVerdict(finding);
            }
            case TEXT -> {
                terminal.out().print(ReportText.problems(desired.problems(), terminal.style()));
                printVerdict(finding);
            }
        }
        return finding.isGood() ? ExitCode.OK : ExitCode.FAILED;
    }

    private void printVerdict(Finding finding) {
        DesiredState desired = finding.desired();
        terminal.out()
                .println(Counted.of(desired.jobs().size(), "definition")
                        + verb(desired.jobs().size()) + " fine, "
                        + desired.blocked().size() + verb(desired.blocked().size()) + " not ("
                        + Counted.of(finding.errors(), "error") + ").");
        finding.faults().forEach(fault -> terminal.out().println("Error: " + VisibleText.of(fault)));
        terminal.out().println(verdict(finding));
        if (finding.settingsChecked()) {
            bySource().forEach((source, names) -> terminal.out()
                    .println("  from " + VisibleText.of(source) + ": " + VisibleText.of(String.join(", ", names))));
        }
        for (Result result : finding.results()) {
            terminal.out()
                    .println(String.format(
                            Locale.ROOT,
                            "  %-7s %s: %s (%.1f s)",
                            result.status().name().toLowerCase(Locale.ROOT),
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

    private static String verdict(Finding finding) {
        if (!finding.settingsChecked()) {
            return "Settings were not checked: there is no DATABRICKS_URI, AUTHORITY_TYPE or PARAMS.";
        }
        return finding.faults().isEmpty() ? "The settings are fine." : "The settings don't allow work to begin.";
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
