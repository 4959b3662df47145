package io.github.dbdsc.settings;

import io.github.dbdsc.notice.NoticeFormat;
import java.net.URI;
import java.util.Optional;

/**
 * Where notices of runs are sent.
 *
 * @param address setting {@code NOTIFY_URL}: whoever has it may post there
 * @param format setting {@code NOTIFY_FORMAT}; empty to choose it by the address
 * @param dashboard the page on which people look at runs; empty when the app's own address is not known
 */
public record Notification(Secret address, Optional<NoticeFormat> format, Optional<URI> dashboard) {

    /** Leaves the address out. */
    @Override
    public String toString() {
        return "notification as " + format.map(Enum::name).orElse("the receiver wants it");
    }
}
