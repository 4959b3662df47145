package io.github.dbdsc.definition;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.definition.JsonText.Duplicate;
import io.github.dbdsc.definition.JsonText.MalformedException;
import io.github.dbdsc.definition.JsonText.Place;
import io.github.dbdsc.model.Adopt;
import io.github.dbdsc.model.Hold;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.Problem.Severity;
import io.github.dbdsc.model.TargetView;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Parses definition files. Separates their directives, which start with {@code $}, from the values for the template. */
final class DefinitionParser {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final TypeReference<LinkedHashMap<String, Object>> VALUES = new TypeReference<>() {};

    private DefinitionParser() {}

    /**
     * Returns a definition as a target has it; empty when it is not for that one.
     *
     * @param strict whether a name that is there twice is an error
     */
    static Optional<JobDefinition> parse(JobKey key, SourceFile file, boolean strict, TargetView view)
            throws DefinitionException {
        if (key.value().length() > JobKey.MAX_LENGTH) {
            throw new DefinitionException(Problem.error(
                    file.path(),
                    0,
                    0,
                    "the path is longer than " + JobKey.MAX_LENGTH
                            + " characters, too long for the job tag that holds it; use a shorter one"));
        }
        String text = text(file);
        List<Problem> warnings = new ArrayList<>();
        ObjectNode object = object(file.path(), text, strict, warnings);
        Optional<TargetDirectives.Seen> seen = TargetDirectives.seen(key, text, object, view);
        return seen.isEmpty() ? Optional.empty() : Optional.of(directives(seen.get(), warnings));
    }

    /**
     * The values in {@code vars.json}, or in a target's own.
     *
     * @param object as it is written
     * @param warnings what its author should look at
     */
    record Vars(ObjectNode object, List<Problem> warnings) {

        static final Vars NONE = new Vars(MAPPER.createObjectNode(), List.of());

        /** Returns these vars with others laid over them: objects are merged, everything else is replaced. */
        Vars under(Vars over) {
            ObjectNode both = object.deepCopy();
            TargetDirectives.lay(over.object, both);
            return new Vars(
                    both,
                    Stream.concat(warnings.stream(), over.warnings.stream()).toList());
        }

        /** Returns them as templates see them. */
        Map<String, Object> values() {
            return DefinitionParser.values(object);
        }
    }

    /** @param strict whether a name that is there twice is an error */
    static Vars parseVars(SourceFile file, boolean strict) throws DefinitionException {
        List<Problem> warnings = new ArrayList<>();
        return new Vars(object(file.path(), text(file), strict, warnings), List.copyOf(warnings));
    }

    /** Returns a file's text, or throws what keeps it from being read. */
    static String text(SourceFile file) throws DefinitionException {
        if (file.fault().isPresent()) {
            throw new DefinitionException(
                    Problem.error(file.path(), 0, 0, file.fault().get()));
        }
        try {
            return file.text();
        } catch (CharacterCodingException e) {
            throw new DefinitionException(
                    Problem.error(file.path(), 1, 1, "the file is not UTF-8 text; save it as UTF-8"));
        }
    }

    static ObjectNode object(String path, String text, boolean strict, List<Problem> warnings)
            throws DefinitionException {
        try {
            List<Duplicate> duplicates = new ArrayList<>();
            JsonNode json = JsonText.parseFile(text, duplicates::add);
            if (strict && !duplicates.isEmpty()) {
                throw new DefinitionException(duplicates.stream()
                        .map(duplicate -> duplicated(Severity.ERROR, path, duplicate))
                        .toList());
            }
            duplicates.forEach(duplicate -> warnings.add(duplicated(Severity.WARNING, path, duplicate)));
            if (json instanceof ObjectNode object) {
                return object;
            }
            throw new DefinitionException(
                    Problem.error(path, 1, 1, "the file is JSON but not an object; write the values between { and }"));
        } catch (MalformedException e) {
            throw new DefinitionException(Problem.error(
                    path,
                    e.place().line(),
                    e.place().column(),
                    "the file is not JSON: " + e.getMessage() + "; correct it here"));
        }
    }

