package io.github.dbdsc.definition.schema;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A field of a Quartz cron expression, in the order of the expression. Texts are in upper case. */
enum CronField {
    SECONDS(0, 59, ""),
    MINUTES(0, 59, ""),
    HOURS(0, 23, ""),
    DAY_OF_MONTH(1, 31, ""),
    MONTH(1, 12, "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"),
    DAY_OF_WEEK(1, 7, "SUN MON TUE WED THU FRI SAT"),
    YEAR(1970, 2099, "");

    /** Everything, one value or a range; then a step; one of both may be missing. */
    private static final Pattern RANGE = Pattern.compile("(?:(\\*)|([0-9A-Z]+)(?:-([0-9A-Z]+))?)?(?:/([0-9]{1,9}))?");

    /** The last day, days before it, and the weekday nearest to any of these or to a given day. */
    private static final Pattern LAST_OR_WEEKDAY = Pattern.compile("L(?:-([0-9]{1,2}))?W?|([0-9]{1,2})W");

    /** The last day of the week; the last such day of the month; the n-th such day of the month. */
    private static final Pattern LAST_OR_NTH = Pattern.compile("([0-9A-Z]*?)(?:L|#([0-9]+))");

    private static final int MOST_DAYS_BEFORE_LAST = 30;
    private static final int MOST_WEEKS = 5;

    private final int first;
    private final int last;
    /** The values' names in their order, parted by blanks. */
    private final String names;

    CronField(int first, int last, String names) {
        this.first = first;
        this.last = last;
        this.names = names;
    }

    /** What is wrong with this field of an expression. */
    Optional<String> faultIn(String text) {
        if (text.equals("?") && isDay()) {
            return Optional.empty();
        }
        List<String> elements = List.of(text.split(",", -1));
        Optional<String> wrong =
                elements.stream().filter(element -> !isElement(element)).findFirst();
        if (wrong.isPresent()) {
            return Optional.of("'" + wrong.get() + "' does not fit " + description());
        }
        if (mixesLastDay(elements)) {
            return Optional.of("'" + text + "' has a last day together with other days");
        }
        return countsTwice(elements) ? Optional.of("'" + text + "' has more than one #") : Optional.empty();
    }

    private boolean isDay() {
        return this == DAY_OF_MONTH || this == DAY_OF_WEEK;
    }

    private String description() {
        String label = name().toLowerCase(Locale.ROOT).replace('_', '-');
        String range = first + "-" + last;
        String named =
                names.isEmpty() ? "" : " or " + names.substring(0, 3) + "-" + names.substring(names.length() - 3);
        return label + " (" + range + named + ")";
    }

    private boolean isElement(String text) {
        return isRange(text)
                || (this == DAY_OF_MONTH && isLastOrWeekday(text))
                || (this == DAY_OF_WEEK && isLastOrNth(text));
    }

    private boolean isRange(String text) {
        Matcher range = RANGE.matcher(text);
        if (text.isEmpty() || !range.matches()) {
            return false;
        }
        String from = range.group(2);
        String to = range.group(3);
        if (from == null) {
            return range.group(4) == null || isStep(range.group(4));
        }
        // a range may pass the end and go on from the start, except that years do not come again
        return isValue(from) && (to == null || (isValue(to) && (this != YEAR || from.compareTo(to) <= 0)));
    }

    /** Quartz refuses a step over everything that is longer than the field; from a given value it takes any. */
    private boolean isStep(String text) {
        return Integer.parseInt(text) <= last;
    }

    private boolean isValue(String text) {
        if (!text.isEmpty() && List.of(names.split(" ", -1)).contains(text)) {
            return true;
        }
        return text.matches("[0-9]{1,4}") && Integer.parseInt(text) >= first && Integer.parseInt(text) <= last;
    }

    private static boolean isLastOrWeekday(String text) {
        Matcher day = LAST_OR_WEEKDAY.matcher(text);
        return day.matches()
                && (day.group(1) == null || Integer.parseInt(day.group(1)) <= MOST_DAYS_BEFORE_LAST)
                && (day.group(2) == null || DAY_OF_MONTH.isValue(day.group(2)));
    }

    private static boolean isLastOrNth(String text) {
        Matcher day = LAST_OR_NTH.matcher(text);
        if (!day.matches()) {
            return false;
        }
        String week = day.group(2);
        return week == null
                ? day.group(1).isEmpty() || DAY_OF_WEEK.isValue(day.group(1))
                : DAY_OF_WEEK.isValue(day.group(1)) && week.matches("[1-" + MOST_WEEKS + "]");
    }

    /** Quartz does not take last days together with other days. */
    private boolean mixesLastDay(List<String> elements) {
        return isDay() && elements.size() > 1 && elements.stream().anyMatch(text -> text.contains("L"));
    }

    /** Quartz takes one n-th day of the week, not several. */
    private static boolean countsTwice(List<String> elements) {
        return elements.stream().filter(text -> text.contains("#")).count() > 1;
    }
}
