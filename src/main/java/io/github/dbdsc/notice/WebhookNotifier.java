package io.github.dbdsc.notice;

import io.github.dbdsc.model.ExternalServiceException;
import io.github.dbdsc.report.Report;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.logging.Logger;

/**
 * Sends notices to a webhook, at most one for each run. It is called after a pass and waits until the notice is
 * delivered, but not longer than {@link Webhook#LONGEST}: a serverless host may stop a process as soon as nothing is left
 * for it to do, so a thread in the background could be stopped in the middle of it.
 *
 * <p>Which runs were told of is known to this process only. A run that is made again after its process has died may be
 * told of a second time.
 */
public final class WebhookNotifier implements Notifier {

    /** Runs come again within minutes if at all. */
    private static final int RUNS_REMEMBERED = 1_000;

    private final String owner;
    private final Supplier<String> address;
    private final Optional<NoticeFormat> format;
    private final Optional<URI> dashboard;
    private final Webhook webhook;
    private final Set<String> told = new LinkedHashSet<>();

    /**
     * Sends nothing yet.
     *
     * @param owner names the installation
     * @param address the webhook's address, a secret: read each time, and never shown
     * @param format what the receiver understands; empty to go by the address
     * @param dashboard where people look at runs
     */
    public WebhookNotifier(
            String owner,
            Supplier<String> address,
            Optional<NoticeFormat> format,
            Optional<URI> dashboard,
            Webhook webhook) {
        this.owner = owner;
        this.address = address;
        this.format = format;
        this.dashboard = dashboard;
        this.webhook = webhook;
    }

    @Override
    public void passed(Report report, Logger log) {
        Notice.of(report).ifPresent(notice -> tell(notice, log));
    }

    @Override
    public void givenUp(String runId, String why, String reason, Logger log) {
        tell(Notice.givenUp(runId, owner, why, reason), log);
    }

    private void tell(Notice notice, Logger log) {
        if (isFirst(notice.runId())) {
            String failure = send(notice);
            if (!failure.isEmpty()) {
                log.warning("nobody was told of run " + notice.runId() + " over NOTIFY_URL: " + failure);
            }
        }
    }

    /** Why it was not delivered; empty when it was. Exceptions of the JDK may quote the address, so none is shown. */
    private String send(Notice notice) {
        try {
            URI to = WebhookAddress.parse(address.get());
            Optional<URI> link = dashboard.map(page -> page.resolve("#runs/" + notice.runId()));
            return webhook.post(
                            to,
                            format.orElseGet(() -> NoticeFormat.at(to))
                                    .body(notice, link)
                                    .toString())
                    .orElse("");
        } catch (ExternalServiceException e) {
            return e.getMessage();
        } catch (IllegalArgumentException e) {
            return "the setting is malformed; it should be " + WebhookAddress.LIKE;
        } catch (RuntimeException e) {
            return "it could not be posted (" + e.getClass().getSimpleName() + ")";
        }
    }

    private synchronized boolean isFirst(String runId) {
        if (told.size() >= RUNS_REMEMBERED) {
            told.remove(told.iterator().next());
        }
        return told.add(runId);
    }
}
