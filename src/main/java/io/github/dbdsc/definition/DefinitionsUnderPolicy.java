package io.github.dbdsc.definition;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Definitions with the policy that is kept elsewhere. */
public final class DefinitionsUnderPolicy implements DefinitionStore {

    private final DefinitionStore definitions;
    private final PolicyStore policy;

    public DefinitionsUnderPolicy(DefinitionStore definitions, PolicyStore policy) {
        this.definitions = definitions;
        this.policy = policy;
    }

    @Override
    public Snapshot read() {
        return definitions.read().under(policy.read());
    }

    @Override
    public Optional<SourceFile> file(String path) {
        return definitions.file(path);
    }

    @Override
    public void forget() {
        definitions.forget();
    }

    @Override
    public SortedMap<String, String> etags() {
        SortedMap<String, String> etags = new TreeMap<>(definitions.etags());
        policy.read().ifPresent(file -> etags.put(file.path(), file.etag()));
        return etags;
    }
}
