package io.github.dbdsc.settings;

import io.github.dbdsc.model.ExternalServiceException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Reads the settings of the identity that we log in to the workspace with. */
final class IdentityCheck {

    private static final String LIKE = "one of msi, spn-key, spn-cert, pat, default";

    private final SettingValues values;
    private final List<String> faults;
    private final InstantSource clock;

    /** @param faults takes what is found to be wrong */
    IdentityCheck(SettingValues values, List<String> faults, InstantSource clock) {
        this.values = values;
        this.faults = faults;
        this.clock = clock;
    }

    /** Returns the identity, which must be used only when there are no faults. */
    WorkspaceIdentity identity() {
        Optional<WorkspaceIdentity.Type> type = type();
        Optional<Authority> authority = Optional.empty();
        if (type.isPresent()) {
            authority = authority(type.get());
            requireFor(type.get());
        }
        Optional<String> resource = value("RESOURCE");
        if (resource.filter(text -> text.matches(".*\\s.*")).isPresent()) {
            faults.add("RESOURCE is not an application id; it should be left out, or be "
                    + WorkspaceIdentity.DATABRICKS_RESOURCE);
        }
        return new WorkspaceIdentity(
                type.orElse(WorkspaceIdentity.Type.DEFAULT),
                authority,
                value("CLIENT_ID"),
                resource.map(text -> text.replaceAll("/+(\\.default)?$", ""))
                        .orElse(WorkspaceIdentity.DATABRICKS_RESOURCE),
                certificate(),
                values.secret("PRIVATE_KEY_PASSWORD"),
                thumbprint(),
                values.secret("CLIENT_SECRET"),
                values.secret("PAT_TOKEN"));
    }

    private Optional<WorkspaceIdentity.Type> type() {
        require("AUTHORITY_TYPE", LIKE);
        Optional<String> name = value("AUTHORITY_TYPE");
        for (WorkspaceIdentity.Type type : WorkspaceIdentity.Type.values()) {
            if (name.filter(type.setting()::equalsIgnoreCase).isPresent()) {
                return Optional.of(type);
            }
        }
        if (name.isPresent()) {
            faults.add("AUTHORITY_TYPE is not a known one; it should be " + LIKE);
        }
        return Optional.empty();
    }

    private void requireFor(WorkspaceIdentity.Type type) {
        switch (type) {
            case PAT -> require("PAT_TOKEN", "a personal access token (AUTHORITY_TYPE is pat)");
            case SPN_KEY -> {
                requireClientId();
                require("CLIENT_SECRET", "the service principal's secret");
            }
            case SPN_CERT -> {
                requireClientId();
                require("PRIVATE_KEY_FILE", "a PEM or PFX file with private key and certificate");
                checkThumbprints();
                checkCertificate();
            }
            case MSI -> checkClientId("of a user-assigned identity");
            case DEFAULT -> {}
        }
    }

    private void requireClientId() {
        require("CLIENT_ID", "the service principal's application id");
        checkClientId("of the service principal");
    }

    private void checkClientId(String of) {
        if (value("CLIENT_ID").filter(id -> !SettingsCheck.isClientId(id)).isPresent()) {
            faults.add("CLIENT_ID is not an application id; it should be " + SettingsCheck.CLIENT_ID_LIKE + " " + of);
        }
    }

    /** Accepts, with a managed identity, the address at which the original program asked: we ask there too. */
    private Optional<Authority> authority(WorkspaceIdentity.Type type) {
        Optional<String> value = value("AUTHORITY");
        if (type == WorkspaceIdentity.Type.MSI) {
            if (value.filter(address -> !isIdentityEndpoint(address)).isPresent()) {
                faults.add("AUTHORITY contradicts AUTHORITY_TYPE msi, which asks no tenant; remove it, or set it to"
                        + " http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01");
            }
            return Optional.empty();
        }
        if (type != WorkspaceIdentity.Type.SPN_KEY && type != WorkspaceIdentity.Type.SPN_CERT) {
            return Optional.empty();
        }
        require("AUTHORITY", "https://login.microsoftonline.com/<tenant id>");
        try {
            return value.map(Authority::of);
        } catch (IllegalArgumentException e) {
            faults.add("AUTHORITY " + e.getMessage());
            return Optional.empty();
        }
    }

    private static boolean isIdentityEndpoint(String address) {
        try {
            URI uri = URI.create(address);
            return "169.254.169.254".equals(uri.getHost())
                    && String.valueOf(uri.getPath()).startsWith("/metadata/identity");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void checkThumbprints() {
        Optional<String> documented = value("CERT_THUMBPRINT");
        Optional<String> read = value("THUMBPRINT");
        if (documented.isPresent() && read.isPresent() && !documented.equals(read)) {
            faults.add("CERT_THUMBPRINT and THUMBPRINT contradict each other; keep one of them");
        }
    }

    /** Reads both of the original program's spellings: the one that it documents, and the one that it reads. */
    private Optional<String> thumbprint() {
        return value("CERT_THUMBPRINT").or(() -> value("THUMBPRINT"));
    }

    /** Takes a reference to the vault, or a text in PEM, as it is, and anything else as the name of a file. */
    private Optional<Secret> certificate() {
        Optional<String> name = values.plain("PRIVATE_KEY_FILE").filter(value -> !value.contains("-----BEGIN "));
        if (name.isEmpty()) {
            return values.secret("PRIVATE_KEY_FILE");
        }
        try {
            return name.map(Path::of).map(Secret::file);
        } catch (InvalidPathException e) {
            faults.add("PRIVATE_KEY_FILE is not the name of a file");
            return Optional.empty();
        }
    }

    /** Checks what is at hand; what is in the vault is checked when it is needed. */
    private void checkCertificate() {
        boolean isAtHand = values.plain("PRIVATE_KEY_FILE").isPresent()
                && (values.plain("PRIVATE_KEY_PASSWORD").isPresent() || !values.isSet("PRIVATE_KEY_PASSWORD"));
        if (!isAtHand) {
            return;
        }
        try {
            String content = certificate().map(Secret::value).orElse("");
            String password = values.plain("PRIVATE_KEY_PASSWORD").orElse("");
            ClientCertificate.of(content, password, thumbprint().orElse(null))
                    .validUntil()
                    .filter(end -> end.isBefore(clock.instant()))
                    .ifPresent(end -> faults.add("PRIVATE_KEY_FILE has a certificate that expired at " + end
                            + "; make a new one and register it with the service principal"));
        } catch (IllegalArgumentException e) {
            faults.add("PRIVATE_KEY_FILE " + e.getMessage());
        } catch (ExternalServiceException e) {
            faults.add("PRIVATE_KEY_FILE names what is not there: " + e.getMessage());
        }
    }

    private Optional<String> value(String name) {
        return values.value(name);
    }

    private void require(String name, String like) {
        if (!values.isSet(name)) {
            faults.add(name + " is missing; it should be " + like);
        }
    }
}
