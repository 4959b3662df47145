package io.github.dbdsc.model;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What a run works on: one installation's jobs in one workspace.
 *
 * @param name the target's name, one of setting {@code TARGETS}; {@code ""} where targets have none
 * @param owner the installation, setting {@code OWNER}
 * @param workspace the workspace's address
 */
public record Target(String name, String owner, URI workspace) {

    /** Creates a target without a name. */
    public Target(String owner, URI workspace) {
        this("", owner, workspace);
    }

    /** Returns what people call it: its name, or the installation where it has none. */
    public String label() {
        return name.isEmpty() ? owner : name;
    }

    /**
     * Returns where what is kept for a target alone is, in the container or folder of the program: {@code ""} for one without
     * a name, else a folder with a slash at its end.
     */
    public static String home(String name) {
        return name.isEmpty() ? "" : "targets/" + name + "/";
    }

    /** Reports whether it has a name. */
    public boolean isNamed() {
        return !name.isEmpty();
    }

    /**
     * A name for files and blobs: the same for the same installation in the same workspace, whatever the target is called, so
     * that a target that gets a name keeps its state.
     */
    public String id() {
        String host = workspace.getAuthority().toLowerCase(Locale.ROOT);
        return encode(owner) + "@" + encode(host);
    }

    private static String encode(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("*", "%2A");
    }
}
