package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;

/**
 * Something that goes wrong with one call. A fault says whether the call still has its effect in the workspace, and what
 * becomes of its answer.
 */
public final class Fault {

    private final String name;
    private final Runnable before;
    private final boolean effect;
    private final UnaryOperator<Answer> distortion;
    private final Arrival arrival;
    private final Duration delay;
    private Optional<Consumer<Runnable>> later = Optional.empty();
    private Set<Operation> operations = Set.of(Operation.values());

    /** How much of an answer the client gets. */
    enum Arrival {
        WHOLE,
        /** The connection closes halfway through the body. */
        CUT_SHORT,
        /** Headers and half of the body come, then nothing more; the connection stays open. */
        STALLED,
        /** The body comes a byte at a time, each a moment after the other. */
        DRIPPING,
        /** The body goes on for as long as the client reads. */
        ENDLESS,
        /** The connection closes without an answer. */
        NONE
    }

    static final Fault NONE = new Fault("no fault", true, answer -> answer, Arrival.WHOLE, Duration.ZERO);

    private Fault(String name, boolean effect, UnaryOperator<Answer> distortion, Arrival arrival, Duration delay) {
        this(name, () -> {}, effect, distortion, arrival, delay);
    }

    private Fault(
            String name,
            Runnable before,
            boolean effect,
            UnaryOperator<Answer> distortion,
            Arrival arrival,
            Duration delay) {
        this.name = name;
        this.before = before;
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

    /** The call has its effect, and its answer comes to half of its body and stalls there. */
    public static Fault answerStalled() {
        return new Fault("answer stalled", true, answer -> answer, Arrival.STALLED, Duration.ZERO);
    }

    /** The call has its effect, and its answer comes a byte at a time. */
    public static Fault answerDripping() {
        return new Fault("answer dripping", true, answer -> answer, Arrival.DRIPPING, Duration.ZERO);
    }

    /** The call has its effect, and its answer is larger than any memory. */
    public static Fault endlessAnswer() {
        return new Fault("endless answer", true, answer -> answer, Arrival.ENDLESS, Duration.ZERO);
    }

    /** The call has its effect, and its answer has this status and no body. */
    public static Fault emptyAnswer(int status) {
        return of("empty answer " + status, true, answer -> new Answer(status, Map.of(), ""));
    }

    /** A status without a body, as from something between client and service; nothing has happened. */
    public static Fault bare(int status) {
        return of("bare " + status, false, answer -> new Answer(status, Map.of(), ""));
    }

    /** The call has its effect and this body in place of its answer's. */
    public static Fault otherBody(String contentType, String body) {
        return of("other body", true, answer -> Answer.of(answer.status(), contentType, body));
    }

    /** A body in place of the workspace's answer, with status 200; nothing has happened. */
    public static Fault instead(String contentType, String body) {
        return of("other answer", false, answer -> Answer.of(200, contentType, body));
    }

    /** The call has its effect and its answer, with another status. */
    public static Fault otherStatus(int status) {
        return of("status " + status, true, answer -> new Answer(status, answer.headers(), answer.body()));
    }

    /** Somebody does something right before the call is carried out: deletes the job that it is about, for example. */
    public static Fault meanwhile(String what, Runnable event) {
        return new Fault(what, event, true, answer -> answer, Arrival.WHOLE, Duration.ZERO);
    }

    /** A listing has this entry, too, before all others; it need not be one that the service would show. */
    public static Fault entryAdded(String entry) {
        return of("entry added", true, answer -> {
            String shown = answer.body().contains("\"jobs\":[")
                    ? answer.body().replaceFirst("\"jobs\":\\[", Matcher.quoteReplacement("\"jobs\":[" + entry + ","))
                    : answer.body().replaceFirst("\\{", Matcher.quoteReplacement("{\"jobs\":[" + entry + "],"));
            return new Answer(answer.status(), answer.headers(), shown);
        });
    }

    /** A listing has the entry of this job twice, as when pages shift while they are read. */
    public static Fault entryRepeated(long jobId) {
        return ofListing("entry repeated", jobId, entry -> List.of(entry, entry));
    }

    /** A listing lacks the entry of this job, as when pages shift the other way. */
    public static Fault entrySkipped(long jobId) {
        return ofListing("entry skipped", jobId, entry -> List.of());
    }

    /** A listing shows something else in place of the entry of this job. */
    public static Fault entryChanged(long jobId, Consumer<ObjectNode> change) {
        return ofListing("entry changed", jobId, entry -> {
            ObjectNode changed = (ObjectNode) entry.deepCopy();
            change.accept(changed);
            return List.of(changed);
        });
    }

    private static Fault ofListing(String name, long jobId, Function<JsonNode, List<JsonNode>> shown) {
        return ofListing(name, entry -> entry.path("job_id").asLong() == jobId, shown);
    }

    private static Fault ofListing(String name, Predicate<JsonNode> which, Function<JsonNode, List<JsonNode>> shown) {
        return of(name, true, answer -> {
            ObjectNode page = (ObjectNode) ApiJson.literal(answer.body());
            if (!page.has("jobs")) {
                return answer; // refused, or empty
            }
            ArrayNode entries = page.arrayNode();
            page.path("jobs").forEach(entry -> {
                entries.addAll(which.test(entry) ? shown.apply(entry) : List.of(entry));
            });
            page.set("jobs", entries);
            return new Answer(answer.status(), answer.headers(), ApiJson.text(page));
        });
    }

    /** A listing has some entries twice, as when pages shift while they are read. */
    public static Fault entriesRepeated(Predicate<JsonNode> which) {
        return ofListing("entries repeated", which, entry -> List.of(entry, entry));
    }

    /** A listing lacks some entries: pages shift the other way, or these jobs were made a moment ago. */
    public static Fault entriesSkipped(Predicate<JsonNode> which) {
        return ofListing("entries skipped", which, entry -> List.of());
    }

    /**
     * A gateway answers 504 before the call is carried out.
     *
     * @param schedule gets the effect, and carries it out later
     */
    public static Fault effectLater(Consumer<Runnable> schedule) {
        Fault fault = refused(504, "GATEWAY_TIMEOUT");
        fault.later = Optional.of(schedule);
        return fault;
    }

    /** The same, striking only calls of this operation. */
    public Fault only(Operation operation) {
        Fault same = new Fault(name, before, effect, distortion, arrival, delay);
        same.later = later;
        same.operations = Set.of(operation);
        return same;
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
        return new Fault(name + " after the effect", before, true, distortion, arrival, delay);
    }

    /** The same answer, which stalls halfway through its body. */
    public Fault stalled() {
        return new Fault(name + " that stalls", before, effect, distortion, Arrival.STALLED, delay);
    }

    /** The same with a {@code Retry-After} header, rounded up to whole seconds. */
    public Fault withRetryAfter(Duration wait) {
        return new Fault(
                name, before, effect, answer -> distortion.apply(answer).withRetryAfter(wait), arrival, delay);
    }

    /** Happens before the call is carried out. */
    void happenBefore() {
        before.run();
    }

    /** Reports whether it strikes calls of this operation. */
    boolean fits(Operation operation) {
        return operations.contains(operation);
    }

    /** Takes the effect to carry it out later, if this fault does that. */
    void postpone(Runnable service) {
        later.ifPresent(schedule -> schedule.accept(service));
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
