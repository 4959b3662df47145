package io.github.dbdsc.notice;

import io.github.dbdsc.model.ExternalServiceException;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.report.Report;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends notices to a webhook, at most one for each run. Waits until the notice is delivered, but not longer than
 * {@link Webhook#LONGEST}: a serverless host may stop a process as soon as it has nothing left to do, and with it a thread
 * that delivers in the background.
 *
 * <p>Only this process knows which runs have had their notice. A run that is made again after its process has died may get
 * a second one.
 */
public final class WebhookNotifier implements Notifier {

    /** Runs are delivered again within minutes, if at all. */
    private static final int RUNS_REMEMBERED = 1_000;

    private final String owner;
    private final Supplier<String> address;
    private final @Nullable NoticeFormat format;
    private final @Nullable URI dashboard;
    private final Webhook webhook;
    private final Set<String> notified = new LinkedHashSet<>();

    /**
     * Sends nothing yet.
     *
     * @param owner names the installation
     * @param address the webhook's address, a secret: read each time, and never shown
     * @param format what the receiver understands; null to choose it by the address
     * @param dashboard the page on which people look at runs; null when there is none
     */
    public WebhookNotifier(
            String owner,
            Supplier<String> address,
            @Nullable NoticeFormat format,
            @Nullable URI dashboard,
            Webhook webhook) {
        this.owner = owner;
        this.address = address;
        this.format = format;
        this.dashboard = dashboard;
        this.webhook = webhook;
    }

    @Override
    public void finished(Report report, Logger log) {
        Notice.of(report).ifPresent(notice -> tell(notice, log));
    }

    @Override
    public void givenUp(SyncRequest request, String reason, Logger log) {
        tell(Notice.givenUp(request, owner, reason), log);
    }

    private void tell(Notice notice, Logger log) {
        if (isFirst(notice.runId())) {
            String failure = send(notice);
            if (!failure.isEmpty()) {
                log.warning("nobody was told of run " + notice.runId()
                        + (notice.target().isEmpty() ? "" : " of " + notice.target())
                        + " over NOTIFY_URL: " + failure);
            }
        }
    }

    /** Returns why the notice was not delivered, or nothing. The JDK's exceptions may quote the address, so none is shown. */
    private String send(Notice notice) {
        try {
            URI to = WebhookAddress.parse(address.get());
            URI link = dashboard == null ? null : dashboard.resolve("#runs/" + notice.runId());
            NoticeFormat known = format == null ? NoticeFormat.at(to) : format;
            return webhook.post(to, known.body(notice, link).toString()).orElse("");
        } catch (ExternalServiceException e) {
            return e.getMessage();
        } catch (IllegalArgumentException e) {
            return "the setting is malformed; it should be " + WebhookAddress.LIKE;
        } catch (RuntimeException e) {
            return "it could not be posted (" + e.getClass().getSimpleName() + ")";
        }
    }

    private synchronized boolean isFirst(String runId) {
        if (notified.size() >= RUNS_REMEMBERED) {
            notified.remove(notified.iterator().next());
        }
        return notified.add(runId);
    }
}
