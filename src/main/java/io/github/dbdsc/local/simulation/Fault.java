package io.github.dbdsc.local.simulation;

import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * Something that goes wrong with one call. A fault says whether the call still has its effect in the workspace, and what
 * becomes of its answer.
 */
public final class Fault {

    private final String name;
    private final boolean effect;
    private final UnaryOperator<Answer> distortion;

    private Fault(String name, boolean effect, UnaryOperator<Answer> distortion) {
        this.name = name;
        this.effect = effect;
        this.distortion = distortion;
    }

    /** The service answers with this HTTP status and {@code error_code}; nothing has happened. */
    public static Fault refused(int status, String errorCode) {
        ApiError error = new ApiError(status, errorCode, "Simulated fault: " + errorCode + ".");
        return new Fault(status + " " + errorCode, false, answer -> Answer.error(error));
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
        return new Fault("HTML page " + status, false, answer -> Answer.of(status, "text/html", page));
    }

    /**
     * The connection closes without an answer; nothing has happened. {@code java.net.http.HttpClient} by itself repeats
     * a GET that ends like this on a connection it had used before.
     */
    public static Fault connectionDropped() {
        return new Fault("connection dropped", false, answer -> answer.arriving(Answer.Arrival.NONE));
    }

    /** The call has its effect and the connection closes without an answer. */
    public static Fault answerLost() {
        return connectionDropped().afterEffect();
    }

    /** The call has its effect and the connection closes halfway through the answer's body. */
    public static Fault answerCutShort() {
        return new Fault("answer cut short", true, answer -> answer.arriving(Answer.Arrival.CUT_SHORT));
    }

    /** The call has its effect and the answer starts this much later. */
    public static Fault slowAnswer(Duration delay) {
        return new Fault("slow answer", true, answer -> answer.delayed(delay));
    }

    /** The call has its effect, and every field of the JSON answer holds a value of another type. */
    public static Fault wrongTypes() {
        return new Fault("wrong types", true, answer -> answer.withBody(WrongTypes.of(answer.body())));
    }

    /** The same answer, but the call has its effect before it. */
    public Fault afterEffect() {
        return new Fault(name + " after the effect", true, distortion);
    }

    /** The same with a {@code Retry-After} header, rounded up to whole seconds. */
    public Fault withRetryAfter(Duration wait) {
        return new Fault(name, effect, answer -> distortion.apply(answer).withRetryAfter(wait));
    }

    boolean hasEffect() {
        return effect;
    }

    /** @param answer the honest one, or an empty one when the call has no effect */
    Answer distort(Answer answer) {
        return distortion.apply(answer);
    }

    @Override
    public String toString() {
        return name;
    }
}
