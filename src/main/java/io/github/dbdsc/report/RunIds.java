package io.github.dbdsc.report;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Creates ids for runs from the time, such as {@code 20261122T154200Z-3fa94c}, so that their order is that of time. */
public final class RunIds implements Supplier<String> {

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final Pattern FORM = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})T\\d{6}Z-[0-9a-f]{6}");

    private final Clock clock;

    public RunIds(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String get() {
        return SECOND.format(clock.instant())
                + String.format(
                        Locale.ROOT, "-%06x", ThreadLocalRandom.current().nextInt(1 << 24));
    }

    /**
     * Returns the id of the run that goes on with a run that was stopped. It is always the same, so that whoever asks for
     * the rest a second time asks for the same run.
     *
     * @throws IllegalArgumentException when it is not a run id
     */
    public static String following(String runId) {
        if (!isRunId(runId)) {
            throw new IllegalArgumentException("'" + runId + "' is no run id");
        }
        int dash = runId.indexOf('-') + 1;
        int next = (Integer.parseInt(runId, dash, runId.length(), 16) + 1) % (1 << 24);
        return runId.substring(0, dash) + String.format(Locale.ROOT, "%06x", next);
    }

    /** Reports whether a text has the form of a run id. */
    public static boolean isRunId(String text) {
        return FORM.matcher(text).matches();
    }

    /** Returns what sorts after every run id of a month, and has the form of one; the month as a folder, {@code 2026/11/}. */
    static String endOf(String month) {
        return month.replace("/", "") + "31T235960Z-000000";
    }

    /**
     * Returns where a run's report is stored: {@code yyyy/MM/dd/<run id>.json}, by the day (UTC) in the id.
     *
     * @throws IllegalArgumentException when it is not a run id
     */
    public static String path(String runId) {
        Matcher form = FORM.matcher(runId);
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + runId + "' is no run id");
        }
        return form.group(1) + "/" + form.group(2) + "/" + form.group(3) + "/" + runId + ".json";
    }
}
