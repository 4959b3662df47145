package io.github.dbdsc.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.definition.JsonText.MalformedException;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.fields.PathStep;
import io.github.dbdsc.fields.Place;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.SettingSource;
import io.github.dbdsc.template.Rendered;
import io.github.dbdsc.template.Rendered.TemplateLine;
import io.github.dbdsc.template.TemplateException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the lines of definitions and templates that values of settings come from, by rendering a definition again: what is
 * kept of a rendering does not tell, since few are ever asked about. Says nothing rather than something wrong. Not safe for
 * use by several threads.
 */
public final class SettingSources {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final Snapshot snapshot;
    private final RenderCache cache;
    private final JobFields fields;
    private final Map<String, Optional<PrintedExpression>> expressions = new HashMap<>();
    private final Map<String, List<String>> lines = new HashMap<>();
    private @Nullable DefinitionRenderer renderer;
    private @Nullable Traced last;

    /** Takes the files and the cache that a run has rendered with. */
    public SettingSources(Snapshot snapshot, RenderCache cache, JobFields fields) {
        this.snapshot = snapshot;
        this.cache = cache;
        this.fields = fields;
    }

    /**
     * What a definition rendered to.
     *
     * @param written as printed
     * @param settings the same in multi-task form; null where it could not be rendered
     */
    private record Traced(
            JobKey key,
            @Nullable JobDefinition definition,
            @Nullable Rendered rendered,
            JsonNode values,
            JsonNode written,
            @Nullable ObjectNode settings,
            boolean legacy) {

        static Traced unknown(JobKey key) {
            return new Traced(key, null, null, MAPPER.missingNode(), MAPPER.missingNode(), null, false);
        }
    }

    /**
     * Returns where a value comes from.
     *
     * @param path of the setting, as {@link Place#path} writes it
     * @param value what it is to be, in whatever type the schema gives it
     */
    public SettingSource of(JobKey key, String path, JsonNode value) {
        Traced traced = last != null && last.key().equals(key) ? last : traced(key);
        last = traced;
        Rendered rendered = traced.rendered();
        if (traced.settings() == null || rendered == null) {
            return SettingSource.UNKNOWN;
        }
        List<String> steps = steps(traced.settings(), path);
        if (steps.isEmpty() || !isSame(at(traced.settings(), steps), value, rendered)) {
            return SettingSource.UNKNOWN;
        }
        List<String> printed = traced.legacy() ? LegacySettings.stepsBefore(steps) : steps;
        if (at(traced.written(), printed).isMissingNode()) {
            return SettingSource.UNKNOWN; // like the key of the only task, which no template prints
        }
        JsonNode tree = printed.equals(steps) ? traced.settings() : null;
        return rendered.origin(JsonText.placeOf(rendered.text(), printed).offset())
                .map(line -> new SettingSource(definitionPlace(traced, line, printed, value, tree), text(line)))
                .orElse(SettingSource.UNKNOWN);
    }

    private static String text(TemplateLine line) {
        return line.file() + ":" + line.line();
    }

    private Traced traced(JobKey key) {
        SourceFile file = snapshot.definitions().get(key);
        if (file == null) {
            return Traced.unknown(key);
        }
        try {
            DefinitionRenderer used = renderer == null ? new DefinitionRenderer(snapshot, cache) : renderer;
            renderer = used;
            JobDefinition definition = used.parse(key, file).orElse(null);
            if (definition == null) {
                return Traced.unknown(key);
            }
            Rendered rendered = used.render(definition, used.vars().values());
            if (!(JsonText.parseStrictly(rendered.text()) instanceof ObjectNode written)) {
                return Traced.unknown(key);
            }
            boolean legacy = !LegacySettings.fieldsIn(written).isEmpty();
            return new Traced(
                    key,
                    definition,
                    rendered,
                    MAPPER.valueToTree(definition.values()),
                    written,
                    legacy ? LegacySettings.toMultiTask(written) : written,
                    legacy);
        } catch (DefinitionException | TemplateException | MalformedException e) {
            return Traced.unknown(key); // it rendered before, and what is wrong now is no difference
        }
    }

    /** Returns the names and indexes that lead to a path; empty where the settings have nothing there. */
    private List<String> steps(ObjectNode settings, String path) {
        List<String> steps = new ArrayList<>();
        Place place = fields.ofSettings(settings);
        JsonNode value = settings;
        for (PathStep step : PathStep.of(path)) {
            if (value.isArray()) {
                int index = index(value, place.elementKey(), step.name());
                if (index < 0) {
                    return List.of();
                }
                value = value.get(index);
                place = place.element(step.name(), value);
                steps.add(Integer.toString(index));
            } else {
                value = value.path(step.name());
                if (value.isMissingNode()) {
                    return List.of();
                }
                place = place.child(step.name(), value);
                steps.add(step.name());
            }
        }
        return steps;
    }

    private static int index(JsonNode list, @Nullable String key, String name) {
        for (int i = 0; i < list.size(); i++) {
            if (name.equals(
                    key == null ? String.valueOf(i) : list.get(i).path(key).asText())) {
                return i;
            }
        }
        return -1;
    }

