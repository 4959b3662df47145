package io.github.dbdsc.template.runtime;

import io.github.dbdsc.template.value.Position;
import java.util.Arrays;
import java.util.Optional;

/** Records which line of which template each part of a rendered text comes from: one entry per change of line. */
public final class OutputLines {

    /** Half a megabyte, where a job's settings need some hundred entries. What is printed after that is not traced. */
    private static final int MAX_ENTRIES = 1 << 16;

    private static final int INITIAL_CAPACITY = 64;

    private int[] starts = new int[INITIAL_CAPACITY];
    private Origin[] origins = new Origin[INITIAL_CAPACITY];
    private int count;
    private int tracedUntil = Integer.MAX_VALUE;

    /**
     * Where in a template something is printed.
     *
     * @param position where it stands or begins
     * @param lineByLine whether the text is the template's own, so that each line feed in it leads to the next line
     */
    public record Origin(Position position, boolean lineByLine) {

        /** Makes the origin of a value, which stands in one place however many lines it has. */
        public static Origin ofValue(Position position) {
            return new Origin(position, false);
        }

        /** Makes the origin of the template's own text. */
        public static Origin ofText(Position position, String text) {
            return new Origin(position, text.indexOf('\n') >= 0);
        }

        /** Returns whether all of this and all of the other come from one line. */
        boolean sharesLineWith(Origin other) {
            return !lineByLine
                    && !other.lineByLine
                    && position.line() == other.position.line()
                    && position.template().equals(other.position.template());
        }
    }

    void printed(int start, Origin origin) {
        boolean sameLine = count > 0 && origins[count - 1].sharesLineWith(origin);
        if (sameLine || tracedUntil != Integer.MAX_VALUE) {
            return;
        }
        if (count == MAX_ENTRIES) {
            tracedUntil = start;
            return;
        }
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            origins = Arrays.copyOf(origins, count * 2);
        }
        starts[count] = start;
        origins[count++] = origin;
    }

    /**
     * Finds the line that printed a character.
     *
     * @param text the whole rendered text
     * @param offset the character's; the text's length stands for its last one
     * @return the position of that line's first character; empty when it is not known
     */
    public Optional<Position> at(String text, int offset) {
        if (offset >= tracedUntil || count == 0) {
            return Optional.empty();
        }
        int place = Math.min(offset, text.length() - 1);
        int found = Arrays.binarySearch(starts, 0, count, place);
        int index = found >= 0 ? found : -found - 2;
        Origin origin = origins[index];
        long passed = origin.lineByLine()
                ? text.substring(starts[index], place)
                        .chars()
                        .filter(c -> c == '\n')
                        .count()
                : 0;
        Position position = origin.position();
        return Optional.of(new Position(position.template(), position.line() + (int) passed, 1));
    }
}
