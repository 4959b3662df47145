package io.github.dbdsc.definition.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.definition.schema.CheckedSettings;
import io.github.dbdsc.definition.schema.SettingsPath;
import io.github.dbdsc.definition.schema.SettingsProblem;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.fields.Shape;
import io.github.dbdsc.fields.SingleTaskForm;
import io.github.dbdsc.model.JobSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings that are laid under each job's own. Objects are merged field by field, lists whose elements have names element by
 * element, and everything else counts only where the job has nothing. Of tasks, only those that the job has get defaults:
 * what a job does is its definition's business.
 */
public final class Defaults {

    static final Defaults NONE = new Defaults(JobSettings.keeping(new ObjectNode(null)));

    private static final String TASKS = "tasks";

    private final JobSettings settings;

    private Defaults(JobSettings settings) {
        this.settings = settings;
    }

    /**
     * Settings with defaults.
     *
     * @param settings a new tree, which the caller may change
     * @param paths of what the defaults gave, as plans write them
     */
    public record Laid(ObjectNode settings, List<String> paths) {

        public Laid {
            paths = List.copyOf(paths);
        }
    }

    static Defaults of(ObjectNode json) throws PolicyException {
        for (String field : SingleTaskForm.fieldsIn(json)) {
            throw new PolicyException(
                    List.of("defaults", field),
                    "\"" + field
                            + "\" is a field of a task; write it in \"tasks\", beside the task_key (the only task of a"
                            + " job in the old form is called main)");
        }
        if (json.has("name")) {
            throw new PolicyException(
                    List.of("defaults", "name"),
                    "a name is no default, since each job needs one of its own; remove it");
        }
        CheckedSettings typed = CheckedSettings.typesOf(json);
        for (SettingsProblem problem :
                typed.problems().stream().filter(SettingsProblem::isError).toList()) {
            List<String> steps = new ArrayList<>(List.of("defaults"));
            steps.addAll(problem.steps());
            throw new PolicyException(steps, "defaults: " + problem.sentence());
        }
        requireNames(typed.tree(), JobFields.builtIn().settings(), List.of("defaults"));
        return new Defaults(new JobSettings(typed.tree()));
    }

    private static void requireNames(JsonNode node, @Nullable Shape shape, List<String> steps) throws PolicyException {
        if (shape instanceof Shape.Type type) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                requireNames(field.getValue(), type.field(field.getKey()), and(steps, field.getKey()));
            }
        } else if (shape instanceof Shape.ListOf list && !list.keys().isEmpty()) {
            for (int i = 0; i < node.size(); i++) {
                List<String> element = and(steps, Integer.toString(i));
                if (keyOf(node.get(i), list.keys()) == null) {
                    throw new PolicyException(
                            element,
                            "an element of a list of defaults has no name; give it "
                                    + String.join(" or ", list.keys()));
                }
                requireNames(node.get(i), list.element(), element);
            }
        }
    }

    private static List<String> and(List<String> steps, String step) {
        List<String> more = new ArrayList<>(steps);
        more.add(step);
        return more;
    }

    /** Returns settings with these defaults under them. The given tree stays as it is. */
    public Laid under(ObjectNode job) {
        if (settings.view().isEmpty()) {
            return new Laid(job, List.of());
        }
        ObjectNode laid = job.deepCopy();
        List<String> paths = new ArrayList<>();
        merge(laid, settings.view(), JobFields.builtIn().settings(), SettingsPath.ROOT, paths);
        return new Laid(laid, paths);
    }

    private static void merge(
            ObjectNode own, ObjectNode defaults, @Nullable Shape shape, SettingsPath path, List<String> paths) {
        for (Map.Entry<String, JsonNode> field : defaults.properties()) {
            String name = field.getKey();
            JsonNode value = field.getValue();
            JsonNode there = own.path(name);
            Shape inside = shape instanceof Shape.Type type ? type.field(name) : null;
            SettingsPath place = path.field(name);
            boolean isTasks = path == SettingsPath.ROOT && name.equals(TASKS);
            if (there.isMissingNode() || there.isNull()) {
                if (!isTasks) {
                    own.set(name, value.deepCopy());
                    paths.add(place.text());
                }
            } else if (there instanceof ObjectNode object && value instanceof ObjectNode more) {
                merge(object, more, inside, place, paths);
            } else if (there instanceof ArrayNode list
                    && value instanceof ArrayNode more
                    && inside instanceof Shape.ListOf keyed
                    && !keyed.keys().isEmpty()) {
                mergeElements(list, more, keyed, place, paths, isTasks);
            }
        }
    }

    private static void mergeElements(
            ArrayNode own,
            ArrayNode defaults,
            Shape.ListOf keyed,
            SettingsPath path,
            List<String> paths,
            boolean isTasks) {
        for (JsonNode element : defaults) {
            String key = keyOf(element, keyed.keys());
            boolean isThere = false;
            for (int i = 0; i < own.size(); i++) {
                if (key != null
                        && key.equals(keyOf(own.get(i), keyed.keys()))
                        && own.get(i) instanceof ObjectNode object) {
                    isThere = true;
                    merge(object, (ObjectNode) element, keyed.element(), path.element(i, object, keyed.keys()), paths);
                }
            }
            if (!isThere && !isTasks) {
                own.add(element.deepCopy());
                paths.add(path.element(own.size() - 1, element, keyed.keys()).text());
            }
        }
    }

    /** Returns what names an element, with the field that does: a group is not the user of the same name. */
    private static @Nullable String keyOf(JsonNode element, List<String> keys) {
        for (String key : keys) {
            JsonNode name = element.path(key);
            if (name.isTextual() && !name.textValue().isBlank()) {
                return key + "=" + name.textValue();
            }
        }
        return null;
    }
}
