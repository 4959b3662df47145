package io.github.dbdsc.databricks;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.apply.Pause;
import io.github.dbdsc.apply.TimeLeft;
import io.github.dbdsc.apply.WorkspaceException;
import io.github.dbdsc.apply.WriteWithheldException;
import io.github.dbdsc.model.ExternalServiceException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls to the workspace: adds the token, retries while that is safe and useful, and turns errors into
 * exceptions.
 */
final class JobsApi {

    private final URI workspace;
    private final Login login;
    private final Exchange exchange;
    private final RetryPolicy retry;
    private final Pause pause;
    private final TimeLeft time;
    private final BooleanSupplier mayWrite;
    private final AtomicLong calls;
    private final AtomicLong answers;
    private final AtomicBoolean silent;

    JobsApi(URI workspace, Login login, Exchange exchange, RetryPolicy retry, Pause pause) {
        this.workspace = workspace;
        this.login = login;
        this.exchange = exchange;
        this.retry = retry;
        this.pause = pause;
        this.time = () -> true;
        this.mayWrite = () -> true;
        this.calls = new AtomicLong();
        this.answers = new AtomicLong();
        this.silent = new AtomicBoolean();
    }

    private JobsApi(JobsApi other, TimeLeft time, BooleanSupplier mayWrite) {
        this.workspace = other.workspace;
        this.login = other.login;
        this.exchange = other.exchange;
        this.retry = other.retry;
        this.pause = other.pause;
        this.time = time;
        this.mayWrite = mayWrite;
        this.calls = other.calls;
        this.answers = other.answers;
        this.silent = other.silent;
    }

    /** Returns the same API, except that no call is begun once no time is left. */
    JobsApi callingWhile(TimeLeft left) {
        return new JobsApi(this, left, mayWrite);
    }

    /** Returns the same API, except that no call that writes is sent once {@code may} returns false. */
    JobsApi writingWhile(BooleanSupplier may) {
        return new JobsApi(this, time, may);
    }

    long calls() {
        return calls.get();
    }

    long answers() {
        return answers.get();
    }

    boolean isSilent() {
        return silent.get();
    }

    /** Reads an answer; an {@link IOException} means that it can't be read. */
    interface Reading<T> {
        T of(ReceivedAnswer answer) throws IOException;
    }

    /** Makes the call and reads the whole answer, as {@link #make(WorkspaceCall, Reading)} does. */
    JsonNode make(WorkspaceCall call) {
        return make(call, answer -> AnswerJson.object(answer.whole()));
    }

    /**
     * Makes a call that changes something and whose answer says nothing that is needed. A status of 2xx means that it is
     * done, whatever the body is: empty, cut short, too large or not understood. Only a web page does not count, also with
     * 200: that is what a proxy or a sign-in answers in place of the workspace, and then nothing was done. A redirect is
     * no success either: it is not followed, and leads to such a page.
     *
     * @return the answer, where it can be read
     * @throws WorkspaceException when it was not done, or it is unclear whether it was
     * @throws WriteWithheldException as {@link #make(WorkspaceCall, Reading)} does
     */
    Optional<JsonNode> perform(WorkspaceCall call) {
        return make(call, answer -> {
            if (answer.isWebPage()) {
                throw new IOException("a web page");
            }
            try {
                return Optional.of(AnswerJson.object(answer.whole()));
            } catch (IOException e) {
                return Optional.empty();
            }
        });
    }

    /**
     * Makes the call until it succeeds, the policy gives up, or repeating it is not safe. An answer that can't be
     * parsed is a failure.
     *
     * @return the parsed answer
     * @throws WorkspaceException when it did not succeed
     * @throws WriteWithheldException when it writes, this process may not write any more, and no attempt that was made
     *     can have had an effect
     */
    <T> T make(WorkspaceCall call, Reading<T> reading) {
        Duration waited = Duration.ZERO;
        Optional<FailedAttempt> inDoubt = Optional.empty();
        requireTime(call);
        for (int attempt = 1; ; attempt++) {
            Attempt<T> result = attempt(call, reading);
            if (result.withheld()) {
                throw withheld(call, inDoubt);
            }
            silent.set(!result.isAnswered());
            if (result.isAnswered()) {
                answers.incrementAndGet();
            }
            if (result.answer().isPresent()) {
                return result.answer().get();
            }
            FailedAttempt failure = result.failure().orElseThrow();
            Optional<Duration> wait = mayRepeat(call, failure)
                    ? retry.next(attempt, failure, ThreadLocalRandom.current().nextDouble(), waited)
                    : Optional.empty();
            if (wait.isEmpty() || Thread.currentThread().isInterrupted()) {
                throw failure.toException(call, login.name().orElse(null));
            }
            if (failure.effectUnknown()) {
                inDoubt = Optional.of(failure);
            }
            boolean mayWait = time.allows(wait.get());
            if (mayWait) {
                pause.of(wait.get());
                waited = waited.plus(wait.get());
            }
            if (!mayWait || !time.isLeft()) {
                throw call.writes()
                        ? withheld(call, inDoubt)
                        : failure.toException(call, login.name().orElse(null));
            }
        }
    }

