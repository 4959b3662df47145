package io.github.dbdsc.cron;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A field of a timer's expression, read as NCrontab reads it, which the Functions host uses. It differs from other kinds of
 * cron: a range whose start is the larger number has its ends swapped; a step may be larger than the field, and one below 1
 * is 1; {@code 5/1} is 5 alone; a name may be cut off anywhere; and Sunday is 0 only.
 *
 * @param label what messages call it
 * @param names of the numbers from the first on, whole; none when the field takes numbers only
 * @see <a href="https://github.com/atifaziz/NCrontab">NCrontab, CrontabFieldImpl and CrontabField</a>
 */
record TimerField(String label, int first, int last, List<String> names) {

    static final List<String> MONTHS = List.of(
            "JANUARY",
            "FEBRUARY",
            "MARCH",
            "APRIL",
            "MAY",
            "JUNE",
            "JULY",
            "AUGUST",
            "SEPTEMBER",
            "OCTOBER",
            "NOVEMBER",
            "DECEMBER");
    static final List<String> DAYS =
            List.of("SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY");

    /** Everything, one value or a range; then a step. */
    private static final Pattern ELEMENT =
            Pattern.compile("(?:(\\*)|([0-9A-Z]+)(?:-([0-9A-Z]+))?)(?:/([+-]?[0-9]{1,9}))?");

    TimerField(String label, int first, int last) {
        this(label, first, last, List.of());
    }

    /**
     * Returns the values of a field.
     *
     * @param text in upper case
     * @throws IllegalArgumentException naming the element that does not fit
     */
    BitSet values(String text) {
        BitSet values = new BitSet();
        for (String element : text.split(",", -1)) {
            values.or(ofElement(element)
                    .orElseThrow(
                            () -> new IllegalArgumentException("'" + element + "' does not fit " + description())));
        }
        return values;
    }

    private Optional<BitSet> ofElement(String element) {
        Matcher parts = ELEMENT.matcher(element);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int step = parts.group(4) == null ? 1 : Integer.parseInt(parts.group(4));
        if (parts.group(1) != null) {
            return Optional.of(range(first, last, step));
        }
        OptionalInt from = value(parts.group(2));
        boolean isOpen = parts.group(3) == null && step != 1;
        OptionalInt to = isOpen ? OptionalInt.of(last) : parts.group(3) == null ? from : value(parts.group(3));
        return from.isPresent() && to.isPresent()
                ? Optional.of(range(from.getAsInt(), to.getAsInt(), step))
                : Optional.empty();
    }

    private static BitSet range(int one, int other, int step) {
        BitSet values = new BitSet();
        for (int value = Math.min(one, other); value <= Math.max(one, other); value += Math.max(step, 1)) {
            values.set(value);
        }
        return values;
    }

    private OptionalInt value(String text) {
        if (Character.isDigit(text.charAt(0))) {
            int number = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
            return number >= first && number <= last ? OptionalInt.of(number) : OptionalInt.empty();
        }
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).startsWith(text)) {
                return OptionalInt.of(first + i);
            }
        }
        return OptionalInt.empty();
    }

    /** Returns what the field takes, for messages: {@code month (1-12 or Jan-Dec)}. */
    private String description() {
        String named = names.isEmpty() ? "" : " or " + abbreviated(0) + "-" + abbreviated(names.size() - 1);
        return label + " (" + first + "-" + last + named + ")";
    }

    private String abbreviated(int index) {
        return names.get(index).substring(0, 3);
    }
}
