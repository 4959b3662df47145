package io.github.dbdsc.local;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Names a folder by the repository that it is in: host and path of the remote {@code origin}, and the path inside. Every
 * checkout of one repository gets one name, over https or ssh, whoever made it.
 */
final class GitOrigin {

    /** git-clone: {@code scheme://user@host:port/path}. */
    private static final Pattern ADDRESS = Pattern.compile("\\w[\\w+.-]*://(?:[^/]*@)?([^/:@]+)(?::\\d*)?/([^?#]+).*");

    /** git-clone: {@code user@host:path}, over ssh. */
    private static final Pattern SCP_LIKE = Pattern.compile("(?:[^/@]+@)?([^/:@]{2,}):(?!//)/?(.+)");

    private GitOrigin() {}

    /** Returns the name of a folder; empty when it is in no repository, or in one without such a remote. */
    static Optional<String> of(Path folder) {
        try {
            Path real = folder.toRealPath();
            for (Path root = real; root != null; root = root.getParent()) {
                if (Files.exists(root.resolve(".git"))) {
                    String inside = encoded(root.relativize(real));
                    return origin(root.resolve(".git"))
                            .flatMap(GitOrigin::named)
                            .map(name -> inside.isEmpty() ? name : name + "/" + inside);
                }
            }
        } catch (IOException | InvalidPathException e) {
            return Optional.empty(); // what can't be read here is reported by who needs it
        }
        return Optional.empty();
    }

    private static String encoded(Path inside) {
        return inside.toString().isEmpty()
                ? ""
                : StreamSupport.stream(inside.spliterator(), false)
                        .map(part -> ascii(part.toString()))
                        .collect(Collectors.joining("/"));
    }

    private static Optional<String> origin(Path git) throws IOException {
        Path config = directory(git).resolve("config");
        if (!Files.isReadable(config)) {
            return Optional.empty();
        }
        return GitConfig.first(Files.readString(config, StandardCharsets.ISO_8859_1), "remote", "origin", "url");
    }

    /** Returns where the configuration is: in a worktree and a submodule, {@code .git} is a file that leads there. */
    private static Path directory(Path git) throws IOException {
        if (Files.isDirectory(git)) {
            return git;
        }
        Path own = git.resolveSibling(rest(git, "gitdir:"));
        Path shared = own.resolve("commondir");
        return Files.exists(shared) ? own.resolve(rest(shared, "")) : own;
    }

    private static String rest(Path file, String start) throws IOException {
        String text = Files.readString(file).strip();
        return text.startsWith(start) ? text.substring(start.length()).strip() : "";
    }

    /** Returns host and path of a remote's address; empty when it is a folder of this machine. */
    static Optional<String> named(String url) {
        for (Pattern form : List.of(ADDRESS, SCP_LIKE)) {
            Matcher parts = form.matcher(url);
            if (parts.matches()) {
                String host = parts.group(1).toLowerCase(Locale.ROOT);
                String path = parts.group(2).replaceAll("^/+|/+$", "").replaceAll("\\.git$", "");
                return Optional.of(onAzureDevOps(host, path).orElseGet(() -> host + "/" + asciiPath(path)));
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the one name of a repository in Azure Repos, which has several addresses: {@code
     * dev.azure.com/org/project/_git/repo}, {@code org.visualstudio.com/project/_git/repo} and, over ssh, {@code
     * ssh.dev.azure.com/v3/org/project/repo}.
     */
    private static Optional<String> onAzureDevOps(String host, String path) {
        String oneForm = path.replaceFirst("^DefaultCollection/", "").replaceFirst("(^|/)_git/", "$1");
        if (host.equals("dev.azure.com")) {
            return Optional.of(host + "/" + asciiPath(oneForm));
        }
        if (host.equals("ssh.dev.azure.com") || host.equals("vs-ssh.visualstudio.com")) {
            return Optional.of("dev.azure.com/" + asciiPath(path.replaceFirst("^v3/", "")));
        }
        if (host.endsWith(".visualstudio.com")) {
            String organization = host.substring(0, host.length() - ".visualstudio.com".length());
            return Optional.of("dev.azure.com/" + organization + "/" + asciiPath(oneForm));
        }
        return Optional.empty();
    }

    private static String asciiPath(String path) {
        return List.of(path.split("/+")).stream()
                .map(part -> ascii(decoded(part)))
                .collect(Collectors.joining("/"));
    }

    private static String decoded(String part) {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return part;
        }
    }

    /** Returns a name that a tag's value can hold. */
    private static String ascii(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
