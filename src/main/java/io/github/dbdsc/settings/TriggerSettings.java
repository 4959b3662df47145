package io.github.dbdsc.settings;

import io.github.dbdsc.cron.TimerSchedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings that the Functions host binds triggers to. It switches a function off where its setting is missing or
 * malformed, and says so in its log only; everything else runs.
 */
public final class TriggerSettings {

    /** When everything is looked at. */
    public static final String SCHEDULE = "SCHEDULE";

    /** When the container is looked at. */
    public static final String CHANGES_SCHEDULE = "CHANGES_SCHEDULE";

    /** The defaults: every hour, and every five minutes. */
    public static final String EVERY_HOUR = "0 0 * * * *";

    public static final String EVERY_FIVE_MINUTES = "0 */5 * * * *";

    private static final List<Timer> TIMERS = List.of(
            new Timer(SCHEDULE, EVERY_HOUR, "OnSchedule", "nothing corrects what is changed by hand"),
            new Timer(
                    CHANGES_SCHEDULE,
                    EVERY_FIVE_MINUTES,
                    "LookForChanges",
                    "an upload whose event is lost waits for the next pass over everything"));

    /** .NET's form of one: hours and minutes at least, perhaps days before and seconds behind. */
    private static final Pattern TIME_SPAN = Pattern.compile("-?(?:\\d+\\.)?\\d+:\\d+(?::\\d+(?:\\.\\d+)?)?");

    private final Map<String, String> values;

    /** @param values by setting name; blank ones count as missing */
    public TriggerSettings(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Returns which functions the host does not run, why, and what to do; empty when it runs all of them. Those that somebody
     * has switched off, as the functions are that get no events, are nobody's fault.
     */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        for (Timer timer : TIMERS) {
            if (!isSwitchedOff(timer.function())) {
                timer.fault(value(timer.setting()).orElse(null)).ifPresent(faults::add);
            }
        }
        if (value("JOB_CONTAINER").isEmpty() && !isSwitchedOff("OnDefinitionLanded")) {
            faults.add(
                    "JOB_CONTAINER is missing, so the Functions host does not run OnDefinitionLanded, and uploads wait"
                            + " for the next look for changes; set it to the container with the definitions, like"
                            + " databricks-jobs");
        }
        return List.copyOf(faults);
    }

    /** Azure Functions, disable functions: the host takes either form of the name. */
    private boolean isSwitchedOff(String function) {
        return Stream.of("AzureWebJobs_" + function + "_Disabled", "AzureWebJobs." + function + ".Disabled")
                .flatMap(name -> value(name).stream())
                .anyMatch(value ->
                        value.strip().equalsIgnoreCase("true") || value.strip().equals("1"));
    }

    /** Returns what is wrong with the settings that are given. */
    public List<String> malformed() {
        return TIMERS.stream()
                .flatMap(timer -> value(timer.setting()).flatMap(timer::fault).stream())
                .toList();
    }

    /**
     * A timer trigger's setting.
     *
     * @param function what does not run when it is wrong
     * @param meaning what follows from that
     */
    private record Timer(String setting, String like, String function, String meaning) {

        /** Never quotes the value: whoever asks for the app's health may read this. */
        Optional<String> fault(@Nullable String value) {
            return why(value)
                    .map(why -> setting + " " + why + ", so the Functions host does not run " + function + ", and "
                            + meaning + "; it should be a cron expression with seconds, like " + like);
        }

        private static Optional<String> why(@Nullable String value) {
            if (value == null) {
                return Optional.of("is missing");
            }
            if (SecretReference.isMeant(value)) {
                return Optional.of("is a reference, which the Functions host does not read");
            }
            if (TIME_SPAN.matcher(value).matches()) {
                return Optional.of("is a time span, which Flex Consumption refuses");
            }
            try {
                boolean isEver = TimerSchedule.of(value).after(Instant.EPOCH).isPresent();
                return isEver ? Optional.empty() : Optional.of("names a day that never comes");
            } catch (IllegalArgumentException e) {
                return Optional.of("is no cron expression");
            }
        }
    }

    private Optional<String> value(String name) {
        return Settings.value(values, name);
    }
}
