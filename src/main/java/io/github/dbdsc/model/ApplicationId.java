package io.github.dbdsc.model;

import java.util.regex.Pattern;

/**
 * Tells service principals from users where the workspace names either by a text alone: a service principal's name is its
 * application id, a UUID, and a user's is an e-mail address.
 */
public final class ApplicationId {

    private static final Pattern FORM = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private ApplicationId() {}

    /** Returns the field that names whoever has this name: {@code service_principal_name} or {@code user_name}. */
    public static String fieldFor(String name) {
        return is(name) ? "service_principal_name" : "user_name";
    }

    /** Reports whether this names a service principal. */
    public static boolean is(String name) {
        return FORM.matcher(name).matches();
    }
}
