package io.github.dbdsc.local.simulation;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes an answer to the network, or as much of it as is to arrive. */
final class Delivery {

    private static final int NO_BODY = -1;

    private Delivery() {}

    static void send(Answer answer, HttpExchange exchange) throws IOException {
        try (exchange) {
            if (answer.arrival() == Answer.Arrival.NONE) {
                return; // closing an exchange that was not answered closes its connection
            }
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? NO_BODY : body.length);
            boolean whole = answer.arrival() == Answer.Arrival.WHOLE;
            exchange.getResponseBody().write(whole ? body : Arrays.copyOf(body, body.length / 2));
        }
    }
}
