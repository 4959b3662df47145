package io.github.dbdsc.report;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Visits the folders, one a day ({@code yyyy/MM/dd/}), in which stores keep reports. Lists no more folders than needed.
 */
public final class ReportDays {

    private static final int DAYS = 3;
    private static final int MONTHS = 2;

    private final Function<String, List<String>> folders;

    /**
     * @param folders lists the folders in a folder, in any order. All names are relative to the folder of reports,
     *     whose own name is empty, and end with a slash
     */
    public ReportDays(Function<String, List<String>> folders) {
        this.folders = folders;
    }

    /**
     * Visits days, newest first.
     *
     * @param last the path of a report; days after it are skipped; null for all days
     * @param visit takes a day's folder; answers whether to go on
     */
    public void newestFirst(@Nullable String last, Predicate<String> visit) {
        var unused = walk("", DAYS, Comparator.reverseOrder(), upTo(last), visit);
    }

    /**
     * Visits months, newest first.
     *
     * @param last the path of a report; months after it are skipped; null for all months
     * @param visit takes a month's folder; answers whether to go on
     */
    void monthsNewestFirst(@Nullable String last, Predicate<String> visit) {
        var unused = walk("", MONTHS, Comparator.reverseOrder(), upTo(last), visit);
    }

    private static Predicate<String> upTo(@Nullable String last) {
        return folder -> last == null || folder.compareTo(last) <= 0;
    }

    /**
     * Visits days, oldest first.
     *
     * @param end the folder of a day; that day and later ones are skipped
     * @param visit takes a day's folder; answers whether to go on
     */
    public void oldestFirst(String end, Predicate<String> visit) {
        var unused = walk("", DAYS, Comparator.naturalOrder(), folder -> folder.compareTo(end) < 0, visit);
    }

    private boolean walk(
            String folder, int levels, Comparator<String> order, Predicate<String> matters, Predicate<String> visit) {
        List<String> inside = folders.apply(folder).stream()
                .filter(ReportDays::isDate)
                .filter(matters)
                .sorted(order)
                .toList();
        for (String next : inside) {
            boolean goOn = levels == 1 ? visit.test(next) : walk(next, levels - 1, order, matters, visit);
            if (!goOn) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDate(String folder) {
        return folder.matches("\\d{4}/(\\d{2}/){0,2}");
    }
}
