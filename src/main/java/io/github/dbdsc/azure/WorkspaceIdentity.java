package io.github.dbdsc.azure;

import java.util.Optional;

/**
 * Who we are to the workspace, in the original program's terms.
 *
 * @param type setting {@code AUTHORITY_TYPE}
 * @param authority setting {@code AUTHORITY}: {@code https://login.microsoftonline.com/<tenant>}
 * @param clientId setting {@code CLIENT_ID}
 * @param resource setting {@code RESOURCE}
 * @param privateKeyFile setting {@code PRIVATE_KEY_FILE}: a PEM file with key and certificate
 * @param clientSecret setting {@code CLIENT_SECRET}
 * @param patToken setting {@code PAT_TOKEN}
 */
public record WorkspaceIdentity(
        Type type,
        Optional<String> authority,
        Optional<String> clientId,
        String resource,
        Optional<String> privateKeyFile,
        Optional<String> clientSecret,
        Optional<String> patToken) {

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
        DEFAULT
    }

    /** Without the values, some of which are secret. */
    @Override
    public String toString() {
        return "WorkspaceIdentity[" + type + "]";
    }
}
