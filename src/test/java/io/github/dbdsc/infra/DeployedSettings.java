package io.github.dbdsc.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The app settings of a deployment that the code reads, with sound values in place of expressions. */
final class DeployedSettings {

    /** Parts of expressions, and what they may come to. */
    private static final Map<String, String> EXPRESSIONS = Map.of(
            ").vaultUri]", "https://kv-dsc.vault.azure.net/",
            ").clientId", "00000000-0000-0000-0000-000000000001",
            ").primaryEndpoints.blob]", "https://stjobs.blob.core.windows.net/",
            ").primaryEndpoints.queue]", "https://stjobs.queue.core.windows.net/",
            "environment().authentication.loginEndpoint",
                    "https://login.microsoftonline.com/00000000-0000-0000-0000-000000000003");

    private static final Set<String> READ = SettingNames.read();
    private static final Set<String> OF_CONNECTIONS = SettingNames.ofConnections();

    private DeployedSettings() {}

    static Map<String, String> of(PredictedResources resources) {
        Map<String, String> ours = new TreeMap<>();
        for (Map.Entry<String, JsonNode> setting : resources.settings().properties()) {
            if (isRead(setting.getKey(), resources) || OF_CONNECTIONS.contains(setting.getKey())) {
                ours.put(setting.getKey(), sound(setting.getValue().asText()));
            }
        }
        return ours;
    }

    /** Whether the code reads a setting of that name, or one target's of the names that the deployment gives. */
    static boolean isRead(String name, PredictedResources resources) {
        return READ.contains(name)
                || Arrays.stream(resources.settings().path("TARGETS").asText().split(","))
                        .filter(target -> !target.isEmpty())
                        .map(target -> "__" + target.replace('-', '_'))
                        .anyMatch(end ->
                                name.endsWith(end) && READ.contains(name.substring(0, name.length() - end.length())));
    }

    private static String sound(String value) {
        if (!value.startsWith("[") || !value.endsWith("]") || !value.contains("(")) {
            return value;
        }
        return EXPRESSIONS.entrySet().stream()
                .filter(expression -> value.contains(expression.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new AssertionError("an expression that no test has met: " + value));
    }
}
