package io.github.dbdsc.function;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.Sha256;
import io.github.dbdsc.settings.AccessSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The dashboard as one document. Its styles and scripts are separate files in the jar and are put into it here, so that one
 * answer holds all of one version, and the policy can name the only style and the only script by their hashes.
 *
 * @param html the document
 * @param contentSecurityPolicy what the browser may do with it: run this script, use this style, call this host and,
 *     where people sign in, the token endpoint of their tenant
 * @param etag changes with the document
 */
record DashboardPage(String html, String contentSecurityPolicy, String etag) {

    private static final List<String> STYLES = List.of(
            "theme.css",
            "controls.css",
            "layout.css",
            "targets.css",
            "times.css",
            "report.css",
            "forced.css",
            "print.css");

    /** One module, in this order: a file uses what the files before it declare. */
    private static final List<String> SCRIPTS = List.of(
            "dom.js",
            "focus.js",
            "format.js",
            "times.js",
            "session.js",
            "signin.js",
            "calls.js",
            "targets.js",
            "chunks.js",
            "lines.js",
            "report.js",
            "pending.js",
            "order.js",
            "address.js",
            "jobs.js",
            "unmanaged.js",
            "cards.js",
            "chart.js",
            "runs.js",
            "job.js",
            "watch.js",
            "plan.js",
            "confirm.js",
            "undo.js",
            "holds.js",
            "start.js");

    private static final String ENTRA_PLACE = "<!-- entra -->";
    private static final String TARGETS_PLACE = "<!-- targets -->\n";
    private static final String STYLE_PLACE = "<style></style>";
    private static final String SCRIPT_PLACE = "<script type=\"module\"></script>";

    /**
     * Puts the document together. Where the app takes tokens, it says where people sign in, and may call there; elsewhere it
     * knows nothing of that. With several targets it is told so, not which: it asks for them before it asks for any jobs.
     *
     * @param access who may call the app
     * @param hasSeveralTargets whether the app has more than one
     * @throws UncheckedIOException when a file can't be read from the jar
     */
    static DashboardPage read(AccessSettings access, boolean hasSeveralTargets) {
        String style = all(STYLES);
        String script = all(SCRIPTS);
        AccessSettings.Trusted trusted = access.trusted();
        String html = file("page.html")
                .replace(ENTRA_PLACE, trusted == null ? "" : entra(trusted, access.mode() == AccessSettings.Mode.BOTH))
                .replace(TARGETS_PLACE, hasSeveralTargets ? "<meta name=\"targets\" content=\"several\">\n" : "")
                .replace(STYLE_PLACE, "<style>" + style + "</style>")
                .replace(SCRIPT_PLACE, "<script type=\"module\">" + script + "</script>");
        String connect = trusted == null ? "'self'" : "'self' " + authority(trusted) + "/oauth2/v2.0/token";
        return new DashboardPage(html, policy(style, script, connect), '"' + sha256(html) + '"');
    }

    private static String authority(AccessSettings.Trusted trusted) {
        return trusted.host() + trusted.tenant();
    }

    private static String entra(AccessSettings.Trusted trusted, boolean takesKeys) {
        ObjectNode entra = JsonNodeFactory.instance
                .objectNode()
                .put("authority", authority(trusted))
                .put("tenant", trusted.tenant())
                .put("keys", takesKeys);
        trusted.clientId().ifPresent(id -> entra.put("clientId", id.toLowerCase(Locale.ROOT)));
        String content =
                entra.toString().replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
        return "<meta name=\"entra\" content=\"" + content + "\">";
    }

    /**
     * Returns a policy that allows nothing but what it lists. {@code require-trusted-types-for} makes the browser refuse to
     * parse text as markup, so that a job's name can never become part of the page's code.
     */
    private static String policy(String style, String script, String connect) {
        return String.join(
                "; ",
                "default-src 'none'",
                "style-src 'sha256-" + sha256(style) + "'",
                "script-src 'sha256-" + sha256(script) + "'",
                "connect-src " + connect,
                "img-src data:",
                "base-uri 'none'",
                "form-action 'none'",
                "frame-ancestors 'none'",
                "trusted-types 'none'",
                "require-trusted-types-for 'script'");
    }

    private static String all(List<String> files) {
        return files.stream().map(DashboardPage::file).collect(Collectors.joining("\n", "\n", ""));
    }

    private static String file(String name) {
        try (InputStream content = DashboardPage.class.getResourceAsStream("dashboard/" + name)) {
            if (content == null) {
                throw new IOException("dashboard/" + name + " is missing in the program");
            }
            // the browser hashes the text after it has turned every line end into one character
            return new String(content.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the hash as policies and entity tags need it: in Base64. */
    private static String sha256(String text) {
        byte[] hash = HexFormat.of().parseHex(Sha256.hex(text.getBytes(StandardCharsets.UTF_8)));
        return Base64.getEncoder().encodeToString(hash);
    }
}
