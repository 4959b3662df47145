package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.fields.PathStep;
import io.github.dbdsc.fields.Place;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.Echo;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.Ownership;
import io.github.dbdsc.model.Seen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a job that its definition leaves to others ({@code "$ignore"}). They are in nothing that is compared or
 * remembered, and a write sends them as the job has them. Our own tags never are among them.
 */
public final class IgnoredFields {
    /** The fields of a definition that leaves none to others. */
    public static final IgnoredFields NONE = new IgnoredFields(List.of(), JobFields.builtIn());

    private static final String TAGS = "tags";
    private static final String REASON = "the definition leaves it to others, see $ignore";

    private final List<String> paths;
    private final JobFields fields;

    private IgnoredFields(List<String> paths, JobFields fields) {
        this.paths = paths;
        this.fields = fields;
    }

    /** @param paths as {@link Place#path} writes them */
    static IgnoredFields of(List<String> paths, JobFields fields) {
        return paths.isEmpty() ? NONE : new IgnoredFields(List.copyOf(paths), fields);
    }

    /** Returns their paths, as {@link Place#path} writes them. */
    public List<String> paths() {
        return paths;
    }

    /** Returns the settings without these fields, and without objects and lists that hold nothing else. */
    public JobSettings without(JobSettings settings) {
        if (paths.isEmpty()) {
            return settings;
        }
        ObjectNode left = settings.tree();
        Place top = fields.ofSettings(settings.view());
        paths.forEach(path -> remove(top, left, PathStep.of(path)));
        return JobSettings.keeping(left);
    }

    /** Returns a job of the state without these fields. */
    AppliedJob without(AppliedJob job) {
        return paths.isEmpty()
                ? job
                : job.with(without(job.settings()), job.seen().map(this::without));
    }

    /**
     * Returns a job of the state without these fields, and without what is remembered of objects that hold nothing else by
     * now: it was noted down before these fields were left to others.
     */
    AppliedJob without(AppliedJob job, JobSettings shown) {
        AppliedJob left = without(job);
        Echo echo = paths.isEmpty() ? null : left.echo().orElse(null);
        if (echo == null) {
            return left;
        }
        JobSettings rest = without(shown);
        Map<String, JsonNode> values = new HashMap<>(echo.values());
        values.keySet()
                .removeIf(path -> !SettingsLookup.at(shown.view(), path, fields).isMissingNode()
                        && SettingsLookup.at(rest.view(), path, fields).isMissingNode());
        return left.with(left.settings(), Optional.of(new Echo(values).doubting(echo.unclear())));
    }

    private Seen without(Seen seen) {
        if (!(seen instanceof Echo echo)) {
            return seen;
        }
        Map<String, JsonNode> left = new HashMap<>(echo.values());
        left.keySet().removeIf(this::has);
        return new Echo(left).doubting(echo.unclear());
    }

    /** Reports whether a path is that of one of these fields, or of a field in one. */
    private boolean has(String path) {
        return paths.stream().anyMatch(ignored -> ExactComparison.isAtOrBelow(path, ignored))
                && Ownership.TAGS.stream().noneMatch(tag -> path.equals(PathStep.join(TAGS, tag)));
    }

    private void remove(Place place, JsonNode value, List<PathStep> steps) {
        List<PathStep> inside = steps.subList(1, steps.size());
        String name = steps.get(0).name();
        if (value instanceof ObjectNode object
                && object.has(name)
                && !steps.get(0).isElement()) {
            Place child = place.child(name, object.path(name));
            if (!inside.isEmpty()) {
                remove(child, object.path(name), inside);
            } else if (child.isAt(TAGS) && object.path(name) instanceof ObjectNode tags) {
                tags.retain(Ownership.TAGS);
            } else {
                object.remove(name);
            }
            if (object.path(name).isContainerNode() && isNothing(child, object.path(name))) {
                object.remove(name);
            }
        } else if (value instanceof ArrayNode list) {
            int index = indexOf(name, place, list);
            if (index >= 0 && inside.isEmpty()) {
                list.remove(index);
            } else if (index >= 0) {
                remove(place.element(name, list.get(index)), list.get(index), inside);
            }
        }
    }

    /** The service shows fields that say nothing beside one that is there, and does not show the object else. */
    private boolean isNothing(Place place, JsonNode rest) {
        return fields.saysNothing(place, rest)
                && rest.properties().stream()
                        .noneMatch(field ->
                                fields.isTurnedOff(place.child(field.getKey(), field.getValue()), field.getValue()));
    }

