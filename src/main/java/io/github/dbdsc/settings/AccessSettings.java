package io.github.dbdsc.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may call over HTTP, as the settings {@code AUTH}, {@code AUTH_TENANT} and {@code AUTH_AUDIENCE} say. Where one of them
 * is wrong, nobody may.
 *
 * @param mode setting {@code AUTH}; null where it is no known choice
 * @param trusted whose tokens count; null where none do, and where that is not known
 * @param faults what is wrong, without any value; empty when nothing is
 */
public record AccessSettings(@Nullable Mode mode, @Nullable Trusted trusted, List<String> faults) {

    /** Function keys only, without a fault. */
    public static final AccessSettings KEYS = new AccessSettings(Mode.KEYS, null, List.of());

    private static final String AUTH = "AUTH";
    private static final String TENANT = "AUTH_TENANT";
    private static final String AUDIENCE = "AUTH_AUDIENCE";

    private static final String PUBLIC_CLOUD = "https://login.microsoftonline.com/";
    private static final String TENANT_LIKE =
            "the tenant's id, like 00000000-0000-0000-0000-000000000000, or https://<authority host>/<tenant id> in a"
                    + " national cloud";
    private static final String AUDIENCE_LIKE =
            "the application id URI of the app registration, like api://00000000-0000-0000-0000-000000000000, its client"
                    + " id, or both with a comma between";

    private static final Pattern ID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    /** An application id URI or a client id: nothing that a header or a document would have to quote. */
    private static final Pattern AUDIENCE_FORM = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[!#-\\[\\]-~]{1,255}");

    /** What a caller shows. */
    public enum Mode {
        /** A function key, which the Functions host checks. */
        KEYS,
        /** A token of the tenant, which the app checks. */
        ENTRA,
        /** Either. */
        BOTH;

        /** Returns the setting's value. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Reports whether function keys open anything. */
        public boolean takesKeys() {
            return this != ENTRA;
        }

        /** Reports whether tokens open anything. */
        public boolean takesTokens() {
            return this != KEYS;
        }
    }

    /**
     * Whose tokens count.
     *
     * @param host the authority's host, {@code https://login.microsoftonline.com/} or that of a national cloud
     * @param tenant the tenant's id, in lower case
     * @param audiences whom a token must be for: one of these
     */
    public record Trusted(String host, String tenant, Set<String> audiences) {

        public Trusted {
            audiences = Set.copyOf(audiences);
        }

        /** Returns the client id of the app registration; empty where no audience has it. */
        public Optional<String> clientId() {
            return new TreeSet<>(audiences)
                    .stream()
                            .map(audience -> audience.replaceFirst("^api://", ""))
                            .filter(audience -> ID.matcher(audience).matches())
                            .findFirst();
        }
    }

    public AccessSettings {
        faults = List.copyOf(faults);
    }

    /**
     * Reads the settings from these values by name, where blank ones count as missing. They are app settings: neither
     * {@code PARAMS} nor a key vault is looked at, since who may call must be known before anything else is asked.
     */
    public static AccessSettings of(Map<String, String> values) {
        List<String> faults = new ArrayList<>(inParams(values));
        Mode mode = mode(Settings.value(values, AUTH).orElse(Mode.KEYS.word()));
        if (mode == null) {
            faults.add(AUTH
                    + " is not a known choice, so every call for data is refused; it should be keys, entra or both");
        }
        Trusted trusted = null;
        if (mode != null && mode.takesTokens()) {
            Authority authority = authority(values, faults);
            Set<String> audiences = audiences(values, faults);
            trusted = new Trusted(authority.host(), authority.tenant().toLowerCase(Locale.ROOT), audiences);
        }
        return new AccessSettings(mode, faults.isEmpty() ? trusted : null, faults);
    }

    /** Whoever writes it there believes the app to be closed. */
    private static List<String> inParams(Map<String, String> values) {
        Optional<String> document = Settings.value(values, "PARAMS").filter(value -> !SecretReference.isMeant(value));
        try {
            Set<String> names =
                    document.map(ParamsDocument::parse).map(Map::keySet).orElse(Set.of());
            return names.stream()
                    .filter(name -> List.of(AUTH, TENANT, AUDIENCE).contains(name)
                            && Settings.value(values, name).isEmpty())
                    .sorted()
                    .map(name -> name + " is in PARAMS, where nobody reads it; set it as an app setting")
                    .toList();
        } catch (IllegalArgumentException e) {
            return List.of(); // reported with the other settings
        }
    }

    private static @Nullable Mode mode(String value) {
        return Arrays.stream(Mode.values())
                .filter(mode -> mode.word().equals(value.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(null);
    }

    private static Authority authority(Map<String, String> values, List<String> faults) {
        Authority nowhere = new Authority(PUBLIC_CLOUD, "");
        Optional<String> value = Settings.value(values, TENANT);
        if (value.isEmpty()) {
            faults.add(TENANT + " is missing, which AUTH=entra and AUTH=both need; it should be " + TENANT_LIKE);
            return nowhere;
        }
        try {
            Authority authority = ID.matcher(value.get()).matches()
                    ? new Authority(PUBLIC_CLOUD, value.get())
                    : Authority.of(value.get());
            Matcher id = ID.matcher(authority.tenant());
            if (id.matches()) {
                return authority;
            }
            faults.add(TENANT + " does not name the tenant by its id; it should be " + TENANT_LIKE);
        } catch (IllegalArgumentException e) {
            faults.add(TENANT + " is neither a tenant's id nor the address of one at Microsoft Entra; it should be "
                    + TENANT_LIKE);
        }
        return nowhere;
    }

    private static Set<String> audiences(Map<String, String> values, List<String> faults) {
        Optional<String> value = Settings.value(values, AUDIENCE);
        if (value.isEmpty()) {
            faults.add(AUDIENCE + " is missing, which AUTH=entra and AUTH=both need; it should be " + AUDIENCE_LIKE);
            return Set.of();
        }
        Set<String> audiences = new TreeSet<>();
        for (String part : value.get().split(",", -1)) {
            String audience = part.strip();
            if (ID.matcher(audience).matches()) {
                audiences.add(audience.toLowerCase(Locale.ROOT)); // as tokens have it
            } else if (AUDIENCE_FORM.matcher(audience).matches()) {
                audiences.add(audience);
            } else {
                faults.add(AUDIENCE + " has a part that is no audience of a token; it should be " + AUDIENCE_LIKE);
                return Set.of();
            }
        }
        return audiences;
    }
}
