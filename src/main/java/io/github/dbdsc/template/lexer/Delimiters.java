package io.github.dbdsc.template.lexer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The patterns that find where tags, prints and comments start and end. Made once for all templates of a syntax, because
 * a new JVM is slow to compile patterns.
 */
public final class Delimiters {

    /** What a start delimiter opens. */
    enum Kind {
        RAW,
        VARIABLE,
        LINE_STATEMENT,
        LINE_COMMENT,
        COMMENT,
        BLOCK
    }

    private static final int FLAGS = Pattern.DOTALL | Pattern.MULTILINE | Pattern.UNIX_LINES;

    /** White space as Python's patterns understand it, spelled out because the flag for it slows down a cold start. */
    private static final String SPACE =
            "[\\s\\x1c-\\x1f\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]*";

    final Syntax syntax;
    private final Pattern start;
    final Pattern blockEnd;
    final Pattern variableEnd;
    final Pattern commentEnd;
    final Pattern rawEnd;
    final Pattern lineStatementEnd = Pattern.compile("\\s*(?:\\n|$)", FLAGS);

    public Delimiters(Syntax syntax) {
        this.syntax = syntax;
        String blockStart = Pattern.quote(syntax.blockStart());
        String suffix = syntax.trimBlocks() ? "\\n?" : "";
        this.start = Pattern.compile(startPattern(syntax), FLAGS);
        this.blockEnd = Pattern.compile(end(syntax.blockEnd(), suffix), FLAGS);
        String variableEndText = Pattern.quote(syntax.variableEnd());
        this.variableEnd = Pattern.compile("-" + variableEndText + SPACE + "|" + variableEndText, FLAGS);
        this.commentEnd = Pattern.compile(end(syntax.commentEnd(), suffix), FLAGS);
        this.rawEnd = Pattern.compile(
                blockStart + "(?<rawendsign>[-+]?)" + SPACE + "endraw" + SPACE + end(syntax.blockEnd(), suffix), FLAGS);
    }

    private static String end(String delimiter, String suffix) {
        String quoted = Pattern.quote(delimiter);
        return "(?:\\+" + quoted + "|-" + quoted + SPACE + "|" + quoted + suffix + ")";
    }

    private record Rule(Kind kind, String delimiter, String pattern) {}

    private static String startPattern(Syntax syntax) {
        List<Rule> rules = new ArrayList<>();
        rules.add(new Rule(Kind.VARIABLE, syntax.variableStart(), Pattern.quote(syntax.variableStart())));
        if (!syntax.lineStatementPrefix().isEmpty()) {
            String prefix = syntax.lineStatementPrefix();
            rules.add(new Rule(Kind.LINE_STATEMENT, prefix, "^[ \\t\\x0b]*" + Pattern.quote(prefix)));
        }
        if (!syntax.lineCommentPrefix().isEmpty()) {
            String prefix = syntax.lineCommentPrefix();
            rules.add(new Rule(Kind.LINE_COMMENT, prefix, "(?:^|(?<=\\S))[^\\S\\r\\n]*" + Pattern.quote(prefix)));
        }
        rules.add(new Rule(Kind.COMMENT, syntax.commentStart(), Pattern.quote(syntax.commentStart())));
        rules.add(new Rule(Kind.BLOCK, syntax.blockStart(), Pattern.quote(syntax.blockStart())));
        // the longest first, so that none hides another with the same beginning
        rules.sort(
                Comparator.comparingInt((Rule rule) -> rule.delimiter.length()).reversed());
        String blockEnd = Pattern.quote(syntax.blockEnd());
        StringBuilder pattern = new StringBuilder("(?<RAW>" + Pattern.quote(syntax.blockStart()) + "(?<RAWsign>[-+]?)"
                + SPACE + "raw" + SPACE + "(?:-" + blockEnd + SPACE + "|" + blockEnd + "))");
        for (Rule rule : rules) {
            String group = groupName(rule.kind);
            pattern.append("|(?<" + group + ">" + rule.pattern + "(?<" + group + "sign>[-+]?))");
        }
        return pattern.toString();
    }

    private static String groupName(Kind kind) {
        return kind.name().replace("_", "");
    }

    Matcher starts(String source) {
        return start.matcher(source);
    }

    static Kind kind(Matcher start) {
        for (Kind kind : Kind.values()) {
            if (hasGroup(start, kind) && start.group(groupName(kind)) != null) {
                return kind;
            }
        }
        throw new IllegalStateException("no delimiter matched");
    }

    private static boolean hasGroup(Matcher start, Kind kind) {
        return start.pattern().pattern().contains("(?<" + groupName(kind) + ">");
    }

    static String sign(Matcher start, Kind kind) {
        String sign = start.group(groupName(kind) + "sign");
        return sign == null ? "" : sign;
    }
}
