package io.github.dbdsc.template.filter;

import io.github.dbdsc.template.text.Urlize;
import io.github.dbdsc.template.text.Whitespace;
import io.github.dbdsc.template.value.Containers;
import io.github.dbdsc.template.value.Evaluation;
import io.github.dbdsc.template.value.Markup;
import io.github.dbdsc.template.value.Numbers;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Repr;
import io.github.dbdsc.template.value.Signature;
import io.github.dbdsc.template.value.Strings;
import io.github.dbdsc.template.value.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;

/** The filter {@code urlize}: addresses in a text become links. */
final class UrlizeFilter {

    private static final Pattern SCHEME = Pattern.compile("[\\w.+-]{2,}:/{0,2}", Pattern.UNICODE_CHARACTER_CLASS);

    private UrlizeFilter() {}

    static Object urlize(Evaluation evaluation, Signature.Bound args) {
        Set<String> rel =
                new TreeSet<>(Whitespace.words(args.has(4) && Truth.of(args.get(4)) ? Strings.of(args.get(4)) : ""));
        rel.add("noopener");
        if (args.isTrue(2)) {
            rel.add("nofollow");
        }
        List<String> schemes = new ArrayList<>();
        if (!args.isNone(5)) {
            for (Object scheme : Containers.list(args.get(5))) {
                if (!SCHEME.matcher(Strings.of(scheme)).matches()) {
                    throw PythonError.filterArgument(Repr.of(scheme) + " is not a valid URI scheme prefix.");
                }
                schemes.add(Strings.of(scheme));
            }
        }
        IntSupplier limit = () -> args.isNone(1) ? Integer.MAX_VALUE : Numbers.intIndex(args.get(1));
        String target = args.isNone(3) ? "" : Strings.of(args.get(3));
        String html = new Urlize(limit, String.join(" ", rel), target, schemes).apply(args.get(0));
        return evaluation.autoescape() ? new Markup(html) : html;
    }
}
