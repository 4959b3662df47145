package io.github.dbdsc.local.simulation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes calls from the network: logs each, lets its fault strike, and delivers what is left of the answer. */
final class ApiHandler implements HttpHandler {

    private final Service service;
    private final CallLog log;
    private final Faults faults;
    private final Duration latency;
    private final Consumer<Duration> pause;

    ApiHandler(Service service, CallLog log, Faults faults, Duration latency, Consumer<Duration> pause) {
        this.service = service;
        this.log = log;
        this.faults = faults;
        this.latency = latency;
        this.pause = pause;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Answer answer = answer(exchange);
        if (!answer.delay().isZero()) {
            pause.accept(answer.delay());
        }
        log.answered(answer.arrival() == Answer.Arrival.NONE ? 0 : answer.status());
        Delivery.send(answer, exchange);
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        RequestBody body = RequestBody.read(exchange.getRequestBody());
        Call call = call(exchange);
        log.arrived(call);
        Optional<Fault> fault = faults.next(call.operation(), body.text());
        if (!latency.isZero()) {
            pause.accept(latency);
        }
        Answer honest = fault.map(Fault::hasEffect).orElse(true)
                ? service.answer(call, body, exchange.getRequestHeaders().getFirst("Authorization"))
                : Answer.EMPTY;
        return fault.map(struck -> struck.distort(honest)).orElse(honest);
    }

    private static Call call(HttpExchange exchange) {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        String query = Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "");
        return new Call(Operation.of(method, path), method, path, query);
    }
}
