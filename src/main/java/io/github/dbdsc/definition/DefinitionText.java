package io.github.dbdsc.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.dbdsc.definition.JsonText.MalformedException;
import io.github.dbdsc.definition.JsonText.Place;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Problem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The text of a definition, in which the values have places. Those that the definition has for the target alone are further
 * down than where they count.
 *
 * @param key of the job that it defines
 * @param text the file's
 * @param target the name of the target that it has own values for; {@code ""} where it has none
 */
record DefinitionText(JobKey key, String text, String target) {

    /** Returns a problem at a field of the definition; at its start when it has no such field. */
    Problem at(String field, String message) {
        Place place = (isOverridden(List.of(field))
                        ? Optional.of(JsonText.placeOf(text, overridden(List.of(field))))
                        : JsonText.placeOfField(text, field))
                .orElse(Place.START);
        return Problem.error(key.path(), place.line(), place.column(), message);
    }

    /** Returns a problem at a value of the file itself. */
    Problem within(List<String> steps, String message) {
        Place place = JsonText.placeOf(text, steps);
        return Problem.error(key.path(), place.line(), place.column(), message);
    }

    /**
     * Returns where a value begins; when there is no such value, where the nearest value around it begins.
     *
     * @param steps names of fields and indexes
     */
    Place placeOf(List<String> steps) {
        return JsonText.placeOf(text, isOverridden(steps) ? overridden(steps) : steps);
    }

    private List<String> overridden(List<String> steps) {
        return Stream.concat(Stream.of(Directive.OVERRIDE, target), steps.stream())
                .toList();
    }

    /** Objects are laid over each other, and whatever else is there replaces what it is laid over, with all that is in it. */
    private boolean isOverridden(List<String> steps) {
        if (target.isEmpty()) {
            return false;
        }
        JsonNode node = own();
        for (String step : steps) {
            if (!node.isObject()) {
                return !node.isMissingNode();
            }
            node = node.path(step);
        }
        return !node.isMissingNode();
    }

    /** Returns the values for the target alone; a missing node where there are none. */
    JsonNode own() {
        if (target.isEmpty()) {
            return MissingNode.getInstance();
        }
        try {
            return JsonText.parseFile(text, twice -> {})
                    .path(Directive.OVERRIDE)
                    .path(target);
        } catch (MalformedException e) {
            return MissingNode.getInstance(); // it was read before
        }
    }
}
