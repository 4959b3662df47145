package io.github.dbdsc.template.compiler;

import io.github.dbdsc.template.reads.Circumstances;
import io.github.dbdsc.template.reads.Outline;
import io.github.dbdsc.template.reads.Outline.Form;
import io.github.dbdsc.template.reads.ValueRead.Kind;
import io.github.dbdsc.template.value.Strings;
import io.github.dbdsc.template.value.Truth;
import io.github.dbdsc.template.value.Value.None;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Follows filters, functions, methods and macros. */
final class CallReads {

    private static final Set<String> DEFAULT = Set.of("default", "d");

    /** Filters that leave the places of values in a text as they are. */
    private static final Set<String> LAYOUT = Set.of("indent", "safe", "trim", "string");

    /** Filters that make a text of one value. */
    private static final Set<String> TEXT = Set.of(
            "abs",
            "capitalize",
            "center",
            "e",
            "escape",
            "filesizeformat",
            "forceescape",
            "format",
            "indent",
            "lower",
            "replace",
            "round",
            "safe",
            "striptags",
            "title",
            "trim",
            "truncate",
            "upper",
            "urlencode",
            "wordwrap");

    /** Filters that make a number of one value, whatever it is. */
    private static final Set<String> NUMBERS = Set.of("float", "int");

    /** Filters that keep the elements of a list. */
    private static final Set<String> REARRANGING = Set.of("list", "reverse", "sort", "unique");

    /** Filters that look at a value and read nothing of what is inside. */
    private static final Set<String> LOOKING = Set.of("count", "length", "wordcount");

    /** Methods of texts. */
    private static final Set<String> OF_TEXTS = Set.of(
            "capitalize",
            "casefold",
            "center",
            "count",
            "encode",
            "endswith",
            "find",
            "format",
            "isalnum",
            "isalpha",
            "isdigit",
            "islower",
            "isnumeric",
            "isspace",
            "isupper",
            "join",
            "ljust",
            "lower",
            "lstrip",
            "partition",
            "removeprefix",
            "removesuffix",
            "replace",
            "rfind",
            "rjust",
            "rpartition",
            "rsplit",
            "rstrip",
            "split",
            "splitlines",
            "startswith",
            "strip",
            "swapcase",
            "title",
            "upper",
            "zfill");

    private final StatementReads statements;
    private final ExpressionReads expressions;
    private final ReadUses uses;

    CallReads(StatementReads statements, ExpressionReads expressions, ReadUses uses) {
        this.statements = statements;
        this.expressions = expressions;
        this.uses = uses;
    }

    Known filter(Invocation.FilterCall filter, Map<String, Known> names) {
        boolean isDefault = DEFAULT.contains(filter.name());
        Known value =
                isDefault ? expressions.ifThere(filter.subject(), names) : expressions.of(filter.subject(), names);
        CallArguments given = filter.arguments();
        List<Known> arguments = given.children().stream()
                .map(argument -> expressions.of(argument, names))
                .toList();
        if (isDefault) {
            return withDefault(value, given, names);
        }
        switch (filter.name()) {
            case "tojson", "jsonify" -> {
                return new Known.Made(value, Form.JSON);
            }
            case "string" -> {
                return new Known.Made(value, Form.PLAIN);
            }
            case "items", "dictsort" -> {
                if (value instanceof Known.Read read) {
                    uses.use(value, Kind.MAP);
                    return new Known.View(read.value(), Known.View.Part.ITEMS);
                }
            }
            case "join" -> {
                if (arguments.size() <= 1 && given.named().isEmpty() && elements(value)) {
                    arguments.forEach(uses::open);
                    return Known.Unknown.VALUE;
                }
            }
            default -> {}
        }
        boolean isLaidOut = value instanceof Known.Printed
                || value instanceof Known.Joined
                || (value instanceof Known.Made made && made.form() == Form.JSON);
        if (isLaidOut && LAYOUT.contains(filter.name())) {
            return value;
        }
        arguments.forEach(uses::open);
        if (NUMBERS.contains(filter.name()) && isOne(value)) {
            return new Known.Made(value, Form.NUMBER);
        }
        if (TEXT.contains(filter.name()) && isOne(value)) {
            return new Known.Made(value, Form.TEXT);
        }
        if (REARRANGING.contains(filter.name()) && arguments.isEmpty()) {
            return new Known.Rearranged(value);
        }
        if (LOOKING.contains(filter.name())) {
            uses.look(value);
            ReadUses.decide(value.reads());
            return Known.Unknown.VALUE;
        }
        uses.open(value);
        return Known.Unknown.VALUE;
    }

