package io.github.dbdsc.template.lexer;

/**
 * How templates are written: the options of Jinja2's environment that its lexer reads.
 *
 * @param trimBlocks drop the first line end after a tag
 * @param lstripBlocks drop white space before a tag that starts a line
 * @param keepTrailingNewline keep a line end at the very end of the template
 * @param newlineSequence what every line end becomes
 * @param lineStatementPrefix starts a line that is a statement; empty for none
 * @param lineCommentPrefix starts a comment up to the end of the line; empty for none
 */
public record Syntax(
        String blockStart,
        String blockEnd,
        String variableStart,
        String variableEnd,
        String commentStart,
        String commentEnd,
        String lineStatementPrefix,
        String lineCommentPrefix,
        boolean trimBlocks,
        boolean lstripBlocks,
        boolean keepTrailingNewline,
        String newlineSequence) {

    /** Jinja2's defaults. */
    public static final Syntax DEFAULT =
            new Syntax("{%", "%}", "{{", "}}", "{#", "#}", "", "", false, false, false, "\n");
}
