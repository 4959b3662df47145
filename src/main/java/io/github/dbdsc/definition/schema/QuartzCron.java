package io.github.dbdsc.definition.schema;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds what is wrong with a cron expression in Quartz syntax: six fields parted by blanks, seconds first, and the year
 * as a seventh if wanted. Only what Quartz can't read is a fault; that an expression never fires is none.
 */
final class QuartzCron {

    private static final String FORM = "seconds minutes hours day-of-month month day-of-week [year]";
    private static final String UNSPECIFIED = "?";
    private static final List<CronField> FIELDS = List.of(CronField.values());
    private static final int MANDATORY = FIELDS.size() - 1;

    private QuartzCron() {}

    /** The first fault, or empty when the expression is valid. */
    static Optional<String> faultIn(String expression) {
        List<String> fields =
                List.of(expression.strip().toUpperCase(Locale.ROOT).split("\\s+"));
        return countFault(fields)
                .or(() -> IntStream.range(0, fields.size())
                        .mapToObj(i -> FIELDS.get(i).faultIn(fields.get(i)).orElse(null))
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

    /** Quartz matches either the day of the month or the day of the week; the other is to be left open. */
    private static Optional<String> dayFault(List<String> fields) {
        boolean dayOfMonth = !fields.get(FIELDS.indexOf(CronField.DAY_OF_MONTH)).equals(UNSPECIFIED);
        boolean dayOfWeek = !fields.get(FIELDS.indexOf(CronField.DAY_OF_WEEK)).equals(UNSPECIFIED);
        return dayOfMonth == dayOfWeek
                ? Optional.of("exactly one of day-of-month and day-of-week must be ?")
                : Optional.empty();
    }
}