    private static int indexOf(String name, Place place, JsonNode list) {
        String key = place.elementKey();
        for (int i = 0; key != null && i < list.size(); i++) {
            if (list.get(i).path(key).asText().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Returns the settings to send to a job: with these fields as it has them, and without those that it has not. Where it
     * lacks the task, the cluster or the object that a field is in, that is new and comes as its definition has it.
     */
    JobSettings asShown(JobSettings wanted, JobSettings shown) {
        if (paths.isEmpty()) {
            return wanted;
        }
        ObjectNode sent = wanted.tree();
        Place top = fields.ofSettings(shown.view());
        for (String path : paths) {
            if (RunAs.isAt(path)) {
                sent.remove(RunAs.FIELD); // a reset without it keeps whoever it is
            } else {
                put(top, sent, shown.view(), PathStep.of(path));
            }
        }
        return JobSettings.keeping(sent);
    }

    private void put(Place place, JsonNode sent, JsonNode shown, List<PathStep> steps) {
        List<PathStep> inside = steps.subList(1, steps.size());
        String name = steps.get(0).name();
        if (sent instanceof ObjectNode object
                && shown.isObject()
                && !steps.get(0).isElement()) {
            JsonNode other = shown.path(name);
            Place child = place.child(name, other);
            if (!inside.isEmpty()) {
                putInside(child, object, other, name, inside);
            } else if (child.isAt(TAGS)) {
                putTags(object, other);
            } else if (other.isMissingNode()) {
                object.remove(name);
            } else {
                object.set(name, other.deepCopy());
            }
        } else if (sent instanceof ArrayNode list && shown.isArray()) {
            putElement(place, list, shown, name, inside);
        }
    }

    /** An object that the definition does not have is only made for a field if the job has nothing else in it. */
    private void putInside(Place child, ObjectNode sent, JsonNode other, String name, List<PathStep> inside) {
        if (!sent.hasNonNull(name) && other instanceof ObjectNode all) {
            ObjectNode rest = all.deepCopy();
            remove(child, rest, inside);
            if (isNothing(child, rest)) {
                sent.set(name, all.objectNode());
                put(child, sent.path(name), other, inside);
                if (sent.path(name).isEmpty()) {
                    sent.remove(name);
                }
            }
            return;
        }
        if (!sent.hasNonNull(name) && other.isArray() && inside.size() == 1) {
            ArrayNode list = sent.arrayNode();
            put(child, list, other, inside);
            if (!list.isEmpty()) {
                sent.set(name, list);
            }
            return;
        }
        put(child, sent.path(name), other, inside);
    }

    private static void putTags(ObjectNode sent, JsonNode shown) {
        ObjectNode tags = shown instanceof ObjectNode others ? others.deepCopy() : sent.objectNode();
        tags.remove(Ownership.TAGS);
        sent.path(TAGS).properties().stream()
                .filter(tag -> Ownership.TAGS.contains(tag.getKey()))
                .forEach(tag -> tags.set(tag.getKey(), tag.getValue()));
        sent.set(TAGS, tags);
    }

    private void putElement(Place place, ArrayNode sent, JsonNode shown, String name, List<PathStep> inside) {
        int own = indexOf(name, place, sent);
        int other = indexOf(name, place, shown);
        if (!inside.isEmpty()) {
            if (own >= 0 && other >= 0) {
                put(place.element(name, shown.get(other)), sent.get(own), shown.get(other), inside);
            }
        } else if (other < 0 && own >= 0) {
            sent.remove(own);
        } else if (other >= 0 && own >= 0) {
            sent.set(own, shown.get(other).deepCopy());
        } else if (other >= 0) {
            sent.add(shown.get(other).deepCopy());
        }
    }

    /** Returns those of these fields that a job has otherwise than its definition, for people who look for them. */
    List<Difference> among(JobSettings wanted, JobSettings shown) {
        List<Difference> ignored = new ArrayList<>();
        JobSettings own = paths.isEmpty() ? wanted : wanted.spelledOut();
        for (String path : paths) {
            SettingsLookup there = SettingsLookup.find(shown.view(), path, fields);
            JsonNode before = path.equals(TAGS) ? foreign(there.value()) : there.value();
            JsonNode after = SettingsLookup.at(own.view(), path, fields);
            JsonNode asked = path.equals(TAGS) ? foreign(after) : after;
            if (!ExactEquality.same(there.place(), before, asked, fields)) {
                ignored.add(Difference.same(path, before, asked, REASON));
            }
        }
        return ignored;
    }

    private static JsonNode foreign(@Nullable JsonNode tags) {
        if (!(tags instanceof ObjectNode all)) {
            return MissingNode.getInstance();
        }
        ObjectNode foreign = all.deepCopy();
        foreign.remove(Ownership.TAGS);
        return foreign.isEmpty() ? MissingNode.getInstance() : foreign;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IgnoredFields ignored && ignored.paths.equals(paths);
    }

    @Override
    public int hashCode() {
        return paths.hashCode();
    }

    @Override
    public String toString() {
        return paths.toString();
    }
}
