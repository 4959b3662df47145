package io.github.dbdsc.local;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a configuration file of git, in the syntax that git-config describes: variables may stand beside the header of
 * their section, values in quotes or over several lines. Files that it includes are not read.
 */
final class GitConfig {

    /** A section's name is in brackets, with the subsection in quotes. */
    private static final Pattern SECTION =
            Pattern.compile("\\[[ \\t]*([\\w.-]+)(?:[ \\t]+\"((?:[^\"\\\\\\n]|\\\\.)*)\")?[ \\t]*]");

    private static final Pattern VARIABLE = Pattern.compile("([a-zA-Z][\\w-]*)[ \\t]*=");

    private final String text;
    private int at;

    private GitConfig(String text) {
        this.text = text.replace("\r\n", "\n");
    }

    /**
     * Returns the first value of a variable. Names of sections and variables are the same in upper and lower case; those
     * of subsections are not, except in the old form {@code [section.subsection]}.
     */
    static Optional<String> first(String text, String section, String subsection, String name) {
        return new GitConfig(text).first(section, subsection, name);
    }

    private Optional<String> first(String section, String subsection, String name) {
        boolean inside = false;
        while (at < text.length()) {
            Matcher header = SECTION.matcher(text).region(at, text.length());
            Matcher variable = VARIABLE.matcher(text).region(at, text.length());
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else if (header.lookingAt()) {
                at = header.end();
                inside = isNamed(header, section, subsection);
            } else if (variable.lookingAt()) {
                at = variable.end();
                String value = value();
                if (inside && variable.group(1).equalsIgnoreCase(name)) {
                    return Optional.of(value);
                }
            } else {
                skipLine(); // a comment, a variable without a value, or nothing that git would take
            }
        }
        return Optional.empty();
    }

    private static boolean isNamed(Matcher header, String section, String subsection) {
        String quoted = header.group(2);
        return quoted == null
                ? header.group(1).equalsIgnoreCase(section + "." + subsection)
                : header.group(1).equalsIgnoreCase(section)
                        && quoted.replaceAll("\\\\(.)", "$1").equals(subsection);
    }

    /** Reads a value to the end of its line: without quotes, comment and the blanks around it. */
    private String value() {
        StringBuilder value = new StringBuilder();
        int end = 0; // blanks after it do not count
        boolean quoted = false;
        while (at < text.length() && text.charAt(at) != '\n') {
            char c = text.charAt(at);
            if (!quoted && (c == '#' || c == ';')) {
                skipLine();
                break;
            }
            at++;
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && at < text.length()) {
                char escaped = text.charAt(at++);
                if (escaped != '\n') { // else the value goes on in the next line
                    value.append(unescaped(escaped));
                    end = value.length();
                }
            } else if (quoted || !Character.isWhitespace(c)) {
                value.append(c);
                end = value.length();
            } else if (end > 0) {
                value.append(c);
            }
        }
        return value.substring(0, end);
    }

    private static char unescaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'b' -> '\b';
            default -> c;
        };
    }

    private void skipLine() {
        int newline = text.indexOf('\n', at);
        at = newline < 0 ? text.length() : newline;
    }
}
