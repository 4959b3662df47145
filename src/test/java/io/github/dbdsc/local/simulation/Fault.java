package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Something that goes wrong with one call. A fault says whether the call still has its effect in the workspace, and what
 * becomes of its answer.
 */
public final class Fault {

    private final String name;
    private final boolean effect;
    private final UnaryOperator<Answer> distortion;
    private final Arrival arrival;
    private final Duration delay;

    /** How much of an answer the client gets. */
    enum Arrival {
        WHOLE,
        /** The connection closes halfway through the body. */
        CUT_SHORT,
        /** The connection closes without an answer. */
        NONE
    }

    static final Fault NONE = new Fault("no fault", true, answer -> answer, Arrival.WHOLE, Duration.ZERO);

    private Fault(String name, boolean effect, UnaryOperator<Answer> distortion, Arrival arrival, Duration delay) {
        this.name = name;
        this.effect = effect;
        this.distortion = distortion;
        this.arrival = arrival;
        this.delay = delay;
    }

    /** The whole answer, but another one. */
    private static Fault of(String name, boolean effect, UnaryOperator<Answer> distortion) {
        return new Fault(name, effect, distortion, Arrival.WHOLE, Duration.ZERO);
    }

    /** The service answers with this HTTP status and {@code error_code}; nothing has happened. */
    public static Fault refused(int status, String errorCode) {
        ApiError error = new ApiError(status, errorCode, "Simulated fault: " + errorCode + ".");
        return of(status + " " + errorCode, false, answer -> Answer.error(error));
    }

    /** 500; nothing has happened. */
    public static Fault internalError() {
        return refused(500, "INTERNAL_ERROR");
    }

    /** 503 without {@code Retry-After}; nothing has happened. */
    public static Fault unavailable() {
        return refused(503, "TEMPORARILY_UNAVAILABLE");
    }

    /** 429 with {@code Retry-After} in whole seconds; nothing has happened. */
    public static Fault throttled(Duration retryAfter) {
        return refused(429, "REQUEST_LIMIT_EXCEEDED").withRetryAfter(retryAfter);
    }

    /** A gateway answers with a web page where JSON is expected; nothing has happened. */
    public static Fault htmlPage(int status) {
        String page =
                "<!DOCTYPE html><html><head><title>Error</title></head><body>Simulated gateway page</body></html>";
        return of("HTML page " + status, false, answer -> Answer.of(status, "text/html", page));
    }

    /**
     * The connection closes without an answer; nothing has happened. {@code java.net.http.HttpClient} by itself repeats
     * a GET that ends like this on a connection it had used before.
     */
    public static Fault connectionDropped() {
        return new Fault("connection dropped", false, answer -> answer, Arrival.NONE, Duration.ZERO);
    }

    /** The call has its effect and the connection closes without an answer. */
    public static Fault answerLost() {
        return connectionDropped().afterEffect();
    }

    /** The call has its effect and the connection closes halfway through the answer's body. */
    public static Fault answerCutShort() {
        return new Fault("answer cut short", true, answer -> answer, Arrival.CUT_SHORT, Duration.ZERO);
    }

    /** The call has its effect and the answer starts this much later. */
    public static Fault slowAnswer(Duration delay) {
        return new Fault("slow answer", true, answer -> answer, Arrival.WHOLE, delay);
    }

    /** The call has its effect, and every field of the JSON answer holds a value of another type. */
    public static Fault wrongTypes() {
        return of(
                "wrong types",
                true,
                answer -> new Answer(answer.status(), answer.headers(), wrongTypes(answer.body())));
    }

    /** The same answer, but the call has its effect before it. */
    public Fault afterEffect() {
        return new Fault(name + " after the effect", true, distortion, arrival, delay);
    }

    /** The same with a {@code Retry-After} header, rounded up to whole seconds. */
    public Fault withRetryAfter(Duration wait) {
        return new Fault(name, effect, answer -> distortion.apply(answer).withRetryAfter(wait), arrival, delay);
    }

    boolean hasEffect() {
        return effect;
    }

    /** @param answer the honest one, or an empty one when the call has no effect */
    Answer distort(Answer answer) {
        return distortion.apply(answer);
    }

    Arrival arrival() {
        return arrival;
    }

    /** How much later the answer starts. */
    Duration delay() {
        return delay;
    }

    /** Turns a JSON answer into one whose fields are all there and none of which has the type it should have. */
    private static String wrongTypes(String json) {
        ObjectNode twisted = ApiJson.object();
        for (Map.Entry<String, JsonNode> field : ApiJson.literal(json).properties()) {
            twisted.set(field.getKey(), otherType(field.getValue()));
        }
        return ApiJson.text(twisted);
    }

    private static JsonNode otherType(JsonNode value) {
        return value.isTextual() ? BooleanNode.TRUE : TextNode.valueOf("not a " + value.getNodeType());
    }

    @Override
    public String toString() {
        return name;
    }
}
