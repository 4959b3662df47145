package io.github.dbdsc.azure;

import io.github.dbdsc.fakes.FakeEntra;
import io.github.dbdsc.settings.Authority;
import io.github.dbdsc.settings.Secret;
import io.github.dbdsc.settings.WorkspaceIdentity;
import java.util.Optional;

/** Identities of the one service principal that the fake Microsoft Entra knows. */
final class ServicePrincipalIdentities {

    private ServicePrincipalIdentities() {}

    static WorkspaceIdentity withSecret(FakeEntra entra, Secret secret) {
        return identity(
                WorkspaceIdentity.Type.SPN_KEY,
                entra,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(secret));
    }

    static WorkspaceIdentity withCertificate(
            FakeEntra entra, Secret content, Optional<String> password, Optional<String> thumbprint) {
        return identity(
                WorkspaceIdentity.Type.SPN_CERT,
                entra,
                Optional.of(content),
                password.map(Secret::of),
                thumbprint,
                Optional.empty());
    }

    private static WorkspaceIdentity identity(
            WorkspaceIdentity.Type type,
            FakeEntra entra,
            Optional<Secret> certificate,
            Optional<Secret> password,
            Optional<String> thumbprint,
            Optional<Secret> secret) {
        return new WorkspaceIdentity(
                type,
                Optional.of(Authority.of(entra.uri() + "/" + FakeEntra.TENANT)),
                Optional.of(FakeEntra.APPLICATION),
                WorkspaceIdentity.DATABRICKS_RESOURCE,
                certificate,
                password,
                thumbprint,
                secret,
                Optional.empty());
    }
}
