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
import java.util.ArrayList;
import java.util.Arrays;
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
record HttpFunction(String name, HostRoute route, Set<String> methods, Object instance, Method method) {

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
                    HostRoute route = new HostRoute("/api/" + trigger.route());
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
}
