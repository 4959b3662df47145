package io.github.dbdsc.template.lexer;

import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Strings;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a template into tokens and applies the white space rules around tags, as Jinja2's {@code lexer.py} does: one token
 * when the parser asks for it, so that the first mistake is reported rather than what is odd further down because of it.
 */
public final class Lexer {

    private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");

    private final Syntax syntax;
    private final Delimiters delimiters;
    private final String source;
    private final SourcePositions positions;
    private final Matcher starts;
    private int at;
    private boolean lineStarting = true;
    private Position last;

    /** What a start delimiter has just opened; null when what it opens has been read, too. */
    private Delimiters.@Nullable Kind opened;

    private int openedAt;
    private @Nullable OpenTag tag;

    /** A tag whose end has not been read yet. */
    private record OpenTag(TagScanner scanner, Matcher end, Token.Type endType) {}

    /** @param template its name, for positions */
    public Lexer(String template, String source, Delimiters delimiters) {
        this.syntax = delimiters.syntax;
        this.delimiters = delimiters;
        String unix =
                source.indexOf('\r') < 0 ? source : LINE_END.matcher(source).replaceAll("\n");
        boolean dropEnd = !syntax.keepTrailingNewline() && unix.endsWith("\n");
        this.source = dropEnd ? unix.substring(0, unix.length() - 1) : unix;
        this.positions = new SourcePositions(template, this.source);
        this.starts = delimiters.starts(this.source);
        this.last = positions.at(0);
    }

    /**
     * Reads the next token. At the end of the template that is one of type {@link Token.Type#END}, at the place of the
     * token before, again and again.
     *
     * @throws PythonError TemplateSyntaxError with its position
     */
    Token next() {
        Token token = null;
        while (token == null) {
            Delimiters.Kind kind = opened;
            OpenTag current = tag;
            if (current != null) {
                token = inside(current);
            } else if (kind != null) {
                opened = null;
                token = open(kind);
            } else if (at < source.length()) {
                token = outside();
            } else {
                token = new Token(Token.Type.END, "", "", last);
            }
        }
        last = token.position();
        return token;
    }

    private @Nullable Token outside() {
        int start = at;
        if (!starts.find(at)) {
            at = source.length();
            return data(source.substring(start), start);
        }
        Delimiters.Kind kind = Delimiters.kind(starts);
        String text = beforeTag(source.substring(at, starts.start()), Delimiters.sign(starts, kind), kind);
        openedAt = starts.start();
        opened = kind;
        moveTo(starts.end());
        return data(text, start);
    }

    private @Nullable Token open(Delimiters.Kind kind) {
        return switch (kind) {
            case RAW -> raw();
            case COMMENT -> comment();
            case LINE_COMMENT -> lineComment();
            case VARIABLE -> tag(Token.Type.VARIABLE_BEGIN, Token.Type.VARIABLE_END, delimiters.variableEnd);
            case BLOCK -> tag(Token.Type.BLOCK_BEGIN, Token.Type.BLOCK_END, delimiters.blockEnd);
            case LINE_STATEMENT -> tag(Token.Type.BLOCK_BEGIN, Token.Type.BLOCK_END, delimiters.lineStatementEnd);
        };
    }

    private void moveTo(int offset) {
        at = offset;
        lineStarting = source.charAt(at - 1) == '\n';
    }

    private @Nullable Token data(String text, int offset) {
        if (text.isEmpty()) {
            return null;
        }
        String normal = syntax.newlineSequence().equals("\n") ? text : text.replace("\n", syntax.newlineSequence());
        return new Token(Token.Type.DATA, normal, normal, positions.at(offset));
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

    private @Nullable Token raw() {
        int start = at;
        Matcher end = delimiters.rawEnd.matcher(source);
        if (!end.find(at)) {
            return openToTheEnd("Missing end of raw directive", at);
        }
        String text = beforeTag(source.substring(at, end.start()), end.group("rawendsign"), Delimiters.Kind.RAW);
        moveTo(end.end());
        return data(text, start);
    }

    private @Nullable Token comment() {
        Matcher end = delimiters.commentEnd.matcher(source);
        if (!end.find(at)) {
            return openToTheEnd("Missing end of comment tag", openedAt);
        }
        moveTo(end.end());
        return null;
    }

    /** As in Jinja2, a template may end in the tag that opens a comment or raw text. */
    private @Nullable Token openToTheEnd(String message, int offset) {
        if (at < source.length()) {
            throw error(message, offset);
        }
        return null;
    }

    private @Nullable Token lineComment() {
        int end = source.indexOf('\n', at);
        moveTo(end < 0 ? source.length() : end);
        return null;
    }

    private Token tag(Token.Type begin, Token.Type endType, Pattern end) {
        tag = new OpenTag(new TagScanner(source, positions), end.matcher(source), endType);
        return new Token(begin, "", "", positions.at(openedAt));
    }

    private Token inside(OpenTag open) {
        while (true) {
            if (open.scanner.isBalanced()
                    && open.end.region(at, source.length()).lookingAt()) {
                Token token = new Token(open.endType, "", "", positions.at(at));
                tag = null;
                moveTo(open.end.end());
                return token;
            }
            if (at >= source.length()) {
                tag = null;
                return new Token(Token.Type.END, "", "", last);
            }
            if (Strings.isSpace(source.charAt(at))) {
                at++;
            } else {
                Token token = open.scanner.next(at);
                at = open.scanner.end();
                return token;
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
