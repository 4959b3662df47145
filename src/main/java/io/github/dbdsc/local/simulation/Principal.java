package io.github.dbdsc.local.simulation;

import java.util.regex.Pattern;

/** Tells users from service principals by their names: the latter's is an application id. */
final class Principal {

    private static final Pattern APPLICATION_ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private Principal() {}

    /** The field that names it in {@code run_as} and in an access control list. */
    static String kind(String userName) {
        return APPLICATION_ID.matcher(userName).matches() ? "service_principal_name" : "user_name";
    }
}
