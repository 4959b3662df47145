package io.github.dbdsc.cron;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A field of a cron expression: the numbers that it takes, and their names. Texts are in upper case.
 *
 * @param label what messages call it
 * @param names of the numbers from the first on; none when the field takes numbers only
 */
record CronField(String label, int first, int last, List<String> names) {

    static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    /** Everything, one value or a range; then a step. Either part may be missing. */
    private static final Pattern RANGE = Pattern.compile("(?:(\\*)|([0-9A-Z]+)(?:-([0-9A-Z]+))?)?(?:/([0-9]{1,9}))?");

    CronField(String label, int first, int last) {
        this(label, first, last, List.of());
    }

    /**
     * An element of a list of values.
     *
     * @param from the first value
     * @param to the last value; when it is less than the first, the range passes the end of the field
     * @param step the distance between values: 1 when none is given
     */
    record Range(int from, int to, int step) {}

    /** Returns what the field takes, for messages: {@code month (1-12 or JAN-DEC)}. */
    String description() {
        String named = names.isEmpty() ? "" : " or " + names.get(0) + "-" + names.get(names.size() - 1);
        return label + " (" + first + "-" + last + named + ")";
    }

    /** Returns the number that a text stands for; empty when the field does not take it. */
    OptionalInt value(String text) {
        int named = names.indexOf(text);
        if (named >= 0) {
            return OptionalInt.of(first + named);
        }
        int number = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
        return number >= first && number <= last ? OptionalInt.of(number) : OptionalInt.empty();
    }

    /** Returns the range that an element of a list stands for; empty when it is not a range of this field. */
    Optional<Range> range(String element) {
        Matcher parts = RANGE.matcher(element);
        if (element.isEmpty() || !parts.matches()) {
            return Optional.empty();
        }
        String givenStep = parts.group(4);
        int step = givenStep == null ? 1 : Integer.parseInt(givenStep);
        if (parts.group(2) == null) {
            return Optional.of(new Range(first, last, step));
        }
        OptionalInt from = value(parts.group(2));
        OptionalInt to =
                parts.group(3) != null ? value(parts.group(3)) : givenStep != null ? OptionalInt.of(last) : from;
        return from.isPresent() && to.isPresent()
                ? Optional.of(new Range(from.getAsInt(), to.getAsInt(), step))
                : Optional.empty();
    }
}