    /** Reports whether a printed value is the wanted one, whatever their types; what refers to other jobs is not compared. */
    private static boolean isSame(JsonNode printed, JsonNode wanted, Rendered rendered) {
        if (printed.isValueNode() && rendered.references().in(printed.asText()).isPresent()) {
            return true;
        }
        return printed.isValueNode()
                ? wanted.isValueNode() && printed.asText().equals(wanted.asText())
                : printed.isArray() == wanted.isArray() && !wanted.isValueNode();
    }

    private String definitionPlace(
            Traced traced, TemplateLine line, List<String> steps, JsonNode value, @Nullable JsonNode tree) {
        JobDefinition definition = traced.definition();
        if (definition == null) {
            return "";
        }
        return read(traced, line, steps, value, tree)
                .map(path -> definition.key().path() + ":"
                        + definition.text().placeOf(path).line())
                .orElse("");
    }

    /** Returns the steps to the value in the definition that the line of the template has read to print this one. */
    private Optional<List<String>> read(
            Traced traced, TemplateLine line, List<String> steps, JsonNode value, @Nullable JsonNode tree) {
        for (int end = steps.size(); end > 0; end--) {
            Optional<PrintedExpression> found = printed(line, steps.get(end - 1));
            if (found.isPresent()) {
                return place(traced, found.get(), steps.subList(0, end), steps.subList(end, steps.size()), value, tree);
            }
        }
        Optional<PrintedExpression> whole = printed(line, "");
        for (int start = 0; whole.isPresent() && start <= steps.size(); start++) {
            Optional<List<String>> place = place(
                    traced, whole.get(), steps.subList(0, start), steps.subList(start, steps.size()), value, tree);
            if (place.isPresent() && hasSame(traced.values(), place.get(), value)) {
                return place;
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the steps to what an expression reads.
     *
     * @param printed the steps to what it prints
     * @param inside the steps from there to the value
     * @param tree the settings as printed; null where they have another form
     */
    private static Optional<List<String>> place(
            Traced traced,
            PrintedExpression expression,
            List<String> printed,
            List<String> inside,
            JsonNode value,
            @Nullable JsonNode tree) {
        List<String> path = new ArrayList<>(expression.path());
        if (expression.inLoop()) {
            Optional<String> index =
                    tree == null ? Optional.empty() : sameIndex(tree, printed, at(traced.values(), expression.path()));
            if (index.isEmpty()) {
                return Optional.empty();
            }
            path.add(index.get());
            path.addAll(expression.rest());
        }
        path.addAll(inside);
        JsonNode there = at(traced.values(), path);
        boolean isWhole = inside.isEmpty() && !expression.inLoop() && !expression.hasChoice();
        boolean isMeant = isWhole
                ? !there.isMissingNode()
                : hasSame(traced.values(), path, value) || isPart(there, value, inside);
        return isMeant && !path.isEmpty() ? Optional.of(path) : Optional.empty();
    }

    /** Reports whether a printed text has what was read in it. */
    private static boolean isPart(JsonNode there, JsonNode value, List<String> inside) {
        return inside.isEmpty()
                && there.isTextual()
                && !there.asText().isEmpty()
                && value.isTextual()
                && value.asText().contains(there.asText());
    }

    /** Returns which round of a loop printed a value: that is known where there is one element for each of the list. */
    private static Optional<String> sameIndex(JsonNode tree, List<String> printed, JsonNode list) {
        Optional<String> found = Optional.empty();
        for (int i = 0; i < printed.size(); i++) {
            JsonNode around = at(tree, printed.subList(0, i));
            if (around.isArray() && list.isArray() && around.size() == list.size()) {
                if (found.isPresent()) {
                    return Optional.empty();
                }
                found = Optional.of(printed.get(i));
            }
        }
        return found;
    }

    private static boolean hasSame(JsonNode values, List<String> path, JsonNode value) {
        JsonNode there = at(values, path);
        return there.isValueNode() ? there.asText().equals(value.asText()) : there.equals(value);
    }

    /** @param name the field whose value the line prints; {@code ""} for a line that has nothing but one expression */
    private Optional<PrintedExpression> printed(TemplateLine line, String name) {
        return expressions.computeIfAbsent(text(line) + " " + name, same -> {
            List<String> source = lines.computeIfAbsent(line.file(), this::lines);
            if (line.line() < 1 || line.line() > source.size()) {
                return Optional.empty();
            }
            String text = source.get(line.line() - 1);
            String template = String.join("\n", source);
            return name.isEmpty()
                    ? PrintedExpression.ofLine(text, template)
                    : PrintedExpression.ofField(name, text, template);
        });
    }

    private List<String> lines(String path) {
        SourceFile file = snapshot.files().get(path);
        try {
            return file == null
                    ? List.of()
                    : List.of(DefinitionParser.text(file).split("\r\n|\r|\n", -1));
        } catch (DefinitionException e) {
            return List.of();
        }
    }

    private static JsonNode at(JsonNode tree, List<String> steps) {
        JsonNode node = tree;
        for (String step : steps) {
            node = node.isArray() && step.matches("\\d{1,6}") ? node.path(Integer.parseInt(step)) : node.path(step);
        }
        return node;
    }
}
