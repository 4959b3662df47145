package io.github.dbdsc.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.definition.JsonText.MalformedException;
import io.github.dbdsc.definition.schema.CheckedSettings;
import io.github.dbdsc.definition.schema.Finding;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.template.Rendered;
import io.github.dbdsc.template.TemplateException;
import java.util.List;
import java.util.Optional;

/** Turns rendered text into settings in multi-task form, or says what keeps it from being that. */
final class SettingsReader {

    private static final int SNIPPET = 60;

    private SettingsReader() {}

    /**
     * What a text holds.
     *
     * @param settings in the types of the Jobs schema
     * @param warnings what the service may ignore or read differently
     */
    record Read(JobSettings settings, List<Problem> warnings) {}

    /**
     * Reads rendered text.
     *
     * @throws DefinitionException when the text is not usable, told of the definition
     * @throws TemplateException when the service would refuse the settings, told of the template that made them
     */
    static Read read(JobDefinition definition, Rendered rendered) throws DefinitionException, TemplateException {
        ObjectNode settings = object(definition, rendered);
        refuseReferenceInName(definition, settings, rendered);
        settings = ReferringSettings.putInto(settings, rendered);
        requireName(definition, settings);
        CheckedSettings checked = CheckedSettings.of(multiTask(definition, settings), definition.protect());
        List<Problem> problems = checked.findings().stream()
                .map(finding -> problem(definition, finding))
                .toList();
        if (checked.hasErrors()) {
            throw new TemplateException(problems);
        }
        return new Read(new JobSettings(checked.tree()), problems);
    }

    /** The line is not known: a setting may come from several places of a template. */
    private static Problem problem(JobDefinition definition, Finding finding) {
        return new Problem(
                finding.severity(), "templates/" + definition.template(), 0, 0, "settings: " + finding.sentence());
    }

    private static ObjectNode object(JobDefinition definition, Rendered rendered) throws DefinitionException {
        try {
            if (JsonText.parseStrictly(rendered.text()) instanceof ObjectNode object) {
                return object;
            }
            throw problem(definition, 1, 1, "is JSON but not an object; the template must render { … }");
        } catch (MalformedException e) {
            int line = e.place().line();
            int column = e.place().column();
            throw problem(
                    definition,
                    line,
                    column,
                    "is not JSON at its line " + line + ", column " + column + " ("
                            + snippet(rendered.readableText(), line) + "): " + e.getMessage() + "; the command 'render "
                            + definition.key() + "' shows the whole text");
        }
    }

    private static DefinitionException problem(JobDefinition definition, int line, int column, String what) {
        return new DefinitionException(Problem.error(
                definition.key().path(),
                line,
                column,
                "the text rendered with templates/" + definition.template() + " " + what));
    }

    private static String snippet(String rendered, int line) {
        String text = rendered.lines().skip(line - 1L).findFirst().orElse("").strip();
        return text.isEmpty() ? "at its end" : text.length() <= SNIPPET ? text : text.substring(0, SNIPPET) + "…";
    }

    private static void refuseReferenceInName(JobDefinition definition, ObjectNode settings, Rendered rendered)
            throws DefinitionException {
        Optional<String> name = ReferringSettings.inFieldName(settings, rendered);
        if (name.isPresent()) {
            throw problem(
                    definition,
                    0,
                    0,
                    "has a field named \"" + name.get() + "\"; an id by name can be a value, not the name of a field");
        }
    }

    private static void requireName(JobDefinition definition, ObjectNode settings) throws DefinitionException {
        JsonNode name = settings.path("name");
        if (!name.isTextual() || name.asText().isBlank()) {
            throw new DefinitionException(DefinitionParser.at(
                    definition.key(),
                    definition.text(),
                    "name",
                    "the job has no name: the text rendered with templates/" + definition.template()
                            + (name.isMissingNode() ? " lacks \"name\"" : " has \"name\": " + name)
                            + "; give the definition a \"name\" that the template uses"));
        }
    }

    private static ObjectNode multiTask(JobDefinition definition, ObjectNode settings) throws DefinitionException {
        List<String> legacy = LegacySettings.fieldsIn(settings);
        if (legacy.isEmpty()) {
            return settings;
        }
        if (settings.has("tasks")) {
            throw new DefinitionException(Problem.error(
                    definition.key().path(),
                    1,
                    1,
                    "the text rendered with templates/" + definition.template()
                            + " has both \"tasks\" and fields of a single task (" + String.join(", ", legacy)
                            + "); move those into a task, or remove \"tasks\""));
        }
        return LegacySettings.toMultiTask(settings);
    }
}
