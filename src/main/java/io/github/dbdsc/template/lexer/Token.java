package io.github.dbdsc.template.lexer;

import io.github.dbdsc.template.value.Position;

/**
 * A piece of template source.
 *
 * @param text a name, operator, number or template data as written; a string with its escapes resolved
 * @param value a literal's value, otherwise the text
 */
public record Token(Type type, String text, Object value, Position position) {

    /** The kinds of tokens, with the words messages use for them. */
    public enum Type {
        DATA("template data"),
        VARIABLE_BEGIN("begin of print statement"),
        VARIABLE_END("end of print statement"),
        BLOCK_BEGIN("begin of statement block"),
        BLOCK_END("end of statement block"),
        NAME("name"),
        STRING("string"),
        INTEGER("integer"),
        FLOAT("float"),
        OPERATOR("operator"),
        END("end of template");

        private final String description;

        Type(String description) {
            this.description = description;
        }

        String description() {
            return description;
        }
    }

    public boolean is(Type wanted) {
        return type == wanted;
    }

    public boolean isName(String name) {
        return type == Type.NAME && text.equals(name);
    }

    public boolean isOperator(String operator) {
        return type == Type.OPERATOR && text.equals(operator);
    }

    /** Returns the words with which messages refer to the token. */
    public String described() {
        return type == Type.NAME || type == Type.OPERATOR ? text : type.description();
    }
}
