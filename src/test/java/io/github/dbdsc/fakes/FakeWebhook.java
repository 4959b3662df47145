package io.github.dbdsc.fakes;

import com.sun.net.httpserver.HttpExchange;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Accepts posts, as Slack, Teams and the like do. */
public final class FakeWebhook extends LoopbackServer {

    /** The secret part of the address. */
    public static final String SECRET = "T0-webhook-secret";

    private final Queue<String> busyFor = new ConcurrentLinkedQueue<>();

    public FakeWebhook() {
        super(false);
    }

    /** Returns the address to post to, with its secret. */
    public String address() {
        return uri() + "/services/" + SECRET + "?sig=" + SECRET;
    }

    /** Answers the next request with HTTP 429 and this many seconds in {@code Retry-After}. */
    public void beBusyNext(String seconds) {
        busyFor.add(seconds);
    }

    @Override
    Answer answer(HttpExchange exchange, String path, Map<String, String> parameters) {
        Optional<String> busy = Optional.ofNullable(busyFor.poll());
        busy.ifPresent(seconds -> exchange.getResponseHeaders().set("Retry-After", seconds));
        boolean allowed = path.equals("/services/" + SECRET)
                && "application/json; charset=utf-8"
                        .equals(exchange.getRequestHeaders().getFirst("Content-Type"));
        return Answer.of(busy.isPresent() ? 429 : allowed ? 200 : 404, "ok");
    }
}
