package io.github.dbdsc.fakes;

import io.github.dbdsc.settings.Secret;
import io.github.dbdsc.settings.SecretReference;
import io.github.dbdsc.settings.SecretStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A secret store that records what is read. Each value is kept until it is refused. */
public final class FakeSecrets implements SecretStore {

    private final Map<String, String> kept = new HashMap<>();
    private final Map<String, String> read = new HashMap<>();
    private final List<String> asked = new ArrayList<>();

    public void put(String name, String value) {
        kept.put(name, value);
    }

    /** Returns the names that were read, in order. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public Secret secret(SecretReference reference) {
        String name = reference.name();
        return new Secret() {

            @Override
            public String value() {
                return Optional.ofNullable(read.get(name)).orElseGet(this::ask);
            }

            @Override
            public String after(String refused) {
                return value().equals(refused) ? ask() : value();
            }

            private String ask() {
                asked.add(name);
                read.put(name, Optional.ofNullable(kept.get(name)).orElseThrow());
                return Optional.ofNullable(read.get(name)).orElseThrow();
            }
        };
    }

    @Override
    public Optional<String> known(SecretReference reference) {
        return Optional.ofNullable(read.get(reference.name()));
    }
}
