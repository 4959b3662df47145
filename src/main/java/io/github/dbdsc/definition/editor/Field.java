package io.github.dbdsc.definition.editor;

import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.fields.Shape;
import io.github.dbdsc.fields.SingleTaskForm;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field of job settings, in whichever of several elements.
 *
 * @param path {@code tasks[].new_cluster.num_workers}; empty for the settings themselves
 * @param shape what it holds; null where that is not known
 * @param described the nearest object around it that rules are about
 * @param below its path inside that object
 */
record Field(String path, @Nullable Shape shape, Shape.@Nullable Type described, String below) {

    /** Stands for a field that is not known. */
    static final Field UNKNOWN = new Field("", null, null, "");

    private static final String TASK = "Task";

    static Field settings() {
        Shape.Type settings = JobFields.builtIn().settings();
        return new Field("", settings, settings, "");
    }

    /** Returns the field of a name inside this one. */
    Field child(String name) {
        String inside = path.isEmpty() ? name : path + "." + name;
        if (shape instanceof Shape.StringMap) {
            return new Field(inside, new Shape.Scalar("string"), null, "");
        }
        if (!(shape instanceof Shape.Type type)) {
            return new Field(inside, null, null, "");
        }
        Shape known = type.field(name);
        boolean isSingleTask = known == null && path.isEmpty() && SingleTaskForm.belongsToTask(name);
        Shape.Type owner = isSingleTask ? JobFields.builtIn().type(TASK) : type;
        boolean isDescribed = JobFields.builtIn().hasRules(owner);
        return new Field(
                inside,
                owner.field(name),
                isDescribed ? owner : described,
                isDescribed || below.isEmpty() ? name : below + "." + name);
    }

    /** Returns what stands for each of its elements. */
    Field element() {
        return new Field(
                path + "[]", shape instanceof Shape.ListOf list ? list.element() : null, described, below + "[]");
    }

    /** Returns what is known of it, for people. */
    String description() {
        if (shape == null) {
            return path + ": a field of which this program knows nothing.";
        }
        StringBuilder text = new StringBuilder(path.isEmpty() ? "The settings of the job" : path);
        text.append(": ").append(expected(shape)).append('.');
        List<String> notes = described == null ? List.of() : JobFields.builtIn().notes(described, below);
        notes.forEach(note -> text.append(' ').append(note));
        return text.toString();
    }

    private static String expected(Shape shape) {
        if (shape instanceof Shape.Scalar scalar) {
            return switch (scalar.kind()) {
                case "integer" -> "an integer";
                case "number" -> "a number";
                case "boolean" -> "true or false";
                default -> "a string";
            };
        }
        if (shape instanceof Shape.Words words) {
            return words.words().size() == 1 ? words.words().get(0) : "one of " + String.join(", ", words.words());
        }
        if (shape instanceof Shape.ListOf) {
            return "a list";
        }
        return shape instanceof Shape.StringMap ? "an object with strings as values" : "an object";
    }
}
