package io.github.dbdsc.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import io.github.dbdsc.definition.JsonText.MalformedException;
import io.github.dbdsc.definition.JsonText.Place;
import io.github.dbdsc.definition.policy.Defaults;
import io.github.dbdsc.definition.policy.Policy;
import io.github.dbdsc.definition.schema.CheckedSettings;
import io.github.dbdsc.definition.schema.SettingsProblem;
import io.github.dbdsc.model.Giver;
import io.github.dbdsc.model.HiddenSecrets;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.NodeChange;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.Problem.Severity;
import io.github.dbdsc.model.TargetView;
import io.github.dbdsc.template.Rendered;
import io.github.dbdsc.template.Rendered.TemplateLine;
import io.github.dbdsc.template.TemplateException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads rendered text as settings in multi-task form. Problems name the line of the template that printed the text at
 * fault.
 */
final class SettingsReader {

    private static final int SNIPPET = 60;

    /** How much of a line is looked through for secrets. */
    private static final int LOOKED_AT = 1_000;

    private final JobDefinition definition;
    private final Rendered rendered;
    private final Policy policy;
    private final TargetView view;

    private SettingsReader(JobDefinition definition, Rendered rendered, Policy policy, TargetView view) {
        this.definition = definition;
        this.rendered = rendered;
        this.policy = policy;
        this.view = view;
    }

    /**
     * What a text says.
     *
     * @param settings in the types of the Jobs schema
     * @param given the paths of what the policy's defaults and the target's mode gave
     * @param warnings what the service may ignore or read differently, and what the policy warns of
     */
    record Result(JobSettings settings, Map<String, Giver> given, List<Problem> warnings) {}

    /**
     * Reads rendered text, under a policy, for a target.
     *
     * @throws DefinitionException when the definition gives the job no name, or the settings violate the policy
     * @throws TemplateException when the text is not usable, or the service would refuse the settings
     */
    static Result read(JobDefinition definition, Rendered rendered, Policy policy, TargetView view)
            throws DefinitionException, TemplateException {
        return new SettingsReader(definition, rendered, policy, view).read();
    }

    private Result read() throws DefinitionException, TemplateException {
        ObjectNode written = object();
        refuseDump(written);
        refuseReferenceInName(written);
        ObjectNode settings = withReferences(written);
        requireName(settings);
        List<String> legacy = LegacySettings.fieldsIn(settings);
        requireOneForm(settings, legacy);
        boolean isLegacy = !legacy.isEmpty();
        Defaults.Laid laid = policy.defaults().under(isLegacy ? LegacySettings.toMultiTask(settings) : settings);
        if (isLegacy) {
            LegacySettings.queueAsBefore(laid.settings());
        }
        Map<String, Giver> given = new LinkedHashMap<>();
        laid.paths().forEach(path -> given.put(path, Giver.POLICY));
        DevelopmentMode.in(laid.settings(), definition.text(), view.development())
                .forEach(path -> given.put(path, Giver.MODE));
        CheckedSettings checked = CheckedSettings.of(laid.settings(), definition.protect());
        PolicyProblems found = new PolicyProblems(definition, given, isLegacy);
        List<Problem> problems = new ArrayList<>();
        checked.problems().forEach(problem -> problems.add(problem(problem, isLegacy, found)));
        if (checked.hasErrors()) {
            throw new TemplateException(problems);
        }
        List<Problem> violations = found.of(policy.check(checked.tree()), checked.tree(), this::printedAt);
        if (violations.stream().anyMatch(Problem::isError)) {
            throw new DefinitionException(
                    Stream.concat(violations.stream(), problems.stream()).toList());
        }
        problems.addAll(violations);
        return new Result(JobSettings.keeping(checked.tree()), given, List.copyOf(problems));
    }

    private Problem problem(SettingsProblem problem, boolean legacy, PolicyProblems found) {
        return problem(
                problem.severity(),
                JsonText.placeOf(rendered.text(), steps(problem, legacy)),
                "settings: " + problem.sentence() + found.ofOthers(problem));
    }

    private static List<String> steps(SettingsProblem problem, boolean legacy) {
        return legacy ? LegacySettings.stepsBefore(problem.steps()) : problem.steps();
    }

    /** Returns the line of the template that printed a value; empty when it is not known. */
    private String printedAt(List<String> steps) {
        return rendered.origin(JsonText.placeOf(rendered.text(), steps).offset())
                .map(line -> line.file() + ":" + line.line())
                .orElse("");
    }

