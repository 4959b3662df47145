package io.github.dbdsc.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.definition.JsonText.MalformedException;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.Problem;
import java.util.List;

/** Turns rendered text into settings in multi-task form, or says what keeps it from being that. */
final class SettingsReader {

    private static final int SNIPPET = 60;

    private SettingsReader() {}

    static JobSettings read(JobDefinition definition, String rendered) throws DefinitionException {
        ObjectNode settings = object(definition, rendered);
        requireName(definition, settings);
        requireObject(definition, settings, "tags");
        return new JobSettings(multiTask(definition, settings));
    }

    private static ObjectNode object(JobDefinition definition, String rendered) throws DefinitionException {
        try {
            if (JsonText.parseStrictly(rendered) instanceof ObjectNode object) {
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
                    "is not JSON at its line " + line + ", column " + column + " (" + snippet(rendered, line) + "): "
                            + e.getMessage() + "; the command 'render " + definition.key() + "' shows the whole text");
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

    private static void requireObject(JobDefinition definition, ObjectNode settings, String field)
            throws DefinitionException {
        if (settings.hasNonNull(field) && !settings.get(field).isObject()) {
            throw new DefinitionException(Problem.error(
                    definition.key().path(),
                    1,
                    1,
                    "the text rendered with templates/" + definition.template() + " has \"" + field
                            + "\" that is not an object; write it as { … }"));
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