    private static boolean isOne(Known value) {
        return value instanceof Known.Read || value instanceof Known.Either || value instanceof Known.Made;
    }

    /** Notes that the elements of a list are printed one after the other; returns false when it is no list of values. */
    private boolean elements(Known value) {
        if (value instanceof Known.Either either && either.options().stream().anyMatch(Known.Read.class::isInstance)) {
            return either.options().stream()
                    .allMatch(option -> option instanceof Known.Items items
                            ? items.reads().isEmpty()
                            : option instanceof Known.Constant || elements(option));
        }
        if (value instanceof Known.Rearranged rearranged) {
            return elements(rearranged.list());
        }
        if (value instanceof Known.Read read) {
            uses.use(value, Kind.LIST);
            uses.use(new Known.Read(read.value().element(), read.circumstances()), Kind.SCALAR);
            return true;
        }
        return false;
    }

    private Known withDefault(Known value, CallArguments given, Map<String, Known> names) {
        List<Expression> positional = given.positional();
        Expression fallback = positional.isEmpty() ? given.named().get("default_value") : positional.get(0);
        Expression always =
                positional.size() > 1 ? positional.get(1) : given.named().get("boolean");
        if (given.rest() != null || given.namedRest() != null) {
            uses.open(value);
            return Known.Unknown.VALUE;
        }
        boolean isForEmpty = always != null
                && !(expressions.of(always, names) instanceof Known.Constant constant && !Truth.of(constant.value()));
        Known other = fallback == null
                ? new Known.Constant("")
                : expressions.of(fallback, names).in(Circumstances.CONDITIONAL);
        return Known.either(value.in(isForEmpty ? Circumstances.UNLESS_EMPTY : Circumstances.OPTIONAL), other);
    }

    Known call(Invocation.Call call, Map<String, Known> names) {
        return call(call, names, Map.of());
    }

    /** @param more values of names that the macro sees besides */
    Known call(Invocation.Call call, Map<String, Known> names, Map<String, Known> more) {
        if (call.subject() instanceof MemberAccess.GetAttribute method) {
            Known owner = expressions.of(method.value(), names);
            if (!(owner instanceof Known.Module)) {
                return method(owner, method.name(), call.arguments(), names);
            }
        }
        Known callee = expressions.of(call.subject(), names);
        if (callee instanceof Known.Macro macro) {
            return macro(macro, call.arguments(), names, more);
        }
        if (callee instanceof Known.BlockCall block) {
            return new Known.Printed(statements.block(block, names));
        }
        List<Known> arguments = arguments(call.arguments(), names);
        if (call.subject() instanceof Expression.Name function && !names.containsKey(function.name())) {
            return function(function.name(), call.arguments(), arguments, names);
        }
        uses.open(callee);
        arguments.forEach(uses::open);
        return Known.Unknown.VALUE;
    }

    private List<Known> arguments(CallArguments arguments, Map<String, Known> names) {
        return arguments.children().stream()
                .map(argument -> expressions.of(argument, names))
                .toList();
    }

