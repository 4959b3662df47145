package io.github.dbdsc.local.host;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A method with an HTTP trigger: takes the request and the context, in that order.
 *
 * @param name by its {@link FunctionName}
 * @param path by its route, below the host's root
 * @param methods which HTTP methods it answers
 */
record HttpFunction(String name, String path, Set<String> methods, Object instance, Method method) {

    /** The HTTP function of an instance of a function class, if it has one. */
    static Optional<HttpFunction> of(Object instance) {
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
                    return Optional.of(
                            new HttpFunction(name.value(), "/api/" + trigger.route(), methods, instance, method));
                }
            }
        }
        return Optional.empty();
    }

    HttpResponseMessage invoke(HttpRequestMessage<Optional<String>> request, ExecutionContext context) {
        try {
            return (HttpResponseMessage) method.invoke(instance, request, context);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the function " + name + " failed: " + e.getCause(), e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("the function " + name + " is not public", e);
        }
    }
}
