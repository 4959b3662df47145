package io.github.dbdsc.settings;

import io.github.dbdsc.model.Loopback;
import io.github.dbdsc.model.Strictness;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.model.TargetView;
import io.github.dbdsc.plan.OwnershipPolicy;
import io.github.dbdsc.plan.OwnershipPolicy.OnNameTaken;
import io.github.dbdsc.reconcile.RunPolicy;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads settings and collects everything that is wrong with them, so that it is reported all at once. */
final class SettingsCheck {

    /** It becomes the value of a tag. */
    private static final Pattern SOURCE = Pattern.compile("[!-~]{1,200}");

    private static final URI NOWHERE = URI.create("https://invalid");
    private static final String DEFAULT_OWNER = "db-dsc-jobs";

    /** In megabytes. A page of a listing has a few, even where its jobs are large. */
    private static final int ANSWER_LIMIT = 64;

    private static final int LARGEST_ANSWER_LIMIT = 1024;
    static final String CLIENT_ID_LIKE = "like 00000000-0000-0000-0000-000000000000, the client id";

    private static final Pattern TIME = Pattern.compile("(?<count>\\d{1,4})(?<unit>[mhd])");
    private static final Pattern CLIENT_ID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private final SettingValues values;
    private final TargetScope scope;
    private final List<String> faults;

    /** @param faults what is known to be wrong already */
    SettingsCheck(SettingValues values, TargetScope scope, List<String> faults) {
        this.values = values;
        this.scope = scope;
        this.faults = new ArrayList<>(faults);
    }

    static boolean isClientId(String value) {
        return CLIENT_ID.matcher(value).matches();
    }

    /** @throws SettingsException naming every setting that is missing or wrong */
    Settings settings() {
        Settings settings = read();
        complain();
        return settings;
    }

    /** Returns what runs work on; empty where the workspace is not known. */
    Optional<Target> target() {
        URI workspace = workspace();
        return workspace.equals(NOWHERE) ? Optional.empty() : Optional.of(new Target(scope.name(), owner(), workspace));
    }

    /** Returns how the target sees the definitions, whatever is wrong with the settings. */
    TargetView view() {
        return new ViewCheck(values, scope, faults).view(workspace());
    }

    /** Returns what is wrong, with every setting that is missing or malformed. */
    List<String> faults() {
        read();
        return all();
    }

    Strictness strictness() {
        Strictness strictness = readStrictness();
        complain();
        return strictness;
    }

    int onlyPruneLimit() {
        int limit = pruneLimit();
        complain();
        return limit;
    }

    private Strictness readStrictness() {
        return Strictness.of(isOn("STRICT", "true", "false"), isOn("STRICT_UNDEFINED", "true", "false"));
    }

    private Settings read() {
        vault();
        values.given(Targets.SETTING);
        plainWhereSeveral();
        URI workspace = workspace();
        WorkspaceIdentity identity = new IdentityCheck(values, faults, InstantSource.system()).identity();
        OwnershipPolicy ownership = new OwnershipPolicy(owner(), source(), identity.clientId(), onNameTaken());
        RunPolicy runs = new RunPolicy(
                isOn("PRUNE", "on", "off"),
                pruneLimit(),
                updateLimit(),
                isOn("APPLY", "manual", "auto"),
                pruneAfter(),
                reportDays());
        RunPolicy patient = scope.isOneOfSeveral() ? runs.waiting(RunPolicy.AMONG_SEVERAL) : runs;
        return new Settings(
                workspace,
                new ViewCheck(values, scope, faults).view(workspace),
                identity,
                ownership,
                patient,
                readStrictness(),
                answerLimit(),
                new NotificationCheck(values, faults).notification());
    }

    private void complain() {
        List<String> all = all();
        if (!all.isEmpty()) {
            throw new SettingsException(all);
        }
    }

    private List<String> all() {
        Set<String> given = values.names();
        return Stream.of(values.faults(), faults, TargetScope.misdirected(given, scope.all()))
                .flatMap(List::stream)
                .map(fault -> scope.told(fault, given))
                .distinct()
                .toList();
    }

    private Optional<String> value(String name) {
        return values.value(name);
    }

    /** Which two targets are the same is told before any vault is asked. */
    private void plainWhereSeveral() {
        Stream.of("DATABRICKS_URI", "OWNER")
                .filter(name -> scope.isOneOfSeveral())
                .forEach(name -> {
                    if (values.isReference(name)) {
                        faults.add(name + " is a reference to the key vault, but has to be plain where there are"
                                + " several targets; write the value itself, which is no secret");
                    } else if (values.isInVault(name)) {
                        faults.add(name + " is in PARAMS, which is in the key vault, but has to be known before that is"
                                + " read where there are several targets; give it beside PARAMS");
                    }
                });
    }

