package io.github.dbdsc.template.scope;

import io.github.dbdsc.template.value.Position;

/**
 * Where in a template something is printed.
 *
 * @param position where it stands, or begins
 * @param lineByLine whether the text is the template's own, so that each line feed in it leads to the next line
 */
public record Origin(Position position, boolean lineByLine) {

    /** A value, which stands in one place however many lines it has. */
    public static Origin ofValue(Position position) {
        return new Origin(position, false);
    }

    /** The template's own text. */
    public static Origin ofText(Position position, String text) {
        return new Origin(position, text.indexOf('\n') >= 0);
    }

    /** Whether all of this and all of the other come from one line. */
    boolean sharesLineWith(Origin other) {
        return !lineByLine
                && !other.lineByLine
                && position.line() == other.position.line()
                && position.template().equals(other.position.template());
    }
}
