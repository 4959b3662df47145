package io.github.dbdsc.template.filter;

import io.github.dbdsc.template.text.PythonJson;
import io.github.dbdsc.template.value.Arithmetic;
import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.Containers;
import io.github.dbdsc.template.value.Markup;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Signature;
import io.github.dbdsc.template.value.Strings;
import io.github.dbdsc.template.value.Truth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code tojson}, and the original program's {@code jsonify}, which is Python's {@code json.dumps}. */
final class JsonFilters {

    private static final int SKIP_KEYS = 1;
    private static final int ENSURE_ASCII = 2;
    private static final int CHECK_CIRCULAR = 3;
    private static final int ALLOW_NAN = 4;
    private static final int ENCODER = 5;
    private static final int INDENT = 6;
    private static final int SEPARATORS = 7;
    private static final int DEFAULT = 8;
    private static final int SORT_KEYS = 9;

    private JsonFilters() {}

    static @Nullable BuiltIn named(String name) {
        return switch (name) {
            case "tojson" -> BuiltIn.of(name, "value indent?", (evaluation, args) -> toJson(args));
            case "jsonify" ->
                keywordsOnly(BuiltIn.of(
                        name,
                        "obj skipkeys? ensure_ascii? check_circular? allow_nan? cls? indent? separators? default?"
                                + " sort_keys?",
                        (evaluation, args) -> PythonJson.write(args.get(0), options(args))));
            default -> null;
        };
    }

    private static BuiltIn keywordsOnly(BuiltIn dumps) {
        return (evaluation, value, arguments) -> {
            if (arguments.size() > 0) {
                throw PythonError.type(
                        "dumps() takes 1 positional argument but " + (arguments.size() + 1) + " were given");
            }
            return dumps.apply(evaluation, value, arguments);
        };
    }

    private static Object toJson(Signature.Bound args) {
        PythonJson.Options options = args.isNone(1) || Strings.isString(args.get(0))
                ? PythonJson.Options.HTML
                : PythonJson.Options.HTML.indented(forHtml(indent(args.get(1))));
        return new Markup(PythonJson.write(args.get(0), options));
    }

    private static String forHtml(String text) {
        return text.replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("'", "\\u0027");
    }

    private static String indent(Object value) {
        if (Strings.isString(value)) {
            return value.toString();
        }
        return Arithmetic.multiply(" ", value).toString();
    }

    private static PythonJson.Options options(Signature.Bound args) {
        for (int unsupported : new int[] {ENCODER, DEFAULT}) {
            if (!args.isNone(unsupported)) {
                throw PythonError.unsupported("jsonify can't call functions; leave out 'cls' and 'default'");
            }
        }
        if (args.has(CHECK_CIRCULAR) && !Truth.of(args.get(CHECK_CIRCULAR))) {
            throw PythonError.unsupported("jsonify always checks for values that contain themselves");
        }
        PythonJson.Options options = PythonJson.Options.DEFAULT;
        if (!args.isNone(INDENT)) {
            options = options.indented(indent(args.get(INDENT)));
        }
        String itemSeparator = options.itemSeparator();
        String keySeparator = options.keySeparator();
        if (!args.isNone(SEPARATORS)) {
            List<Object> separators = Containers.list(args.get(SEPARATORS));
            if (separators.size() != 2) {
                throw PythonError.value("separators must be a pair of strings");
            }
            itemSeparator = Strings.of(separators.get(0));
            keySeparator = Strings.of(separators.get(1));
        }
        return new PythonJson.Options(
                args.isTrue(SORT_KEYS),
                Truth.of(args.get(ENSURE_ASCII, true)),
                args.isTrue(SKIP_KEYS),
                Truth.of(args.get(ALLOW_NAN, true)),
                options.indent(),
                itemSeparator,
                keySeparator,
                options.forHtml());
    }
}
