package io.github.dbdsc.azure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.definition.DefinitionStore;
import io.github.dbdsc.definition.DefinitionStoreContract;
import io.github.dbdsc.definition.MisnamedFile;
import io.github.dbdsc.definition.SourcePaths;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A target that reads below a prefix, in a container where others have files of their own. */
class BlobDefinitionStoreOfTargetIT extends DefinitionStoreContract {

    private static final SourcePaths PATHS =
            new SourcePaths("releases/prod/", "prod", new TreeSet<>(Set.of("dev", "prod")));

    private final AzuriteContainer container = new AzuriteContainer().create();

    @BeforeEach
    void putFilesOfOthers() {
        for (String name : new String[] {"jobs/x.json", "vars.json", "releases/test/jobs/y.json", "releases/prod"}) {
            container.put(name, "{}".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    protected DefinitionStore store() {
        return new BlobDefinitionStore(container.client(), PATHS);
    }

    @Override
    protected DefinitionStore storeThatBeforeEachRead(Runnable action) {
        return new BlobDefinitionStore(
                container.client(new ObservedCalls(request -> {
                    if (ObservedCalls.isDownload(request)) {
                        action.run();
                    }
                })),
                PATHS);
    }

    @Override
    protected DefinitionStore storeOnMissingPlace() {
        return new BlobDefinitionStore(
                container.client().getServiceClient().getBlobContainerClient("missing-place"), PATHS);
    }

    @Override
    protected void put(String path, String content) {
        container.put(PATHS.prefix() + path, content.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected void remove(String path) {
        container.client().getBlobClient(PATHS.prefix() + path).delete();
    }

    @Test
    void of_the_vars_for_one_target_only_its_own_are_read() {
        put("vars/prod.json", "{}");
        put("vars/dev.json", "{}");
        put("vars/prdo.json", "{}");

        assertThat(store().read().files()).containsOnlyKeys("vars/prod.json");
        assertThat(store().etags()).containsOnlyKeys("vars/prod.json");
        assertThat(store().read().misnamed()).containsExactly(new MisnamedFile("vars/prdo.json", "vars/prod.json"));
    }

    @Test
    void what_was_read_is_read_again_once_it_is_forgotten() {
        put("jobs/a.json", "{}");
        ObservedCalls calls = new ObservedCalls(request -> {});
        DefinitionStore store = new BlobDefinitionStore(container.client(calls), PATHS);
        Object first = store.read();
        long once = calls.all();
        Object again = store.read();
        assertThat(calls.all()).isEqualTo(once + 1); // the listing
        store.forget();

        Object last = store.read();

        assertThat(calls.all()).isEqualTo(2 * once + 1);
        assertThat(new Object[] {first, again, last}).doesNotContainNull();
    }
}
