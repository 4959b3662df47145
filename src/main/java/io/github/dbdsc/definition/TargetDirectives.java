package io.github.dbdsc.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.DidYouMean;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.TargetView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads what a definition says about targets: {@code $targets}, for which it is, and {@code $override}, the values that it has
 * for one of them. A name that is no target's is an error, since the job would seem to be without a definition there.
 */
final class TargetDirectives {

    /** What can't differ by target: what says for which the rest is, and what the editor reads. */
    private static final Set<String> SHARED = Set.of(Directive.TARGETS, Directive.OVERRIDE, Directive.SCHEMA);

    private final DefinitionText file;
    private final TargetView view;
    private final List<Problem> problems = new ArrayList<>();

    private TargetDirectives(DefinitionText file, TargetView view) {
        this.file = file;
        this.view = view;
    }

    /**
     * A definition as one target has it.
     *
     * @param text where its values are
     * @param object without what it says about targets
     */
    record Seen(DefinitionText text, ObjectNode object) {}

    /**
     * Returns what a definition is for a target; empty when it is not for it.
     *
     * @throws DefinitionException when it names what is no target
     */
    static Optional<Seen> seen(JobKey key, String text, ObjectNode object, TargetView view) throws DefinitionException {
        JsonNode targets = object.path(Directive.TARGETS);
        JsonNode overrides = object.path(Directive.OVERRIDE);
        if (targets.isMissingNode() && overrides.isMissingNode()) {
            return Optional.of(new Seen(new DefinitionText(key, text, ""), object));
        }
        TargetDirectives directives = new TargetDirectives(new DefinitionText(key, text, ""), view);
        boolean isHere = targets.isMissingNode() || directives.names(targets);
        directives.checkOverrides(overrides);
        if (!directives.problems.isEmpty()) {
            throw new DefinitionException(directives.problems);
        }
        return isHere ? Optional.of(directives.laid(object, overrides)) : Optional.empty();
    }

    private Seen laid(ObjectNode object, JsonNode overrides) {
        ObjectNode own = object.deepCopy();
        own.remove(List.of(Directive.TARGETS, Directive.OVERRIDE));
        JsonNode over = overrides.path(view.name());
        if (over.isMissingNode()) {
            return new Seen(file, own);
        }
        lay(over, own);
        return new Seen(new DefinitionText(file.key(), file.text(), view.name()), own);
    }

    /** Lays values over others: objects are merged, everything else is replaced. */
    static void lay(JsonNode over, ObjectNode under) {
        for (Map.Entry<String, JsonNode> field : over.properties()) {
            if (field.getValue().isObject() && under.get(field.getKey()) instanceof ObjectNode there) {
                lay(field.getValue(), there);
            } else {
                under.set(field.getKey(), field.getValue().deepCopy());
            }
        }
    }

    /** Reports whether a list names the target, and keeps what is wrong with it. */
    private boolean names(JsonNode targets) {
        if (!targets.isArray() || targets.isEmpty()) {
            problems.add(file.at(
                    Directive.TARGETS,
                    "\"" + Directive.TARGETS + "\" must be a list of names of targets, like [\"prod\"]"));
            return false;
        }
        boolean isNamed = false;
        for (int i = 0; i < targets.size(); i++) {
            List<String> place = List.of(Directive.TARGETS, Integer.toString(i));
            JsonNode name = targets.get(i);
            if (!name.isTextual() || name.textValue().isBlank()) {
                problems.add(file.within(place, "the name of a target must be a text, like \"prod\""));
                continue;
            }
            Pattern pattern = pattern(name.textValue());
            if (isKnown(pattern, name.textValue(), place)) {
                isNamed |= pattern.matcher(view.name()).matches();
            }
        }
        return isNamed;
    }

    /** A {@code *} stands for any characters. */
    private static Pattern pattern(String name) {
        List<String> parts = new ArrayList<>();
        for (String part : name.split("\\*", -1)) {
            parts.add(Pattern.quote(part));
        }
        return Pattern.compile(String.join(".*", parts));
    }

    private boolean isKnown(Pattern pattern, String written, List<String> place) {
        boolean isKnown =
                view.names().stream().anyMatch(name -> pattern.matcher(name).matches());
        if (!isKnown) {
            problems.add(file.within(place, unknown(written)));
        }
        return isKnown;
    }

    private String unknown(String written) {
        return view.isNamed()
                ? "'" + written + "' is no target; there " + (view.names().size() == 1 ? "is " : "are ")
                        + String.join(", ", view.names()) + DidYouMean.endingAmongFew(written, view.names())
                : "'" + written + "' is no target: the setting TARGETS names none; name them there, like dev,prod";
    }

    private void checkOverrides(JsonNode overrides) {
        if (overrides.isMissingNode()) {
            return;
        }
        if (!overrides.isObject()) {
            problems.add(
                    file.at(
                            Directive.OVERRIDE,
                            "\"" + Directive.OVERRIDE
                                    + "\" must be an object with values by the name of a target, like {\"dev\": {\"workers\": 1}}"));
        }
        for (Map.Entry<String, JsonNode> override : overrides.properties()) {
            List<String> place = List.of(Directive.OVERRIDE, override.getKey());
            if (view.isNamed() && override.getKey().contains("*")) {
                problems.add(file.within(
                        place,
                        "\"" + Directive.OVERRIDE + "\" takes the name of one target, and no *; there "
                                + (view.names().size() == 1 ? "is " : "are ") + String.join(", ", view.names())));
            } else if (isKnown(Pattern.compile(Pattern.quote(override.getKey())), override.getKey(), place)) {
                checkOverride(override.getValue(), place);
            }
        }
    }

    private void checkOverride(JsonNode values, List<String> place) {
        if (!values.isObject()) {
            problems.add(file.within(place, "the values for a target must be an object, like {\"workers\": 1}"));
        }
        values.fieldNames().forEachRemaining(name -> {
            if (SHARED.contains(name)) {
                List<String> at = new ArrayList<>(place);
                at.add(name);
                problems.add(file.within(at, "\"" + name + "\" can't differ by target; write it at the top"));
            }
        });
    }
}
