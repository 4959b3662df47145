package io.github.dbdsc.azure;

import io.github.dbdsc.fakes.FakeEntra;
import io.github.dbdsc.settings.Authority;
import io.github.dbdsc.settings.Secret;
import io.github.dbdsc.settings.WorkspaceIdentity;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Identities of the one service principal that the fake Microsoft Entra knows. */
final class ServicePrincipalIdentities {

    private ServicePrincipalIdentities() {}

    static WorkspaceIdentity withSecret(FakeEntra entra, Secret secret) {
        return identity(WorkspaceIdentity.Type.SPN_KEY, entra, null, null, null, secret);
    }

    static WorkspaceIdentity withCertificate(
            FakeEntra entra, Secret content, @Nullable String password, @Nullable String thumbprint) {
        return identity(
                WorkspaceIdentity.Type.SPN_CERT,
                entra,
                content,
                password == null ? null : Secret.of(password),
                thumbprint,
                null);
    }

    private static WorkspaceIdentity identity(
            WorkspaceIdentity.Type type,
            FakeEntra entra,
            @Nullable Secret certificate,
            @Nullable Secret password,
            @Nullable String thumbprint,
            @Nullable Secret secret) {
        return new WorkspaceIdentity(
                type,
                Optional.of(Authority.of(entra.uri() + "/" + FakeEntra.TENANT)),
                Optional.of(FakeEntra.APPLICATION),
                WorkspaceIdentity.DATABRICKS_RESOURCE,
                Optional.ofNullable(certificate),
                Optional.ofNullable(password),
                Optional.ofNullable(thumbprint),
                Optional.ofNullable(secret),
                Optional.empty());
    }
}
