package io.github.dbdsc.packaged;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import io.github.dbdsc.local.host.HostRequest;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Does in a process of its own what the Functions Java worker does with a packaged app: one class loader over the app's
 * jar and {@code lib/} with the functions' own types above it, classes and methods as each {@code function.json} names
 * them, instances from the app's injector. Prints for each function that the arguments name its result and its times, in
 * milliseconds since 1970.
 */
public final class WorkerHarness {

    /** Holds how a request becomes what a function gets, and nothing of the app itself. */
    static final Path REQUESTS = Path.of("target", "cli", "lib", "db-dsc-jobs-cli.jar");

    private WorkerHarness() {}

    /**
     * Arguments: the app's folder, then the functions to invoke, in order; one that answers HTTP may have a query, and after
     * a space a content type, another space and a percent-encoded body, which is sent in chunks where the type is
     * {@code chunked}. Before the function there may be a method and a percent-encoded {@code Authorization}, each with a
     * bar behind it.
     */
    public static void main(String[] arguments) throws Exception {
        long main = System.currentTimeMillis();
        // results are UTF-8, whatever the platform's charset is that the app meets
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Path app = Path.of(arguments[0]);
        try (URLClassLoader loader = loader(app.resolve("db-dsc-jobs.jar"))) {
            Thread.currentThread().setContextClassLoader(loader);
            FunctionInstanceInjector injector = injector();
            for (String function : List.of(arguments).subList(1, arguments.length)) {
                String result = invoke(app, function, loader, injector);
                long answered = System.currentTimeMillis();
                long busy = ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toMillis();
                long busyHere = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1_000_000;
                out.println("RESULT " + function + " " + result);
                out.println("TIMES " + main + " " + answered + " " + busy + " " + busyHere);
            }
        }
    }

    /** Returns the only injector: with two, the worker would use none. */
    private static FunctionInstanceInjector injector() {
        List<FunctionInstanceInjector> injectors = ServiceLoader.load(FunctionInstanceInjector.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        if (injectors.size() != 1) {
            throw new IllegalStateException("one injector is wanted, there are " + injectors);
        }
        return injectors.get(0);
    }

    private static URLClassLoader loader(Path jar) throws IOException {
        return new URLClassLoader(classPath(jar), WorkerHarness.class.getClassLoader());
    }

    private static String invoke(Path app, String called, ClassLoader loader, FunctionInstanceInjector injector)
            throws Exception {
        String[] given = called.split("\\|", -1);
        String call = given[given.length - 1];
        String function = call.replaceFirst("[? ].*", "");
        String request = call.substring(function.length());
        String json = Files.readString(app.resolve(function).resolve("function.json"));
        String entryPoint = field(json, "entryPoint");
        int dot = entryPoint.lastIndexOf('.');
        try {
            Class<?> type = loader.loadClass(entryPoint.substring(0, dot));
            Method method = Arrays.stream(type.getMethods())
                    .filter(candidate -> candidate.getName().equals(entryPoint.substring(dot + 1)))
                    .findFirst()
                    .orElseThrow();
            Object[] values = Arrays.stream(method.getParameters())
                    .map(parameter -> argument(parameter, json, request, given))
                    .toArray();
            Object result = method.invoke(injector.getInstance(type), values);
            return result instanceof HttpResponseMessage response
                    ? response.getStatusCode() + " "
                            + String.valueOf(response.getBody()).replaceAll("\\s+", " ")
                    : "done";
        } catch (InvocationTargetException e) {
            return "failed " + String.valueOf(e.getCause()).replaceAll("\\s+", " ");
        }
    }

    private static URL[] classPath(Path jar) throws IOException {
        try (Stream<Path> libraries = Files.list(jar.resolveSibling("lib"))) {
            return Stream.concat(Stream.of(jar), libraries.sorted())
                    .map(WorkerHarness::url)
                    .toArray(URL[]::new);
        }
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(file.toString(), e);
        }
    }

    private static String field(String json, String name) {
        Matcher matcher =
                Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]+)\"").matcher(json);
        if (!matcher.find()) {
            throw new IllegalArgumentException("no " + name + " in " + json);
        }
        return matcher.group(1);
    }

    /** Returns what the host would hand over as text: a message, an event, a time, a blob's name. */
    private static String text(String json) {
        if (json.contains("eventGridTrigger") || json.contains("dsc-events")) {
            return "{\"eventType\":\"Microsoft.Storage.BlobDeleted\",\"subject\":\"/blobServices/default/containers/"
                    + System.getenv().getOrDefault("JOB_CONTAINER", "databricks-jobs") + "/blobs/jobs/gone.json\"}";
        }
        if (json.contains("queueTrigger")) {
            return "{\"version\":1,\"runId\":\"20261122T120000Z-0000ff\",\"scope\":\"everything\"}";
        }
        return json.contains("timerTrigger") ? "{}" : "jobs/a.json";
    }

    private static Object argument(Parameter parameter, String json, String request, String[] given) {
        if (parameter.getType() == byte[].class) {
            return new byte[] {'{', '}'};
        }
        if (parameter.getType() == String.class) {
            return text(json);
        }
        if (parameter.getType() == ExecutionContext.class) {
            return new Context();
        }
        HostRequest.Sent sent = given.length == 3 ? sent(json, request, given[0], given[1]) : sent(json, request);
        return HostRequest.of(sent, Charset.defaultCharset());
    }

    private static HostRequest.Sent sent(String json, String query, String method, String authorization) {
        String header = URLDecoder.decode(authorization, StandardCharsets.UTF_8);
        return new HostRequest.Sent(
                method,
                "https://app.example/api/" + field(json, "route").replaceAll("\\{[^}]*}", "20261122T120000Z-0000ff")
                        + query,
                header.isEmpty() ? Map.of() : Map.of("Authorization", List.of(header)),
                new byte[0]);
    }

    /** @param request a query or nothing, then perhaps a content type and a body */
    private static HostRequest.Sent sent(String json, String request) {
        String[] parts = request.split(" ", 3);
        boolean post = Pattern.compile("\"methods\"\\s*:\\s*\\[\\s*\"POST\"")
                .matcher(json)
                .find();
        String url = "https://app.example/api" + parts[0];
        if (parts.length < 3) {
            return HostRequest.Sent.plain(post ? "POST" : "GET", url);
        }
        byte[] body = URLDecoder.decode(parts[2], StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
        Map<String, List<String>> headers = parts[1].equals("chunked")
                ? Map.of("Content-Type", List.of("application/json"), "Transfer-Encoding", List.of("chunked"))
                : Map.of("Content-Type", List.of(parts[1]), "Content-Length", List.of(String.valueOf(body.length)));
        return new HostRequest.Sent("POST", url, headers, body);
    }

    private record Context() implements ExecutionContext {

        @Override
        public Logger getLogger() {
            return Logger.getLogger("worker");
        }

        @Override
        public String getInvocationId() {
            return "invocation";
        }

        @Override
        public String getFunctionName() {
            return "function";
        }
    }
}
