package io.github.dbdsc.fakes;

import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Answers what it was told to, as a function app or something in front of it might. */
public final class FakeFunctionApp extends LoopbackServer {

    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final List<String> queries = new CopyOnWriteArrayList<>();

    private volatile @Nullable URI location;

    public FakeFunctionApp() {
        super(false);
    }

    /** Answers the next request with this. */
    public FakeFunctionApp answer(int status, String body) {
        answers.add(Answer.of(status, body));
        return this;
    }

    /** Returns the function key of each request so far. */
    public List<String> keys() {
        return List.copyOf(keys);
    }

    /** Returns the header {@code Authorization} of each request so far; {@code "null"} for none. */
    public List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    /** Sends all further requests elsewhere. */
    public FakeFunctionApp redirect(URI elsewhere) {
        location = elsewhere;
        return this;
    }

    /** Returns the query of each request so far; {@code ""} for none. */
    public List<String> queries() {
        return List.copyOf(queries);
    }

    @Override
    Answer answer(HttpExchange exchange, String path, Map<String, String> parameters) {
        keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("x-functions-key")));
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        queries.add(Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""));
        URI elsewhere = location;
        if (elsewhere != null && answers.isEmpty()) {
            exchange.getResponseHeaders()
                    .set("Location", elsewhere.resolve(path).toString());
            return Answer.of(307, "");
        }
        return Optional.ofNullable(answers.poll()).orElse(Answer.of(404, ""));
    }
}
