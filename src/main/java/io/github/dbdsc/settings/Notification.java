package io.github.dbdsc.settings;

import io.github.dbdsc.notice.NoticeFormat;
import java.net.URI;
import java.util.Optional;

/**
 * Where people are told of runs.
 *
 * @param address setting {@code NOTIFY_URL}: whoever has it may post there
 * @param format setting {@code NOTIFY_FORMAT}; empty to go by the address
 * @param dashboard where they look at runs; empty where the app's own address is not known
 */
public record Notification(Secret address, Optional<NoticeFormat> format, Optional<URI> dashboard) {

    /** Without the address. */
    @Override
    public String toString() {
        return "notification as " + format.map(Enum::name).orElse("the receiver wants it");
    }
}
