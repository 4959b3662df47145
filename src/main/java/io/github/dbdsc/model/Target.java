package io.github.dbdsc.model;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What a run works on: one installation's jobs in one workspace.
 *
 * @param owner the installation, setting {@code OWNER}
 * @param workspace the workspace's address
 */
public record Target(String owner, URI workspace) {

    /** A name for files and blobs: the same for the same target, different for different ones. */
    public String id() {
        String host = workspace.getAuthority().toLowerCase(Locale.ROOT);
        return encode(owner) + "@" + encode(host);
    }

    private static String encode(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("*", "%2A");
    }
}
