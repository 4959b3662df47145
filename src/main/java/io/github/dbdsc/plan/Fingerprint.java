package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.JobSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A SHA-256 over the effects of changes. The order of fields in settings does not matter; the order of lists does. */
public final class Fingerprint {

    private Fingerprint() {}

    /** Returns 64 hexadecimal digits. Changes that do nothing, or are held, do not count. */
    public static String of(List<Change> changes) {
        return of(changes, Change::isHeld);
    }

    /** @param held says which changes are held, and so do nothing */
    static String of(List<Change> changes, Predicate<Change> held) {
        MessageDigest digest = sha256();
        for (Change change : changes) {
            if (!held.test(change) && change.action() != Action.NONE && change.action() != Action.ORPHAN) {
                digest.update(line(change).toString().getBytes(StandardCharsets.UTF_8));
                digest.update((byte) '\n');
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static ObjectNode line(Change change) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("action", change.action().name());
        line.put("key", change.key().value());
        change.jobId().ifPresent(id -> line.put("jobId", id));
        change.settings().map(settings -> sent(change, settings)).ifPresent(sent -> line.set("settings", sent));
        change.permissions().ifPresent(permissions -> line.set("permissions", permissions.list()));
        // the same settings may undo different hand edits, but only one of these was approved
        ObjectNode overwritten = line.putObject("overwritten");
        change.differences().stream()
                .sorted(Comparator.comparing(Difference::path))
                .forEach(difference -> overwritten.set(difference.path(), sorted(difference.before())));
        return line;
    }

    /** What others own may change at any time, and is not what somebody approves. */
    private static JsonNode sent(Change change, JobSettings settings) {
        boolean isOwn = change.action() == Action.CREATE;
        return sorted((isOwn ? settings : change.ignored().without(settings)).view());
    }

    private static JsonNode sorted(JsonNode node) {
        if (node.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            TreeMap<String, JsonNode> fields = new TreeMap<>();
            node.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
            object.setAll(fields);
            return object;
        }
        if (node.isArray()) {
            var array = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> array.add(sorted(element)));
            return array;
        }
        return node;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
