package io.github.dbdsc.template.scope;

import io.github.dbdsc.template.value.Position;
import java.util.Arrays;
import java.util.Optional;

/** Which line of which template each part of a rendered text came from. Taken down only where the line changes. */
public final class OutputLines {

    /** Half a megabyte; settings of a job need some hundred. What is printed after that is not traced. */
    private static final int MOST = 1 << 16;

    private static final int FIRST_CAPACITY = 64;

    private int[] starts = new int[FIRST_CAPACITY];
    private Origin[] origins = new Origin[FIRST_CAPACITY];
    private int count;
    private int tracedUntil = Integer.MAX_VALUE;

    void printed(int start, Origin origin) {
        boolean sameLine = count > 0 && origins[count - 1].sharesLineWith(origin);
        if (sameLine || tracedUntil != Integer.MAX_VALUE) {
            return;
        }
        if (count == MOST) {
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
     * The line that printed a character.
     *
     * @param text the whole rendered text
     * @param offset of the character; the text's length stands for its last one
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
