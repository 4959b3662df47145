package io.github.dbdsc.function;

import com.microsoft.azure.functions.HttpRequestMessage;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.VisibleText;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The query of a request, read strictly: what is doubtful is refused, since a parameter that is overlooked may be the one
 * that says to write nothing. It is read from the address, because the Functions host drops parameters without a value and
 * joins those that are repeated before a function gets them.
 */
final class HttpQuery {

    /** The host's own parameters, which it leaves in the address. */
    private static final Set<String> OF_THE_HOST = Set.of("code", "clientId");

    private final Map<String, Optional<String>> given = new HashMap<>();
    private final List<String> known;

    private HttpQuery(List<String> known) {
        this.known = known;
    }

    /**
     * Reads the query of a request.
     *
     * @param known the names of the parameters that there are
     * @throws HttpProblem when one is unknown, there twice, empty or badly encoded
     */
    static HttpQuery of(HttpRequestMessage<?> request, List<String> known) {
        HttpQuery query = new HttpQuery(known);
        String raw = address(request).getRawQuery();
        if (raw != null) {
            for (String parameter : raw.split("&", -1)) {
                query.add(parameter);
            }
        }
        return query;
    }

    private static URI address(HttpRequestMessage<?> request) {
        try {
            return request.getUri();
        } catch (IllegalArgumentException e) {
            throw HttpProblem.notUnderstood(
                    "the address is no URI; write special characters of a query percent-encoded:"
                            + " % as %25, | as %7C, a space as %20");
        }
    }

    private void add(String parameter) {
        int equals = parameter.indexOf('=');
        String name = decoded(equals < 0 ? parameter : parameter.substring(0, equals));
        if (name.isEmpty()) {
            throw HttpProblem.notUnderstood("the query has an empty parameter: after ?, beside & or before =");
        }
        if (OF_THE_HOST.contains(name)) {
            return;
        }
        if (!known.contains(name)) {
            throw HttpProblem.notUnderstood("there is no query parameter '" + VisibleText.escaped(name) + "'; "
                    + (known.isEmpty()
                            ? "this call takes none"
                            : (known.size() == 1 ? "there is only " : "there are ") + String.join(", ", known)));
        }
        Optional<String> value = equals < 0 ? Optional.empty() : Optional.of(decoded(parameter.substring(equals + 1)));
        if (value.filter(String::isEmpty).isPresent()) {
            throw withoutValue(name);
        }
        if (given.put(name, value) != null) {
            throw HttpProblem.notUnderstood("the query has the parameter " + name + " more than once");
        }
    }

    private static HttpProblem withoutValue(String name) {
        return HttpProblem.notUnderstood("the query parameter " + name
                + " has no value; give it one or leave it out (is a variable of a script empty?)");
    }

    /**
     * Returns the value of a parameter; empty when it is not there.
     *
     * @throws HttpProblem when it is there without one
     */
    Optional<String> value(String name) {
        Optional<String> value = given.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value.isEmpty()) {
            throw withoutValue(name);
        }
        return value;
    }

    /**
     * Returns the parameter {@code key}, a job's key or its definition's path; empty when it is not there.
     *
     * @throws HttpProblem when it is there without a value
     */
    Optional<JobKey> key() {
        Optional<String> value = value("key");
        if (value.filter(String::isBlank).isPresent()) {
            throw HttpProblem.notUnderstood("the query parameter key must be a definition's key, like etl/daily");
        }
        return value.map(JobKey::ofKeyOrPath);
    }

    /**
     * Reports whether a parameter is there and true, which it also is by its name alone.
     *
     * @throws HttpProblem when its value is neither true nor false
     */
    boolean isOn(String name) {
        Optional<String> value = given.get(name);
        if (value == null) {
            return false;
        }
        return switch (value.orElse("true").toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw HttpProblem.notUnderstood("the query parameter " + name + " must be true or false");
        };
    }

    /** Decodes what a URI may hold, so that every percent sign begins a number. */
    private static String decoded(String encoded) {
        if (encoded.chars().anyMatch(character -> character > 127)) {
            throw notUtf8();
        }
        byte[] bytes = URLDecoder.decode(encoded, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw notUtf8();
        }
    }

    private static HttpProblem notUtf8() {
        return HttpProblem.notUnderstood("the query is not UTF-8, percent-encoded");
    }
}