    private Known function(String name, CallArguments given, List<Known> arguments, Map<String, Known> names) {
        switch (name) {
            case "job_ref", "lookup" -> arguments.forEach(argument -> uses.use(argument, Kind.STRING));
            case "range" -> arguments.forEach(argument -> uses.use(argument, Kind.ANY));
            case "dict" -> {
                if (given.positional().isEmpty() && given.rest() == null && given.namedRest() == null) {
                    Map<String, Known> entries = new LinkedHashMap<>();
                    given.named().forEach((key, value) -> entries.put(key, expressions.of(value, names)));
                    return new Known.Dict(entries);
                }
                arguments.forEach(uses::open);
            }
            default -> arguments.forEach(uses::open);
        }
        return Known.Unknown.VALUE;
    }

    private Known method(Known owner, String name, CallArguments given, Map<String, Known> names) {
        List<Known> arguments = arguments(given, names);
        if (owner instanceof Known.Either either && name.equals("get")) {
            return either.options().stream()
                    .map(option -> method(option, name, given, names))
                    .reduce(Known::either)
                    .orElse(Known.Unknown.VALUE);
        }
        if (name.equals("get") && !arguments.isEmpty() && isText(arguments.get(0))) {
            Known member = expressions.member(
                    owner, ((Known.Constant) arguments.get(0)).value().toString());
            Known other = arguments.size() > 1 ? arguments.get(1) : new Known.Constant(None.NONE);
            return Known.either(member.in(Circumstances.OPTIONAL), other.in(Circumstances.CONDITIONAL));
        }
        if (owner instanceof Known.Read read) {
            switch (name) {
                case "items", "keys", "values" -> {
                    uses.use(owner, Kind.MAP);
                    return new Known.View(
                            read.value(),
                            switch (name) {
                                case "items" -> Known.View.Part.ITEMS;
                                case "keys" -> Known.View.Part.KEYS;
                                default -> Known.View.Part.VALUES;
                            });
                }
                default -> {}
            }
        }
        arguments.forEach(uses::open);
        if (OF_TEXTS.contains(name) && (owner instanceof Known.Read || owner instanceof Known.Either)) {
            uses.use(owner, Kind.STRING);
            ReadUses.decide(owner.reads());
        } else {
            uses.open(owner);
        }
        return Known.Unknown.VALUE;
    }

    private static boolean isText(Known value) {
        return value instanceof Known.Constant constant && Strings.isString(constant.value());
    }

    private Known macro(Known.Macro macro, CallArguments given, Map<String, Known> names, Map<String, Known> more) {
        if (given.rest() != null || given.namedRest() != null) {
            throw new UnknownReadsException("a macro gets a list of arguments");
        }
        Map<String, Known> inside = new LinkedHashMap<>(macro.names());
        inside.putAll(more);
        MacroTag.Definition definition = macro.definition();
        List<AssignmentTarget.Name> parameters = definition.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            String parameter = parameters.get(i).name();
            int fromEnd = i - parameters.size() + definition.defaults().size();
            Expression named = given.named().get(parameter);
            Known value;
            if (i < given.positional().size()) {
                value = expressions.of(given.positional().get(i), names);
            } else if (named != null) {
                value = expressions.of(named, names);
            } else {
                value = fromEnd < 0
                        ? Known.Unknown.VALUE
                        : expressions.of(definition.defaults().get(fromEnd), inside);
            }
            inside.put(parameter, value);
        }
        given.positional().stream()
                .skip(parameters.size())
                .forEach(argument -> uses.open(expressions.of(argument, names)));
        given.named().forEach((name, argument) -> {
            if (parameters.stream().noneMatch(parameter -> parameter.name().equals(name))) {
                uses.open(expressions.of(argument, names));
            }
        });
        return new Known.Printed(statements.macro(definition, inside));
    }

    /** Returns what a call block prints. */
    Outline callBlock(MacroTag.CallBlock block, Map<String, Known> names) {
        Known caller = new Known.Macro(block.definition(), new LinkedHashMap<>(names));
        Known result = call(block.call(), names, Map.of("caller", caller));
        return uses.print(result, Form.PLAIN, block.position());
    }
}
