package io.github.dbdsc.settings;

import java.util.List;
import java.util.Optional;

/**
 * A reference that the platform should have replaced: App Service and Functions leave its text in place where they can't
 * read what it names, and the text would pass for the secret.
 *
 * @see <a href="https://learn.microsoft.com/azure/app-service/app-service-key-vault-references">Use Key Vault references as
 *     app settings, "Understand source app settings" and "Troubleshoot Key Vault references"</a>
 */
final class PlatformReference {

    private static final String VAULT = "@Microsoft.KeyVault(";
    private static final List<String> BEGINNINGS = List.of(VAULT, "@Microsoft.AppConfiguration(");

    /** A reference is the address of something, and shown: what is longer is none. */
    private static final int LONGEST = 500;

    private PlatformReference() {}

    /** Returns what is wrong with a setting whose value was not replaced; empty for any other value. */
    static Optional<String> fault(String name, String value) {
        String text = value.strip();
        return BEGINNINGS.stream()
                .filter(beginning -> text.regionMatches(true, 0, beginning, 0, beginning.length()))
                .findFirst()
                .map(beginning -> name + " is still the reference " + shortened(text)
                        + ", which the platform could not replace by what it names: "
                        + (beginning.equals(VAULT)
                                ? "usually the app's identity lacks the role Key Vault Secrets User, the vault's network"
                                        + " does not let the app in, or the vault has no secret of that name (or only a"
                                        + " disabled one)"
                                : "usually the app's identity lacks the role App Configuration Data Reader, or there is no"
                                        + " such key")
                        + "; the app's page \"Environment variables\" says which, and after a change the app wants a"
                        + " restart");
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
