package io.github.dbdsc.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.function.Wiring;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.VisibleText;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Problems as the services know them that show a change line by line.
 *
 * @param prefix what leads from the root of the repository to the folder with the definitions; empty, or with a {@code /} at
 *     its end
 */
record Annotations(String prefix) {

    /** What a problem is about: a rule in the words of SARIF. */
    private enum Rule {
        DEFINITION("definition", "A definition or its directives can't be used as they are."),
        TEMPLATE("template", "A template can't be rendered, or renders settings that are not right."),
        POLICY("policy", "The policy can't be read."),
        SETTINGS("settings", "The settings of the program don't allow work to begin.");

        private final String id;
        private final String description;

        Rule(String id, String description) {
            this.id = id;
            this.description = description;
        }

        private static Rule of(String file) {
            if (file.startsWith("templates/")) {
                return TEMPLATE;
            }
            return file.equals("policy.json") ? POLICY : DEFINITION;
        }
    }

    /**
     * Returns those of a folder. The root of its repository is the nearest folder around it that git knows; where there is
     * none, {@code GITHUB_WORKSPACE}.
     */
    static Annotations in(Path folder, Map<String, String> environment) {
        try {
            Path real = folder.toRealPath();
            for (Path root = real; root != null; root = root.getParent()) {
                if (Files.exists(root.resolve(".git"))) {
                    return below(root, real);
                }
            }
            Path workspace = Path.of(environment.getOrDefault("GITHUB_WORKSPACE", folder.toString()));
            return real.startsWith(workspace.toRealPath()) ? below(workspace.toRealPath(), real) : new Annotations("");
        } catch (IOException | InvalidPathException e) {
            return new Annotations(""); // whoever reads the folder says why it can't be read
        }
    }

    private static Annotations below(Path root, Path folder) {
        String inside = root.relativize(folder).toString().replace('\\', '/');
        return new Annotations(inside.isEmpty() ? "" : inside + "/");
    }

    /**
     * Returns workflow commands of GitHub Actions, a line each. Source: "Workflow commands for GitHub Actions"; the toolkit
     * escapes percent signs and line ends, and in properties colons and commas too.
     */
    List<String> github(List<Problem> problems, List<String> faults) {
        List<String> lines = new ArrayList<>();
        problems.forEach(problem -> lines.add(command(problem)));
        faults.forEach(fault -> lines.add("::error::" + data(fault)));
        return lines;
    }

    private String command(Problem problem) {
        StringBuilder command = new StringBuilder(problem.isError() ? "::error" : "::warning");
        command.append(" file=").append(property(prefix + problem.file()));
        if (problem.line() > 0) {
            command.append(",line=").append(problem.line());
            if (problem.column() > 0) {
                command.append(",col=").append(problem.column());
            }
        }
        return command.append("::").append(data(problem.message())).toString();
    }

    private static String data(String text) {
        return VisibleText.of(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(VisibleText.escaped(text)).replace(":", "%3A").replace(",", "%2C");
    }

    /** Returns a log in the format SARIF 2.1.0 of OASIS, which code scanning services take. */
    ObjectNode sarif(List<Problem> problems, List<String> faults) {
        ObjectNode log = JsonNodeFactory.instance
                .objectNode()
                .put("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
                .put("version", "2.1.0");
        ObjectNode run = log.putArray("runs").addObject();
        driver(run.putObject("tool").putObject("driver"));
        run.put("columnKind", "utf16CodeUnits");
        run.putObject("originalUriBaseIds")
                .putObject("SRCROOT")
                .putObject("description")
                .put("text", "The root of the repository.");
        ArrayNode results = run.putArray("results");
        for (Problem problem : problems) {
            ObjectNode result = result(
                    results, Rule.of(problem.file()), problem.isError() ? "error" : "warning", problem.message());
            ObjectNode place = result.putArray("locations").addObject().putObject("physicalLocation");
            place.putObject("artifactLocation")
                    .put("uri", uri(prefix + problem.file()))
                    .put("uriBaseId", "SRCROOT");
            if (problem.line() > 0) {
                ObjectNode region = place.putObject("region").put("startLine", problem.line());
                if (problem.column() > 0) {
                    region.put("startColumn", problem.column());
                }
            }
        }
        faults.forEach(fault -> result(results, Rule.SETTINGS, "error", fault));
        return log;
    }

    private static void driver(ObjectNode driver) {
        String[] words = Wiring.nameAndVersion().split("/", -1);
        driver.put("name", words[0]).put("version", words[words.length - 1]);
        ArrayNode rules = driver.putArray("rules");
        for (Rule rule : Rule.values()) {
            rules.addObject().put("id", rule.id).putObject("shortDescription").put("text", rule.description);
        }
    }

    private static ObjectNode result(ArrayNode results, Rule rule, String level, String message) {
        ObjectNode result = results.addObject()
                .put("ruleId", rule.id)
                .put("ruleIndex", List.of(Rule.values()).indexOf(rule))
                .put("level", level);
        result.putObject("message").put("text", message);
        return result;
    }

    private static String uri(String path) {
        return Arrays.stream(path.split("/", -1))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }
}
