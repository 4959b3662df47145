package io.github.dbdsc.model;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Secrets in a text that names them itself: a line of JSON, JSON within JSON, which an argument often is, or {@code
 * --token=…}.
 */
final class NamedSecrets {

    /** In JSON within JSON, a backslash is before each quote. A value ends where its kind of quote comes again, or its line. */
    private static final Pattern PAIR = Pattern.compile(
            "(\\\\{0,3}[\"'])([\\w.-]{1,100})\\1\\s{0,20}[:=]\\s{0,20}" + "\\1([^\\n]{1,1000}?)(?:(?<!\\\\)\\1|\\n|$)");

    private static final Pattern ASSIGNMENT = Pattern.compile("()(-{0,2}[A-Za-z][\\w.-]{0,200})=(\\S+)");

    private static final int NAME = 2;
    private static final int VALUE = 3;

    private NamedSecrets() {}

    /** Returns what kind of secret a text names first; empty when it names none. */
    static Optional<String> kindIn(String text) {
        if (text.length() > SecretForm.LONGEST || (text.indexOf('=') < 0 && text.indexOf(':') < 0)) {
            return Optional.empty();
        }
        Matcher assignment = ASSIGNMENT.matcher(text);
        Optional<String> assigned = assignment.matches() ? kindOf(assignment) : Optional.empty();
        return assigned.isPresent()
                ? assigned
                : PAIR.matcher(text)
                        .results()
                        .flatMap(pair -> kindOf(pair).stream())
                        .findFirst();
    }

    /** Returns the text with {@link SecretForm#HIDDEN} in place of the values in quotes that it names as secrets. */
    static String hiddenIn(String text) {
        StringBuilder shown = new StringBuilder();
        int told = 0;
        for (MatchResult pair : PAIR.matcher(text).results().toList()) {
            if (kindOf(pair).isPresent()) {
                shown.append(text, told, pair.start(VALUE)).append(SecretForm.HIDDEN);
                told = pair.end(VALUE);
            }
        }
        return shown.append(text, told, text.length()).toString();
    }

    private static Optional<String> kindOf(MatchResult pair) {
        return SecretName.kindOf(pair.group(NAME), pair.group(VALUE));
    }
}
