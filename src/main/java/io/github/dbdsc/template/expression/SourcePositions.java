package io.github.dbdsc.template.expression;

import io.github.dbdsc.template.value.Position;
import java.util.Arrays;

/** Finds line and column of an offset in a template's source. */
final class SourcePositions {

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
