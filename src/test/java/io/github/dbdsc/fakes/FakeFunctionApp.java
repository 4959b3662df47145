package io.github.dbdsc.fakes;

import com.sun.net.httpserver.HttpExchange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers what it was told to, as a function app or something in front of it might. */
public final class FakeFunctionApp extends LoopbackServer {

    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final List<String> queries = new CopyOnWriteArrayList<>();

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

    /** Returns the query of each request so far; {@code ""} for none. */
    public List<String> queries() {
        return List.copyOf(queries);
    }

    @Override
    Answer answer(HttpExchange exchange, String path, Map<String, String> parameters) {
        keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("x-functions-key")));
        queries.add(Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""));
        return Optional.ofNullable(answers.poll()).orElse(Answer.of(404, ""));
    }
}
