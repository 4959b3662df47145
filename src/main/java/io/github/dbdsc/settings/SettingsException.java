package io.github.dbdsc.settings;

import java.util.List;

/** The settings don't allow work to begin: the user's fault. Names settings, never their values. */
public final class SettingsException extends RuntimeException {

    private final List<String> faults;

    /** @param faults at least one, each with what the setting should look like */
    public SettingsException(List<String> faults) {
        super(String.join("; ", faults));
        this.faults = List.copyOf(faults);
    }

    /** Each setting that is missing or wrong, and what it should look like. */
    public List<String> faults() {
        return faults;
    }
}
