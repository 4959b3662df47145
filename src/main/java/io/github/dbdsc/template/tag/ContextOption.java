package io.github.dbdsc.template.tag;

/** The words {@code with context} and {@code without context}. */
final class ContextOption {

    private ContextOption() {}

    static boolean isNext(StatementParser parser) {
        var token = parser.tokens().current();
        return (token.isName("with") || token.isName("without"))
                && parser.tokens().look().isName("context");
    }

    static boolean parse(StatementParser parser, boolean otherwise) {
        if (!isNext(parser)) {
            return otherwise;
        }
        boolean with = parser.tokens().next().text().equals("with");
        parser.tokens().next();
        return with;
    }
}
