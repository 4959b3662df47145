package io.github.dbdsc.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the settings of one target by name, wherever their values are: given as they are, in the document {@code PARAMS}, or
 * in the key vault. A setting that is given wins over the same one in {@code PARAMS}, and a target's own over everybody's.
 */
final class SettingValues {

    private static final String PARAMS = "PARAMS";

    private final Map<String, String> given;
    private final TargetScope scope;
    private final @Nullable SecretStore vault;
    private final Function<SecretReference, Optional<String>> lookUp;
    private final List<String> faults = new ArrayList<>();

    /** What {@code PARAMS} holds; null while that can't be seen. */
    private final @Nullable Map<String, String> params;

    private SettingValues(
            Map<String, String> given,
            TargetScope scope,
            @Nullable SecretStore vault,
            Function<SecretReference, Optional<String>> lookUp) {
        this.given = given;
        this.scope = scope;
        this.vault = vault;
        this.lookUp = lookUp;
        complainOfPlatformReferences(given);
        this.params = document().isEmpty() ? Map.of() : params();
        if (params != null) {
            complainOfPlatformReferences(params);
        }
    }

    /** Whatever the setting is for: its value is not what somebody meant. */
    private void complainOfPlatformReferences(Map<String, String> values) {
        SettingNames.ALL.stream()
                .sorted()
                .flatMap(setting -> scope.names(setting).stream())
                .forEach(name -> Settings.value(values, name)
                        .flatMap(value -> PlatformReference.fault(name, value))
                        .ifPresent(this::complain));
    }

    /** Reads from the vault what is needed, when it is needed. */
    static SettingValues read(Map<String, String> given, TargetScope scope, @Nullable SecretStore vault) {
        return new SettingValues(given, scope, vault, reference -> Optional.ofNullable(vault)
                .map(store -> store.secret(reference).value()));
    }

    /** Makes no call: a value in the vault counts as unknown unless it was read before. */
    static SettingValues seen(Map<String, String> given, TargetScope scope, @Nullable SecretStore vault) {
        return new SettingValues(
                given, scope, vault, reference -> Optional.ofNullable(vault).flatMap(store -> store.known(reference)));
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

    /** Returns whether the value is a reference to the vault. */
    boolean isReference(String name) {
        return raw(name).filter(SecretReference::isMeant).isPresent();
    }

    /** Returns whether the value is in a document that is in the vault. */
    boolean isInVault(String name) {
        return found(name).filter(Found::inParams).isPresent()
                && document().filter(SecretReference::isMeant).isPresent();
    }

    /** Returns the value as a secret, which is read when it is needed, and again when it stops working. */
    Optional<Secret> secret(String name) {
        Optional<Found> found = found(name);
        if (found.isEmpty() || !found.get().inParams()) {
            return found.flatMap(there -> secret(name, there.value()));
        }
        String field = found.get().name();
        return document().flatMap(value -> secret(PARAMS, value)).map(whole -> new FieldOfParams(whole, field));
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
        return found(name).map(Found::value);
    }

    /**
     * A value and where it is.
     *
     * @param name the setting's, with the target's name behind it where it is the target's own
     * @param inParams whether it is in {@code PARAMS}
     */
    private record Found(String name, String value, boolean inParams) {}

    private Optional<Found> found(String setting) {
        for (String name : scope.names(setting)) {
            Optional<Found> found = Settings.value(given, name)
                    .map(value -> new Found(name, value, false))
                    .or(() -> Optional.ofNullable(params)
                            .flatMap(document -> Settings.value(document, name))
                            .map(value -> new Found(name, value, true)));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Returns the value of a setting that is not looked for in {@code PARAMS}, and is never a reference. */
    Optional<String> given(String setting) {
        Optional<String> beside = scope.value(given, setting);
        if (beside.isEmpty() && params != null && scope.names(setting).stream().anyMatch(params::containsKey)) {
            complain(setting + " is read before PARAMS is, and so not in it; give it beside PARAMS");
        }
        return beside;
    }

    /** Returns the names under which settings are given, here and in {@code PARAMS}. */
    Set<String> names() {
        Set<String> names = new HashSet<>(given.keySet());
        if (params != null) {
            names.addAll(params.keySet());
        }
        return names;
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
        Optional<String> json = document().flatMap(value -> resolved(PARAMS, value));
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

    private Optional<String> document() {
        return Settings.value(given, PARAMS);
    }

    @Override
    public String toString() {
        return "settings " + given.keySet();
    }
}
