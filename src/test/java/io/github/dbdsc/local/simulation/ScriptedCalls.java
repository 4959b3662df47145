package io.github.dbdsc.local.simulation;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Logs each call, lets its fault strike, and delivers what is left of the answer. */
final class ScriptedCalls implements WorkspaceServer.CallFilter {

    private static final Duration MOMENT = Duration.ofMillis(10);

    private final CallLog log;
    private final Faults faults;
    private final Duration latency;
    private final Consumer<Duration> pause;

    ScriptedCalls(CallLog log, Faults faults, Duration latency, Consumer<Duration> pause) {
        this.log = log;
        this.faults = faults;
        this.latency = latency;
        this.pause = pause;
    }

    @Override
    public void handle(ApiCall call, String body, Supplier<Answer> service, HttpExchange exchange) throws IOException {
        log.arrived(call);
        Fault fault = faults.next(call.operation(), body).orElse(Fault.NONE);
        pause(latency);
        fault.happenBefore();
        fault.postpone(() -> {
            Answer unused = service.get(); // nobody waits for it any more
        });
        Answer answer = fault.distort(fault.hasEffect() ? service.get() : Answer.EMPTY);
        pause(fault.delay());
        log.answered(fault.arrival() == Fault.Arrival.NONE ? 0 : answer.status());
        switch (fault.arrival()) {
            case WHOLE -> answer.send(exchange);
            case CUT_SHORT -> {
                sendHalf(answer, exchange);
                exchange.close();
            }
            case STALLED -> sendHalf(answer, exchange); // an exchange that is not closed stays open
            case DRIPPING -> drip(answer, exchange);
            case ENDLESS -> sendEndlessly(answer, exchange);
            case NONE -> exchange.close(); // closing an exchange that was not answered closes its connection
        }
    }

    private void pause(Duration time) {
        if (!time.isZero()) {
            pause.accept(time);
        }
    }

    private static void sendHalf(Answer answer, HttpExchange exchange) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(Arrays.copyOf(body, body.length / 2));
        exchange.getResponseBody().flush();
    }

    /** Sends blanks, which may stand before any JSON text, until the client has enough. */
    private static void drip(Answer answer, HttpExchange exchange) throws IOException {
        try (exchange) {
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(), 0);
            while (!Thread.currentThread().isInterrupted()) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
                LockSupport.parkNanos(MOMENT.toNanos());
            }
        }
    }

    private static void sendEndlessly(Answer answer, HttpExchange exchange) throws IOException {
        byte[] blanks = " ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(), 0);
            while (!Thread.currentThread().isInterrupted()) {
                exchange.getResponseBody().write(blanks);
            }
        }
    }
}
