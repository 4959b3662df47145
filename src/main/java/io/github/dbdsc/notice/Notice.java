package io.github.dbdsc.notice;

import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.model.Caller;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.Change;
import io.github.dbdsc.plan.Difference;
import io.github.dbdsc.report.Report;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What people should know of a run.
 *
 * @param runId names the run
 * @param target the name of the target; {@code ""} where it has none
 * @param owner names the installation
 * @param event the worst thing that happened
 * @param why what the run was made for; empty when that is not known
 * @param caller who asked for it over HTTP, in words; empty where nobody did, or nobody tells
 * @param counts how many jobs have each action in the plan, and how many failed; empty when no run was made
 * @param items what happened, the worst first, limited in number
 * @param omitted how many more there are
 */
public record Notice(
        String runId,
        String target,
        String owner,
        Event event,
        String why,
        String caller,
        Map<String, Long> counts,
        List<Item> items,
        int omitted) {

    /** How many things are listed one by one. */
    static final int MOST_ITEMS = 10;

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_TEXT = 300;
    private static final int MOST_FIELDS = 5;

    /** What can happen, the worst first. */
    public enum Event {
        /** The request was given up: no run could be made for it. */
        GIVEN_UP("a run was given up"),
        /** A job failed, or a definition has an error. */
        FAILED("a pass failed"),
        /** Safety refused the plan or a part of it, or a job is not ours. */
        REFUSED("a pass refused something"),
        /** A plan waits until somebody applies it. */
        WAITING("a plan waits for approval"),
        /** A job had been changed or deleted in the workspace, and is again as defined. */
        CORRECTED("a pass corrected drift");

        private final String sentence;

        Event(String sentence) {
            this.sentence = sentence;
        }

        /** Returns what happened, in words that follow the installation's name. */
        public String sentence() {
            return sentence;
        }
    }

    /**
     * One thing that happened.
     *
     * @param event its kind
     * @param subject the job's key, or the place in a file; empty when it is about the whole run
     * @param text why, in the user's words
     */
    public record Item(Event event, String subject, String text) {

        public Item {
            subject = excerpt(subject, LONGEST_NAME);
            text = excerpt(text, LONGEST_TEXT);
        }

        /** Returns subject and text in one line. */
        public String line() {
            return subject.isEmpty() ? text : subject + ": " + text;
        }
    }

    public Notice {
        owner = excerpt(owner, LONGEST_NAME);
        why = excerpt(why, LONGEST_NAME);
        caller = excerpt(caller, LONGEST_TEXT);
        counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
        items = List.copyOf(items);
    }

    /**
     * Returns the notice of a run; empty when nothing happened that people should know, and for dry runs. An error in a
     * definition is told when the next run still finds it: while files land one after the other, there are errors that are
     * gone a moment later.
     */
    public static Optional<Notice> of(Report report) {
        List<Item> items = report.dryRun() ? List.of() : items(report);
        return items.stream()
                .findFirst()
                .map(worst -> new Notice(
                        report.runId(),
                        report.target().name(),
                        report.target().owner(),
                        worst.event(),
                        report.why(),
                        report.caller() == null ? "" : report.caller().text(),
                        report.counts(),
                        items.subList(0, Math.min(items.size(), MOST_ITEMS)),
                        Math.max(0, items.size() - MOST_ITEMS)));
    }

    /** Returns the notice of a request that was given up. */
    public static Notice givenUp(SyncRequest request, String owner, String reason) {
        return new Notice(
                request.runId(),
                request.target(),
                owner,
                Event.GIVEN_UP,
                request.why(),
                request.askedBy().map(Caller::text).orElse(""),
                Map.of(),
                List.of(new Item(Event.GIVEN_UP, "", reason)),
                0);
    }

    /** Returns what the run was made for, and for whom; empty where nobody tells. */
    String cause() {
        return Stream.of(why, caller.isEmpty() ? "" : "asked for by " + caller)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
    }

    /** Returns the notice in one line, without its items. */
    public String title() {
        return "db-dsc-jobs '" + (target.isEmpty() ? owner : target) + "': " + event.sentence();
    }

    private static List<Item> items(Report report) {
        Stream<Item> failed = Stream.of(Result.FAILED, Result.PENDING)
                .flatMap(result -> with(report, result))
                .map(outcome -> item(Event.FAILED, outcome));
        Stream<Item> errors = report.problems().stream()
                .filter(Problem::isError)
                .filter(error -> !report.newErrors().contains(error))
                .map(problem -> new Item(Event.FAILED, problem.place(), problem.message()));
        Stream<Item> objections = report.objections().stream().map(why -> new Item(Event.REFUSED, "", why));
        Stream<Item> refused = with(report, Result.REFUSED).map(outcome -> item(Event.REFUSED, outcome));
        Stream<Item> waiting = Stream.ofNullable(report.pending())
                .filter(plan -> plan.isNewIn(report))
                .map(plan -> new Item(Event.WAITING, "", plan.text()));
        Stream<Item> corrected = with(report, Result.APPLIED)
                .map(Outcome::change)
                .filter(Change::correctsDrift)
                .map(change -> new Item(Event.CORRECTED, change.key().value(), drift(change)));
        return Stream.of(failed, errors, objections, refused, waiting, corrected)
                .flatMap(part -> part)
                .toList();
    }

    private static Stream<Outcome> with(Report report, Result result) {
        return report.outcomes().stream().filter(outcome -> outcome.result() == result);
    }

    private static Item item(Event event, Outcome outcome) {
        return new Item(
                event,
                outcome.change().key().value(),
                outcome.error().orElse(outcome.change().reason()));
    }

    /** Names the fields but not their values, which are for those who may read the report. */
    private static String drift(Change change) {
        List<String> paths = change.differences().stream()
                .filter(Difference::isDrift)
                .map(Difference::path)
                .toList();
        if (paths.isEmpty()) {
            return "it was deleted in the workspace and is there again";
        }
        return "changed in the workspace and put back: "
                + paths.stream().limit(MOST_FIELDS).collect(Collectors.joining(", "))
                + (paths.size() > MOST_FIELDS ? " and " + (paths.size() - MOST_FIELDS) + " more" : "");
    }

    /** Makes text from elsewhere fit for a message: one line of at most that many characters, none of them cut in half. */
    private static String excerpt(String text, int longest) {
        String line = text.replaceAll("\\s*\\p{Cntrl}+\\s*", " ").strip();
        if (line.length() <= longest) {
            return line;
        }
        int end = longest - 1;
        return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
