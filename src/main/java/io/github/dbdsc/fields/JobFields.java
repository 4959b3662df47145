package io.github.dbdsc.fields;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dbdsc.fields.FieldRule.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one description of the fields of job settings. Its generated part, {@code job-schema.json}, has their types; the
 * part written by hand, {@code job-fields.json}, has what the API's description does not say, each with a reason.
 */
public final class JobFields {

    private final JobSchema schema;

    private final FieldRules rules;

    private JobFields(JobSchema schema, FieldRules rules) {
        this.schema = schema;
        this.rules = rules;
    }

    /** Returns the description that ships with the program. Reads it on first use. */
    public static JobFields builtIn() {
        return BuiltIn.FIELDS;
    }

    /**
     * Returns the types that ship with the program, with these rules in place of its own.
     *
     * @throws IllegalArgumentException when the text is not a list of rules
     */
    public static JobFields withRules(String json) {
        try {
            return new JobFields(BuiltIn.SCHEMA, new FieldRules(new JsonMapper().readTree(json)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the rules of fields are not JSON", e);
        }
    }

    /** Returns the type of the settings as a whole. */
    public Shape.Type settings() {
        return schema.settings();
    }

    /** Returns an object type of the Jobs API by its name there, which must exist. */
    public Shape.Type type(String name) {
        return schema.type(name);
    }

    /** Returns the place of the settings themselves; {@code settings} is what the workspace has. */
    public Place ofSettings(JsonNode settings) {
        return Place.ofSettings(schema.settings(), settings);
    }

    /**
     * Returns the values of fields that an object leaves out, by their paths inside it.
     *
     * @param type the object's type; rules are about jobs, tasks and clusters only
     * @param settings the job that has the object
     */
    public Map<String, JsonNode> defaults(Shape.Type type, JsonNode object, JsonNode settings) {
        Map<String, JsonNode> defaults = new LinkedHashMap<>();
        for (FieldRule rule : rules.of(type)) {
            if (rule.kind() == Kind.DEFAULT && rule.appliesIn(object, () -> settings)) {
                defaults.putIfAbsent(rule.field(), rule.values().get(0));
            }
        }
        return defaults;
    }

    /**
     * Returns the values that the service is known to fill in, in any object of this type, by their paths inside it. Where
     * there are several, the first.
     *
     * @param type the object's type; rules are about jobs, tasks and clusters only
     */
    public Map<String, JsonNode> filledIn(Shape.Type type) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        for (FieldRule rule : rules.of(type)) {
            if (rule.kind() == Kind.FILLED_IN
                    && rule.with() == null
                    && !rule.values().isEmpty()) {
                values.putIfAbsent(rule.field(), rule.values().get(0));
            }
        }
        return values;
    }

    /**
     * Returns the paths of the fields that an object never shows.
     *
     * @param type the object's type; rules are about jobs, tasks and clusters only
     * @param settings the job that has the object
     */
    public Set<String> neverReturned(Shape.Type type, JsonNode object, JsonNode settings) {
        return rules.of(type).stream()
                .filter(rule -> rule.kind() == Kind.NEVER_RETURNED && rule.appliesIn(object, () -> settings))
                .map(FieldRule::field)
                .collect(Collectors.toSet());
    }

    /**
     * Returns how much a field of the settings may hold.
     *
     * @throws IllegalArgumentException when no rule says
     */
    public Limit limit(String field) {
        for (FieldRule rule : rules.of(settings())) {
            if (rule.kind() == Kind.LIMIT && rule.field().equals(field)) {
                return new Limit(rule.values().get(0).asInt(), Objects.requireNonNullElse(rule.unit(), ""));
            }
        }
        throw new IllegalArgumentException("no rule limits " + field);
    }

    /** Reports whether anything is known of the fields of an object type beyond their types. */
    public boolean hasRules(Shape.Type type) {
        return FieldRule.Scope.of(type) != null;
    }

    /**
     * Returns what whoever writes a field should know of it, as sentences.
     *
     * @param type the object's type; rules are about jobs, tasks and clusters only
     * @param field the field's path inside the object
     */
    public List<String> notes(Shape.Type type, String field) {
        return rules.of(type).stream()
                .filter(rule -> rule.field().equals(field))
                .flatMap(rule -> switch (rule.kind()) {
                    case DEFAULT -> Stream.of("Left out, it is " + rule.values().get(0) + ": " + rule.reason() + ".");
                    case LIMIT -> Stream.of("At most " + rule.values().get(0) + " " + rule.unit() + ".");
                    case KEPT, OPERATOR, NEVER_RETURNED, IGNORED -> Stream.of("Note: " + rule.reason() + ".");
                    default -> Stream.empty();
                })
                .distinct()
                .toList();
    }

    /** Returns why a field that the definition leaves out may have this value, whatever the state holds. */
    public Optional<String> explainsPresence(Place place, JsonNode value) {
        return rules.reason(place, rule -> switch (rule.kind()) {
            case DEFAULT -> rule.has(value);
            case SAME_AS -> FieldValues.same(place.object().path(Objects.requireNonNullElse(rule.other(), "")), value);
            case RUN_AS -> isRunAs(place, value);
            case OPERATOR -> true;
            default -> false;
        });
    }

    private static boolean isRunAs(Place place, JsonNode value) {
        for (JsonNode name : place.settings().path("run_as")) {
            if (name.asText().equalsIgnoreCase(value.asText())) {
                return true;
            }
        }
        return false;
    }

    /** Reports whether a field would have this value, too, if nobody had set it. */
    public boolean isOfService(Place place, JsonNode value) {
        return rules.reason(place, rule -> switch (rule.kind()) {
                    case DEFAULT -> rule.has(value);
                    case FILLED_IN -> rule.with() == null && rule.has(value);
                    case SAME_AS ->
                        FieldValues.same(place.object().path(Objects.requireNonNullElse(rule.other(), "")), value);
                    case RUN_AS -> isRunAs(place, value);
                    default -> false;
                })
                .isPresent();
    }

    /** Returns why a field that the definition leaves out can't be removed. */
    public Optional<String> explainsKeeping(Place place) {
        return rules.reason(place, rule -> rule.kind() == Kind.KEPT);
    }

    /**
     * Returns why a field that the definition leaves out may have any value, where nothing says what the service filled
     * in.
     */
    public Optional<String> toleratesPresence(Place place) {
        return rules.reason(place, rule -> rule.kind() == Kind.FILLED_IN);
    }

    /**
     * Reports whether the service may fill in this value by itself, in a field of any job: in a field that this program
     * does not know, or that the service is known to fill in, with this value where its values are known. What only a
     * cluster policy, or another tool, fills in is no doing of the service.
     */
    public boolean mayFillIn(Place place, JsonNode value) {
        return !place.isKnown()
                || rules.reason(place, rule -> switch (rule.kind()) {
                            case DEFAULT -> rule.has(value);
                            case FILLED_IN ->
                                rule.with() == null && (rule.values().isEmpty() || rule.has(value));
                            default -> false;
                        })
                        .isPresent();
    }

    /**
     * Reports whether a value says no more than a field that is not there. Zero, false, {@code ""} and nothing but such
     * values do; an entry of a map that is the user's own does not, nor does a block that has an effect by being there.
     */
    public boolean saysNothing(Place place, JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return true;
        }
        if (place.isEntry() || isBlock(place)) {
            return false;
        }
        if (!value.isObject()) {
            return FieldValues.isEmpty(value);
        }
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            if (!saysNothing(place.child(field.getKey(), field.getValue()), field.getValue())) {
                return false;
            }
        }
        return true;
    }

    /** Reports whether an object at this place has an effect by being there, whatever is in it. */
    public boolean isBlock(Place place) {
        return rules.has(Kind.BLOCK, place);
    }

    /**
     * Reports whether an empty value says something: that a field is off which is on unless somebody has turned it off.
     */
    public boolean isTurnedOff(Place place, JsonNode empty) {
        return rules.reason(place, rule -> isKnownValue(rule) && !rule.values().isEmpty())
                        .isPresent()
                && rules.reason(place, rule -> isKnownValue(rule) && rule.has(empty))
                        .isEmpty();
    }

    private static boolean isKnownValue(FieldRule rule) {
        return rule.kind() == Kind.DEFAULT || rule.kind() == Kind.FILLED_IN;
    }

    /** Reports whether the service is known to fill in this very value. */
    public boolean fillsIn(Place place, JsonNode value) {
        return rules.reason(place, rule -> rule.kind() == Kind.FILLED_IN && rule.has(value))
                .isPresent();
    }

    /**
     * Returns why a field that the definition sets may look like this; a missing node stands for one that is not shown.
     */
    public Optional<String> explainsMismatch(Place place, JsonNode wanted, JsonNode actual) {
        return rules.reason(place, rule -> switch (rule.kind()) {
            case DEFAULT -> actual.isMissingNode() && rule.has(wanted);
            case NEVER_RETURNED -> FieldValues.isEmpty(actual);
            case IGNORED -> true;
            case EQUIVALENT -> rule.has(wanted) && rule.has(actual);
            case ANY_CASE -> wanted.asText().equalsIgnoreCase(actual.asText());
            case WILDCARD -> rule.has(wanted);
            case PREFIX -> sameWithout(rule.values().get(0).asText(), wanted, actual);
            default -> false;
        });
    }

    /** Reports whether a field that is set is never shown: then a change of the definition is all that can be seen. */
    public boolean isNeverReturned(Place place) {
        return rules.has(Kind.NEVER_RETURNED, place);
    }

    /** Reports whether an operator may set the field while the definition is silent. */
    public boolean isOperators(Place place) {
        return rules.has(Kind.OPERATOR, place);
    }

    /** Reports whether an operator may set fields in the elements of the list at this place. */
    public boolean hasOperators(Place list) {
        String below = list.field() + "[].";
        return rules.near(list).stream()
                .anyMatch(rule -> rule.kind() == Kind.OPERATOR && rule.field().startsWith(below));
    }

    /** Reports whether a listing may lack the field though the job has it. */
    public boolean mayBeUnlisted(Place place) {
        return rules.has(Kind.NOT_LISTED, place);
    }

    /** Reports whether the list at this place means the same in any order. */
    public boolean isUnordered(Place place) {
        return rules.has(Kind.UNORDERED, place);
    }

    private static boolean sameWithout(String prefix, JsonNode wanted, JsonNode actual) {
        return wanted.isTextual()
                && actual.isTextual()
                && without(prefix, wanted.asText()).equals(without(prefix, actual.asText()));
    }

    private static String without(String prefix, String text) {
        return text.startsWith(prefix + "/") ? text.substring(prefix.length()) : text;
    }

    private static final class BuiltIn {

        private static final JobSchema SCHEMA = new JobSchema(json("job-schema.json"));
        private static final JobFields FIELDS = new JobFields(SCHEMA, new FieldRules(json("job-fields.json")));

        private static JsonNode json(String file) {
            try (InputStream resource = Objects.requireNonNull(
                    JobFields.class.getResourceAsStream(file), "the program lacks its file " + file)) {
                return new JsonMapper().readTree(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException("the program's file " + file + " can't be read", e);
            }
        }
    }
}
