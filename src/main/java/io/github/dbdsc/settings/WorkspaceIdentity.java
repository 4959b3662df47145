package io.github.dbdsc.settings;

import java.util.Locale;
import java.util.Optional;

/**
 * The identity that we log in to the workspace with, in the original program's terms. It holds no secrets, but where to
 * read them.
 *
 * @param type setting {@code AUTHORITY_TYPE}
 * @param authority setting {@code AUTHORITY} of a service principal
 * @param clientId setting {@code CLIENT_ID}
 * @param resource setting {@code RESOURCE}
 * @param certificate the content of setting {@code PRIVATE_KEY_FILE}: PEM, or PFX in Base64
 * @param certificatePassword setting {@code PRIVATE_KEY_PASSWORD}
 * @param thumbprint setting {@code CERT_THUMBPRINT}
 * @param clientSecret setting {@code CLIENT_SECRET}
 * @param patToken setting {@code PAT_TOKEN}
 */
public record WorkspaceIdentity(
        Type type,
        Optional<Authority> authority,
        Optional<String> clientId,
        String resource,
        Optional<Secret> certificate,
        Optional<Secret> certificatePassword,
        Optional<String> thumbprint,
        Optional<Secret> clientSecret,
        Optional<Secret> patToken) {

    /** Azure Databricks' own application id in Microsoft Entra, the same in every tenant. */
    public static final String DATABRICKS_RESOURCE = "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d";

    /** The ways to get a token. */
    public enum Type {
        /** The managed identity of the function app or machine. */
        MSI,
        /** A service principal with a client secret. */
        SPN_KEY,
        /** A service principal with a certificate. */
        SPN_CERT,
        /** A Databricks personal access token. */
        PAT,
        /** Whoever is logged in on this machine, for local runs. */
        DEFAULT;

        /** Returns the type as setting {@code AUTHORITY_TYPE} spells it. */
        public String setting() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Returns the scope that tokens are asked for. */
    public String scope() {
        return resource + "/.default";
    }

    /** Leaves the values out. */
    @Override
    public String toString() {
        return "WorkspaceIdentity[" + type + "]";
    }
}
