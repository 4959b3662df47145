package io.github.dbdsc.infra;

import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BlobTrigger;
import com.microsoft.azure.functions.annotation.EventGridTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueOutput;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The functions as the code declares them: whatever is annotated in {@code io.github.dbdsc.function}. */
final class AppFunctions {

    private static final String PACKAGE = "io.github.dbdsc.function";
    private static final Path CLASSES = Path.of("target", "classes", "io", "github", "dbdsc", "function");
    private static final Pattern BINDING_EXPRESSION = Pattern.compile("%(\\w+)%");

    private AppFunctions() {}

    /**
     * A trigger or other binding of a function.
     *
     * @param function the function's name
     * @param annotation the binding as it is declared
     */
    record Binding(String function, Annotation annotation) {}

    /** The storage connections and the services that bindings reach through them. */
    record Connection(String name, String service) {}

    static Set<String> names() {
        return methods()
                .map(method -> method.getAnnotation(FunctionName.class).value())
                .collect(Collectors.toSet());
    }

    static List<Binding> bindings() {
        return methods()
                .flatMap(method -> Stream.concat(
                                Arrays.stream(method.getParameterAnnotations()).flatMap(Arrays::stream),
                                Arrays.stream(method.getAnnotations()))
                        .map(annotation -> new Binding(
                                method.getAnnotation(FunctionName.class).value(), annotation)))
                .toList();
    }

    /** The functions that Event Grid tells of blobs through the blob extension. */
    static Set<String> blobTriggered() {
        return functions(BlobTrigger.class);
    }

    static Set<String> eventGridTriggered() {
        return functions(EventGridTrigger.class);
    }

    /** The queues that functions read from or write to. */
    static Set<String> queues() {
        return annotations()
                .flatMap(annotation -> annotation instanceof QueueTrigger trigger
                        ? Stream.of(trigger.queueName())
                        : annotation instanceof QueueOutput output ? Stream.of(output.queueName()) : Stream.empty())
                .collect(Collectors.toSet());
    }

    static Set<String> queueTriggered() {
        return functions(QueueTrigger.class);
    }

    /** The settings by which the Functions host switches functions off. */
    static Set<String> switches() {
        return names().stream().map(AppFunctions::switchOf).collect(Collectors.toSet());
    }

    static String switchOf(String function) {
        return "AzureWebJobs_" + function + "_Disabled";
    }

    /** The functions that answer calls for data: with a token, or with a key. */
    static Set<String> answeringWith(boolean token) {
        return bindings().stream()
                .filter(binding -> binding.annotation() instanceof HttpTrigger trigger
                        && (token
                                ? trigger.route().startsWith("entra/")
                                : trigger.authLevel() == AuthorizationLevel.FUNCTION))
                .map(Binding::function)
                .collect(Collectors.toSet());
    }

    static Set<String> httpRoutes() {
        return annotations()
                .flatMap(annotation ->
                        annotation instanceof HttpTrigger trigger ? Stream.of(trigger.route()) : Stream.empty())
                .collect(Collectors.toSet());
    }

    /** Methods and routes: {@code POST sync}. */
    static Set<String> httpCalls() {
        return annotations()
                .flatMap(annotation -> annotation instanceof HttpTrigger trigger
                        ? Arrays.stream(trigger.methods()).map(method -> method + " " + trigger.route())
                        : Stream.empty())
                .collect(Collectors.toSet());
    }

    static Set<Connection> connections() {
        return annotations().flatMap(AppFunctions::connectionsOf).collect(Collectors.toSet());
    }

    /** The settings that bindings name between percent signs. */
    static Set<String> settingsInBindings() {
        return annotations()
                .flatMap(annotation ->
                        BINDING_EXPRESSION.matcher(text(annotation)).results())
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }

    private static Stream<Connection> connectionsOf(Annotation annotation) {
        if (annotation instanceof BlobTrigger trigger) {
            // the poison queue is in the account of the blobs
            return Stream.of(
                    new Connection(trigger.connection(), "blob"), new Connection(trigger.connection(), "queue"));
        }
        if (annotation instanceof QueueTrigger trigger) {
            return Stream.of(new Connection(trigger.connection(), "queue"));
        }
        if (annotation instanceof QueueOutput output) {
            return Stream.of(new Connection(output.connection(), "queue"));
        }
        return Stream.empty();
    }

    private static String text(Annotation annotation) {
        if (annotation instanceof BlobTrigger trigger) {
            return trigger.path();
        }
        if (annotation instanceof TimerTrigger trigger) {
            return trigger.schedule();
        }
        if (annotation instanceof QueueTrigger trigger) {
            return trigger.queueName();
        }
        return annotation instanceof QueueOutput output ? output.queueName() : "";
    }

    private static Set<String> functions(Class<? extends Annotation> trigger) {
        return bindings().stream()
                .filter(binding -> trigger.isInstance(binding.annotation()))
                .map(Binding::function)
                .collect(Collectors.toSet());
    }

    private static Stream<Annotation> annotations() {
        return bindings().stream().map(Binding::annotation);
    }

    private static Stream<Method> methods() {
        try (Stream<Path> classes = Files.list(CLASSES)) {
            return classes
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.startsWith("package-info"))
                    .map(name -> PACKAGE + "." + name.substring(0, name.length() - ".class".length()))
                    .flatMap(name -> Arrays.stream(load(name).getDeclaredMethods()))
                    .filter(method -> method.isAnnotationPresent(FunctionName.class))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, AppFunctions.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The container that blob triggers look at, with its setting between percent signs. */
    static Set<String> blobContainers() {
        return annotations()
                .flatMap(annotation ->
                        annotation instanceof BlobTrigger trigger ? Stream.of(trigger.path()) : Stream.empty())
                .map(Pattern.compile("^([^/]+)/")::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .collect(Collectors.toSet());
    }
}
