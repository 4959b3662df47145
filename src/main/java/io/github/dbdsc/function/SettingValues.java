package io.github.dbdsc.function;

import io.github.dbdsc.azure.Secret;
import io.github.dbdsc.azure.SecretReference;
import io.github.dbdsc.azure.SecretStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Settings by name, wherever their values are: given as they are, in the document {@code PARAMS}, or in the key vault. A
 * setting that is given wins over the same one in {@code PARAMS}.
 */
final class SettingValues {

    private static final String PARAMS = "PARAMS";

    private final Map<String, String> given;
    private final Optional<SecretStore> vault;
    private final Function<SecretReference, Optional<String>> lookUp;
    private final List<String> faults = new ArrayList<>();
    private final Optional<Map<String, String>> params;

    private SettingValues(
            Map<String, String> given,
            Optional<SecretStore> vault,
            Function<SecretReference, Optional<String>> lookUp) {
        this.given = given;
        this.vault = vault;
        this.lookUp = lookUp;
        this.params = direct(given, PARAMS).isEmpty() ? Optional.of(Map.of()) : params();
    }

    /** Asks the vault for what is needed, when it is needed. */
    static SettingValues read(Map<String, String> given, Optional<SecretStore> vault) {
        return new SettingValues(
                given,
                vault,
                reference -> vault.map(store -> store.secret(reference).value()));
    }

    /** Asks nobody: of what is in the vault, only that is known which was read before. */
    static SettingValues seen(Map<String, String> given, Optional<SecretStore> vault) {
        return new SettingValues(given, vault, reference -> vault.flatMap(store -> store.known(reference)));
    }

    /** What is wrong with the values' form, whatever they are for. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    /** The value, where it is known. */
    Optional<String> value(String name) {
        return raw(name).flatMap(value -> resolved(name, value));
    }

    /** Whether there is a value, known or not. */
    boolean isSet(String name) {
        return raw(name).isPresent() || params.isEmpty();
    }

    /** The value, where it is given as it is and not as a reference to the vault. */
    Optional<String> plain(String name) {
        return raw(name).filter(value -> !SecretReference.isMeant(value));
    }

    /** The value as something to read when it is needed, and again when it stops working. */
    Optional<Secret> secret(String name) {
        if (direct(given, name).isPresent()) {
            return direct(given, name).flatMap(value -> secret(name, value));
        }
        Optional<Secret> document = direct(given, PARAMS).flatMap(value -> secret(PARAMS, value));
        return raw(name).isEmpty() ? Optional.empty() : document.map(whole -> new FieldOfParams(whole, name));
    }

    /** One field of a document that may be written anew at any time. */
    private final class FieldOfParams implements Secret {

        private final Secret document;
        private final String name;

        private FieldOfParams(Secret document, String name) {
            this.document = document;
            this.name = name;
        }

        @Override
        public String value() {
            return field(document.value()).value();
        }

        @Override
        public String after(String refused) {
            String current = field(document.value()).after(refused);
            return current.equals(refused)
                    ? field(document.after(document.value())).value()
                    : current;
        }

        private Secret field(String json) {
            try {
                return direct(ParamsDocument.parse(json), name)
                        .flatMap(value -> secret(name, value))
                        .orElseThrow(() -> new SettingsException(List.of(name + " is missing in PARAMS now")));
            } catch (IllegalArgumentException e) {
                throw new SettingsException(List.of("PARAMS " + e.getMessage()));
            }
        }
    }

    /** All secrets of the vault that settings name, by setting. */
    Map<String, SecretReference> references() {
        Map<String, SecretReference> references = new TreeMap<>();
        params.ifPresent(values -> values.forEach(
                (name, value) -> reference(value).ifPresent(reference -> references.put(name, reference))));
        given.forEach((name, value) -> reference(value).ifPresent(reference -> references.put(name, reference)));
        return references;
    }

    private static Optional<SecretReference> reference(String value) {
        try {
            return SecretReference.of(value.strip());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<String> raw(String name) {
        return direct(given, name).or(() -> params.flatMap(values -> direct(values, name)));
    }

    private Optional<Secret> secret(String name, String value) {
        return checked(name, value)
                .map(reference -> vault.map(store -> store.secret(reference)))
                .orElseGet(() -> Optional.of(Secret.of(value)));
    }

    private Optional<String> resolved(String name, String value) {
        return SecretReference.isMeant(value) ? checked(name, value).flatMap(lookUp) : Optional.of(value);
    }

    private Optional<SecretReference> checked(String name, String value) {
        try {
            Optional<SecretReference> reference = SecretReference.of(value);
            if (reference.isPresent() && vault.isEmpty()) {
                complain("KEY_VAULT_URI is missing, which " + name
                        + " needs; it should be https://<vault>.vault.azure.net");
            }
            return reference;
        } catch (IllegalArgumentException e) {
            complain(name + " is not a well-formed reference to a secret; it " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Map<String, String>> params() {
        Optional<String> json = direct(given, PARAMS).flatMap(value -> resolved(PARAMS, value));
        try {
            return json.map(ParamsDocument::parse);
        } catch (IllegalArgumentException e) {
            complain("PARAMS " + e.getMessage());
            return Optional.empty();
        }
    }

    private void complain(String fault) {
        if (!faults.contains(fault)) {
            faults.add(fault);
        }
    }

    private static Optional<String> direct(Map<String, String> values, String name) {
        return Optional.ofNullable(values.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    @Override
    public String toString() {
        return "settings " + given.keySet();
    }
}
