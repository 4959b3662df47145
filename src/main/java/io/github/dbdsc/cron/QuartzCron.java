package io.github.dbdsc.cron;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Finds what is wrong with a cron expression in Quartz syntax: six fields separated by blanks, seconds first, and
 * optionally the year as a seventh. Only what Quartz can't read is a fault; an expression that never fires is not.
 */
public final class QuartzCron {

    private static final CronField DAY_OF_MONTH = new CronField("day-of-month", 1, 31);
    private static final CronField DAY_OF_WEEK = new CronField("day-of-week", 1, 7, CronField.DAYS);
    private static final CronField YEAR = new CronField("year", 1970, 2099);

    private static final List<CronField> FIELDS = List.of(
            new CronField("seconds", 0, 59),
            new CronField("minutes", 0, 59),
            new CronField("hours", 0, 23),
            DAY_OF_MONTH,
            new CronField("month", 1, 12, CronField.MONTHS),
            DAY_OF_WEEK,
            YEAR);

    private static final String FORM = "seconds minutes hours day-of-month month day-of-week [year]";
    private static final int MANDATORY = FIELDS.size() - 1;

    /** Leaves a day open, since the other field says which days are meant. */
    private static final String UNSPECIFIED = "?";

    /** The last day, days before it, and the weekday nearest to any of these or to a given day. */
    private static final Pattern LAST_OR_WEEKDAY = Pattern.compile("L(?:-([0-9]{1,2}))?W?|([0-9]{1,2})W");

    /** The last day of the week; the last such day of the month; the n-th such day of the month. */
    private static final Pattern LAST_OR_NTH = Pattern.compile("([0-9A-Z]*?)(?:L|#([0-9]+))");

    private static final int MOST_DAYS_BEFORE_LAST = 30;
    private static final int MOST_WEEKS = 5;

    /** A step after everything or after a number. */
    private static final Pattern STEP = Pattern.compile("(?:\\*|[0-9]+)?/[0-9]+");

    /** A range from a number to a name, or the other way round: Quartz reads two of a kind. */
    private static final Pattern MIXED = Pattern.compile("(?:[0-9]+-[A-Z]|[A-Z]+-[0-9]).*");

    private QuartzCron() {}

    /** Returns the first fault, or empty when the expression is valid. */
    public static Optional<String> faultIn(String expression) {
        List<String> fields =
                List.of(expression.strip().toUpperCase(Locale.ROOT).split("\\s+", -1));
        return countFault(fields)
                .or(() -> IntStream.range(0, fields.size())
                        .mapToObj(i -> faultIn(FIELDS.get(i), fields.get(i)).orElse(null))
                        .filter(Objects::nonNull)
                        .findFirst())
                .or(() -> dayFault(fields));
    }

    private static Optional<String> countFault(List<String> fields) {
        int count = fields.size();
        if (count == MANDATORY || count == FIELDS.size()) {
            return Optional.empty();
        }
        String hint =
                count == MANDATORY - 1 ? "; seconds come first, so put a 0 in front, and ? for one of the days" : "";
        return Optional.of(
                "it has " + count + (count == 1 ? " field" : " fields") + " where " + FORM + " belong" + hint);
    }

    /** Quartz matches either the day of the month or the day of the week; the other must be left open. */
    private static Optional<String> dayFault(List<String> fields) {
        boolean dayOfMonth = !fields.get(FIELDS.indexOf(DAY_OF_MONTH)).equals(UNSPECIFIED);
        boolean dayOfWeek = !fields.get(FIELDS.indexOf(DAY_OF_WEEK)).equals(UNSPECIFIED);
        return dayOfMonth == dayOfWeek
                ? Optional.of("exactly one of day-of-month and day-of-week must be ?")
                : Optional.empty();
    }

    private static Optional<String> faultIn(CronField field, String text) {
        boolean day = field.equals(DAY_OF_MONTH) || field.equals(DAY_OF_WEEK);
        if (day && text.equals(UNSPECIFIED)) {
            return Optional.empty();
        }
        List<String> elements = List.of(text.split(",", -1));
        for (String element : elements) {
            if (!isElement(field, element)) {
                return Optional.of("'" + element + "' does not fit " + field.description() + hint(field, element));
            }
        }
        if (day && elements.size() > 1 && text.contains("L")) {
            return Optional.of("'" + text + "' has a last day together with other days");
        }
        return elements.stream().filter(element -> element.contains("#")).count() > 1
                ? Optional.of("'" + text + "' has more than one #")
                : Optional.empty();
    }

    private static boolean isElement(CronField field, String text) {
        return field.range(text).filter(range -> isAllowed(field, text, range)).isPresent()
                || (field.equals(DAY_OF_MONTH) && isLastOrWeekday(text))
                || (field.equals(DAY_OF_WEEK) && isLastOrNth(text));
    }

    /** A range may pass the end of its field and continue from the start, except that years do not recur. */
    private static boolean isAllowed(CronField field, String text, CronField.Range range) {
        return !isMixed(field, text)
                && (field.equals(YEAR) ? range.from() <= range.to() : !isTooFar(field, text, range));
    }

    private static boolean isMixed(CronField field, String text) {
        return !field.names().isEmpty()
                && text.indexOf('-') > 0
                && MIXED.matcher(text).matches();
    }

    /** Quartz refuses a step that is longer than the field, except after a range or a name. */
    private static boolean isTooFar(CronField field, String text, CronField.Range range) {
        return range.step() > field.last() && STEP.matcher(text).matches();
    }

    private static String hint(CronField field, String text) {
        return field.range(text)
                .map(range -> isMixed(field, text)
                        ? ": it mixes a number and a name; write two of a kind"
                        : isTooFar(field, text, range) ? ": its step is more than " + field.last() : "")
                .orElse("");
    }

    private static boolean isLastOrWeekday(String text) {
        Matcher day = LAST_OR_WEEKDAY.matcher(text);
        return day.matches()
                && (day.group(1) == null || Integer.parseInt(day.group(1)) <= MOST_DAYS_BEFORE_LAST)
                && (day.group(2) == null || DAY_OF_MONTH.value(day.group(2)).isPresent());
    }

    private static boolean isLastOrNth(String text) {
        Matcher day = LAST_OR_NTH.matcher(text);
        if (!day.matches()) {
            return false;
        }
        boolean known = DAY_OF_WEEK.value(day.group(1)).isPresent();
        String week = day.group(2);
        return week == null ? known || day.group(1).isEmpty() : known && week.matches("[1-" + MOST_WEEKS + "]");
    }
}