    private void requireTime(WorkspaceCall call) {
        if (!time.isLeft()) {
            if (call.writes()) {
                throw new WriteWithheldException(call.title());
            }
            throw new WorkspaceException(
                    call.title() + " was not called, since the time of this run is over: the workspace or the network"
                            + " answers too slowly; the next run tries again",
                    0,
                    false);
        }
    }

    /** @param inDoubt an earlier attempt that may have had its effect */
    private ExternalServiceException withheld(WorkspaceCall call, Optional<FailedAttempt> inDoubt) {
        return inDoubt.<ExternalServiceException>map(
                        failure -> failure.toException(call, login.name().orElse(null)))
                .orElseGet(() -> new WriteWithheldException(call.title()));
    }

    private static boolean mayRepeat(WorkspaceCall call, FailedAttempt failure) {
        return failure.isTransient() && (call.repeatable() || !failure.effectUnknown());
    }

    /** How an attempt ended; with neither answer nor failure when it was withheld. */
    private record Attempt<T>(Optional<T> answer, Optional<FailedAttempt> failure) {

        private static <T> Attempt<T> notSent() {
            return new Attempt<>(Optional.empty(), Optional.empty());
        }

        private boolean withheld() {
            return answer.isEmpty() && failure.isEmpty();
        }

        private static <T> Attempt<T> success(T answer) {
            return new Attempt<>(Optional.of(answer), Optional.empty());
        }

        private static <T> Attempt<T> failure(FailedAttempt failure) {
            return new Attempt<>(Optional.empty(), Optional.of(failure));
        }

        /** Reports whether the workspace has said what it has to say: nothing has to be waited for. */
        private boolean isAnswered() {
            return answer.isPresent()
                    || failure.filter(failed -> !failed.isTransient()).isPresent();
        }

        private boolean tokenRefused() {
            return failure.filter(FailedAttempt::tokenRefused).isPresent();
        }
    }

    /** Makes one attempt. A refused token is renewed once and the call made again: a refused call had no effect. */
    private <T> Attempt<T> attempt(WorkspaceCall call, Reading<T> reading) {
        String token = token();
        Attempt<T> attempt = attempt(call, reading, token);
        if (!attempt.tokenRefused()) {
            return attempt;
        }
        login.refused(token);
        String renewed = token();
        return renewed.equals(token) ? attempt : attempt(call, reading, renewed);
    }

    private <T> Attempt<T> attempt(WorkspaceCall call, Reading<T> reading, String token) {
        HttpRequest request = request(call, token);
        if (call.writes() && !mayWrite.getAsBoolean()) {
            return Attempt.notSent();
        }
        calls.incrementAndGet();
        try {
            ReceivedAnswer answer = exchange.send(request);
            // whether something was done depends on the status alone; what is read has to be all there is, which is 200
            if (call.writes() ? answer.isSuccess() : answer.status() == 200) {
                return read(call, answer, reading);
            }
            String body = answer.text().replace(token, "[token]");
            return Attempt.failure(FailedAttempt.ofAnswer(answer.status(), answer.headers(), body));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Attempt.failure(FailedAttempt.stopped());
        } catch (IOException e) {
            return isWithheld(e) ? Attempt.notSent() : Attempt.failure(FailedAttempt.ofConnection(reason(e)));
        }
    }

    private static boolean isWithheld(@Nullable Throwable failure) {
        return failure != null && (failure instanceof GuardedBody.Withheld || isWithheld(failure.getCause()));
    }

    private <T> Attempt<T> read(WorkspaceCall call, ReceivedAnswer answer, Reading<T> reading) {
        try {
            return Attempt.success(reading.of(answer));
        } catch (ReceivedAnswer.TooLarge e) {
            // it would be as large the next time
            throw call.malformed("is larger than " + exchange.limits().megabytes()
                    + " MB, which is the most that ANSWER_LIMIT_MB allows");
        } catch (StreamConstraintsException e) {
            throw call.malformed("nests too deep, or has a number or text that is too long");
        } catch (IOException e) {
            // a proxy's page or a body cut short
            return Attempt.failure(FailedAttempt.ofConnection(
                    answer.isWebPage()
                            ? "the answer is a web page and not a JSON object"
                            : answer.trouble() == null ? "the answer is not a JSON object" : reason(answer.trouble())));
        }
    }

    private HttpRequest request(WorkspaceCall call, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(workspace.resolve(call.path()))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json")
                .header("User-Agent", UserAgent.VALUE);
        JsonNode body = call.body();
        if (body != null) {
            request.header("Content-Type", "application/json")
                    .method(call.method(), new GuardedBody(BodyPublishers.ofString(body.toString()), mayWrite));
        }
        return request.build();
    }

    /** Returns the token. Checks it here because the HTTP client's own error message would quote it. */
    private String token() {
        String value = login.token();
        if (!value.chars().allMatch(character -> character > ' ' && character < 0x7f)) {
            throw new WorkspaceException(
                    "the token for the workspace has blanks, line ends or other characters that no token has;"
                            + " check where it comes from",
                    0,
                    false);
        }
        return value;
    }

    /** Returns what went wrong with the connection, by kind: the exception's own message is often empty. */
    private static String reason(IOException e) {
        String kind = e.getClass().getSimpleName().replace("Exception", "");
        return e.getMessage() == null ? kind : kind + ": " + e.getMessage();
    }
}