    private static Problem duplicated(Severity severity, String path, Duplicate duplicate) {
        List<Place> places = duplicate.places();
        String lines = places.stream()
                .limit(places.size() - 1L)
                .map(place -> Integer.toString(place.line()))
                .collect(Collectors.joining(", "));
        Place last = duplicate.last();
        return new Problem(
                severity,
                path,
                last.line(),
                last.column(),
                "\"" + duplicate.name() + "\" is there " + (places.size() == 2 ? "twice" : places.size() + " times")
                        + ", on lines " + lines + " and " + last.line()
                        + "; the last one counts, remove what is wrong");
    }

    private static JobDefinition directives(TargetDirectives.Seen seen, List<Problem> warnings)
            throws DefinitionException {
        DefinitionText text = seen.text();
        List<Problem> problems = new ArrayList<>();
        String template = JobDefinition.DEFAULT_TEMPLATE;
        Adopt adopt = Adopt.NONE;
        boolean protect = false;
        List<String> ignored = List.of();
        Hold hold = null;
        boolean force = false;
        ObjectNode values = MAPPER.createObjectNode();
        for (Map.Entry<String, JsonNode> field : seen.object().properties()) {
            JsonNode value = field.getValue();
            switch (field.getKey()) {
                case Directive.TEMPLATE -> {
                    template = value.asText();
                    expect(value.isTextual(), "the path of a template below templates/", text, field, problems);
                }
                case Directive.ADOPT -> {
                    adopt = adopt(value);
                    expect(
                            value.isBoolean() || adopt.namesJob(),
                            "true, false or the id of a job",
                            text,
                            field,
                            problems);
                }
                case Directive.PROTECT -> {
                    protect = value.asBoolean();
                    expect(value.isBoolean(), "true or false", text, field, problems);
                }
                case Directive.FORCE -> {
                    force = value.asBoolean();
                    expect(value.isBoolean(), "true or false", text, field, problems);
                }
                case IgnoreDirective.NAME -> {
                    IgnoreDirective read = IgnoreDirective.of(value);
                    ignored = read.paths();
                    read.faults().forEach(fault -> problems.add(text.at(IgnoreDirective.NAME, fault)));
                    read.doubts()
                            .forEach(doubt -> warnings.add(
                                    text.at(IgnoreDirective.NAME, doubt).asWarning()));
                }
                case Directive.HOLD -> {
                    HoldDirective read = HoldDirective.of(value);
                    hold = read.hold();
                    expect(read.isUnderstood(), HoldDirective.FORM, text, field, problems);
                }
                case Directive.SCHEMA -> {}
                default -> {
                    if (Directive.isLike(field.getKey())) {
                        problems.add(text.at(field.getKey(), unknown(field.getKey())));
                    } else {
                        values.set(field.getKey(), value);
                    }
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new DefinitionException(problems);
        }
        return new JobDefinition(text, template, adopt, protect, ignored, hold, force, values(values), warnings);
    }

    private static Adopt adopt(JsonNode value) {
        return value.isIntegralNumber() && value.canConvertToLong()
                ? Adopt.of(value.longValue())
                : value.asBoolean() ? Adopt.SAME_NAME : Adopt.NONE;
    }

    private static Map<String, Object> values(ObjectNode object) {
        return Collections.unmodifiableMap(MAPPER.convertValue(object, VALUES));
    }

    private static void expect(
            boolean right,
            String what,
            DefinitionText text,
            Map.Entry<String, JsonNode> field,
            List<Problem> problems) {
        if (!right) {
            problems.add(text.at(field.getKey(), "\"" + field.getKey() + "\" must be " + what));
        }
    }

    private static String unknown(String directive) {
        return "\"" + directive
                + "\" is not a directive; there are " + Directive.listed()
                + " (a name that starts with $ can't be a value for the template)";
    }
}
