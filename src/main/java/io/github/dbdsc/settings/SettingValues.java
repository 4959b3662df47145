package io.github.dbdsc.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds settings by name, wherever their values are: given as they are, in the document {@code PARAMS}, or in the key
 * vault. A setting that is given wins over the same one in {@code PARAMS}.
 */
final class SettingValues {

    private static final String PARAMS = "PARAMS";

    private final Map<String, String> given;
    private final @Nullable SecretStore vault;
    private final Function<SecretReference, Optional<String>> lookUp;
    private final List<String> faults = new ArrayList<>();

    /** What {@code PARAMS} holds; null while that can't be seen. */
    private final @Nullable Map<String, String> params;

    private SettingValues(
            Map<String, String> given,
            @Nullable SecretStore vault,
            Function<SecretReference, Optional<String>> lookUp) {
        this.given = given;
        this.vault = vault;
        this.lookUp = lookUp;
        this.params = given(PARAMS).isEmpty() ? Map.of() : params();
    }

    /** Reads from the vault what is needed, when it is needed. */
    static SettingValues read(Map<String, String> given, @Nullable SecretStore vault) {
        return new SettingValues(given, vault, reference -> Optional.ofNullable(vault)
                .map(store -> store.secret(reference).value()));
    }

    /** Makes no call: a value in the vault counts as unknown unless it was read before. */
    static SettingValues seen(Map<String, String> given, @Nullable SecretStore vault) {
        return new SettingValues(
                given, vault, reference -> Optional.ofNullable(vault).flatMap(store -> store.known(reference)));
    }

    /** Returns what is wrong with the form of the values, whatever they are for. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    /** Returns the value, if it is known. */
    Optional<String> value(String name) {
        return raw(name).flatMap(value -> resolved(name, value));
    }

    /** Returns whether there is, or may be, a value, known or not. */
    boolean isSet(String name) {
        return raw(name).isPresent() || params == null;
    }

    /** Returns the value, if it is given as it is and not as a reference to the vault. */
    Optional<String> plain(String name) {
        return raw(name).filter(value -> !SecretReference.isMeant(value));
    }

    /** Returns the value as a secret, which is read when it is needed, and again when it stops working. */
    Optional<Secret> secret(String name) {
        if (given(name).isPresent()) {
            return given(name).flatMap(value -> secret(name, value));
        }
        Optional<Secret> document = given(PARAMS).flatMap(value -> secret(PARAMS, value));
        return raw(name).isEmpty() ? Optional.empty() : document.map(whole -> new FieldOfParams(whole, name));
    }

    /** Reads one field of a document that may be replaced at any time. */
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
                return Settings.value(ParamsDocument.parse(json), name)
                        .flatMap(value -> secret(name, value))
                        .orElseThrow(() -> new SettingsException(List.of(name + " is missing in PARAMS now")));
            } catch (IllegalArgumentException e) {
                throw new SettingsException(List.of("PARAMS " + e.getMessage()));
            }
        }
    }

    /** Returns the references to the vault among the values. */
    Collection<SecretReference> references() {
        Map<String, SecretReference> references = new HashMap<>();
        if (params != null) {
            params.forEach((name, value) -> reference(value).ifPresent(found -> references.put(name, found)));
        }
        given.forEach((name, value) -> reference(value).ifPresent(found -> references.put(name, found)));
        return references.values();
    }

    private static Optional<SecretReference> reference(String value) {
        try {
            return SecretReference.of(value.strip());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<String> raw(String name) {
        return given(name).or(() -> params == null ? Optional.empty() : Settings.value(params, name));
    }

    private Optional<Secret> secret(String name, String value) {
        return checked(name, value)
                .map(reference -> Optional.ofNullable(vault).map(store -> store.secret(reference)))
                .orElseGet(() -> Optional.of(Secret.of(value)));
    }

    private Optional<String> resolved(String name, String value) {
        return SecretReference.isMeant(value) ? checked(name, value).flatMap(lookUp) : Optional.of(value);
    }

    private Optional<SecretReference> checked(String name, String value) {
        try {
            Optional<SecretReference> reference = SecretReference.of(value);
            if (reference.isPresent() && vault == null) {
                complain("KEY_VAULT_URI is missing, which " + name
                        + " needs; it should be https://<vault>.vault.azure.net");
            }
            return reference;
        } catch (IllegalArgumentException e) {
            complain(name + " is not a well-formed reference to a secret; it " + e.getMessage());
            return Optional.empty();
        }
    }

    private @Nullable Map<String, String> params() {
        Optional<String> json = given(PARAMS).flatMap(value -> resolved(PARAMS, value));
        try {
            return json.map(ParamsDocument::parse).orElse(null);
        } catch (IllegalArgumentException e) {
            complain("PARAMS " + e.getMessage());
            return null;
        }
    }

    private void complain(String fault) {
        if (!faults.contains(fault)) {
            faults.add(fault);
        }
    }

    private Optional<String> given(String name) {
        return Settings.value(given, name);
    }

    @Override
    public String toString() {
        return "settings " + given.keySet();
    }
}
