package io.github.dbdsc.packaged;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.HttpStatusType;
import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Does in a process of its own what the Functions Java worker does with a packaged app: one class loader over the app's
 * jar and {@code lib/} with the functions' own types above it, classes and methods as each {@code function.json} names
 * them, instances from the app's injector. Prints a line for each function that the arguments name, and when what
 * happened, in milliseconds since 1970.
 */
public final class WorkerHarness {

    private WorkerHarness() {}

    /** Arguments: the app's folder, then the functions to invoke, in order. */
    public static void main(String[] arguments) throws Exception {
        long main = System.currentTimeMillis();
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
                System.out.println("RESULT " + function + " " + result);
                System.out.println("TIMES " + main + " " + answered + " " + busy + " " + busyHere);
            }
        }
    }

    /** Insists on one, since the worker uses none at all when there are two. */
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

    private static String invoke(Path app, String function, ClassLoader loader, FunctionInstanceInjector injector)
            throws Exception {
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
                    .map(parameter -> argument(parameter, json))
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

    /** What the host passes as text: a message, an event, a time, the name of a blob. */
    private static String text(String json) {
        if (json.contains("queueTrigger")) {
            return "{\"version\":1,\"runId\":\"20261122T120000Z-0000ff\",\"scope\":\"everything\"}";
        }
        if (json.contains("eventGridTrigger")) {
            return "{\"subject\":\"/blobServices/default/containers/"
                    + System.getenv().getOrDefault("JOB_CONTAINER", "databricks-jobs") + "/blobs/jobs/gone.json\"}";
        }
        return json.contains("timerTrigger") ? "{}" : "jobs/a.json";
    }

    private static Object argument(Parameter parameter, String json) {
        if (parameter.getType() == byte[].class) {
            return new byte[] {'{', '}'};
        }
        if (parameter.getType() == String.class) {
            return text(json);
        }
        if (parameter.getType() == ExecutionContext.class) {
            return new Context();
        }
        boolean post = Pattern.compile("\"methods\"\\s*:\\s*\\[\\s*\"POST\"")
                .matcher(json)
                .find();
        return new Request(
                post ? HttpMethod.POST : HttpMethod.GET, json.contains("\"sync\"") ? Map.of("wait", "0") : Map.of());
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

    private record Request(HttpMethod method, Map<String, String> query)
            implements HttpRequestMessage<Optional<String>> {

        @Override
        public URI getUri() {
            return URI.create("https://app.example/api");
        }

        @Override
        public HttpMethod getHttpMethod() {
            return method;
        }

        @Override
        public Map<String, String> getHeaders() {
            return Map.of();
        }

        @Override
        public Map<String, String> getQueryParameters() {
            return query;
        }

        @Override
        public Optional<String> getBody() {
            return Optional.empty();
        }

        @Override
        public HttpResponseMessage.Builder createResponseBuilder(HttpStatus status) {
            return new Response(status);
        }

        @Override
        public HttpResponseMessage.Builder createResponseBuilder(HttpStatusType status) {
            return new Response(status);
        }
    }

    private static final class Response implements HttpResponseMessage, HttpResponseMessage.Builder {

        private HttpStatusType status;
        private final Map<String, String> headers = new LinkedHashMap<>();
        private @Nullable Object body;

        private Response(HttpStatusType status) {
            this.status = status;
        }

        @Override
        public HttpResponseMessage.Builder status(HttpStatusType other) {
            status = other;
            return this;
        }

        @Override
        public HttpResponseMessage.Builder header(String name, String value) {
            headers.put(name, value);
            return this;
        }

        @Override
        public HttpResponseMessage.Builder body(@Nullable Object content) {
            body = content;
            return this;
        }

        @Override
        public HttpResponseMessage build() {
            return this;
        }

        @Override
        public HttpStatusType getStatus() {
            return status;
        }

        @Override
        public @Nullable String getHeader(String name) {
            return headers.get(name);
        }

        @Override
        public @Nullable Object getBody() {
            return body;
        }
    }
}
