package io.github.dbdsc.template.lexer;

import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Strings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a template into tokens and applies the white space rules around tags, as Jinja2's {@code lexer.py} does. */
public final class Lexer {

    private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");

    private final Syntax syntax;
    private final Delimiters delimiters;
    private final String source;
    private final SourcePositions positions;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private boolean lineStarting = true;

    private Lexer(String template, String source, Delimiters delimiters) {
        this.syntax = delimiters.syntax;
        this.delimiters = delimiters;
        String unix = LINE_END.matcher(source).replaceAll("\n");
        boolean dropEnd = !syntax.keepTrailingNewline() && unix.endsWith("\n");
        this.source = dropEnd ? unix.substring(0, unix.length() - 1) : unix;
        this.positions = new SourcePositions(template, this.source);
    }

    /**
     * Cuts a whole template.
     *
     * @param template its name, for positions
     * @throws PythonError TemplateSyntaxError with its position
     */
    public static List<Token> tokens(String template, String source, Delimiters delimiters) {
        Lexer lexer = new Lexer(template, source, delimiters);
        lexer.run();
        return lexer.tokens;
    }

    private void run() {
        Matcher start = delimiters.starts(source);
        while (start.find(at)) {
            Delimiters.Kind kind = Delimiters.kind(start);
            data(beforeTag(source.substring(at, start.start()), Delimiters.sign(start, kind), kind), at);
            int tagStart = start.start();
            at = start.end();
            lineStarting = source.charAt(at - 1) == '\n';
            switch (kind) {
                case RAW -> raw(tagStart);
                case COMMENT -> comment(tagStart);
                case LINE_COMMENT -> lineComment();
                case VARIABLE ->
                    tag(Token.Type.VARIABLE_BEGIN, Token.Type.VARIABLE_END, delimiters.variableEnd, tagStart);
                case BLOCK -> tag(Token.Type.BLOCK_BEGIN, Token.Type.BLOCK_END, delimiters.blockEnd, tagStart);
                case LINE_STATEMENT ->
                    tag(Token.Type.BLOCK_BEGIN, Token.Type.BLOCK_END, delimiters.lineStatementEnd, tagStart);
            }
            lineStarting = at > 0 && source.charAt(at - 1) == '\n';
        }
        data(source.substring(at), at);
        tokens.add(new Token(Token.Type.END, "", "", positions.at(source.length())));
    }

    private void data(String text, int offset) {
        if (!text.isEmpty()) {
            String normal = syntax.newlineSequence().equals("\n") ? text : text.replace("\n", syntax.newlineSequence());
            tokens.add(new Token(Token.Type.DATA, normal, normal, positions.at(offset)));
        }
    }

    private String beforeTag(String text, String sign, Delimiters.Kind kind) {
        if (sign.equals("-")) {
            int end = text.length();
            while (end > 0 && Strings.isSpace(text.charAt(end - 1))) {
                end--;
            }
            return text.substring(0, end);
        }
        boolean strips = syntax.lstripBlocks() && !sign.equals("+") && kind != Delimiters.Kind.VARIABLE;
        if (strips) {
            int line = text.lastIndexOf('\n') + 1;
            boolean blank = text.substring(line).chars().allMatch(Strings::isSpace);
            if (blank && (line > 0 || lineStarting)) {
                return text.substring(0, line);
            }
        }
        return text;
    }

    private void raw(int tagStart) {
        Matcher end = delimiters.rawEnd.matcher(source);
        if (!end.find(at)) {
            throw error("Missing end of raw directive", tagStart);
        }
        String text = source.substring(at, end.start());
        data(beforeTag(text, end.group("rawendsign"), Delimiters.Kind.RAW), at);
        at = end.end();
    }

    private void comment(int tagStart) {
        Matcher end = delimiters.commentEnd.matcher(source);
        if (!end.find(at)) {
            throw error("Missing end of comment tag", tagStart);
        }
        at = end.end();
    }

    private void lineComment() {
        int end = source.indexOf('\n', at);
        at = end < 0 ? source.length() : end;
    }

    private void tag(Token.Type begin, Token.Type end, Pattern endPattern, int tagStart) {
        tokens.add(new Token(begin, "", "", positions.at(tagStart)));
        Matcher endMatcher = endPattern.matcher(source);
        TagScanner scanner = new TagScanner(source, positions);
        while (true) {
            if (scanner.isBalanced() && endMatcher.region(at, source.length()).lookingAt()) {
                tokens.add(new Token(end, "", "", positions.at(at)));
                at = endMatcher.end();
                return;
            }
            if (at >= source.length()) {
                return;
            }
            if (Strings.isSpace(source.charAt(at))) {
                at++;
            } else {
                tokens.add(scanner.next(at));
                at = scanner.end();
            }
        }
    }

    private PythonError error(String message, int offset) {
        Position place = positions.at(offset);
        return new PythonError(PythonError.Kind.TEMPLATE_SYNTAX_ERROR, message).at(place);
    }

    /** Finds the line and column of an offset in a template's source. */
    static final class SourcePositions {

        private final String template;
        private final int[] lineStarts;

        SourcePositions(String template, String source) {
            this.template = template;
            int[] starts = new int[16];
            int count = 1;
            for (int i = source.indexOf('\n'); i >= 0; i = source.indexOf('\n', i + 1)) {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, count * 2);
                }
                starts[count++] = i + 1;
            }
            this.lineStarts = Arrays.copyOf(starts, count);
        }

        Position at(int offset) {
            int found = Arrays.binarySearch(lineStarts, offset);
            int line = found >= 0 ? found : -found - 2;
            return new Position(template, line + 1, offset - lineStarts[line] + 1);
        }
    }
}
