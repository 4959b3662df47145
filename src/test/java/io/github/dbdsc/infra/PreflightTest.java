package io.github.dbdsc.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code infra/preflight.sh} with a command az that answers from files. Its twin for PowerShell is compared by text. */
class PreflightTest {

    private static final Pattern PROVIDER = Pattern.compile("Microsoft\\.[A-Z]\\w+");

    @TempDir
    Path folder;

    @BeforeEach
    void provideAz() throws IOException {
        assumeTrue(Script.canUse("bash"), "bash is needed");
        Script.stub(folder, "az", """
                cd '%s'
                [ ! -e logged-out ] || exit 1
                if grep -q -- "--namespace $(cat unknown) " <<<"$*"; then echo NotRegistered; else echo Registered; fi
                """.formatted(folder));
        Files.writeString(folder.resolve("unknown"), "none");
    }

    private Script.Run preflight() throws Exception {
        return Script.run("preflight.sh", Map.of("PATH", folder + ":" + System.getenv("PATH")));
    }

    @Test
    void a_subscription_that_knows_all_providers_goes_on() throws Exception {
        assertThat(preflight().exitCode()).isZero();
    }

    @Test
    void a_provider_that_is_missing_stops_the_deployment_and_is_named_with_its_command() throws Exception {
        Files.writeString(folder.resolve("unknown"), "Microsoft.App");

        Script.Run run = preflight();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output()).contains("az provider register --namespace Microsoft.App --wait");
        assertThat(run.output()).doesNotContain("--namespace Microsoft.Web");
    }

    @Test
    void who_is_not_logged_in_is_not_stopped() throws Exception {
        Files.writeString(folder.resolve("logged-out"), "");

        Script.Run run = preflight();

        assertThat(run.exitCode()).isZero();
        assertThat(run.output()).contains("can't be looked at");
    }

    @Test
    void every_provider_of_a_resource_is_looked_at_by_both_scripts() throws IOException {
        Set<String> deployed = PredictedResources.variants().stream()
                .flatMap(PredictedResources::all)
                .map(resource -> resource.type().replaceFirst("/.*", ""))
                // known to every subscription
                .filter(provider ->
                        !provider.equals("Microsoft.Authorization") && !provider.equals("Microsoft.ManagedIdentity"))
                .collect(Collectors.toCollection(TreeSet::new));
        deployed.add("Microsoft.App");

        assertThat(providers("preflight.sh")).isEqualTo(deployed);
        assertThat(providers("preflight.ps1")).isEqualTo(deployed);
    }

    private static Set<String> providers(String script) throws IOException {
        return PROVIDER.matcher(Files.readString(Bicep.FOLDER.resolve(script)))
                .results()
                .map(match -> match.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
