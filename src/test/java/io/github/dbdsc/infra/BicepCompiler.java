package io.github.dbdsc.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The Bicep compiler of this machine: that of the variable BICEP, or else one on the PATH or of the Azure command line. It
 * answers calls over its standard streams ({@code bicep jsonrpc}), since its start takes longer than all its work.
 */
final class BicepCompiler implements AutoCloseable {

    /** What parameter files read from DATABRICKS_URI unless a test says otherwise. */
    static final String WORKSPACE = "https://adb-1.2.azuredatabricks.net";

    private static final String VARIABLE = "BICEP";
    private static final JsonMapper JSON = new JsonMapper();

    /** Where a snapshot is deployed to. No such place exists. */
    private static final ObjectNode PLACE = JSON.createObjectNode()
            .put("tenantId", "11111111-1111-1111-1111-111111111111")
            .put("subscriptionId", "22222222-2222-2222-2222-222222222222")
            .put("resourceGroup", "rg")
            .put("location", "westeurope")
            .put("deploymentName", "main");

    private final Process process;
    private final InputStream answers;
    private int calls;

    private BicepCompiler(Path compiler, Map<String, String> variables) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(compiler.toString(), "jsonrpc", "--stdio")
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("DATABRICKS_URI", WORKSPACE);
        builder.environment().putAll(variables);
        process = builder.start();
        answers = new BufferedInputStream(process.getInputStream());
    }

    /**
     * Starts the compiler. Skips the test where there is none, unless one is promised: by BICEP, or by the machines that
     * check pull requests.
     *
     * @param variables what parameter files read from the environment
     */
    static BicepCompiler start(Map<String, String> variables) throws IOException {
        Optional<Path> compiler = find();
        boolean isPromised = System.getenv(VARIABLE) != null || System.getenv("GITHUB_ACTIONS") != null;
        assumeTrue(
                compiler.isPresent() || isPromised,
                "there is no Bicep compiler: put it on the PATH, or name it with " + VARIABLE);
        assertThat(compiler).as("the Bicep compiler that is promised").isPresent();
        return new BicepCompiler(compiler.get(), variables);
    }

    private static Optional<Path> find() {
        String named = System.getenv(VARIABLE);
        if (named != null) {
            return Optional.of(Path.of(named)).filter(Files::isExecutable);
        }
        Stream<Path> onPath =
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator)).map(Path::of);
        Path ofAzure = Path.of(System.getProperty("user.home"), ".azure", "bin");
        return Stream.concat(onPath, Stream.of(ofAzure))
                .flatMap(folder -> Stream.of(folder.resolve("bicep"), folder.resolve("bicep.exe")))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Returns what the compiler and its rules say of a file, and of those that it uses. */
    List<String> diagnostics(Path file) throws IOException {
        boolean isParameters = file.toString().endsWith(".bicepparam");
        ObjectNode arguments = JSON.createObjectNode().put("path", absolute(file));
        if (isParameters) {
            arguments.putObject("parameterOverrides");
        }
        JsonNode result = call(isParameters ? "bicep/compileParams" : "bicep/compile", arguments);
        return StreamSupport.stream(result.path("diagnostics").spliterator(), false)
                .map(JsonNode::toString)
                .toList();
    }

    /** Returns the parameters that a file declares, by name: a {@code defaultValue}, {@code allowedValues} and so on. */
    JsonNode declaredParameters(Path file) throws IOException {
        return compiled("bicep/compile", JSON.createObjectNode().put("path", absolute(file)), "contents");
    }

    /** Returns what a parameter file gives, by name: a {@code value}. */
    JsonNode givenParameters(Path file) throws IOException {
        ObjectNode arguments = JSON.createObjectNode().put("path", absolute(file));
        arguments.putObject("parameterOverrides");
        return compiled("bicep/compileParams", arguments, "parameters");
    }

    private JsonNode compiled(String method, ObjectNode arguments, String part) throws IOException {
        JsonNode result = call(method, arguments);
        assertThat(result.path("success").asBoolean())
                .as(result.path("diagnostics").toString())
                .isTrue();
        return JSON.readTree(result.path(part).asText()).path("parameters");
    }

    /** Returns a file's text in the form that the compiler gives it. */
    String formatted(Path file) throws IOException {
        return call("bicep/format", JSON.createObjectNode().put("path", absolute(file)))
                .path("contents")
                .asText();
    }

    /** Returns the resources, diagnostics and outputs that the deployment of a parameter file leads to. */
    String snapshot(Path parameters) throws IOException {
        ObjectNode arguments = JSON.createObjectNode().put("path", absolute(parameters));
        arguments.set("metadata", PLACE);
        arguments.putNull("externalInputs");
        return call("bicep/getSnapshot", arguments).path("snapshot").asText();
    }

    private static String absolute(Path file) {
        return file.toAbsolutePath().toString();
    }

    private JsonNode call(String method, JsonNode arguments) throws IOException {
        calls++;
        ObjectNode request =
                JSON.createObjectNode().put("jsonrpc", "2.0").put("id", calls).put("method", method);
        request.set("params", arguments);
        byte[] body = JSON.writeValueAsBytes(request);
        process.getOutputStream()
                .write(("Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().write(body);
        process.getOutputStream().flush();
        JsonNode answer = JSON.readTree(answers.readNBytes(length()));
        assertThat(answer.path("error").isMissingNode())
                .as(answer.path("error").toString())
                .isTrue();
        return answer.path("result");
    }

    /** Reads the head of an answer, and returns how many bytes follow. */
    private int length() throws IOException {
        int length = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (line.startsWith("Content-Length: ")) {
                length = Integer.parseInt(line.substring("Content-Length: ".length()));
            }
        }
        return length;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = answers.read(); c != '\n'; c = answers.read()) {
            if (c < 0) {
                throw new EOFException("the Bicep compiler has ended");
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
