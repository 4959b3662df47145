package io.github.dbdsc.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import io.github.dbdsc.access.AppRole;
import io.github.dbdsc.access.IssuerUnavailableException;
import io.github.dbdsc.access.RefusedTokenException;
import io.github.dbdsc.access.TokenCheck;
import io.github.dbdsc.access.TokenHolder;
import io.github.dbdsc.model.Caller;
import io.github.dbdsc.settings.AccessSettings;
import io.github.dbdsc.settings.SettingsException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets callers in, or not: with a function key or with a token, as the setting {@code AUTH} says, and with the role that
 * the call needs. Every call for data passes here.
 */
final class HttpAccess {

    private static final Pattern BEARER = Pattern.compile("(?i)bearer +([A-Za-z0-9._~+/=-]+) *");

    private final AccessSettings settings;
    private final TokenCheck tokens;
    private final Function<HttpRequestMessage<?>, Optional<Caller>> keyHolder;

    /**
     * @param tokens not asked unless the settings let tokens in
     * @param keyHolder says who calls with a key, as far as the host tells
     */
    HttpAccess(
            AccessSettings settings, TokenCheck tokens, Function<HttpRequestMessage<?>, Optional<Caller>> keyHolder) {
        this.settings = settings;
        this.tokens = tokens;
        this.keyHolder = keyHolder;
    }

    /** Returns the access of a host that asks for no keys and knows nobody: that of this machine. */
    static HttpAccess open() {
        return new HttpAccess(AccessSettings.KEYS, TokenCheck.NONE, request -> Optional.empty());
    }

    AccessSettings settings() {
        return settings;
    }

    /**
     * Answers a call for data as the function does, or with a problem document for what it throws, which is also what keeps
     * a caller out.
     *
     * @param known the names of the query parameters that there are
     * @param need which role a call with this query needs at least
     */
    HttpResponseMessage guarded(
            HttpEntry entry,
            HttpRequestMessage<?> request,
            ExecutionContext context,
            List<String> known,
            Function<HttpQuery, AppRole> need,
            BiFunction<HttpQuery, Admission, HttpResponseMessage> answer) {
        LibraryLog.follow(context.getLogger());
        try {
            Admission admission = admit(entry, request, () -> needed(request, known, need));
            HttpQuery query = HttpQuery.of(request, known);
            admission.require(need.apply(query));
            return answer.apply(query, admission);
        } catch (RuntimeException e) {
            return new ProblemAnswer(request, context).to(e);
        }
    }

    /** Does the same for calls that all need the same role. */
    HttpResponseMessage guarded(
            HttpEntry entry,
            HttpRequestMessage<?> request,
            ExecutionContext context,
            List<String> known,
            AppRole need,
            BiFunction<HttpQuery, Admission, HttpResponseMessage> answer) {
        return guarded(entry, request, context, known, query -> need, answer);
    }

    /** Returns the role that a call needs, also where its query is not understood: whoever has no token is told that first. */
    private static AppRole needed(
            HttpRequestMessage<?> request, List<String> known, Function<HttpQuery, AppRole> need) {
        try {
            return need.apply(HttpQuery.of(request, known));
        } catch (HttpProblem e) {
            return AppRole.READ;
        }
    }

    private Admission admit(HttpEntry entry, HttpRequestMessage<?> request, Supplier<AppRole> needed) {
        AccessSettings.Mode mode = settings.mode();
        if (mode == null || !settings.faults().isEmpty()) {
            throw new SettingsException(settings.faults());
        }
        if (entry == HttpEntry.KEY) {
            if (!mode.takesKeys()) {
                throw closed(entry, "function keys open nothing, since AUTH is " + mode.word());
            }
            return Admission.ofKey(keyHolder.apply(request).orElse(null));
        }
        if (!mode.takesTokens()) {
            throw closed(entry, "tokens open nothing, since AUTH is " + mode.word());
        }
        TokenHolder holder = holder(request, needed);
        return new Admission(entry, holder.caller(), holder.role());
    }

    private static HttpProblem closed(HttpEntry entry, String why) {
        return HttpProblem.closed(
                why + "; call the same path below " + entry.other().root()
                        + (entry == HttpEntry.KEY
                                ? "/ with a token of Microsoft Entra: Authorization: Bearer …"
                                : "/ with a function key"));
    }

    private TokenHolder holder(HttpRequestMessage<?> request, Supplier<AppRole> needed) {
        Matcher bearer =
                BEARER.matcher(HttpAnswer.header(request, "Authorization").orElse(""));
        if (!bearer.matches()) {
            throw unauthorized(null, "the call has no token", needed.get());
        }
        try {
            return tokens.holder(bearer.group(1));
        } catch (RefusedTokenException e) {
            throw unauthorized(e.getMessage(), String.valueOf(e.getMessage()), needed.get());
        } catch (IssuerUnavailableException e) {
            throw HttpProblem.undecided(String.valueOf(e.getMessage()));
        }
    }

    private static HttpProblem unauthorized(@Nullable String error, String detail, AppRole needed) {
        return HttpProblem.unauthorized(
                error,
                detail
                        + "; send Authorization: Bearer <token>, with an access token of the app's tenant for its audience"
                        + " that has the app role " + needed.value(),
                needed);
    }
}