    private void vault() {
        if (value("KEY_VAULT_CLIENT_ID").filter(id -> !isClientId(id)).isPresent()) {
            faults.add("KEY_VAULT_CLIENT_ID is not a client id; it should be " + CLIENT_ID_LIKE
                    + " of the user-assigned identity that may read the vault");
        }
    }

    private URI workspace() {
        String like = "the workspace's address, https://adb-<number>.<number>.azuredatabricks.net";
        Optional<String> value = value("DATABRICKS_URI");
        if (value.isEmpty()) {
            if (!values.isSet("DATABRICKS_URI")) {
                faults.add("DATABRICKS_URI is missing; it should be " + like);
            }
            return NOWHERE;
        }
        try {
            URI uri = URI.create(value.get());
            boolean secure = "https".equalsIgnoreCase(uri.getScheme())
                    || ("http".equalsIgnoreCase(uri.getScheme()) && Loopback.isHost(uri.getHost()));
            if (secure && uri.getHost() != null && uri.getUserInfo() == null) {
                return URI.create(uri.getScheme() + "://" + uri.getAuthority().toLowerCase(Locale.ROOT));
            }
        } catch (IllegalArgumentException e) {
            // reported below, like every other address that can't be used
        }
        faults.add("DATABRICKS_URI is not an https address; it should be " + like);
        return NOWHERE;
    }

    private String owner() {
        String owner = value("OWNER").or(() -> value("WEBSITE_SITE_NAME")).orElse(DEFAULT_OWNER);
        if (owner.length() > 100) {
            faults.add("OWNER is longer than 100 characters; it should be a short name for this installation");
        }
        return owner;
    }

    private Optional<String> source() {
        Optional<String> source = value("SOURCE");
        if (source.filter(name -> !SOURCE.matcher(name).matches()).isPresent()) {
            faults.add("SOURCE is not a name for where the definitions come from; it should have at most 200 characters"
                    + " of ASCII and no blanks, like git.example.com/team/jobs");
        }
        return source;
    }

    private boolean isOn(String name, String on, String off) {
        String value = value(name).orElse(off).toLowerCase(Locale.ROOT);
        if (!value.equals(on) && !value.equals(off)) {
            faults.add(name + " is not a known choice; it should be " + on + " or " + off);
        }
        return value.equals(on);
    }

    private int pruneLimit() {
        return percentage("PRUNE_LIMIT", RunPolicy.DEFAULT.pruneLimit());
    }

    private int updateLimit() {
        return percentage("UPDATE_LIMIT", RunPolicy.DEFAULT.updateLimit());
    }

    private int percentage(String name, int normal) {
        String limit = value(name).orElse(String.valueOf(normal)).replaceAll("\\s*%$", "");
        if (limit.matches("\\d{1,3}") && Integer.parseInt(limit) <= 100) {
            return Integer.parseInt(limit);
        }
        faults.add(name + " is not a percentage; it should be a number from 0 to 100, like 30");
        return normal;
    }

    private Duration pruneAfter() {
        String time = value("PRUNE_AFTER").orElse("1h").toLowerCase(Locale.ROOT);
        if (time.equals("0")) {
            return Duration.ZERO;
        }
        Matcher parts = TIME.matcher(time);
        if (parts.matches()) {
            long count = Long.parseLong(parts.group("count"));
            return switch (parts.group("unit")) {
                case "m" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                default -> Duration.ofDays(count);
            };
        }
        faults.add(
                "PRUNE_AFTER is not a time; it should be 0, or a number of minutes, hours or days like 90m, 2h or 1d");
        return RunPolicy.DEFAULT.pruneAfter();
    }

    private int reportDays() {
        String days = value("REPORT_DAYS").orElse(String.valueOf(RunPolicy.DEFAULT.reportDays()));
        if (days.matches("[1-9]\\d{0,3}")) {
            return Integer.parseInt(days);
        }
        faults.add("REPORT_DAYS is not a number of days; it should be a number from 1 to 9999, like 90");
        return RunPolicy.DEFAULT.reportDays();
    }

    private int answerLimit() {
        String megabytes = value("ANSWER_LIMIT_MB").orElse(String.valueOf(ANSWER_LIMIT));
        if (megabytes.matches("[1-9]\\d{0,3}") && Integer.parseInt(megabytes) <= LARGEST_ANSWER_LIMIT) {
            return Integer.parseInt(megabytes);
        }
        faults.add("ANSWER_LIMIT_MB is not a number of megabytes; it should be a number from 1 to "
                + LARGEST_ANSWER_LIMIT + ", like " + ANSWER_LIMIT);
        return ANSWER_LIMIT;
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
