package io.github.dbdsc.local.host;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A method with an HTTP trigger: takes the request, parts of its path by {@link BindingName}, and the context.
 *
 * @param name by its {@link FunctionName}
 * @param route below the host's root
 * @param methods which HTTP methods it answers
 */
record HttpFunction(String name, Route route, Set<String> methods, Object instance, Method method) {

    /** Returns the HTTP functions of an instance of a function class. */
    static List<HttpFunction> of(Object instance) {
        List<HttpFunction> functions = new ArrayList<>();
        for (Method method : instance.getClass().getMethods()) {
            FunctionName name = method.getAnnotation(FunctionName.class);
            if (name == null) {
                continue;
            }
            for (Parameter parameter : method.getParameters()) {
                HttpTrigger trigger = parameter.getAnnotation(HttpTrigger.class);
                if (trigger != null) {
                    Set<String> methods =
                            Arrays.stream(trigger.methods()).map(Enum::name).collect(Collectors.toSet());
                    Route route = new Route("/api/" + trigger.route());
                    functions.add(new HttpFunction(name.value(), route, methods, instance, method));
                }
            }
        }
        return functions;
    }

    /** @param path what the segments in braces of the route stand for */
    HttpResponseMessage invoke(
            HttpRequestMessage<Optional<String>> request, Map<String, String> path, ExecutionContext context) {
        Object[] arguments = Arrays.stream(method.getParameters())
                .map(parameter -> argument(parameter, request, path, context))
                .toArray();
        try {
            return (HttpResponseMessage) method.invoke(instance, arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the function " + name + " failed: " + e.getCause(), e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("the function " + name + " is not public", e);
        }
    }

    private static @Nullable Object argument(
            Parameter parameter, HttpRequestMessage<?> request, Map<String, String> path, ExecutionContext context) {
        BindingName part = parameter.getAnnotation(BindingName.class);
        if (part != null) {
            return path.get(part.value());
        }
        return parameter.getType() == ExecutionContext.class ? context : request;
    }

    /**
     * The path of an HTTP function below the host's root, {@code /api/runs/{id}}. A segment in braces stands for any one
     * that is not empty.
     *
     * @param path as it is declared
     */
    record Route(String path) {

        /** Returns what the segments in braces stand for, decoded, by their names; empty for another path. */
        Optional<Map<String, String>> match(String rawPath) {
            List<String> wanted = List.of(path.split("/", -1));
            List<String> given = List.of(rawPath.split("/", -1));
            if (wanted.size() != given.size()) {
                return Optional.empty();
            }
            Map<String, String> values = new HashMap<>();
            for (int i = 0; i < wanted.size(); i++) {
                String segment = wanted.get(i);
                if (segment.startsWith("{") && !given.get(i).isEmpty()) {
                    values.put(segment.substring(1, segment.length() - 1), decoded(given.get(i)));
                } else if (!segment.equals(given.get(i))) {
                    return Optional.empty();
                }
            }
            return Optional.of(values);
        }

        /** A plus sign is a space in a query, but itself in a path. */
        private static String decoded(String segment) {
            try {
                return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                return segment;
            }
        }
    }
}
