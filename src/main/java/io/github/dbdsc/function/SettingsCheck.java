package io.github.dbdsc.function;

import io.github.dbdsc.azure.WorkspaceIdentity;
import io.github.dbdsc.plan.OwnershipPolicy;
import io.github.dbdsc.plan.OwnershipPolicy.OnNameTaken;
import io.github.dbdsc.reconcile.PassPolicy;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads settings and collects everything that is wrong with them, so that a user hears of it all at once. */
final class SettingsCheck {

    private static final String DEFAULT_OWNER = "db-dsc-jobs";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Map<String, WorkspaceIdentity.Type> TYPES = Map.of(
            "msi", WorkspaceIdentity.Type.MSI,
            "spn-key", WorkspaceIdentity.Type.SPN_KEY,
            "spn-cert", WorkspaceIdentity.Type.SPN_CERT,
            "pat", WorkspaceIdentity.Type.PAT,
            "default", WorkspaceIdentity.Type.DEFAULT);

    private final Map<String, String> values;
    private final List<String> faults = new ArrayList<>();

    SettingsCheck(Map<String, String> values) {
        this.values = values;
    }

    Settings settings() {
        URI workspace = workspace();
        WorkspaceIdentity identity = identity();
        OwnershipPolicy ownership = new OwnershipPolicy(owner(), identity.clientId(), onNameTaken());
        PassPolicy passes = new PassPolicy(isOn("PRUNE", "on", "off"), pruneLimit(), reportDays());
        boolean strictUndefined = isOn("STRICT_UNDEFINED", "true", "false");
        complain();
        return new Settings(workspace, identity, ownership, passes, strictUndefined);
    }

    boolean strictUndefined() {
        boolean strict = isOn("STRICT_UNDEFINED", "true", "false");
        complain();
        return strict;
    }

    private void complain() {
        if (!faults.isEmpty()) {
            throw new SettingsException(faults);
        }
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private void require(String name, Optional<String> value, String like) {
        if (value.isEmpty()) {
            faults.add(name + " is missing; it should be " + like);
        }
    }

    private URI workspace() {
        String like = "the workspace's address, https://adb-<number>.<number>.azuredatabricks.net";
        URI nowhere = URI.create("https://invalid");
        Optional<String> value = value("DATABRICKS_URI");
        require("DATABRICKS_URI", value, like);
        if (value.isEmpty()) {
            return nowhere;
        }
        try {
            URI uri = URI.create(value.get());
            boolean secure = "https".equalsIgnoreCase(uri.getScheme())
                    || ("http".equalsIgnoreCase(uri.getScheme()) && LOOPBACK.contains(String.valueOf(uri.getHost())));
            if (secure && uri.getHost() != null && uri.getUserInfo() == null) {
                return URI.create(uri.getScheme() + "://" + uri.getAuthority());
            }
        } catch (IllegalArgumentException e) {
            // told below, like every other address that can't be used
        }
        faults.add("DATABRICKS_URI is not an https address; it should be " + like);
        return nowhere;
    }

    private WorkspaceIdentity identity() {
        Optional<String> name = value("AUTHORITY_TYPE").map(type -> type.toLowerCase(Locale.ROOT));
        String like = "one of msi, spn-key, spn-cert, pat, default";
        require("AUTHORITY_TYPE", name, like);
        if (name.isPresent() && !TYPES.containsKey(name.get())) {
            faults.add("AUTHORITY_TYPE is not a known one; it should be " + like);
        }
        WorkspaceIdentity.Type type = name.map(TYPES::get).orElse(WorkspaceIdentity.Type.DEFAULT);
        WorkspaceIdentity identity = new WorkspaceIdentity(
                type,
                value("AUTHORITY"),
                value("CLIENT_ID"),
                value("RESOURCE").orElse(WorkspaceIdentity.DATABRICKS_RESOURCE),
                value("PRIVATE_KEY_FILE"),
                value("CLIENT_SECRET"),
                value("PAT_TOKEN"));
        requireFor(identity);
        return identity;
    }

    private void requireFor(WorkspaceIdentity identity) {
        switch (identity.type()) {
            case PAT -> require("PAT_TOKEN", identity.patToken(), "a personal access token (AUTHORITY_TYPE is pat)");
            case SPN_KEY -> {
                requireServicePrincipal(identity);
                require("CLIENT_SECRET", identity.clientSecret(), "the service principal's secret");
            }
            case SPN_CERT -> {
                requireServicePrincipal(identity);
                require("PRIVATE_KEY_FILE", identity.privateKeyFile(), "a PEM file with private key and certificate");
            }
            case MSI, DEFAULT -> {}
        }
    }

    private void requireServicePrincipal(WorkspaceIdentity identity) {
        String like = "https://login.microsoftonline.com/<tenant id>";
        require("CLIENT_ID", identity.clientId(), "the service principal's application id");
        require("AUTHORITY", identity.authority(), like);
        if (identity.authority().isPresent()
                && !identity.authority().get().matches("https://[^/?#\\s]+/[^/?#\\s]+/?")) {
            faults.add("AUTHORITY is not of the form it should have, " + like);
        }
    }

    private String owner() {
        String owner = value("OWNER").or(() -> value("WEBSITE_SITE_NAME")).orElse(DEFAULT_OWNER);
        if (owner.length() > 100) {
            faults.add("OWNER is longer than 100 characters; it should be a short name for this installation");
        }
        return owner;
    }

    private boolean isOn(String name, String on, String off) {
        String value = value(name).orElse(off).toLowerCase(Locale.ROOT);
        if (!value.equals(on) && !value.equals(off)) {
            faults.add(name + " is not a known choice; it should be " + on + " or " + off);
        }
        return value.equals(on);
    }

    private int pruneLimit() {
        String limit = value("PRUNE_LIMIT").orElse("30").replaceAll("\\s*%$", "");
        if (limit.matches("\\d{1,3}") && Integer.parseInt(limit) <= 100) {
            return Integer.parseInt(limit);
        }
        faults.add("PRUNE_LIMIT is not a percentage; it should be a number from 0 to 100, like 30");
        return PassPolicy.DEFAULT.pruneLimit();
    }

    private int reportDays() {
        String days = value("REPORT_DAYS").orElse(String.valueOf(PassPolicy.DEFAULT.reportDays()));
        if (days.matches("[1-9]\\d{0,3}")) {
            return Integer.parseInt(days);
        }
        faults.add("REPORT_DAYS is not a number of days; it should be a number from 1 to 9999, like 90");
        return PassPolicy.DEFAULT.reportDays();
    }

    private OnNameTaken onNameTaken() {
        String name = value("ON_NAME_TAKEN").orElse("refuse").toUpperCase(Locale.ROOT);
        for (OnNameTaken choice : OnNameTaken.values()) {
            if (choice.name().equals(name)) {
                return choice;
            }
        }
        faults.add("ON_NAME_TAKEN is not a known choice; it should be one of refuse, adopt, create");
        return OnNameTaken.REFUSE;
    }
}
