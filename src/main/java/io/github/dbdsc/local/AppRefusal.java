package io.github.dbdsc.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.local.AppExchange.Answer;
import java.net.URI;
import java.util.Optional;

/** Says what an answer that is none means, and what to do. */
final class AppRefusal {

    private AppRefusal() {}

    static AppException notOfTheApp(URI app, String call) {
        return new AppException(
                call + " of " + app + " answered something that is no report. Check that the"
                        + " address is that of the function app, and that no login or proxy is in front of it.",
                false);
    }

    /** Returns what a status beyond 200 to 299 means. */
    static AppException of(AppExchange exchange, Answer answer, String call) {
        Optional<String> detail = detail(answer);
        return new AppException(
                call + " of " + exchange.app() + " answered HTTP " + answer.status()
                        + switch (answer.status()) {
                            case 401 -> refused(exchange, detail, unknown(exchange));
                            case 403 -> refused(exchange, detail, closed(exchange));
                            case 404 ->
                                detail.map(text -> ": " + text + ".")
                                        .orElseGet(() -> refused(exchange, detail, MISSING));
                            default ->
                                detail.map(text -> ": " + text + (answer.status() < 500 ? "." : ". Try again later."))
                                        .orElse(
                                                answer.status() < 400
                                                        ? ": it leads elsewhere. Check the address."
                                                        : ". Try again later; the app's log says more.");
                        },
                answer.isWorthRetrying());
    }

    private static final String MISSING =
            ". Check that --app is the function app's address, and that this version of the app is deployed there.";

    private static String unknown(AppExchange exchange) {
        return exchange.entry().kind() == AppEntry.Kind.KEY
                ? ": it does not know the key. Set " + AppLogin.KEY
                        + " to a key of that function or to a host key, as 'az"
                        + " functionapp function keys list' shows them."
                : ": it wants to see a key or a token. Check that --app is the function app's address, and that no login is"
                        + " in front of it.";
    }

    private static String closed(AppExchange exchange) {
        return exchange.entry().kind() == AppEntry.Kind.KEY
                ? ": it lets nobody in from here, or does not know the key. Check " + AppLogin.KEY
                        + " and the app's access restrictions."
                : ": it lets nobody in from here. Check the app's access restrictions.";
    }

    /** Returns the app's own words to whoever has a token, which name the role or the fault; else what the status means. */
    private static String refused(AppExchange exchange, Optional<String> detail, String otherwise) {
        return switch (exchange.entry().kind()) {
            case TOKEN ->
                detail.map(
                                text -> ": " + text.replaceFirst("; send Authorization: .*", "")
                                        + ". The token is that of whoever is logged in here; a new role counts after a new login.")
                        .orElse(otherwise);
            case KEY ->
                takesNoKeys(exchange)
                        ? ": it takes no function keys (AUTH=entra). Take " + AppLogin.KEY
                                + " away, and log in with an account that has an app role, as with az login."
                        : otherwise;
            case OPEN -> otherwise;
        };
    }

    private static boolean takesNoKeys(AppExchange exchange) {
        try {
            Answer answer = exchange.as(AppEntry.OPEN).once("/auth");
            return AppClient.json(answer)
                    .filter(auth -> auth.path("mode").asText().equals("entra"))
                    .isPresent();
        } catch (AppException e) {
            return false; // what the first answer says is told
        }
    }

    /** Returns what a problem document says (RFC 9457); other answers come from who knows where and are not quoted. */
    private static Optional<String> detail(Answer answer) {
        return AppClient.json(answer)
                .map((JsonNode problem) ->
                        problem.path("detail").asText().strip().replaceFirst("[.]+$", ""))
                .filter(text -> !text.isEmpty());
    }
}
