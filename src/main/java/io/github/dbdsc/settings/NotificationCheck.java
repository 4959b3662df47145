package io.github.dbdsc.settings;

import io.github.dbdsc.notice.NoticeFormat;
import io.github.dbdsc.notice.WebhookAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the settings of where notices of runs are sent. */
final class NotificationCheck {

    private final SettingValues values;
    private final List<String> faults;

    /** @param faults takes what is found to be wrong */
    NotificationCheck(SettingValues values, List<String> faults) {
        this.values = values;
        this.faults = faults;
    }

    /** Returns where notices are sent; empty when none are. Must be used only when there are no faults. */
    Optional<Notification> notification() {
        values.plain("NOTIFY_URL")
                .filter(address -> !isAddress(address))
                .ifPresent(address -> faults.add(
                        // not quoted: it may be almost right
                        "NOTIFY_URL is not a webhook's address; it should be " + WebhookAddress.LIKE
                                + ", or keyvault:<secret name> where that is"));
        Optional<NoticeFormat> format = format();
        return values.secret("NOTIFY_URL").map(address -> new Notification(address, format, dashboard()));
    }

    private static boolean isAddress(String value) {
        try {
            return WebhookAddress.parse(value).isAbsolute();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Optional<NoticeFormat> format() {
        Optional<String> name = values.value("NOTIFY_FORMAT").map(value -> value.toUpperCase(Locale.ROOT));
        for (NoticeFormat format : NoticeFormat.values()) {
            if (name.equals(Optional.of(format.name()))) {
                return Optional.of(format);
            }
        }
        if (name.isPresent()) {
            faults.add("NOTIFY_FORMAT is not a known choice; it should be one of json, slack, teams,"
                    + " or be left out to go by the address");
        }
        return Optional.empty();
    }

    /** Azure sets the host's name; the Functions core tools set that of this machine, where there is no https. */
    private Optional<URI> dashboard() {
        return values.value("WEBSITE_HOSTNAME").flatMap(host -> {
            String scheme = host.startsWith("localhost") ? "http" : "https";
            try {
                return Optional.of(URI.create(scheme + "://" + host + "/api/dashboard"));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        });
    }
}
