package io.github.dbdsc.settings;

import io.github.dbdsc.model.TargetView;
import io.github.dbdsc.model.TargetView.Development;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the settings that say how a target sees the container: which files, and in which mode. */
final class ViewCheck {

    /** What a prefix ends in that needs no blank between it and the name. */
    private static final Pattern JOINED = Pattern.compile(".*[-_./:]");

    /** Jobs API: a name has at most 4,096 bytes; and nobody reads the job's own name behind a long prefix. */
    private static final int LONGEST_NAME_PREFIX = 100;

    private final SettingValues values;
    private final TargetScope scope;
    private final List<String> faults;

    /** @param faults takes what is found to be wrong */
    ViewCheck(SettingValues values, TargetScope scope, List<String> faults) {
        this.values = values;
        this.scope = scope;
        this.faults = faults;
    }

    TargetView view(URI workspace) {
        String prefix = "";
        try {
            prefix = SourcePrefix.of(values.given(SourcePrefix.SETTING).orElse(""));
        } catch (IllegalArgumentException e) {
            faults.add(String.valueOf(e.getMessage()));
        }
        return new TargetView(scope.name(), scope.all(), workspace, prefix, development());
    }

    private Optional<Development> development() {
        String mode = values.value("MODE").orElse("production").toLowerCase(Locale.ROOT);
        if (!mode.equals("production") && !mode.equals("development")) {
            faults.add("MODE is not a known choice; it should be production or development");
        }
        String namePrefix = namePrefix();
        return mode.equals("development") ? Optional.of(new Development(namePrefix)) : Optional.empty();
    }

    private String namePrefix() {
        String normal = "[" + (scope.name().isEmpty() ? "dev" : scope.name()) + "]";
        String prefix = values.value("NAME_PREFIX").orElse(normal);
        if (prefix.length() > LONGEST_NAME_PREFIX || prefix.codePoints().anyMatch(Character::isISOControl)) {
            faults.add("NAME_PREFIX is not fit for the names of jobs; it should be a short text in one line, like "
                    + normal);
            return normal + " ";
        }
        return JOINED.matcher(prefix).matches() ? prefix : prefix + " ";
    }
}
