package io.github.dbdsc.azure;

import java.util.Map;
import java.util.Optional;

/** A setting's text; blank counts as missing. */
final class SettingText {

    private SettingText() {}

    static Optional<String> of(Map<String, String> settings, String name) {
        return Optional.ofNullable(settings.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }
}
