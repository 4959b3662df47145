package io.github.dbdsc.azure;

import io.github.dbdsc.settings.Secret;

/** A secret that changes when its first value is refused. */
final class RotatedSecret implements Secret {

    private final String second;
    private String current;

    RotatedSecret(String first, String second) {
        this.current = first;
        this.second = second;
    }

    @Override
    public String value() {
        return current;
    }

    @Override
    public String after(String refused) {
        current = second;
        return current;
    }
}
