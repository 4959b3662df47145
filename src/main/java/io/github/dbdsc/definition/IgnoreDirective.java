package io.github.dbdsc.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.fields.PathStep;
import io.github.dbdsc.fields.Place;
import io.github.dbdsc.fields.Shape;
import io.github.dbdsc.fields.SingleTaskForm;
import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.DidYouMean;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.Ownership;
import io.github.dbdsc.model.VisibleText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The directive {@code $ignore}, which leaves fields to others.
 *
 * @param paths the fields, written as plans write them: {@code tasks[main].new_cluster.num_workers}
 * @param faults what is wrong with it, as messages for the user
 * @param doubts what probably is
 */
record IgnoreDirective(List<String> paths, List<String> faults, List<String> doubts) {
    static final String NAME = Directive.IGNORE;

    private static final String LIKE = ", like max_concurrent_runs or tasks[main].new_cluster.num_workers";
    private static final String TAGS = "tags";

    /** Reads the directive: a list of paths. */
    static IgnoreDirective of(JsonNode value) {
        Set<String> paths = new LinkedHashSet<>();
        List<String> faults = new ArrayList<>();
        List<String> doubts = new ArrayList<>();
        if (!value.isArray()) {
            faults.add("\"" + NAME + "\" must be a list of the paths of fields" + LIKE);
        }
        for (JsonNode path : value) {
            if (!path.isTextual() || path.textValue().isBlank()) {
                faults.add("\"" + NAME + "\" has " + VisibleText.escaped(path.toString())
                        + ", which is no path of a field; write the paths as plans do" + LIKE);
            } else if (paths.add(path.textValue())) {
                new PathCheck(path.textValue(), faults, doubts).check();
            }
        }
        return new IgnoreDirective(List.copyOf(paths), faults, doubts);
    }

    /** Holds one path against the fields of the Jobs API. */
    private record PathCheck(String path, List<String> faults, List<String> doubts) {
        private static final Shape ENTRY = new Shape.Scalar("string");

        void check() {
            List<PathStep> steps = PathStep.of(path);
            if (!path.equals(written(steps))) {
                fault("is no path of a field; write it as plans do" + LIKE);
            } else if (isOurTag(steps)) {
                fault("says whose the job is, and can't be left to others");
            } else if (steps.size() > 1 && steps.get(0).name().equals(AccessControl.FIELD)) {
                fault("is part of permissions, which can be left to others only as a whole: " + AccessControl.FIELD);
            } else {
                walk(steps);
            }
        }

        private static boolean isOurTag(List<PathStep> steps) {
            return steps.size() > 1
                    && steps.get(0).name().equals(TAGS)
                    && Ownership.TAGS.contains(steps.get(1).name());
        }

        /** Returns the path as this program would write it; another text for what is none. */
        private static String written(List<PathStep> steps) {
            String written = "";
            for (PathStep step : steps) {
                written = step.isElement()
                        ? written + PathStep.element(step.name())
                        : PathStep.join(written, step.name());
            }
            return written;
        }

        private void walk(List<PathStep> steps) {
            Shape shape = JobFields.builtIn().settings();
            String above = "";
            for (PathStep step : steps) {
                boolean isList = shape instanceof Shape.ListOf;
                if (isList != step.isElement() && !(isList && isQuoted(above, step))) {
                    fault(
                            isList
                                    ? "leaves out which element of " + above + " it means; write " + above + "[name]"
                                    : "names an element of " + (above.isEmpty() ? "the settings" : above)
                                            + ", which is no list");
                    return;
                }
                Shape below = below(shape, step.name());
                if (below == null) {
                    unknown(shape, step.name(), above);
                    return;
                }
                if (shape instanceof Shape.ListOf list && list.keys().size() != 1) {
                    fault("names an element of " + above
                            + ", whose elements have no names; leave the whole list to others");
                    return;
                }
                above = isList ? above + PathStep.element(step.name()) : PathStep.join(above, step.name());
                shape = below;
            }
            keyOf(steps).ifPresent(list -> fault("is what names the elements of " + list + ", and can't change hands"));
        }

        private boolean isQuoted(String above, PathStep step) {
            return path.startsWith(above + PathStep.element(step.name()));
        }

        private static @Nullable Shape below(Shape shape, String name) {
            if (shape instanceof Shape.Type type) {
                return type.field(name);
            }
            if (shape instanceof Shape.ListOf list) {
                return list.element();
            }
            return shape instanceof Shape.StringMap ? ENTRY : null;
        }

        /** Returns the list whose elements are named by the field at the end of the path; empty when it is another field. */
        private static Optional<String> keyOf(List<PathStep> steps) {
            Shape shape = JobFields.builtIn().settings();
            Shape.ListOf list = null;
            for (PathStep step : steps) {
                list = shape instanceof Shape.ListOf some ? some : list;
                Shape below = below(shape, step.name());
                shape = below == null ? shape : below;
            }
            String last = steps.get(steps.size() - 1).name();
            boolean isInElement =
                    steps.size() > 1 && steps.get(steps.size() - 2).isElement();
            return list != null && isInElement && list.keys().contains(last)
                    ? Optional.of(written(steps.subList(0, steps.size() - 2)))
                    : Optional.empty();
        }

        private void unknown(Shape shape, String name, String above) {
            String where = above.isEmpty() ? "the settings of a job" : above;
            String guess = "";
            if (shape instanceof Shape.Type type) {
                guess = above.isEmpty() && SingleTaskForm.belongsToTask(name)
                        ? "; did you mean 'tasks[main]." + VisibleText.of(path)
                                + "'? Templates of a single task render one that is called main"
                        : DidYouMean.ending(name, type.fieldNames());
            } else if (shape instanceof Shape.Scalar) {
                guess = "; a name with dots is written in brackets and quotes, like spark_conf[\"spark.speculation\"]";
            }
            doubts.add("\"" + NAME + "\" has \"" + VisibleText.of(path) + "\", but there is no \""
                    + VisibleText.of(name) + "\" in " + VisibleText.of(where) + guess);
        }

        private void fault(String sentence) {
            faults.add("\"" + NAME + "\" has \"" + VisibleText.of(path) + "\", which " + sentence);
        }
    }

    /** Says which of the paths name elements that the rendered settings do not have. */
    static List<String> missing(List<String> paths, JobSettings settings) {
        return paths.stream()
                .flatMap(path -> missing(path, settings.view()).stream())
                .toList();
    }

    private static Optional<String> missing(String path, JsonNode settings) {
        JsonNode value = settings;
        Place place = JobFields.builtIn().ofSettings(settings);
        List<PathStep> steps = PathStep.of(path);
        for (int i = 0; i < steps.size(); i++) {
            PathStep step = steps.get(i);
            String key = place.elementKey();
            boolean mayBeOfOthers = value.isMissingNode() && i == steps.size() - 1; // the list with all that is in it
            if (key != null && !mayBeOfOthers) {
                JsonNode list = value;
                value = MissingNode.getInstance();
                Set<String> names = new LinkedHashSet<>();
                for (JsonNode element : list) {
                    names.add(element.path(key).asText());
                    value = element.path(key).asText().equals(step.name()) ? element : value;
                }
                if (value.isMissingNode()) {
                    return Optional.of(
                            "\"" + NAME + "\" has \"" + VisibleText.of(path) + "\", but the settings have no "
                                    + VisibleText.of(place.path() + PathStep.element(step.name()))
                                    + DidYouMean.ending(step.name(), names));
                }
                place = place.element(step.name(), value);
            } else {
                value = value.path(step.name());
                place = place.child(step.name(), value);
            }
        }
        return Optional.empty();
    }
}