    /** Returns a problem at the line that printed the text in that place. */
    private Problem problem(Severity severity, Place place, String message) {
        TemplateLine line =
                rendered.origin(place.offset()).orElse(new TemplateLine("templates/" + definition.template(), 0));
        return new Problem(severity, line.file(), line.line(), 0, message);
    }

    private TemplateException unusable(Place place, String what) {
        return new TemplateException(List.of(problem(Severity.ERROR, place, "the rendered text " + what)));
    }

    private ObjectNode object() throws TemplateException {
        String text = rendered.text();
        try {
            if (JsonText.parseStrictly(text) instanceof ObjectNode object) {
                return object;
            }
            throw unusable(
                    JsonText.placeOf(text, List.of()), "is JSON but not an object; the template must render { … }");
        } catch (MalformedException e) {
            Place place = e.place();
            throw unusable(
                    place,
                    "is not JSON at its line " + place.line() + ", column " + place.column() + " ("
                            + snippet(rendered.readableText(), place.line()) + "): " + e.getMessage()
                            + "; the command 'render KEY' shows the whole text");
        }
    }

    /** A definition that is handed on as it is has the fault itself. */
    private void refuseDump(ObjectNode settings) throws DefinitionException, TemplateException {
        Optional<JobDump.Finding> dump = JobDump.in(settings);
        if (dump.isPresent()) {
            String field = dump.get().field();
            String sentence = dump.get().sentence();
            if (definition.values().containsKey(field)) {
                throw new DefinitionException(definition.text().at(field, "the file " + sentence));
            }
            throw unusable(JsonText.placeOf(rendered.text(), List.of(field)), sentence);
        }
    }

    private static String snippet(String text, int line) {
        String whole = text.lines().skip(line - 1L).findFirst().orElse("").strip();
        String snippet = HiddenSecrets.hiddenIn(whole.substring(0, Math.min(whole.length(), LOOKED_AT)));
        return snippet.isEmpty()
                ? "at its end"
                : snippet.length() <= SNIPPET ? snippet : snippet.substring(0, SNIPPET) + "…";
    }

    private void refuseReferenceInName(ObjectNode settings) throws TemplateException {
        Optional<String> name = fieldNameWithReference(settings);
        if (name.isPresent()) {
            throw unusable(
                    JsonText.placeOf(rendered.text(), List.of()),
                    "has a field named \"" + name.get() + "\"; an id by name can be a value, not the name of a field");
        }
    }

    /** Returns a field name that has a reference in it, as the template's author would write it. */
    private Optional<String> fieldNameWithReference(JsonNode node) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (rendered.references().in(field.getKey()).isPresent()) {
                return Optional.of(rendered.references().readable(field.getKey()));
            }
        }
        for (JsonNode child : node) {
            Optional<String> found = fieldNameWithReference(child);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Returns the settings with references where the rendered text has placeholders for them. */
    private ObjectNode withReferences(ObjectNode settings) {
        return rendered.references().isEmpty()
                ? settings
                : (ObjectNode) NodeChange.everywhere(settings, this::withReferences);
    }

    private JsonNode withReferences(JsonNode value) {
        if (!value.isTextual() && !value.isIntegralNumber()) {
            return value;
        }
        return rendered.references()
                .in(value.asText())
                .filter(text -> value.isTextual() || text.isOnlyReference())
                .<JsonNode>map(text -> new POJONode(text.asNumber(value.isIntegralNumber())))
                .orElse(value);
    }

    private void requireName(ObjectNode settings) throws DefinitionException {
        JsonNode name = settings.path("name");
        if (!name.isTextual() || name.asText().isBlank()) {
            throw new DefinitionException(definition
                    .text()
                    .at(
                            "name",
                            "the job has no name: the text rendered with templates/" + definition.template()
                                    + (name.isMissingNode() ? " lacks \"name\"" : " has \"name\": " + name)
                                    + "; give the definition a \"name\" that the template uses"));
        }
    }

    private void requireOneForm(ObjectNode settings, List<String> legacy) throws TemplateException {
        if (!legacy.isEmpty() && settings.has("tasks")) {
            throw unusable(
                    JsonText.placeOf(rendered.text(), List.of(legacy.get(0))),
                    "has both \"tasks\" and fields of a single task (" + String.join(", ", legacy)
                            + "); move those into a task, or remove \"tasks\"");
        }
    }
}
