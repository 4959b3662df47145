package io.github.dbdsc.notice;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The form of JSON that a receiver understands. */
public enum NoticeFormat {

    /** For programs; {@code text} says everything for people. */
    JSON {
        @Override
        ObjectNode body(Notice notice, @Nullable URI link) {
            ObjectNode body = JsonNodeFactory.instance
                    .objectNode()
                    .put("runId", notice.runId())
                    .put("owner", notice.owner())
                    .put("event", notice.event().name().toLowerCase(Locale.ROOT))
                    .put("text", text(notice, link))
                    .put("why", notice.why());
            if (!notice.target().isEmpty()) {
                body.put("target", notice.target());
            }
            if (!notice.caller().isEmpty()) {
                body.put("caller", notice.caller());
            }
            ObjectNode counts = body.putObject("counts");
            notice.counts().forEach(counts::put);
            ArrayNode items = body.putArray("items");
            notice.items().forEach(item -> items.addObject()
                    .put("event", item.event().name().toLowerCase(Locale.ROOT))
                    .put("subject", item.subject())
                    .put("text", item.text()));
            body.put("omitted", notice.omitted());
            if (link != null) {
                body.put("link", link.toString());
            }
            return body;
        }
    },

    /** Slack's incoming webhooks: they need {@code text} only, and may refuse what they don't know. */
    SLACK {
        @Override
        ObjectNode body(Notice notice, @Nullable URI link) {
            return JsonNodeFactory.instance.objectNode().put("text", escaped(text(notice, link)));
        }

        // https://docs.slack.dev/messaging/formatting-message-text: these three have a meaning, <!channel> above all
        private static String escaped(String text) {
            return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        }
    },

    /** Microsoft Teams: a message with an adaptive card, as workflows and incoming webhooks take it, up to 28 KB. */
    TEAMS {
        @Override
        ObjectNode body(Notice notice, @Nullable URI link) {
            ObjectNode body = JsonNodeFactory.instance.objectNode().put("type", "message");
            ObjectNode card = body.putArray("attachments")
                    .addObject()
                    .put("contentType", "application/vnd.microsoft.card.adaptive")
                    .putObject("content")
                    .put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
                    .put("type", "AdaptiveCard")
                    .put("version", "1.4");
            ArrayNode blocks = card.putArray("body");
            lines(notice).forEach(line -> paragraph(blocks, line, blocks.isEmpty()));
            if (link != null) {
                card.putArray("actions")
                        .addObject()
                        .put("type", "Action.OpenUrl")
                        .put("title", "Open the run")
                        .put("url", link.toString());
            }
            return body;
        }

        /** Adds text as it is, in a text run: in a text block, a job's name could become a link to anywhere. */
        private static void paragraph(ArrayNode blocks, String line, boolean strong) {
            ObjectNode run = blocks.addObject()
                    .put("type", "RichTextBlock")
                    .putArray("inlines")
                    .addObject()
                    .put("type", "TextRun")
                    .put("text", line);
            if (strong) {
                run.put("weight", "Bolder");
            }
        }
    };

    private static final List<String> OF_SLACK = List.of("hooks.slack.com", "hooks.slack-gov.com");

    /** Teams' workflows run in Logic Apps and Power Automate; the last domain is that of its own incoming webhooks. */
    private static final List<String> OF_TEAMS = List.of(
            "logic.azure.com",
            "api.powerplatform.com",
            "powerautomate.com",
            "flow.microsoft.com",
            "webhook.office.com");

    /** Returns what to send: at most 20,000 bytes. */
    abstract ObjectNode body(Notice notice, @Nullable URI link);

    /** Returns the format that the receiver at this address is known to expect, and {@link #JSON} for all others. */
    static NoticeFormat at(URI address) {
        String host = address.getHost().toLowerCase(Locale.ROOT);
        if (OF_SLACK.contains(host)) {
            return SLACK;
        }
        return OF_TEAMS.stream().anyMatch(domain -> host.endsWith("." + domain)) ? TEAMS : JSON;
    }

    private static String text(Notice notice, @Nullable URI link) {
        String text = String.join("\n", lines(notice));
        return link == null ? text : text + "\n" + link;
    }

    private static List<String> lines(Notice notice) {
        return Stream.of(
                        Stream.of(notice.title()),
                        Stream.of("Run " + notice.runId()
                                + (notice.cause().isEmpty() ? "" : " (" + notice.cause() + ")")),
                        notice.items().stream().map(item -> "• " + word(item.event()) + item.line()),
                        notice.omitted() == 0 ? Stream.<String>of() : Stream.of("… and " + notice.omitted() + " more"))
                .flatMap(part -> part)
                .toList();
    }

    private static String word(Notice.Event event) {
        return event == Notice.Event.GIVEN_UP ? "" : event.name().toLowerCase(Locale.ROOT) + " ";
    }
}
