package io.github.dbdsc.local;

import java.net.http.HttpRequest;
import java.util.function.Supplier;

/**
 * One of the ways into a function app: below which path its calls are, and what they show.
 *
 * @param kind what is shown
 * @param secret the key, or a token that is good now; asked for with each request
 */
record AppEntry(Kind kind, Supplier<String> secret) {

    /** What a call shows. */
    enum Kind {
        /** Nothing: what is anonymous, and an app on this machine. */
        OPEN,
        /** A function key. */
        KEY,
        /** A token of Microsoft Entra. */
        TOKEN
    }

    static final AppEntry OPEN = new AppEntry(Kind.OPEN, () -> "");

    static AppEntry ofKey(String key) {
        return new AppEntry(Kind.KEY, () -> key);
    }

    static AppEntry ofTokens(Supplier<String> tokens) {
        return new AppEntry(Kind.TOKEN, tokens);
    }

    /** Returns where the calls are. This is no choice of the app that is asked. */
    String root() {
        return kind == Kind.TOKEN ? "/api/entra" : "/api";
    }

    /** Has a request show what it takes. */
    HttpRequest.Builder sign(HttpRequest.Builder request) {
        return switch (kind) {
            case OPEN -> request;
            case KEY -> request.header("x-functions-key", secret.get());
            case TOKEN -> request.header("Authorization", "Bearer " + secret.get());
        };
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "AppEntry[" + kind + "]";
    }
}
