package io.github.dbdsc.settings;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a secret in the key vault, in place of a setting's value: {@code keyvault:<name>} or
 * {@code keyvault:<name>/<version>}.
 *
 * @param version empty for the latest, so that a rotation takes effect by itself
 */
public record SecretReference(String name, Optional<String> version) {

    private static final String PREFIX = "keyvault:";

    /** Key Vault: names are 1 to 127 letters, digits and dashes; versions 32 hexadecimal digits. */
    private static final Pattern FORM = Pattern.compile("([0-9A-Za-z-]{1,127})(?:/(\\p{XDigit}{32}))?");

    /** Returns whether the value is meant as a reference, well-formed or not. */
    public static boolean isMeant(String value) {
        return value.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
    }

    /**
     * Reads a setting's value as a reference.
     *
     * @return empty when it is a plain value
     * @throws IllegalArgumentException when it is meant as a reference and malformed
     */
    public static Optional<SecretReference> of(String value) {
        if (!isMeant(value)) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(value.substring(PREFIX.length()).strip());
        if (!form.matches()) {
            throw new IllegalArgumentException("should be keyvault:<secret name> or keyvault:<secret name>/<version>");
        }
        return Optional.of(new SecretReference(form.group(1), Optional.ofNullable(form.group(2))));
    }

    @Override
    public String toString() {
        return PREFIX + name + version.map(of -> "/" + of).orElse("");
    }
}
