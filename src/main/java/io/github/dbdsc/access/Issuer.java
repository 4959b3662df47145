package io.github.dbdsc.access;

import io.github.dbdsc.settings.AccessSettings.Trusted;
import java.net.URI;
import java.util.Set;

/**
 * The issuer of a tenant's tokens.
 *
 * @param names what the claim {@code iss} may be: access tokens of version 1.0 and 2.0 have different ones (Microsoft
 *     identity platform, access token claims)
 * @param keys where its keys are published
 */
record Issuer(Set<String> names, URI keys) {

    private static final String PUBLIC = "https://login.microsoftonline.com/";
    private static final String CHINA = "https://login.partner.microsoftonline.cn/";

    Issuer {
        names = Set.copyOf(names);
    }

    /** Returns the issuer of a tenant: of the cloud that a host belongs to, whichever name of that it is. */
    static Issuer of(Trusted trusted) {
        String host = canonical(trusted.host());
        String tenant = trusted.tenant();
        return new Issuer(
                Set.of(firstVersion(host) + tenant + "/", host + tenant + "/v2.0"),
                URI.create(host + tenant + "/discovery/v2.0/keys"));
    }

    private static String canonical(String host) {
        return switch (host) {
            case "https://login.microsoft.com/", "https://login.windows.net/", "https://sts.windows.net/" -> PUBLIC;
            case "https://login.chinacloudapi.cn/" -> CHINA;
            case "https://login-us.microsoftonline.com/", "https://login.usgovcloudapi.net/" ->
                "https://login.microsoftonline.us/";
            default -> host;
        };
    }

    /** Returns who issues tokens of version 1.0 in that cloud: the public one and that of the US government share a name. */
    private static String firstVersion(String host) {
        return switch (host) {
            case PUBLIC, "https://login.microsoftonline.us/" -> "https://sts.windows.net/";
            case CHINA -> "https://sts.chinacloudapi.cn/";
            case "https://login.microsoftonline.de/" -> "https://sts.microsoftonline.de/";
            default -> host;
        };
    }
}
